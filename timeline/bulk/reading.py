"""Reads everything that was public at one moment of the log, a window at a time, so that memory stays flat."""

from collections.abc import Iterator
from dataclasses import dataclass

from timeline import selectors
from timeline.documents.shapes import Document, parsed
from timeline.filters import EventQuery, ObjectQuery
from timeline.selectors import Page

WINDOW = 500
# In this order every document comes after those that its rows refer to, as far as that is possible.
TYPES = ("party", "source", "dispute", "contract", "protest", "claim", "event")


@dataclass(frozen=True, slots=True)
class Stored:
    """One document as the log keeps it: its text, its values and the seq of its revision."""

    text: str
    seq: int
    document: Document

    @property
    def type(self) -> str:
        """Return the document's type; statements count as a type of their own."""
        is_statement = self.document.get("type") == "statement"
        return "statement" if is_statement else str(self.document["object"])


def everything(seq: int) -> Iterator[Stored]:
    """Yield every document that was public when the log ended at `seq`, statements among the events."""
    for object_type in TYPES:
        for page in _pages(object_type, seq):
            for text, revision in zip(page.texts, page.seqs, strict=True):
                yield Stored(text, revision, parsed(text))


def _pages(object_type: str, seq: int) -> Iterator[Page]:
    after = ""
    while True:
        page = _page(object_type, seq, after)
        yield page
        if not page.next:
            return
        after = page.next


def _page(object_type: str, seq: int, after: str) -> Page:
    if object_type == "event":
        query = EventQuery(statements=True, oldest_first=True, as_of_seq=seq)
        return selectors.list_events(query, after=after, limit=WINDOW)
    return selectors.page_of(ObjectQuery(object_type, as_of_seq=seq), after=after, limit=WINDOW)
