"""Every live object but private persons, with the time of its newest revision, in parts: what search engines get."""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from django.db import connection

from timeline.documents.shapes import parsed

# People without a post are no officials: search engines are not led to them (docs/privacy.md).
PRIVATE = """e.document_type = 'party' AND r.document::jsonb ->> 'kind' = 'person'
 AND coalesce(jsonb_array_length(r.document::jsonb -> 'posts'), 0) = 0"""
LIVE = f"""timeline_entry e JOIN timeline_revision r ON r.seq = e.seq
 WHERE e.valid_to IS NULL AND e.state = 'live' AND NOT ({PRIVATE})"""


class Listed(NamedTuple):
    """One live object: type, key, the decorative end of its address, and when the log wrote it last."""

    object_type: str
    key: str
    slug: str
    changed_at: datetime


def listed(*, offset: int, limit: int) -> Iterator[Listed]:
    """Yield live objects in the order of type and key, from the one at `offset` on."""
    sql = f"""SELECT e.document_type, e.key, CASE WHEN e.document_type = 'event' THEN e.facts ELSE '{{}}' END,
              r.published_at FROM {LIVE} ORDER BY e.document_type, e.key LIMIT %s OFFSET %s"""
    with connection.cursor() as cursor:
        cursor.execute(sql, [limit, offset])
        for object_type, key, facts, changed_at in cursor.fetchall():
            yield Listed(object_type, key, parsed(facts).get("slug", ""), changed_at)


def parts(size: int) -> list[datetime]:
    """Return for each part of `size` objects when the newest of them was written."""
    place = "row_number() OVER (ORDER BY e.document_type, e.key) - 1"
    sql = f"""SELECT max(published_at) FROM (SELECT r.published_at, ({place}) / %s AS part FROM {LIVE}) numbered
              GROUP BY part ORDER BY part"""
    with connection.cursor() as cursor:
        cursor.execute(sql, [size])
        return [changed_at for (changed_at,) in cursor.fetchall()]
