"""The log in partitions, for sites beyond some ten million lines: each has the lines of one span of seq, so of time.

`published_at` rises with `seq`, so a span of one is a span of the other, and what points at a line by its seq alone
goes on doing so. The table that is there becomes the first partition as it is: no line is rewritten.
"""

from collections.abc import Iterator
from typing import Any

from django.db import connection, transaction

from timeline.publishing.writing import take_log_lock

LOG, FIRST = "timeline_revision", "timeline_revision_p0"
LINES = 5_000_000  # of each partition: its indexes fit into memory, and it is dumped and checked within minutes
AHEAD = 3  # partitions that are there before they are needed
BOUND = "timeline_revision_first_bound"
KEEP_LOG = f"""CREATE TRIGGER keep_log BEFORE UPDATE OR DELETE ON {LOG}
 FOR EACH ROW EXECUTE FUNCTION timeline_keep_log()"""


def is_partitioned() -> bool:
    """Say whether the log is in partitions."""
    return _value("SELECT relkind = 'p' FROM pg_class WHERE oid = %s::regclass", [LOG]) is True


def bounds() -> list[int]:
    """Return where each partition ends, in order: the first seq that is not in it any more."""
    rows = _rows(
        """SELECT (regexp_match(pg_get_expr(c.relpartbound, c.oid), 'TO \\(''?(\\d+)''?\\)'))[1]::bigint
           FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid WHERE i.inhparent = %s::regclass ORDER BY 1""",
        [LOG],
    )
    return [bound for (bound,) in rows]


def partition(*, lines: int = LINES) -> int:
    """Put the log into partitions while the site runs; return the seq at which the first one ends.

    What takes long (checking that all lines are where they belong, and what points at them) holds up nobody; for the
    change itself readers and writers wait some milliseconds. Raises ValueError if it was done before.
    """
    if is_partitioned():
        raise ValueError("the log is in partitions already")
    newest = int(_value(f"SELECT coalesce(max(seq), 0) FROM {LOG}"))
    bound = (newest // lines + 2) * lines  # far enough that nobody publishes past it meanwhile
    _do(f"ALTER TABLE {LOG} DROP CONSTRAINT IF EXISTS {BOUND}")  # of an attempt that was broken off
    _do(f"ALTER TABLE {LOG} ADD CONSTRAINT {BOUND} CHECK (seq < {bound}) NOT VALID")
    _do(f"ALTER TABLE {LOG} VALIDATE CONSTRAINT {BOUND}")
    with transaction.atomic():
        take_log_lock()
        pointing = list(_pointing())
        _do(f"LOCK TABLE {LOG}, {', '.join(sorted({table for table, _, _ in pointing}))} IN ACCESS EXCLUSIVE MODE")
        _change(bound, pointing)
        _add(lines=lines)
    for table, name, _definition in pointing:
        _do(f"ALTER TABLE {table} VALIDATE CONSTRAINT {name}")
    return bound


def extend() -> int:
    """Add partitions as wide as the last until some are ahead of the newest line; return how many were added.

    A log without partitions is left as it is.
    """
    if not is_partitioned():
        return 0
    *_, before, last = bounds()
    return _add(lines=last - before)


def _add(*, lines: int) -> int:
    newest = int(_value(f"SELECT coalesce(max(seq), 0) FROM {LOG}"))
    last, added = bounds()[-1], 0
    while last <= newest + AHEAD * lines:
        name = f"{LOG}_from_{last}"
        _do(f"CREATE TABLE {name} PARTITION OF {LOG} FOR VALUES FROM ({last}) TO ({last + lines})")
        _do(f"ALTER TABLE {name} ADD CONSTRAINT {name}_at UNIQUE (published_at), ALTER document SET STORAGE EXTENDED")
        _do(f"ALTER TABLE {name} SET (toast_tuple_target = 8160)")
        last, added = last + lines, added + 1
    return added


def _change(bound: int, pointing: list[tuple[str, str, str]]) -> None:
    """Make the table the first partition of one that takes its name."""
    for table, name, _definition in pointing:
        _do(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
    indexes = _own_indexes()
    change_set = _rows(
        "SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid = %s::regclass AND contype = 'f'",
        [LOG],
    )
    _do(f"DROP TRIGGER keep_log ON {LOG}")
    _do(f"ALTER TABLE {LOG} RENAME TO {FIRST}")
    for name, _definition in indexes:
        _do(f"ALTER INDEX {name} RENAME TO {name[:55]}_p0")
    _do(f"ALTER INDEX {LOG}_pkey RENAME TO {FIRST}_pkey")
    _do(f"CREATE TABLE {LOG} (LIKE {FIRST} INCLUDING DEFAULTS INCLUDING CONSTRAINTS) PARTITION BY RANGE (seq)")
    _do(f"ALTER TABLE {LOG} DROP CONSTRAINT {BOUND}")  # it is of the first alone
    _do(f"ALTER TABLE {LOG} ADD CONSTRAINT {LOG}_pkey PRIMARY KEY (seq)")
    for name, definition in change_set:
        _do(f"ALTER TABLE {LOG} ADD CONSTRAINT {name} {definition}")
    for _name, definition in indexes:
        _do(definition)
    _do(f"ALTER TABLE {LOG} ATTACH PARTITION {FIRST} FOR VALUES FROM (MINVALUE) TO ({bound})")
    _do(KEEP_LOG)
    for table, name, definition in pointing:
        _do(f"ALTER TABLE {table} ADD CONSTRAINT {name} {definition} NOT VALID")


def _pointing() -> Iterator[tuple[str, str, str]]:
    """Yield what points at lines of the log: table, name of the constraint, and what it says."""
    yield from _rows(
        """SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
           WHERE confrelid = %s::regclass AND contype = 'f' ORDER BY 1, 2""",
        [LOG],
    )


def _own_indexes() -> list[tuple[str, str]]:
    """Return the log's indexes that each partition has a part of: name and definition.

    Not the primary key, which is made with the table, nor that of `published_at`, which can only be a partition's own.
    """
    return _rows(
        """SELECT i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid) FROM pg_index i
           WHERE i.indrelid = %s::regclass AND NOT i.indisunique ORDER BY 1""",
        [LOG],
    )


def _do(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def _rows(query: str, values: list[str]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        return list(cursor.fetchall())


def _value(query: str, values: list[str] | None = None) -> Any:
    return _rows(query, values or [])[0][0]
