"""Citations one by one: which passage of which source shows what, read off the index of references.

A list walks the references to sources in the order of that index (source, type of what cites it, its place) and takes
the passages out of the documents that hold them; nothing is stored twice. An event of the record that shows another
object is a citation without a source of its own and is not listed.
"""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from django.db import connection

from timeline.documents.shapes import Document, canonical, parsed
from timeline.filters import ObjectQuery
from timeline.models import State
from timeline.selectors.windows import HEAD, Page, Row, cut

COLUMNS = {
    "dispute": "e.dispute = ANY(%s)",
    "source": "f.to_key = ANY(%s)",
    "object": "f.from_type = ANY(%s)",
    "event": "f.from_type = 'event' AND f.from_key = ANY(%s)",
    "source_kind": "s.facts::jsonb ->> 'kind' = ANY(%s)",
    "language": "s.facts::jsonb ->> 'lang' = ANY(%s)",
}
OF_SOURCE = ("source_kind", "language")
ORDER = ("f.to_key", "f.from_type", "f.position")
APART = "~"


class Pair(NamedTuple):
    """A source and a document that cites it; `seq` is the document's revision, `facts` what lists show of it."""

    source: str
    object: str
    position: str
    seq: int
    key: str
    facts: str
    head: int


def page_of_citations(query: ObjectQuery, *, after: str = "", before: str = "", limit: int = 100) -> Page:
    """Return the citations behind position `after` (or those just before `before`), by source."""
    place = after or before
    start = _start(place) if place else None
    # The pair that the cursor names may be over; each other pair brings one citation at least.
    pairs = _pairs(query, limit + 2, start, backwards=bool(before))
    rows: list[Row] = []
    texts = _texts(pair.seq for pair in pairs)
    for pair in pairs:
        found = list(_rows(pair, texts))
        rows += reversed(found) if before else found
    if start:
        rows = _behind(rows, start, backwards=bool(before))
    return cut(rows[: limit + 1], after=after, before=before, limit=limit)


def find_citation(key: str, *, as_of: int | None = None) -> Page:
    """Return the citation of an id (type, key, source and number, with hyphens between), or an empty page."""
    object_type, _hyphen, rest = key.partition("-")
    pieces = rest.rsplit("-", 2)
    if len(pieces) != 3:
        return Page([])
    holder, source, _number = pieces
    query = ObjectQuery("citation", {"source": (source,), "object": (object_type,)}, as_of_seq=as_of)
    pairs = _pairs(query, 1, None, holder=holder)
    texts = _texts(pair.seq for pair in pairs)
    rows = [row for pair in pairs for row in _rows(pair, texts) if parsed(row[2])["id"] == key]
    return cut(rows, after="", before="", limit=1)


def count_citations(query: ObjectQuery) -> int:
    """Count what a list holds."""
    tables, where, values = _statement(query)
    passages = (
        "jsonb_path_query(r.document::jsonb, 'strict $.**.source ? (@.object == \"source\" && @.id == $key)',"
        " jsonb_build_object('key', f.to_key))"
    )
    pairs = f"SELECT DISTINCT f.to_key, f.seq FROM {tables} WHERE {where}"
    sql = f"SELECT count(*) FROM ({pairs}) f JOIN timeline_revision r ON r.seq = f.seq CROSS JOIN LATERAL {passages}"
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return int(cursor.fetchone()[0])


def _statement(query: ObjectQuery) -> tuple[str, str, list[Any]]:
    """Return tables, conditions and values of the pairs of source and citing document."""
    tables = "timeline_reference f JOIN timeline_entry e ON e.seq = f.seq"
    where, values = ["f.to_type = 'source'"], list[Any]()
    for row in ("f", "s") if any(name in query.chosen for name in OF_SOURCE) else ("f",):
        if row == "s":
            tables += " JOIN timeline_entry s ON s.document_type = 'source' AND s.key = f.to_key AND s.state = %s"
            values.insert(0, State.LIVE.value)
        if query.as_of_seq is None:
            where.append(f"{row}.valid_to IS NULL")
        else:
            where.append(f"{row}.seq <= %s AND ({row}.valid_to IS NULL OR {row}.valid_to > %s)")
            values += [query.as_of_seq, query.as_of_seq]
    for name, chosen in query.chosen.items():
        where.append(COLUMNS[name])
        values.append(list(chosen))
    return tables, " AND ".join(where), values


