"""Search across everything the log holds: numbers first, then words by rank, and names that were meant where none fits.

One capped look into the text index gives hits, counts and order; only the page that is shown is read and marked. Names
for misspelt words come out of the index of live objects, so a draft's name cannot be guessed at.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any

from django.db import connection

from contracts.identifiers import normal_docket
from timeline.documents.shapes import Document, parsed
from timeline.index_rows import letters_and_digits

CAP = 5_000  # more hits than this are a common word: the best of some are as good as the best of all
KINDS = ("dispute", "contract", "protest", "party", "claim", "event", "statement", "source")
MOST_MEANT = 6
MOST_NEAR = 40
NEAR = 0.25  # trigram likeness at which a name is looked at; letters that changed places leave few trigrams alike
CLOSE = 0.7  # likeness, letter by letter, of a misspelt word and the best word of a name
START, STOP = "\x02", "\x03"  # round what was found; stored texts hold no control characters
MOST_WORDS = 6
LONG_WORD = re.compile(r"[\w’'-]{4,40}")
LOOKS_LIKE_A_NUMBER = re.compile(r"\d.*\d")

QUERY = """(websearch_to_tsquery('english', %(q)s) || websearch_to_tsquery('german', %(q)s)
 || websearch_to_tsquery('simple', %(q)s))"""
BY_NAME = 10  # times as much weighs what is called exactly as was asked: places in lists begin with the name
# What readers follow weighs more than what it is made of; an event by its significance.
HITS = f"""WITH asked AS (SELECT {QUERY} AS query), hits AS MATERIALIZED (
 SELECT e.seq, CASE WHEN v.is_statement THEN 'statement' ELSE e.document_type END AS kind,
  ts_rank_cd(e.search, asked.query, 1) * CASE
   WHEN e.document_type IN ('dispute', 'party') THEN 4 WHEN e.document_type IN ('contract', 'protest', 'claim') THEN 3
   WHEN v.is_statement THEN 1 WHEN v.significance = 1 THEN 2 WHEN v.significance = 2 THEN 1.5 ELSE 1 END
  * CASE WHEN starts_with(e.position, %(named)s) THEN {BY_NAME} ELSE 1 END AS rank
 FROM asked, timeline_entry e LEFT JOIN timeline_evententry v ON v.seq = e.seq
 WHERE e.search @@ asked.query AND e.valid_to IS NULL AND e.state = 'live' LIMIT {CAP})"""
PAGE = f"""{HITS} SELECT h.kind, r.document FROM hits h JOIN timeline_revision r ON r.seq = h.seq
 WHERE %(kind)s = '' OR h.kind = %(kind)s ORDER BY h.rank DESC, h.seq LIMIT %(limit)s OFFSET %(offset)s"""
COUNTS = f"{HITS} SELECT kind, count(*) FROM hits GROUP BY kind"
MARKED = f"""SELECT ts_headline(x.config::regconfig, x.text, {QUERY}, %(options)s)
 FROM unnest(%(configs)s::text[], %(texts)s::text[]) WITH ORDINALITY AS x(config, text, place) ORDER BY x.place"""
OPTIONS = (
    f'StartSel={START}, StopSel={STOP}, MaxWords=34, MinWords=18, ShortWord=0, MaxFragments=2, FragmentDelimiter=" … "'
)
BY_NUMBER = """SELECT p.document_type, r.document FROM (
  SELECT DISTINCT document_type, document_key, seq FROM timeline_part
  WHERE kind = 'number' AND valid_to IS NULL AND (document_type, position) IN (
   SELECT * FROM unnest(%(types)s::text[], %(numbers)s::text[]))) p
 JOIN timeline_entry e ON e.seq = p.seq JOIN timeline_revision r ON r.seq = p.seq
 ORDER BY p.document_type, e.position LIMIT 10"""
MEANT = """SELECT n.document_type, n.key, n.facts, n.name
 FROM unnest(%(words)s::text[]) AS w(word), (
  SELECT e.document_type, e.key, e.facts,
   lower(concat_ws(' ', f.names ->> 'name', f.names ->> 'short_name', f.names ->> 'acronym')) AS name
  FROM timeline_entry e CROSS JOIN LATERAL (SELECT e.facts::jsonb AS names) f
  WHERE e.valid_to IS NULL AND e.state = 'live' AND e.document_type IN ('dispute', 'contract', 'party', 'claim')) n
 WHERE word_similarity(w.word, n.name) >= %(least)s
 GROUP BY n.document_type, n.key, n.facts, n.name
 ORDER BY max(word_similarity(w.word, n.name)) DESC, length(n.facts), n.key LIMIT %(limit)s"""


@dataclass(frozen=True, slots=True)
class Hit:
    """One found object; `kind` is its document type, `statement` for a statement."""

    kind: str
    document: Document


@dataclass(frozen=True, slots=True)
class Results:
    """What a search found: objects of which a number was given, a page of hits by rank, counts by kind."""

    exact: list[Hit] = field(default_factory=list)
    hits: list[Hit] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)

    @property
    def is_capped(self) -> bool:
        """Say whether there are more hits than were looked at."""
        return sum(self.counts.values()) >= CAP


def search(text: str, *, kind: str = "", offset: int = 0, limit: int = 20) -> Results:
    """Find live objects by words or numbers; `kind` narrows the hits, never the counts."""
    named = f"{text.strip().casefold()}~"
    asked: dict[str, Any] = {"q": text, "named": named, "kind": kind, "limit": limit, "offset": offset}
    with connection.cursor() as cursor:
        cursor.execute(COUNTS, asked)
        counts: dict[str, int] = dict(cursor.fetchall())
        cursor.execute(PAGE, asked)
        hits = [Hit(found, parsed(document)) for found, document in cursor.fetchall()]
    return Results(
        by_number(text) if not offset else [], hits, {name: counts[name] for name in KINDS if name in counts}
    )


def by_number(text: str) -> list[Hit]:
    """Return the proceedings and contracts whose docket, solicitation or award number is exactly this."""
    if not LOOKS_LIKE_A_NUMBER.search(text):
        return []
    # Readers drop the court's letter: 19-1796 is 19-1796C.
    docket = letters_and_digits(normal_docket(text))
    wanted = [("protest", docket), ("protest", f"{docket}C"), ("contract", letters_and_digits(text))]
    types, numbers = zip(*wanted, strict=True)
    with connection.cursor() as cursor:
        cursor.execute(BY_NUMBER, {"types": list(types), "numbers": list(numbers)})
        return [Hit(kind, parsed(document)) for kind, document in cursor.fetchall()]


def marked(text: str, pieces: Sequence[tuple[str, str]]) -> list[str]:
    """Return of each (language, text) what stands around the found words, which lie between START and STOP."""
    if not pieces:
        return []
    parameters: dict[str, Any] = {
        "q": text,
        "options": OPTIONS,
        "configs": [{"en": "english", "de": "german"}.get(lang, "simple") for lang, _ in pieces],
        "texts": [piece.replace(START, "").replace(STOP, "") for _, piece in pieces],
    }
    with connection.cursor() as cursor:
        cursor.execute(MARKED, parameters)
        return [found for (found,) in cursor.fetchall()]


def meant(text: str) -> list[tuple[str, str, Document]]:
    """Return live disputes, contracts, parties and claims with a name like a word of the text: (type, key, facts)."""
    words = LONG_WORD.findall(text.lower())[:MOST_WORDS]
    if not words:
        return []
    with connection.cursor() as cursor:
        cursor.execute(MEANT, {"words": words, "least": NEAR, "limit": MOST_NEAR})
        near = [(_likeness(words, name), kind, key, facts) for kind, key, facts, name in cursor.fetchall()]
    close = sorted((row for row in near if row[0] >= CLOSE), key=lambda row: (-row[0], len(row[3]), row[2]))
    return [(kind, key, parsed(facts)) for _, kind, key, facts in close[:MOST_MEANT]]


def _likeness(words: Sequence[str], name: str) -> float:
    """Return how like the best word of a name is to the best of the words, from 0 to 1."""
    return max((SequenceMatcher(None, word, other).ratio() for word in words for other in name.split()), default=0.0)
