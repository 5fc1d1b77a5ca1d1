"""The folder of backups: snapshots by their moment, the copies of sources that they share, and what is thrown away.

20261123T075000Z/database.dump.age, manifest.json     manifest last: a snapshot without one was never finished
copies/ab/cd/abcd….age                                one for each copy, written once, shared by all snapshots
"""

import json
import re
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

MOMENT = "%Y%m%dT%H%M%SZ"
NAME = re.compile(r"\d{8}T\d{6}Z")
MANIFEST = "manifest.json"
DUMP = "database.dump.age"
COPIES = "copies"
FORMAT = 1


class NoSnapshot(ValueError):
    """There is no finished snapshot where one is looked for."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One finished backup."""

    folder: Path
    manifest: dict[str, Any]

    @property
    def dump(self) -> Path:
        """Where the database lies."""
        return self.folder / DUMP

    def copy(self, name: str) -> Path:
        """Return where the copy of this name lies."""
        return copy_path(self.folder.parent, name)


def copy_path(shelf: Path, name: str) -> Path:
    """Return where a copy of this name of the evidence storage lies."""
    return shelf / COPIES / f"{name}.age"


def snapshots(shelf: Path) -> list[Snapshot]:
    """Return the finished snapshots, oldest first."""
    folders = sorted(path for path in shelf.iterdir() if NAME.fullmatch(path.name)) if shelf.is_dir() else []
    return [opened(folder) for folder in folders if (folder / MANIFEST).is_file()]


def opened(folder: Path) -> Snapshot:
    """Return the snapshot in a folder; raise NoSnapshot."""
    try:
        manifest = json.loads((folder / MANIFEST).read_text())
    except (OSError, ValueError) as error:
        raise NoSnapshot(f"{folder} holds no finished snapshot: {error}") from error
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        raise NoSnapshot(f"{folder / MANIFEST} is of another format than {FORMAT}")
    return Snapshot(folder, manifest)


def chosen(path: Path) -> Snapshot:
    """Return the snapshot at a path, or the newest of the shelf there; raise NoSnapshot."""
    if (path / MANIFEST).is_file():
        return opened(path)
    if found := snapshots(path):
        return found[-1]
    raise NoSnapshot(f"{path} holds no finished snapshot")


def new_folder(shelf: Path, now: datetime) -> Path:
    """Make the folder of a snapshot that begins now; raise FileExistsError within the second of another."""
    folder = shelf / now.astimezone(UTC).strftime(MOMENT)
    folder.mkdir(parents=True, mode=0o700)
    return folder


def finish(folder: Path, manifest: dict[str, Any]) -> Snapshot:
    """Write the manifest, which makes the snapshot one."""
    partial = folder / f"{MANIFEST}.part"
    partial.write_text(json.dumps({"format": FORMAT, **manifest}, indent=1, sort_keys=True) + "\n")
    partial.replace(folder / MANIFEST)
    return opened(folder)


def throw_away(shelf: Path, *, keep: int) -> list[str]:
    """Remove all but the newest snapshots, what was never finished, and copies that none of the rest holds.

    Call it only while no other backup is under way. Returns the names of the snapshots that are gone.
    """
    finished = snapshots(shelf)
    staying = finished[-keep:] if keep else finished
    names = {one.folder.name for one in staying}
    gone = [path for path in shelf.iterdir() if NAME.fullmatch(path.name) and path.name not in names]
    for folder in gone:
        shutil.rmtree(folder)
    held = {copy_path(shelf, copy["name"]) for one in staying for copy in one.manifest["copies"]}
    for path in (shelf / COPIES).rglob("*"):
        if path.is_file() and path not in held:
            path.unlink()
    return sorted(path.name for path in gone)
