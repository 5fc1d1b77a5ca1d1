"""Writes the record in OCDS as JSON Lines: all releases of all processes, and a record a process."""

import gzip
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from timeline.bulk.forms.form import About
from timeline.bulk.reading import Stored
from timeline.exports.ocds.history import processes, record_text, release_texts
from timeline.exports.ocds.publisher import publisher

NO_TIME = 0


class Ocds:
    """Two compressed files: a line a release, and a line a record. Neither is a package; the manifest says the rest."""

    RELEASES = "ocds-releases.jsonl.gz"
    RECORDS = "ocds-records.jsonl.gz"

    def __init__(self, folder: Path, about: About) -> None:
        self.folder, self.moment = folder, about.seq

    def add(self, stored: Stored) -> None:
        """Take nothing: a process is told of the log's whole history, which is read when all else is written."""

    def finish(self) -> Mapping[str, int]:
        """Read process after process and write both files."""
        by = publisher()
        releases = (text for process in processes(self.moment) for text in release_texts(process, by))
        records = (record_text(process, by) for process in processes(self.moment))
        return {"release": self._write(self.RELEASES, releases), "record": self._write(self.RECORDS, records)}

    def _write(self, name: str, texts: Iterable[Iterator[str]]) -> int:
        count = 0
        with gzip.GzipFile(self.folder / name, "wb", mtime=NO_TIME) as file:
            for text in texts:
                for piece in text:
                    file.write(piece.encode())
                file.write(b"\n")
                count += 1
        return count
