"""The sections of a record file: which keys an entry has, in which order, and what may stand there. Pure.

The same values come out of a file (`parsing`, `keying`) and out of the editors' tables (`stored`): plain dicts in which
empty things are left out, so that they can be compared and hashed. The order of the keys is the order in a dumped file.
"""

import hashlib
from typing import Any, TypeAlias

import orjson

from contracts.codelists import AwardStatus, BidOutcome, CaseKind, Fate, Forum, PartyKind, Role, Stage, StayKind
from contracts.procedure.steps import DISPOSITIONS, REASONS, STEP_CODES
from timeline.codelists import (
    Confidence,
    EventType,
    FindingDirection,
    PublicBasis,
    Relation,
    SourceKind,
    Stance,
    StatementRelation,
)
from timeline.records.fields import (
    Code,
    Day,
    Field,
    Flag,
    Line,
    ListOf,
    Map,
    Name,
    Schemes,
    Sum,
    Whole,
    Words,
    address_line,
    currency_line,
    lang_line,
    public_id_line,
    slug_line,
)

Values: TypeAlias = dict[str, Any]

FORMAT = "1"
PARTIES_FILE = "parties"
LONGEST_NOTE = 2_000

NOTE = Words(LONGEST_NOTE)
ID = {"id": slug_line(), "public_id": public_id_line()}
CITATION = Map(
    {
        "source": Name("source"),
        "event": Name("event"),
        "anchor": Line(200, most_words=10),
        "locator": Line(100),
    }
)
CITATIONS = ListOf(CITATION)
SHOWN = {"event": ListOf(Name("event"), lone=True), "sources": CITATIONS}
PART = Map({"id": Name("party"), "role": Code(Role.values), "as": Line(200)}, ["id", "role"])
AMOUNT = Sum()

