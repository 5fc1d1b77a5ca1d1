"""Names for the due dates inside a protest's document: one id a clock, for its list entry, page anchor and calendar.

A clock keeps its id when the record moves its day, so that a calendar moves the entry instead of adding a second one.
"""

import re
from collections.abc import Iterator

from timeline.documents.shapes import Document

UNFIT = re.compile(r"[^A-Za-z0-9]+")


def numbered(protest: Document) -> Iterator[tuple[str, Document]]:
    """Yield each due date of a protest's document with its id; the same clock of two cases comes once.

    The id names the protest, the rule and the event that started the clock, with a number where one event starts a
    rule's clock on several days.
    """
    seen: set[str] = set()
    used: dict[str, int] = {}
    for deadline in (protest.get("status") or {}).get("deadlines", []):
        if deadline["key"] in seen:
            continue
        seen.add(deadline["key"])
        rule, event, *_ = deadline["key"].split("/")
        name = "-".join(UNFIT.sub("_", part).strip("_") for part in (protest["id"], rule, event))
        used[name] = used.get(name, 0) + 1
        yield name if used[name] == 1 else f"{name}-{used[name]}", deadline


def started(deadline: Document) -> str:
    """Return the ISO day of the event that started a clock, which can count from an earlier or a later day."""
    day = (deadline["trigger_event"] or {}).get("date")
    return str(day["earliest"] if day else deadline["trigger_date"])
