"""Items as rows: new ones copied in, changed ones updated; of repeated ones nothing is written but their number."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import orjson
from django.db import connection
from psycopg.errors import UniqueViolation

from contracts.dates import FIRST_YEAR, LAST_YEAR, DateError, PartialDate
from timeline.codelists import ItemState
from timeline.ingest.dates import ABSENT, DateReading
from timeline.ingest.item import MAX_KEY, ParsedItem
from timeline.models import Feed, Fetch, Item
from timeline.pipeline.seen import Seen

CHUNK = 1_000
LONGEST_TITLE = 1_000
WITH_MINUTES = len("2019-11-22T14:30:00-05:00")  # an offset with seconds is no EDTF

# Of a new item these differ, the rest is the same for all of one fetch.
OWN = ("key", "key_basis", "content_hash", "mark", "kind", "title", "url", "lang", "published", "happened", "parsed")
COPY = f"""COPY timeline_item ({", ".join(OWN)}, feed_id, last_fetch_id, revision, state, first_seen_at, changed_at,
 due_at, attempts, error) FROM STDIN"""
TYPED = ", ".join(f"{name} {'jsonb' if name == 'parsed' else 'text'}" for name in OWN)
# SQL is put together of constants of this module; values are always parameters.
UPDATE = f"""UPDATE timeline_item i SET last_fetch_id = %(fetch)s, key_basis = x.key_basis,
 content_hash = x.content_hash, mark = x.mark, kind = x.kind, title = x.title, url = x.url, lang = x.lang,
 published = x.published, happened = x.happened, parsed = x.parsed, revision = i.revision + 1, state = 'waiting',
 changed_at = %(now)s, due_at = %(now)s, claimed_until = NULL, attempts = 0, error = ''
 FROM jsonb_to_recordset(%(rows)s) AS x({TYPED})
 WHERE i.feed_id = %(feed)s AND i.key = x.key"""  # noqa: S608 - see above
REPEATED = """UPDATE timeline_fetch SET repeated = ARRAY(
 SELECT i.id FROM timeline_item i JOIN json_each_text(%(marks)s) AS x ON i.key = x.key AND i.mark = x.value
 WHERE i.feed_id = %(feed)s AND i.key = ANY(ARRAY(SELECT json_object_keys(%(marks)s)))
 UNION SELECT json_array_elements_text(%(rows)s)::bigint) WHERE id = %(fetch)s RETURNING cardinality(repeated)"""
REPEATED_LATER = """SELECT DISTINCT unnest(repeated) FROM timeline_fetch
 WHERE feed_id = %s AND id > %s AND repeated && %s::bigint[]"""


class Overtaken(Exception):
    """Another reading changed what this one was parsed with, or passed over as known; nothing was written."""


@dataclass(slots=True)
class Stored:
    """What became of the items of one reading; `kept` are those that could be kept, new or not.

    `outdated` are those of the same ones that a newer answer had changed before this one was read.
    """

    new: int = 0
    changed: int = 0
    same: int = 0
    outdated: int = 0
    rejected: list[dict[str, Any]] = field(default_factory=list)
    kept: list[ParsedItem] = field(default_factory=list)


def store_items(
    feed: Feed,
    fetch: Fetch,
    items: Sequence[ParsedItem],
    *,
    seen: Seen,
    unchanged: Mapping[str, str],
    noted: bool,
    now: datetime,
) -> Stored:
    """Write the items of one fetch; the caller holds the lock of the feed, so nobody else writes its items.

    `seen` are the rows that the answer was parsed with, and `unchanged` the keys and marks of what was passed over; the
    caller made sure that no item was edited meanwhile. Where older answers may come late, the rows of all that is
    repeated are to be `noted`: content of an older fetch never replaces that of a newer one, so fetches may be read in
    any order, and again. Raises Overtaken if a row that was passed over is gone or changed, which is looked at only
    where it is noted, or if another reading brought an item of this answer meanwhile.
    """
    stored = Stored()
    unique = _unique(items, stored)
    known: list[int] = []
    for start in range(0, len(unique), CHUNK):
        known += _store_chunk(feed, fetch, unique[start : start + CHUNK], stored, seen=seen, now=now)
    stored.same = len(unchanged) + len(known)
    if noted and (missing := stored.same - _note_repeated(fetch, unchanged, known)):
        raise Overtaken(f"{missing} items changed while they were read")
    return stored


def _unique(items: Sequence[ParsedItem], stored: Stored) -> list[ParsedItem]:
    """Return each key's first item; another one under the same key would replace it at every reading."""
    first: dict[str, ParsedItem] = {}
    for item in items:
        other = first.setdefault(item.key, item)
        if other is not item and other != item:
            _reject(item, ValueError("another entry of the same answer has this key"), stored)
    return list(first.values())


