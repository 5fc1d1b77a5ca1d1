"""Writes documents as JSON Lines: one compressed file for each type."""

import gzip
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from timeline.api.items import item
from timeline.bulk.forms.form import About
from timeline.bulk.reading import Stored

# A file that keeps no time of its own is the same bytes whenever one moment is built.
NO_TIME = 0
PLURALS = {"party": "parties"}


class JsonLines:
    """One compressed file for each type of document; a line is an item as the API gives it."""

    def __init__(self, folder: Path, _about: About) -> None:
        self.folder, self.counts = folder, Counter[str]()
        self.files: dict[str, gzip.GzipFile] = {}

    def add(self, stored: Stored) -> None:
        """Write one document as a line."""
        if stored.type not in self.files:
            name = PLURALS.get(stored.type, f"{stored.type}s")
            path = self.folder / f"{name}.jsonl.gz"
            self.files[stored.type] = gzip.GzipFile(path, "wb", mtime=NO_TIME)
        self.files[stored.type].write(item(stored.text, stored.seq).encode() + b"\n")
        self.counts[stored.type] += 1

    def finish(self) -> Mapping[str, int]:
        """Close the files."""
        for file in self.files.values():
            file.close()
        return self.counts
