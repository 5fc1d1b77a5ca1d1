"""Marks in downloads of a past moment what was removed from the record since then, as the API does."""

from collections.abc import Iterable, Iterator
from itertools import islice

from timeline import selectors
from timeline.api.items import removed_later

WINDOW = 1_000
Row = tuple[str, int]


def marked(rows: Iterable[Row]) -> Iterator[Row]:
    """Yield (JSON text, seq) of documents, those with `removed_later` in front that are no longer public."""
    rest = iter(rows)
    while some := list(islice(rest, WINDOW)):
        removed = selectors.removed_since([seq for _text, seq in some])
        for text, seq in some:
            yield (removed_later(text) if seq in removed else text), seq
