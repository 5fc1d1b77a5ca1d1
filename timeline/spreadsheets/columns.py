"""The columns of a table of events: their names, what may stand in them, and which head of a file means which. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name in files, what may stand in it, and further heads by which it is known."""

    name: str
    help: str
    also: tuple[str, ...] = ()
    needed: bool = False


COLUMNS = (
    Column("dispute", "Slug or name of the dispute.", ("case", "streitfall"), needed=True),
    Column("date", "As written: 2019-11-22, Oct 2018, circa 2017.", ("when", "datum", "day"), needed=True),
    Column("until", "Last day, for something that took several.", ("end", "bis", "to")),
    Column("type", "Code or name of an event type.", ("event type", "kind", "art")),
    Column("title", "At most twelve words, English.", ("headline", "event", "titel"), needed=True),
    Column("title_de", "The same in German.", ("titel de", "title (german)")),
    Column("summary", "One to three sentences, English.", ("description", "text", "zusammenfassung"), needed=True),
    Column("summary_de", "The same in German.", ("summary (german)",)),
    Column("note", "What is uncertain, English; shown on the page.", ("notes", "anmerkung")),
    Column("significance", "1 landmark, 2 normal, 3 detail.", ("weight", "bedeutung")),
    Column("confidence", "Code of how well it is sourced.", ("sourcing",)),
    Column("sealed", "yes or no.", ("under seal",)),
    Column("contracts", "Slugs of contracts of the dispute, one a line or divided by semicolons.", ("contract",)),
    Column("protest", "Public id or docket of the proceeding.", ("proceeding", "docket")),
    Column(
        "parties",
        "role: party, one a line or divided by semicolons; slug, name or alias. A new one: role: + company name.",
        ("party", "beteiligte"),
    ),
    Column(
        "sources",
        "One a line: address | title | publisher | date | kind | language | anchor. A known address needs no more, "
        "or a passage in quotation marks.",
        ("source", "quellen", "url"),
    ),
)
BY_NAME = {one.name: one for one in COLUMNS}


def guess(heads: Sequence[str]) -> dict[str, int]:
    """Return for each column the place of the head that means it; the first that fits, each head once."""
    plain = [_plain(head) for head in heads]
    found: dict[str, int] = {}
    for names in ("own", "also"):
        for column in COLUMNS:
            wanted = (column.name,) if names == "own" else column.also
            place = next(
                (n for n, head in enumerate(plain) if head in map(_plain, wanted) and n not in found.values()), None
            )
            if column.name not in found and place is not None:
                found[column.name] = place
    return found


def _plain(head: str) -> str:
    return re.sub(r"[\W_]+", " ", head.casefold()).strip()
