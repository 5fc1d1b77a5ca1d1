"""Check what is published in OCDS: `manage.py check_ocds --schema release-schema.json`."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

import orjson
from django.core.management.base import BaseCommand, CommandError

from timeline import selectors
from timeline.exports.ocds.checking import faults, patched
from timeline.exports.ocds.extension import FOLDER
from timeline.exports.ocds.packages import record, release
from timeline.exports.ocds.views import publisher, standings

MOST = 10_000


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
        checked, wrong = 0, 0
        seq = selectors.latest_seq()
        for dispute in selectors.keys_of("dispute", limit=MOST):
            for standing in standings(dispute, seq):
                found = record(release(standing, publisher()))
                for one in (*found["releases"], found["compiledRelease"]):
                    checked += 1
                    for fault in faults(schema, one):
                        wrong += 1
                        self.stderr.write(f"{found['ocid']} {one['id']} {fault}")
        if wrong:
            raise CommandError(f"{wrong} faults in {checked} releases")
        self.stdout.write(f"{checked} releases, no fault, against {options['schema']} with our extension.")