DISPUTE = Map(
    {"id": slug_line(), "name": Line(100), "title": Words(200), "standfirst": Words(500)}, ["id", "name", "title"]
)
PHASE = Map(
    {"public_id": public_id_line(), "name": Words(60), "start": Day(), "end": Day(), **SHOWN}, ["name", "start"]
)
BID = Map(
    {
        **ID,
        "bidder": Name("party"),
        "submitted": Day(),
        "outcome": Code(BidOutcome.values),
        "ended": Day(),
        "summary": Words(500),
        **SHOWN,
    },
    ["id", "bidder", "outcome"],
)
AWARD = Map(
    {
        **ID,
        "suppliers": ListOf(Name("party")),
        "date": Day(),
        "status": Code(AwardStatus.values),
        "amount": AMOUNT,
        "currency": currency_line(),
        **SHOWN,
        "note": NOTE,
    },
    ["id", "suppliers", "date", "status"],
)
CONTRACT = Map(
    {
        "id": slug_line(),
        "title": Words(300),
        "acronym": Line(60),
        "buyer": Name("party"),
        "solicitation_number": Line(60),
        "award_ids": ListOf(Line(60)),
        "ceiling": Map({"amount": AMOUNT, "currency": currency_line()}, ["amount", "currency"]),
        "term": Words(300),
        "description": Words(3000),
        "note": NOTE,
        "succeeds": ListOf(Name("contract")),
        "phases": ListOf(PHASE),
        "bids": ListOf(BID),
        "awards": ListOf(AWARD),
        "sources": CITATIONS,
    },
    ["id", "title", "buyer"],
)
CASE = Map(
    {"docket": Line(80), "kind": Code(CaseKind.values), "protester": Name("party"), "filed": Day()},
    ["docket", "kind"],
)
STAY = Map(
    {
        "public_id": public_id_line(),
        "kind": Code(StayKind.values),
        "start": Day(),
        "end": Day(),
        "start_event": Name("event"),
        "end_event": Name("event"),
        **SHOWN,
        "note": NOTE,
    },
    ["kind", "start"],
)
FATE = Map(
    {
        "protest": Name("protest"),
        "fate": Code(Fate.values),
        "event": Name("event"),
        "source": Name("source"),
        "anchor": Line(200, most_words=10),
        "note": NOTE,
    },
    ["fate"],
)
GROUND = Map(
    {"public_id": public_id_line(), "title": Words(200), "text": Words(1000), "note": NOTE, "fates": ListOf(FATE)},
    ["title"],
)
PROTEST = Map(
    {
        **ID,
        "contracts": ListOf(Name("contract")),
        "forum": Code(Forum.values),
        "docket": Line(300),
        "cases": ListOf(CASE),
        "stage": Code(Stage.values),
        "parties": ListOf(PART),
        "appeals": Name("protest"),
        "reporter_citation": Line(300),
        "lower_court_citation": Line(300),
        "debriefing": Map({"offered": Day(), "answered": Day(), "none_required": Flag()}),
        "note": NOTE,
        "stays": ListOf(STAY),
        "grounds": ListOf(GROUND),
        "sources": CITATIONS,
    },
    ["id", "forum"],
)
CLAIM = Map(
    {"id": slug_line(), "title": Words(60), "text": Words(500), "note": NOTE, "sources": CITATIONS},
    ["id", "title", "text"],
)
STEP = Map(
    {
        "protest": Name("protest"),
        "step": Code(list(STEP_CODES)),
        "cases": ListOf(Line(80)),
        "disposition": Code(list(DISPOSITIONS)),
        "reason": Code(list(REASONS)),
        "days": Whole(0, 32_767),
        "until": Day(),
        "for": ListOf(Name("party")),
    },
    ["step"],
)
PUBLIC = Map(
    {
        "date": Day(),
        "basis": Code([basis for basis in PublicBasis.values if basis != PublicBasis.ASSUMED]),
        "existence": Day(),
    }
)
EVENT = Map(
    {
        **ID,
        "date": Day(),
        "until": Day(),
        "day_order": Whole(0, 32_767),
        "public": PUBLIC,
        "type": Code([code for code in EventType.values if code != EventType.STATEMENT]),
        "significance": Whole(1, 3),
        "title": Words(200),
        "short": Words(28),
        "summary": Words(2000),
        "sealed": Flag(),
        "contracts": ListOf(Name("contract")),
        "protest": Name("protest"),
        "steps": ListOf(STEP),
        "parties": ListOf(PART),
        "amounts": ListOf(
            Map({"amount": AMOUNT, "currency": currency_line(), "what": Words(200)}, ["amount", "currency", "what"])
        ),
        "links": ListOf(Map({"to": Name("event"), "relation": Code(Relation.values)}, ["to", "relation"])),
        "sources": CITATIONS,
        "confidence": Code(Confidence.values),
        "automatic_from": Line(200),
        "note": NOTE,
    },
    ["id", "date", "type", "significance", "title", "summary", "sources", "confidence"],
)
STATEMENT = Map(
    {
        **ID,
        "date": Day(),
        "speaker": Name("party"),
        "capacity": Words(300),
        "on_behalf_of": Name("party"),
        "quote": Line(2000),
        "lang": lang_line(),
        "translations": Words(2000, need_main=False),
        "claim": Name("claim"),
        "stance": Code(Stance.values),
        "finding": Code(FindingDirection.values),
        "event": Name("event"),
        "relation": Code(StatementRelation.values),
        "sources": CITATIONS,
        "note": NOTE,
    },
    ["id", "date", "speaker", "quote", "lang", "stance", "event", "relation", "sources"],
)
SOURCE = Map(
    {
        **ID,
        "url": address_line(2000),
        "title": Line(500),
        "publisher": Line(300),
        "published": Day(),
        "kind": Code(SourceKind.values),
        "lang": lang_line(),
        "note": NOTE,
        "title_basis": Line(300),
    },
    ["id", "title", "kind", "lang"],
)
POST = Map({"of": Name("party"), "post": Line(300), "from": Day(), "to": Day(), "note": Line(1000)}, ["of", "post"])
PARTY = Map(
    {
        "id": slug_line(),
        "name": Line(300),
        "kind": Code(PartyKind.values),
        "aliases": ListOf(Line(200)),
        "identifiers": Schemes(40, 100),
        "posts": ListOf(POST),
        "role_title": Line(300),
        "note": NOTE,
        "sources": CITATIONS,
    },
    ["id", "name", "kind"],
)

# Section of the file → the kind of its entries; the order is that of a file and of loading.
SECTIONS = {
    "parties": "party",
    "dispute": "dispute",
    "contracts": "contract",
    "protests": "protest",
    "claims": "claim",
    "events": "event",
    "statements": "statement",
    "sources": "source",
}
ENTRIES: dict[str, Map] = {
    "party": PARTY,
    "dispute": DISPUTE,
    "contract": CONTRACT,
    "protest": PROTEST,
    "claim": CLAIM,
    "event": EVENT,
    "statement": STATEMENT,
    "source": SOURCE,
}
SLUGGED = frozenset({"party", "dispute", "contract", "claim"})


def hash_of(values: Values) -> str:
    """Return the hash of an object's values, the same whether they come from a file or from the tables."""
    return hashlib.sha256(orjson.dumps(values, option=orjson.OPT_SORT_KEYS)).hexdigest()


def field_of(kind: str, path: str) -> Field:
    """Return the field at a dotted path of an entry: `bids.summary`."""
    found: Field = ENTRIES[kind]
    for name in path.split("."):
        while isinstance(found, ListOf):
            found = found.item
        if not isinstance(found, Map):
            raise KeyError(path)
        found = found.fields[name]
    return found
