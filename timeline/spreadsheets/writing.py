"""Writes events of the desk in the columns that the import reads, so that a file goes out and comes in unchanged."""

from collections.abc import Iterable, Iterator

from timeline.models import Citation, Event
from timeline.spreadsheets.columns import COLUMNS

HEADS = [column.name for column in COLUMNS]
EXAMPLE = {
    "dispute": "jedi",
    "date": "2019-11-22",
    "type": "protest-filed",
    "title": "Company files complaint",
    "summary": "One to three neutral sentences.",
    "significance": "2",
    "sealed": "no",
    "parties": "protester: oracle",
    "sources": "https://www.example.org/story | Title as the page gives it | Publisher | 2019-11-22 | news | en | ",
}


def template() -> list[list[str]]:
    """Return the rows of a file to begin with: one example, to be replaced."""
    return [[EXAMPLE.get(name, "") for name in HEADS]]


def rows_of(events: Iterable[Event]) -> Iterator[list[str]]:
    """Yield a row for each event; parts are read from what was prefetched."""
    for event in events:
        cells = {
            "dispute": event.dispute.slug,
            "date": str(event.date),
            "until": str(event.until or ""),
            "type": event.type,
            "title": event.title.get("en", ""),
            "title_de": event.title.get("de", ""),
            "summary": event.summary.get("en", ""),
            "summary_de": event.summary.get("de", ""),
            "note": event.note.get("en", ""),
            "significance": str(event.significance),
            "confidence": event.confidence,
            "sealed": "yes" if event.sealed else "no",
            "contracts": "\n".join(contract.slug for contract in event.contracts.all()),
            "protest": event.protest.public_id if event.protest else "",
            "parties": "\n".join(f"{row.role}: {row.party.slug}" for row in event.parties.all()),
            "sources": "\n".join(_cited(row) for row in event.citations.all() if row.source and row.source.url),
        }
        yield [cells[name] for name in HEADS]


def _cited(row: Citation) -> str:
    source = row.source
    if source is None:
        return ""
    parts = (
        source.url,
        source.title,
        source.publisher,
        str(source.published or ""),
        source.kind,
        source.lang,
        row.anchor,
    )
    return " | ".join(part.replace("|", "/").replace("\n", " ") for part in parts)