def _note_repeated(fetch: Fetch, unchanged: Mapping[str, str], known: Sequence[int]) -> int:
    """Note the rows of what a fetch repeated; return how many there are."""
    marks, rows = orjson.dumps(unchanged).decode(), orjson.dumps(known).decode()
    with connection.cursor() as cursor:
        cursor.execute(REPEATED, {"marks": marks, "rows": rows, "feed": fetch.feed_id, "fetch": fetch.pk})
        return int(cursor.fetchone()[0])


def _store_chunk(
    feed: Feed, fetch: Fetch, items: Sequence[ParsedItem], stored: Stored, *, seen: Seen, now: datetime
) -> list[int]:
    """Write items that a table can hold, at most so many; return the rows of those that were known."""
    hashes = _usable(items, stored)
    kept = [item for item in items if item.key in hashes]
    stored.kept += kept
    _take_over_former_keys(feed, kept, hashes)
    known = seen.rows(hashes)
    different = {row.pk for key, row in known.items() if hashes[key] != row.content_hash and row.last_fetch <= fetch.pk}
    different -= _repeated_later(fetch, different)
    stored.outdated += sum(hashes[key] != row.content_hash and row.pk not in different for key, row in known.items())
    new = [item for item in kept if item.key not in known]
    changed = [item for item in kept if item.key in known and known[item.key].pk in different]
    if new:
        stored.new += _copy(feed, fetch, _rows(new, hashes, stored), now)
    if changed:
        stored.changed += _update(feed, fetch, list(_rows(changed, hashes, stored)), now)
    return [row.pk for row in known.values() if row.pk not in different]


def _rows(items: Iterable[ParsedItem], hashes: Mapping[str, str], stored: Stored) -> Iterator[dict[str, Any]]:
    """Yield the rows of items one by one, as each is written while the next is made; reject what no table can hold."""
    for item in items:
        try:
            yield row_of(item, hashes[item.key])
        except (TypeError, ValueError) as error:
            _reject(item, error, stored)


def _repeated_later(fetch: Fetch, items: Collection[int]) -> set[int]:
    """Return those items that a newer fetch held as they are in the table: an older one has nothing to say there."""
    if not items:
        return set()
    with connection.cursor() as cursor:
        cursor.execute(REPEATED_LATER, [fetch.feed_id, fetch.pk, list(items)])
        return {pk for (pk,) in cursor.fetchall()}


def _copy(feed: Feed, fetch: Fetch, rows: Iterable[Mapping[str, Any]], now: datetime) -> int:
    """Copy rows in, their values in the order of OWN; return how many."""
    shared = (feed.pk, fetch.pk, 1, ItemState.WAITING.value, now, now, now, 0, "")
    count = 0
    try:
        with connection.cursor() as cursor, cursor.copy(COPY) as copy:
            for row in rows:
                copy.write_row((*row.values(), *shared))
                count += 1
    except UniqueViolation as error:
        raise Overtaken("another reading brought an item while this one was parsed") from error
    return count


