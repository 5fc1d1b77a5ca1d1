"""Items as rows: new ones inserted, changed ones updated; of repeated ones only the last fetch is noted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import orjson
from django.db import connection
from django.db.models import Q

from contracts.dates import DateError, PartialDate
from timeline.ingest.dates import DateReading
from timeline.ingest.item import ParsedItem
from timeline.models import Feed, Fetch, Item

CHUNK = 500
LONGEST_TITLE = 1_000

COLUMNS = (
    "key text, key_basis text, content_hash text, kind text, title text, url text, lang text, published text, "
    "happened text, parsed jsonb"
)
# SQL is put together of constants of this module; values are always parameters.
FROM_ROWS = f"FROM jsonb_to_recordset(%(rows)s) AS x({COLUMNS})"
INSERT = f"""INSERT INTO timeline_item (feed_id, last_fetch_id, key, key_basis, content_hash, kind, title, url, lang,
 published, happened, parsed, revision, state, first_seen_at, changed_at, due_at, attempts, error)
 SELECT %(feed)s, %(fetch)s, key, key_basis, content_hash, kind, title, url, lang, published, happened, parsed, 1,
 'waiting', %(now)s, %(now)s, %(now)s, 0, '' {FROM_ROWS}"""
UPDATE = f"""UPDATE timeline_item i SET last_fetch_id = %(fetch)s, key_basis = x.key_basis,
 content_hash = x.content_hash, kind = x.kind, title = x.title, url = x.url, lang = x.lang, published = x.published,
 happened = x.happened, parsed = x.parsed, revision = i.revision + 1, state = 'waiting', changed_at = %(now)s,
 due_at = %(now)s, claimed_until = NULL, attempts = 0, error = ''
 {FROM_ROWS} WHERE i.feed_id = %(feed)s AND i.key = x.key"""  # noqa: S608 - see above


@dataclass(slots=True)
class Stored:
    """What became of the items of one reading."""

    new: int = 0
    changed: int = 0
    same: int = 0
    rejected: list[dict[str, Any]] = field(default_factory=list)


def store_items(feed: Feed, fetch: Fetch, items: Sequence[ParsedItem], *, now: datetime) -> Stored:
    """Write the items of one fetch; the caller holds the lock of the feed, so nobody else writes its items.

    Content of an older fetch never replaces that of a newer one, so fetches may be read in any order, and again.
    """
    stored = Stored()
    for start in range(0, len(items), CHUNK):
        _store_chunk(feed, fetch, items[start : start + CHUNK], stored, now)
    return stored


def _store_chunk(feed: Feed, fetch: Fetch, items: Sequence[ParsedItem], stored: Stored, now: datetime) -> None:
    hashes = _usable(items, stored)
    _take_over_former_keys(feed, [item for item in items if item.key in hashes], hashes)
    known = {
        key: (pk, content_hash, last_fetch or 0)
        for pk, key, content_hash, last_fetch in feed.items.filter(key__in=hashes).values_list(
            "pk", "key", "content_hash", "last_fetch_id"
        )
    }
    new: list[dict[str, Any]] = []
    changed: list[dict[str, Any]] = []
    repeated: list[int] = []
    for item in items:
        if item.key not in hashes:
            continue
        pk, content_hash, last_fetch = known.get(item.key, (0, "", 0))
        if pk and (hashes[item.key] == content_hash or last_fetch > fetch.pk):
            repeated.append(pk)
            continue
        try:
            row = row_of(item, hashes[item.key])
        except (TypeError, ValueError) as error:
            _reject(item, error, stored)
            continue
        (changed if pk else new).append(row)
    for sql, rows in ((INSERT, new), (UPDATE, changed)):
        if rows:
            with connection.cursor() as cursor:
                cursor.execute(
                    sql, {"feed": feed.pk, "fetch": fetch.pk, "now": now, "rows": orjson.dumps(rows).decode()}
                )
    older = Q(last_fetch=None) | Q(last_fetch__lt=fetch.pk)
    Item.objects.filter(older, pk__in=repeated).update(last_fetch=fetch)
    stored.new += len(new)
    stored.changed += len(changed)
    stored.same += len(repeated)


def _usable(items: Sequence[ParsedItem], stored: Stored) -> dict[str, str]:
    """Return the content hash of every item by its key; what cannot be hashed or asked for is rejected."""
    hashes = {}
    for item in items:
        try:
            if "\0" in item.key:
                raise ValueError("the key holds a NUL character")
            hashes[item.key] = item.content_hash()
        except (TypeError, ValueError) as error:
            _reject(item, error, stored)
    return hashes


def _reject(item: ParsedItem, error: Exception, stored: Stored) -> None:
    stored.rejected.append({"entry": None, "field": "", "reason": f"{item.key[:100]!r}: {error}"})


def row_of(item: ParsedItem, content_hash: str) -> dict[str, Any]:
    """Return an item's columns; raise ValueError or TypeError for content that no table can hold."""
    parsed = item.as_json()
    for name in ("key", "key_basis"):
        del parsed[name]
    row = {
        "key": item.key,
        "key_basis": item.key_basis,
        "content_hash": content_hash,
        "kind": item.kind,
        "title": item.title[:LONGEST_TITLE],
        "url": item.url or "",
        "lang": item.lang[:10],
        "published": partial_date(item.published),
        "happened": partial_date(item.happened),
        "parsed": parsed,
    }
    if b"\\u0000" in orjson.dumps(row).replace(b"\\\\", b""):
        raise ValueError("holds a NUL character")
    return row


def unsaved_item(feed: Feed, item: ParsedItem, *, now: datetime) -> Item:
    """Return an item as a row that is in no table, to try the matching on; raises as `row_of`."""
    row = row_of(item, item.content_hash())
    dates = {name: PartialDate.parse(row[name]) if row[name] else None for name in ("published", "happened")}
    return Item(feed=feed, first_seen_at=now, **{**row, **dates})


def partial_date(reading: DateReading) -> str | None:
    """Return a date as the record writes dates (EDTF, no fractions of seconds); None for none, or one out of range."""
    value = reading.value
    text = value.replace(microsecond=0).isoformat() if isinstance(value, datetime) else reading.edtf
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
