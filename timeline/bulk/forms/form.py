"""What every form of the record has in common: what it says of itself, and how documents come to it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from timeline.bulk.reading import Stored


@dataclass(frozen=True, slots=True)
class About:
    """What every form says of a build: which moment of the log it is, of which site, under which terms."""

    seq: int
    moment: datetime | None
    site: str
    title: str
    licence: str
    licence_url: str


class Form(Protocol):
    """One form of the record."""

    def __init__(self, folder: Path, about: About) -> None:
        """Begin its files in a folder."""

    def add(self, stored: Stored) -> None:
        """Take one document."""

    def finish(self) -> Mapping[str, int]:
        """Close the files; return the number of lines by table, or of documents by type."""


def facts(about: About) -> dict[str, str]:
    """Return what a table of facts says of a build."""
    return {
        "title": about.title,
        "site": about.site,
        "seq": str(about.seq),
        "moment": about.moment.isoformat() if about.moment else "",
        "licence": about.licence,
        "licence_url": about.licence_url,
    }
