"""Check this pack without a network: `python3 verify.py` (Python 3.9 or newer, nothing to install).

It says whether every file is what manifest.json says, whether nothing was added or left out, and whether chronology,
tables and evidence tell of the same things. It exits with 1 where they do not.
"""

import csv
import hashlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

MANIFEST = "manifest.json"


def digest(path: Path) -> str:
    """Return the SHA-256 of a file."""
    found = hashlib.sha256()
    with path.open("rb") as file:
        for part in iter(lambda: file.read(1 << 20), b""):
            found.update(part)
    return found.hexdigest()


def table(path: Path) -> list[list[str]]:
    """Return the lines of a CSV file below its head."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))[1:]


def faults(folder: Path) -> Iterator[str]:
    """Yield what is wrong with the pack in a folder."""
    try:
        manifest: dict[str, Any] = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        yield f"{MANIFEST} cannot be read: {error}"
        return
    named = {file["name"]: file for file in manifest["files"]}
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()} - {MANIFEST}
    yield from (f"{name} is missing" for name in sorted(set(named) - there))
    yield from (f"{name} was added" for name in sorted(there - set(named)))
    changed = [name for name in sorted(set(named) & there) if digest(folder / name) != named[name]["sha256"]]
    yield from (f"{name} was changed" for name in changed)
    if changed or set(named) - there:
        return
    yield from disagreements(folder, manifest)


def disagreements(folder: Path, manifest: dict[str, Any]) -> Iterator[str]:
    """Yield where the files of a pack do not tell of the same things."""
    entries = json.loads((folder / "chronology.json").read_text(encoding="utf-8"))["entries"]
    numbers = [entry["number"] for entry in entries]
    if numbers != list(range(1, manifest["counts"]["entries"] + 1)):
        yield "chronology.json is not numbered from 1 to the manifest's count"
    listed = [(line[0], line[1]) for line in table(folder / "chronology.csv")]
    if listed != [(str(entry["number"]), entry["document"]["id"]) for entry in entries]:
        yield "chronology.csv and chronology.json do not hold the same entries"
    page = (folder / "chronology.html").read_text(encoding="utf-8")
    if any(f'<li id="n{number}"' not in page for number in numbers):
        yield "chronology.html lacks an entry"
    cited = {
        citation["source"]["id"]
        for entry in entries
        for citation in entry["document"]["citations"]
        if "url" in citation.get("source", {})
    }
    if cited != {line[1] for line in table(folder / "evidence.csv")}:
        yield "evidence.csv does not hold the sources that the entries cite"


def main() -> int:
    """Check the pack that this script stands in."""
    folder = Path(__file__).resolve().parent
    found = list(faults(folder))
    for fault in found:
        print(f"FAULT: {fault}")
    if not found:
        print("OK: every file is as the manifest says, and all tell of the same things.")
        print(f"SHA-256 of {MANIFEST}: {digest(folder / MANIFEST)}")
        print("Whoever gives you the same pack of the same revision has the same number.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
