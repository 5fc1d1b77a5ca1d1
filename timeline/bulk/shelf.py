"""The shelf where builds stand: a folder for each moment of the log, the newest first, thrown away by policy."""

import re
import shutil
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import orjson
from django.conf import settings

from timeline import selectors

MANIFEST = "manifest.json"
WITHDRAWN = "withdrawn.json"
MOST_WITHDRAWN = 100  # builds that are remembered
UNFINISHED = ".unfinished"
NAME = re.compile(r"[1-9][0-9]{0,17}|0")


@dataclass(frozen=True, slots=True)
class Build:
    """One build: its seq, its folder and what its manifest says."""

    seq: int
    folder: Path
    manifest: dict[str, Any]

    @property
    def built_at(self) -> datetime:
        """Return when it was made."""
        return datetime.fromisoformat(self.manifest["built_at"])

    @property
    def moment(self) -> datetime | None:
        """Return when its newest revision was published; None of an empty log."""
        said = self.manifest["moment"]
        return datetime.fromisoformat(said) if said else None

    def path_of(self, name: str) -> Path | None:
        """Return one of its files, None for any other name: nothing else in the folder can be asked for."""
        names = {MANIFEST, *(file["name"] for file in self.manifest["files"])}
        return self.folder / name if name in names else None


def folder_of(seq: int) -> Path:
    """Return the folder that the build of a moment has, whether it is there or not."""
    return Path(settings.MEDIA_ROOT) / "bulk" / str(seq)


def builds() -> list[Build]:
    """Return the builds that may be given away, the newest first.

    A build from before a take-down may hold what was taken down, and is never given away again.
    """
    root = folder_of(0).parent
    numbers = [int(path.name) for path in root.glob("*") if NAME.fullmatch(path.name)] if root.is_dir() else []
    oldest = selectors.last_taken_down()
    found = (_read(seq) for seq in sorted(numbers, reverse=True) if seq >= oldest)
    return [build for build in found if build]


def find(seq: int) -> Build | None:
    """Return one build, None where there is none that may be given away."""
    return _read(seq) if seq >= selectors.last_taken_down() else None


def tidy(keep: int) -> list[int]:
    """Throw away all but the newest `keep` builds, and those that may not be given away; return their seqs."""
    kept = {build.seq for build in builds()[:keep]}
    root = folder_of(0).parent
    gone = []
    for path in root.glob("*") if root.is_dir() else ():
        if NAME.fullmatch(path.name) and int(path.name) not in kept:
            shutil.rmtree(path)
            gone.append(int(path.name))
    return sorted(gone)


def withdraw(*, now: datetime) -> list[int]:
    """Throw away at once what was built, or is being built, of a moment before the newest take-down; return the seqs.

    The files may hold the text. Whoever is writing one of them finds its folder gone and begins again.
    """
    root = folder_of(0).parent
    folders = {path: path.name.removesuffix(UNFINISHED) for path in root.glob("*")} if root.is_dir() else {}
    numbered = {path: int(name) for path, name in folders.items() if NAME.fullmatch(name)}
    if not numbered:
        return []
    oldest = selectors.last_taken_down()
    gone = {path: seq for path, seq in numbered.items() if seq < oldest}
    for path in gone:
        with suppress(FileNotFoundError):  # another process does the same
            shutil.rmtree(path, ignore_errors=path.name.endswith(UNFINISHED))
    seqs = sorted(seq for path, seq in gone.items() if not path.name.endswith(UNFINISHED))
    if seqs:
        said = [{"seq": seq, "withdrawn_at": now, "taken_down_in": oldest} for seq in seqs]
        _note((*withdrawn(), *orjson.loads(orjson.dumps(said))))
    return sorted(gone.values())


def withdrawn() -> list[dict[str, Any]]:
    """Return which builds were withdrawn, when, and since which take-down, the oldest first."""
    try:
        found: list[dict[str, Any]] = orjson.loads((folder_of(0).parent / WITHDRAWN).read_bytes())
    except FileNotFoundError:
        return []
    return found


def is_emptied() -> bool:
    """Say whether nothing stands on the shelf since builds were withdrawn."""
    return bool(withdrawn()) and not builds()


def _note(entries: Sequence[dict[str, Any]]) -> None:
    path = folder_of(0).parent / WITHDRAWN
    whole = path.with_suffix(".new")
    whole.write_bytes(orjson.dumps(list(entries[-MOST_WITHDRAWN:])))
    whole.replace(path)


def _read(seq: int) -> Build | None:
    folder = folder_of(seq)
    try:
        return Build(seq, folder, orjson.loads((folder / MANIFEST).read_bytes()))
    except FileNotFoundError:
        return None
