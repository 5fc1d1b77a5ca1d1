"""Windows of the log's changes: read for an answer, for one that waits, and for a stream, always by the same rule."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import orjson

from timeline import selectors
from timeline.api.items import BEGINNING, addresses_of
from timeline.api.problems import refused
from timeline.api.reading import DEFAULT_LIMIT, MOST, split, unknown_names, whole_number
from timeline.api.resources import ROOT, absolute
from timeline.codelists import REMOVING_KINDS, DocumentType
from timeline.filters import Refusal
from timeline.selectors import Revision

CHANGES = f"{ROOT}changes/"
NAMES = ("since", "limit", "object", "omit", "wait")
LONGEST_WAIT = 60  # seconds
DOCUMENT = "document"
# How the stub begins that stands for what was removed, or for what an earlier line told of something taken down since.
STUB = re.compile(r'\{"object":"\w+","id":"[^"\\]+",(?:"type":"[a-z-]+",)?"state":"')


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which changes are asked for: those behind a seq, of some types or all, with documents or ids alone.

    `wait` is for how many seconds an answer may wait for the first.
    """

    since: int
    limit: int = DEFAULT_LIMIT
    types: tuple[str, ...] = ()
    documents: bool = True
    wait: int = 0

    @property
    def query(self) -> str:
        """Return the parameters that stay from one window to the next."""
        chosen = f"&object={','.join(self.types)}" if self.types else ""
        return f"{chosen}{'' if self.documents else f'&omit={DOCUMENT}'}"


@dataclass(frozen=True, slots=True)
class Window:
    """Changes in their order as (seq, JSON text), and the seq to go on from; `full` says that more may follow."""

    changes: list[tuple[int, str]]
    next_since: int
    newest: int
    full: bool


def read_wanted(parameters: Mapping[str, Sequence[str]], *, newest: int, begin: int = 0) -> Wanted:
    """Read the query of an address of changes, which begins at seq `begin` unless it says otherwise.

    Raise Problem with everything that is refused, also a seq that the log does not have.
    """
    refusals = unknown_names(parameters, NAMES)
    since = whole_number(parameters, "since", begin, (0, newest), refusals)
    limit = whole_number(parameters, "limit", DEFAULT_LIMIT, (1, MOST), refusals)
    wait = whole_number(parameters, "wait", 0, (0, LONGEST_WAIT), refusals)
    types = split(parameters, "object")
    left_out = split(parameters, "omit")
    for name, values, known in (("object", types, tuple(DocumentType.values)), ("omit", left_out, (DOCUMENT,))):
        refusals += [Refusal(name, f"has no value “{value[:60]}”", known) for value in values if value not in known]
    if refusals:
        raise refused(refusals)
    return Wanted(since, limit, tuple(types), not left_out, wait)


def read_window(wanted: Wanted, *, newest: int | None = None) -> Window:
    """Read what follows; `newest` is the log's newest seq, known before, read here if not."""
    known = selectors.latest_seq() if newest is None else newest
    rows = selectors.changes(since=wanted.since, limit=wanted.limit, types=wanted.types)
    last = rows[-1].seq if rows else wanted.since
    full = len(rows) == wanted.limit
    # Behind a window that is not full there was nothing up to the newest line known before it was read.
    next_since = last if full else max(last, known)
    changes = [(row.seq, change(row, with_document=wanted.documents)) for row in rows]
    return Window(changes, next_since, max(last, known), full)


def body_of(wanted: Wanted, window: Window) -> str:
    """Write a window as the JSON text of an answer."""
    following = f"{CHANGES}?since={window.next_since}&limit={wanted.limit}{wanted.query}"
    more = f'"{absolute(following)}"' if window.full else "null"
    results = ",".join(text for _seq, text in window.changes)
    return f'{{"next_since":{window.next_since},"newest_seq":{window.newest},"next":{more},"results":[{results}]}}'


def change(revision: Revision, *, with_document: bool = True) -> str:
    """Return a line of the log as JSON text; a removed object's document is its tombstone."""
    begins = BEGINNING.match(revision.document)
    event_type, slug = (begins[3] or "", begins[4] or "") if begins else ("", "")
    api_url, page_url = addresses_of(revision.document_type, revision.key, event_type=event_type, slug=slug)
    facts = {
        "seq": revision.seq,
        "kind": revision.kind,
        "removed": revision.kind in REMOVING_KINDS or STUB.match(revision.document) is not None,
        "object": revision.document_type,
        "id": revision.key,
        "published_at": revision.published_at.isoformat(),
        "note": revision.note,
        "automatic_from": revision.change_set.automatic_from,
        "api_url": api_url,
        "page_url": page_url,
    }
    text = orjson.dumps(facts).decode()
    return f'{text[:-1]},"document":{revision.document}}}' if with_document else text
