"""Makes a record of many million events out of a smaller one, within the database: the same events under other ids.

What is derived from a copied document differs from its original by the id and the line of the log alone, so the rows
of the index are copied with them; a test has the index made anew from the log and compares.
"""

from collections.abc import Callable

from django.db import connection

from timeline.bench.world import ALPHABET
from timeline.publishing.writing import COLUMNS, INDEX_TABLES, SEARCHED

LONGEST = 12  # letters of an id
MOST_COPIES = (len(ALPHABET) - 1) * LONGEST
ORIGINALS = """CREATE TEMPORARY TABLE originals ON COMMIT PRESERVE ROWS AS
 SELECT seq, key, key AS copy FROM timeline_revision WHERE document_type = 'event'"""
RENAME = (
    """UPDATE originals SET copy = translate(substr(key, 1 + %(turn)s) || substr(key, 1, %(turn)s), %(from)s, %(to)s)"""
)
# An id is one of the words by which its document is found.
WORDS = "replace(t.search::text, o.key, o.copy)::tsvector"
LOG = """INSERT INTO timeline_revision (seq, document_type, key, kind, document, note, change_set_id, published_at)
 SELECT t.seq + %(shift)s, document_type, o.copy, kind, replace(document, o.key, o.copy), note, change_set_id,
 published_at + %(shift)s * interval '1 microsecond' FROM timeline_revision t JOIN originals o USING (seq)"""


def multiply(copies: int, progress: Callable[[int], None] = lambda _done: None) -> int:
    """Write all events of an invented record so many times more; tell `progress` how many are there; return that.

    The events must be the newest lines of the log, without a gap, as `fill` leaves them. Raises ValueError for more
    copies than there are ways to turn an id into another.
    """
    if not 0 <= copies <= MOST_COPIES:
        raise ValueError(f"at most {MOST_COPIES} copies can be made")
    with connection.cursor() as cursor:
        cursor.execute(ORIGINALS)
        cursor.execute("CREATE UNIQUE INDEX ON originals (seq)")
        cursor.execute("ANALYZE originals")
        cursor.execute("SELECT count(*) FROM originals")
        events = int(cursor.fetchone()[0])
        for number in range(1, copies + 1):
            turn, by = divmod(number, len(ALPHABET) - 1)
            turned = ALPHABET[by + 1 :] + ALPHABET[: by + 1]
            cursor.execute(RENAME, {"turn": turn, "from": ALPHABET, "to": turned})
            for statement in (LOG, *(_copied(table) for table in INDEX_TABLES)):
                cursor.execute(statement, {"shift": number * events})
            progress(events * (number + 1))
        cursor.execute("DROP TABLE originals")
    return events * (copies + 1)


def _copied(table: str) -> str:
    """Put together what copies the rows of an index table."""
    columns = [column.split() for column in COLUMNS[table].split(", ")]
    names, values = [name for name, _ in columns], [_value(name, kind) for name, kind in columns]
    if table in SEARCHED:
        names, values = [*names, "search"], [*values, WORDS]
    read = f"SELECT {', '.join(values)} FROM {table} t JOIN originals o USING (seq)"
    return f"INSERT INTO {table} ({', '.join(names)}) {read}"


def _value(name: str, kind: str) -> str:
    if name == "seq":
        return "t.seq + %(shift)s"
    return f"replace(t.{name}, o.key, o.copy)" if kind == "text" else f"t.{name}"