def _pairs(
    query: ObjectQuery, limit: int, start: tuple[str, ...] | None, *, backwards: bool = False, holder: str = ""
) -> list[Pair]:
    """Read pairs of source and citing document from a place on, that place included."""
    tables, where, values = _statement(query)
    if holder:
        where += " AND f.from_key = %s"
        values.append(holder)
    if start:
        where += f" AND ({', '.join(ORDER)}) {'<=' if backwards else '>='} (%s, %s, %s)"
        values += start[:3]
    order = ", ".join(f"{column} {'DESC' if backwards else 'ASC'}" for column in ORDER)
    columns = f"{', '.join(ORDER)}, f.seq, e.key, e.facts"
    sql = f"SELECT DISTINCT {columns}, {HEAD} FROM {tables} WHERE {where} ORDER BY {order} LIMIT %s"
    with connection.cursor() as cursor:
        cursor.execute(sql, [*values, limit])
        return [Pair(*row) for row in cursor.fetchall()]


def _texts(seqs: Iterable[int]) -> dict[int, Document]:
    """Read the documents of revisions, each once."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT seq, document FROM timeline_revision WHERE seq = ANY(%s)", [list(set(seqs))])
        return {seq: parsed(text) for seq, text in cursor.fetchall()}


def _rows(pair: Pair, documents: dict[int, Document]) -> Iterator[Row]:
    """Yield the citations of a pair in the order of the document, each with the place that a cursor names."""
    document = documents.get(pair.seq, {})
    found = (one for one in _cited(document, "", "") if one[2]["source"]["id"] == pair.source)
    for number, (part, part_id, citation) in enumerate(found, 1):
        item = {
            "id": f"{pair.object}-{pair.key}-{pair.source}-{number}",
            "dispute": document.get("dispute"),
            "cited_by": {"object": pair.object, "id": pair.key, **parsed(pair.facts)},
            "part": {"name": part, "id": part_id} if part else None,
            **citation,
        }
        place = APART.join((pair.source, pair.object, f"{number:04}", pair.position))
        yield place, pair.seq, canonical(item), pair.head


def _cited(value: Any, part: str, part_id: str) -> Iterator[tuple[str, str, Document]]:
    """Yield the citations below a value, with the part of the document that has them as its own."""
    if isinstance(value, list):
        for one in value:
            yield from _cited(one, part, part_id)
    elif isinstance(value, dict):
        if isinstance(source := value.get("source"), dict) and source.get("object") == "source":
            yield part, part_id, value
            return
        for name, below in value.items():
            if name == "citations":
                yield from _cited(below, part, part_id)
            elif isinstance(below, list):
                for one in below:
                    yield from _cited(one, name, str(one.get("id", part_id)) if isinstance(one, dict) else part_id)


def _start(place: str) -> tuple[str, ...]:
    """Read a cursor's position: source, type and position of the pair that it lies in, and the number there.

    The position of another list stands somewhere among the sources.
    """
    source, object_type, number, position = (*place.split(APART, 3), "", "", "")[:4]
    return source, object_type, position, number


def _behind(rows: list[Row], start: tuple[str, ...], *, backwards: bool) -> list[Row]:
    """Leave out what the cursor's own pair holds up to the cursor, or from it on backwards."""
    number = start[3]

    def is_over(row: Row) -> bool:
        source, object_type, own, position = row[0].split(APART, 3)
        if (source, object_type, position) != start[:3]:
            return False
        return own >= number if backwards else own <= number

    return [row for row in rows if not is_over(row)]
