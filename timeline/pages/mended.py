"""What a correction put right, part by part, in words of the page's language: for feeds, letters and embeds."""

from dataclasses import dataclass

from timeline.documents.shapes import Document
from timeline.pages.history import PARTS, lines


@dataclass(frozen=True, slots=True)
class Mended:
    """One part of a document that a correction changed; empty where there was, or is, nothing."""

    label: str
    before: str
    after: str


def mended(before: Document, after: Document) -> tuple[Mended, ...]:
    """Compare two documents of one object part by part; a tombstone or stub has no parts to compare."""
    if "state" in before or "state" in after:
        return ()
    found = []
    for part, label in PARTS.items():
        old, new = "\n".join(lines(part, before.get(part))), "\n".join(lines(part, after.get(part)))
        if old != new:
            found.append(Mended(str(label), old, new))
    return tuple(found)
