"""Check what is published in OCDS: `manage.py check_ocds --schema release-schema.json`."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

import orjson
from django.core.management.base import BaseCommand, CommandError

from timeline import selectors
from timeline.exports.ocds.checking import faults, patched, unknown_roles
from timeline.exports.ocds.extension import FOLDER, party_roles
from timeline.exports.ocds.history import processes, record_text, release_texts
from timeline.exports.ocds.publisher import publisher
from timeline.exports.ocds.values import Json


class Command(BaseCommand):
    """Hold every release and compiled release against the standard's schema, laid under the extensions."""

    help = "Check every contracting process against a local copy of the OCDS release schema and our extension."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the schemas, which are no part of this repository."""
        parser.add_argument("--schema", type=Path, required=True, help="the standard's release-schema.json (1.1)")
        parser.add_argument(
            "--patch", type=Path, action="append", default=[], help="release-schema.json of another extension"
        )

    def handle(self, *_: Any, **options: Any) -> None:
        """Print each fault; fail if there is one."""
        own = FOLDER / "release-schema.json"
        base, *patches = (orjson.loads(path.read_bytes()) for path in (options["schema"], *options["patch"], own))
        schema = patched(base, patches)
        checked, wrong, by = 0, 0, publisher()
        for process in processes(selectors.latest_seq()):
            for text in release_texts(process, by):
                wrong += self._faults_of(schema, orjson.loads("".join(text)))
                checked += 1
            record = orjson.loads("".join(record_text(process, by)))
            wrong += self._faults_of(schema, record["compiledRelease"])
            checked += 1
        if wrong:
            raise CommandError(f"{wrong} faults in {checked} releases")
        self.stdout.write(f"{checked} releases, no fault, against {options['schema']} with our extension.")

    def _faults_of(self, schema: Json, release: Json) -> int:
        found = [*faults(schema, release), *unknown_roles(release, party_roles())]
        for fault in found:
            self.stderr.write(f"{release['ocid']} {release['id']} {fault}")
        return len(found)