def _update(feed: Feed, fetch: Fetch, rows: Sequence[Mapping[str, Any]], now: datetime) -> int:
    """Write items anew; return how many."""
    listed = orjson.dumps([{**row, "parsed": orjson.Fragment(row["parsed"])} for row in rows]).decode()
    with connection.cursor() as cursor:
        cursor.execute(UPDATE, {"feed": feed.pk, "fetch": fetch.pk, "now": now, "rows": listed})
    return len(rows)


def _usable(items: Sequence[ParsedItem], stored: Stored) -> dict[str, str]:
    """Return the content hash of every item by its key; what cannot be hashed or asked for is rejected."""
    hashes = {}
    for item in items:
        try:
            item.key.encode()  # a lone surrogate is refused here, with this item, and not by the database, with all
            if "\0" in item.key or not 0 < len(item.key) <= MAX_KEY:
                raise ValueError("the key is empty, too long, or holds a NUL character")
            hashes[item.key] = item.content_hash()
        except (TypeError, ValueError) as error:
            _reject(item, error, stored)
    return hashes


def _reject(item: ParsedItem, error: Exception, stored: Stored) -> None:
    stored.rejected.append({"entry": None, "field": "", "reason": f"{item.key[:100]!r}: {error}"})


def row_of(item: ParsedItem, content_hash: str) -> dict[str, Any]:
    """Return an item's columns, `parsed` as JSON; raise ValueError or TypeError for content that no table can hold."""
    values = item.as_json()
    del values["key"], values["key_basis"]
    parsed = orjson.dumps(values)
    if b"\\u0000" in parsed and b"\\u0000" in parsed.replace(b"\\\\", b""):
        raise ValueError("holds a NUL character")
    return {
        "key": item.key,
        "key_basis": str(item.key_basis),
        "content_hash": content_hash,
        "mark": item.mark,
        "kind": item.kind,
        "title": item.title[:LONGEST_TITLE],
        "url": item.url or "",
        "lang": item.lang[:10],
        "published": partial_date(item.published),
        "happened": partial_date(item.happened),
        "parsed": parsed.decode(),
    }


def unsaved_item(feed: Feed, item: ParsedItem, *, now: datetime) -> Item:
    """Return an item as a row that is in no table, to try the matching on; raises as `row_of`."""
    row = row_of(item, item.content_hash())
    dates = {name: PartialDate.parse(row[name]) if row[name] else None for name in ("published", "happened")}
    return Item(feed=feed, first_seen_at=now, **{**row, **dates, "parsed": orjson.loads(row["parsed"])})


def partial_date(reading: DateReading) -> str | None:
    """Return a date as the record writes dates (EDTF, no fractions of seconds); None for none, or one out of range."""
    if reading is ABSENT:
        return None
    value = reading.value
    text = value.isoformat(timespec="seconds") if isinstance(value, datetime) else reading.edtf
    if isinstance(value, datetime) and FIRST_YEAR <= value.year <= LAST_YEAR and len(text or "") == WITH_MINUTES:
        return text  # nothing else can be wrong with it
    if not text:
        return None
    try:
        return PartialDate.parse(text).text
    except DateError:
        return None


def _take_over_former_keys(feed: Feed, items: Sequence[ParsedItem], hashes: Mapping[str, str]) -> None:
    """Rename the item that was kept under an id which turned out to stand over several entries.

    It becomes the one of them that has its content, else its address and title; if none has, it keeps the bare id.
    """
    sharing: dict[str, list[ParsedItem]] = {}
    for item in items:
        if item.former_key:
            sharing.setdefault(item.former_key, []).append(item)
    if not sharing:
        return
    for row in feed.items.filter(key__in=sharing):
        group = sharing[row.key]
        same = [item for item in group if hashes[item.key] == row.content_hash]
        alike = [item for item in group if (item.url or "", item.title[:LONGEST_TITLE]) == (row.url, row.title)]
        heir = next(iter(same or alike), None)
        if heir is not None and not feed.items.filter(key=heir.key).exists():
            Item.objects.filter(pk=row.pk).update(key=heir.key, key_basis=heir.key_basis)
