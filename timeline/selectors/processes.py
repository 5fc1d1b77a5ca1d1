"""A contracting process through the log: the documents that stand for it at a moment, and the acts that touched it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from timeline.documents.shapes import Ref

WINDOW = 500

# Rows of the index that bear on the process: the contract itself, what belongs to its dispute as a whole, and events,
# statements and protests that name it, or no contract at all.
OF_PROCESS = """(e.document_type = 'contract' AND e.key = %(contract)s
  OR e.dispute = %(dispute)s AND (e.document_type IN ('dispute', 'claim', 'source')
    OR e.document_type IN ('event', 'protest') AND (
      EXISTS (SELECT 1 FROM timeline_reference f WHERE f.seq = e.seq AND f.path = 'contracts'
              AND f.to_type = 'contract' AND f.to_key = %(contract)s)
      OR NOT EXISTS (SELECT 1 FROM timeline_reference f WHERE f.seq = e.seq AND f.path = 'contracts'))))"""
AT_MOMENT = "e.state = 'live' AND e.seq <= %(moment)s AND (e.valid_to IS NULL OR e.valid_to > %(moment)s)"
# With the parties and sources that these show, and those that such parties show.
CLOSURE = f"""WITH RECURSIVE member(seq) AS (
    SELECT e.seq FROM timeline_entry e WHERE {AT_MOMENT} AND {OF_PROCESS}
  UNION
    SELECT e.seq FROM member m
    JOIN timeline_reference f ON f.seq = m.seq AND f.to_type IN ('party', 'source')
    JOIN timeline_entry e ON e.document_type = f.to_type AND e.key = f.to_key
    WHERE {AT_MOMENT})"""
MEMBERS = f"""{CLOSURE} SELECT e.seq, e.document_type, e.key, coalesce(s.is_statement, false)
 FROM member JOIN timeline_entry e USING (seq) LEFT JOIN timeline_evententry s USING (seq)
 ORDER BY e.position, e.seq"""
# Both ends of every row that ever bore on the process, every revision of what now does, and every take-down: of what
# was taken down no trace says to which process it belonged.
ACTS = f"""WITH past AS (SELECT e.seq, e.valid_to FROM timeline_entry e
    WHERE e.state = 'live' AND e.seq <= %(moment)s AND {OF_PROCESS}),
  touching(seq) AS (
    SELECT seq FROM past UNION SELECT valid_to FROM past WHERE valid_to <= %(moment)s
    UNION SELECT e.seq FROM unnest(%(types)s::text[], %(keys)s::text[]) AS x(document_type, key)
      JOIN timeline_entry e USING (document_type, key) WHERE e.seq <= %(moment)s
    UNION SELECT seq FROM timeline_revision WHERE kind = 'taken_down' AND seq <= %(moment)s),
  act(seq) AS (SELECT max(r.seq) FROM touching JOIN timeline_revision r USING (seq) GROUP BY r.change_set_id)
 SELECT r.seq, r.published_at FROM act JOIN timeline_revision r USING (seq) ORDER BY r.seq"""
VERSIONS = """SELECT e.seq FROM unnest(%s::text[], %s::text[]) AS x(document_type, key)
 JOIN timeline_entry e USING (document_type, key) WHERE e.state = 'live' AND e.seq <= %s ORDER BY e.seq"""
STANDING = """SELECT x.document_type, x.key FROM unnest(%s::text[], %s::text[]) AS x(document_type, key)
 JOIN timeline_entry e USING (document_type, key)
 WHERE e.state = 'live' AND e.seq <= %s AND (e.valid_to IS NULL OR e.valid_to > %s)"""


@dataclass(frozen=True, slots=True)
class Member:
    """A document that belongs to a process: its revision, its name, and whether it is a statement."""

    seq: int
    ref: Ref
    is_statement: bool


@dataclass(frozen=True, slots=True)
class Act:
    """A change set that touched a process: the last of its revisions that did, and when that was published."""

    seq: int
    published_at: datetime


@dataclass(frozen=True, slots=True)
class Process:
    """A contracting process when the log ended at `moment`: its documents in the order of lists, its acts in time."""

    contract: str
    dispute: str
    moment: int
    members: Sequence[Member]
    acts: Sequence[Act]


def process(contract: str, dispute: str, moment: int) -> Process:
    """Read what belongs to a contract of a dispute, and every act up to `moment` that touched any of it.

    Keys and seqs only: memory grows with their number, never with the texts.
    """
    named: dict[str, str | int | list[str]] = {"contract": contract, "dispute": dispute, "moment": moment}
    with connection.cursor() as cursor:
        cursor.execute(MEMBERS, named)
        members = [Member(seq, Ref(kind, key), said) for seq, kind, key, said in cursor.fetchall()]
        refs = [member.ref for member in members]
        cursor.execute(ACTS, {**named, "types": [ref.object for ref in refs], "keys": [ref.id for ref in refs]})
        acts = [Act(*row) for row in cursor.fetchall()]
    return Process(contract, dispute, moment, members, acts)


def versions(refs: Sequence[Ref], moment: int) -> Iterator[tuple[int, str]]:
    """Yield seq and text of every published revision of these objects up to a moment, in the order of the log."""
    with connection.cursor() as cursor:
        cursor.execute(VERSIONS, [[ref.object for ref in refs], [ref.id for ref in refs], moment])
        seqs = [seq for (seq,) in cursor.fetchall()]
    return texts(seqs)


def texts(seqs: Sequence[int]) -> Iterator[tuple[int, str]]:
    """Yield seq and text of these revisions in their order, a window at a time."""
    for start in range(0, len(seqs), WINDOW):
        window = list(seqs[start : start + WINDOW])
        with connection.cursor() as cursor:
            cursor.execute("SELECT seq, document FROM timeline_revision WHERE seq = ANY(%s)", [window])
            found = dict(cursor.fetchall())
        yield from ((seq, found[seq]) for seq in window)


def standing(refs: Iterable[Ref], moment: int) -> set[Ref]:
    """Return those of these objects that readers saw when the log ended at `moment`."""
    named = list(refs)
    with connection.cursor() as cursor:
        cursor.execute(STANDING, [[ref.object for ref in named], [ref.id for ref in named], moment, moment])
        return {Ref(*row) for row in cursor.fetchall()}
