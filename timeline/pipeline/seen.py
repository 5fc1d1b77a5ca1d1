"""What a feed's items are while an answer is read: their rows by key, asked for once for all that follows."""

from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

import orjson
from django.db import connection

# Keys go as JSON, which costs a tenth of what an array does on the way. Over there they are an array, for which the
# index is walked once, whatever the planner believes of the table.
KNOWN = """SELECT key, mark, id, content_hash, coalesce(last_fetch_id, 0) FROM timeline_item
 WHERE feed_id = %s AND key = ANY(ARRAY(SELECT json_array_elements_text(%s)))"""


class Row(NamedTuple):
    """What decides about an item that is there already; `last_fetch` is 0 where that answer is gone."""

    mark: str
    pk: int
    content_hash: str
    last_fetch: int


class Seen:
    """The rows under the keys of one answer, asked for once: for passing over entries, and for storing the others.

    Storing relies on them only if the feed's lock shows that no item was edited since.
    """

    def __init__(self, feed_id: int) -> None:
        """Begin with nothing asked."""
        self._feed_id = feed_id
        self._asked: Collection[str] = ()
        self._rows: dict[str, Row] = {}

    def __bool__(self) -> bool:
        """Say whether anything was asked, so that something relies on it."""
        return bool(self._asked)

    def by_mark(self, marks: Mapping[str, str]) -> set[str]:
        """Return the keys of those items whose entries are known with just these marks."""
        self._asked, self._rows = marks.keys(), _rows_of(self._feed_id, marks)
        return {key for key, row in self._rows.items() if row.mark == marks[key]}

    def rows(self, keys: Collection[str]) -> dict[str, Row]:
        """Return the rows under these keys, asking again only if there are others among them."""
        if all(key in self._asked for key in keys):
            return {key: self._rows[key] for key in keys if key in self._rows}
        return _rows_of(self._feed_id, keys)


def _rows_of(feed_id: int, keys: Iterable[str]) -> dict[str, Row]:
    with connection.cursor() as cursor:
        cursor.execute(KNOWN, [feed_id, orjson.dumps(list(keys)).decode()])
        return {key: Row(*rest) for key, *rest in cursor.fetchall()}
