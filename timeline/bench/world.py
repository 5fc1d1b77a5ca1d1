"""Invents a record of any size: the same arguments always give the same documents, shaped as published ones are. Pure.

Contracts follow a power law, so the largest holds about a tenth of all events. Half of the events are modifications.
Each event has one to three parties and one to three citations; a third of the others belong to a protest.
"""

import bisect
import itertools
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

Document = dict[str, Any]

SEED = 20_260_630
ALPHABET = "23456789bcdfghjkmnpqrstvwxyz"
VOCABULARY = (
    "contract agency award protest offeror proposal evaluation decision record price technical factor solicitation "
    "requirements officer performance delivery order modification claim appeal board court services support systems "
    "amendment option period funding review filed denied sustained dismissed interested party corrective action "
    "past small business value tradeoff source selection discussions unequal responsibility termination convenience "
    "default schedule software hardware maintenance logistics cyber network training facility construction vessel "
    "aircraft"
)
WORDS = tuple(VOCABULARY.split())
# Some words for those who search: a sentence ends with one in every so many events; the others all hold common ones.
COMMON, MIDDLING, RARE = "protest", "gyroscope", "periscope"
EVERY = ((170, MIDDLING), (7_000, RARE))
TYPES = (
    ("modification", 50),
    ("award", 9),
    ("protest-filed", 8),
    ("decision", 8),
    ("solicitation", 6),
    ("ruling", 5),
    ("order", 5),
    ("hearing", 4),
    ("corrective-action", 3),
    ("termination", 2),
)
OF_PROTESTS = {"protest-filed", "decision", "ruling", "order", "hearing", "corrective-action"}
ROLES = ("awardee", "protester", "buyer", "intervenor", "offeror")
SOURCE_KINDS = ("court-filing", "agency-release", "news", "gao-decision")
FORUMS = ("GAO", "GAO", "GAO", "COFC", "agency")
MOST_SOURCES = 50_000
FIRST_DAY, DAYS = date(2000, 1, 1), 9_600


@dataclass(slots=True)
class World:
    """Everything but the events: documents in the order in which they can be published."""

    events: int
    rng: random.Random
    disputes: list[Document] = field(default_factory=list)
    contracts: list[Document] = field(default_factory=list)
    parties: list[Document] = field(default_factory=list)
    sources: list[Document] = field(default_factory=list)
    protests: list[Document] = field(default_factory=list)
    weights: list[float] = field(default_factory=list)

    @property
    def documents(self) -> Iterator[Document]:
        """Yield all documents but the events'."""
        return itertools.chain(self.disputes, self.parties, self.contracts, self.protests, self.sources)

    @property
    def largest_contract(self) -> str:
        """Return the slug of the contract with the most events."""
        return str(self.contracts[0]["id"])

    def contract(self) -> Document:
        """Draw a contract by the power law."""
        drawn = self.rng.random() * self.weights[-1]
        return self.contracts[min(bisect.bisect_left(self.weights, drawn), len(self.contracts) - 1)]


def make_world(events: int) -> World:
    """Invent disputes, parties, contracts, protests and sources for so many events."""
    rng = random.Random(SEED + events)
    world = World(events, rng)
    world.disputes = [_dispute(number) for number in range(max(5, events // 20_000))]
    world.parties = [_party(rng, number) for number in range(max(60, events // 100))]
    world.contracts = [_contract(world, number) for number in range(max(20, events // 50))]
    world.protests = [_protest(world, number) for number in range(max(20, events // 30))]
    world.sources = [_source(rng) for _ in range(min(max(60, events // 2), MOST_SOURCES))]
    world.weights = list(itertools.accumulate(1 / (rank + 1) for rank in range(len(world.contracts))))
    return world


def make_events(world: World) -> Iterator[Document]:
    """Invent the events, in no order of time."""
    kinds, weights = [kind for kind, _ in TYPES], list(itertools.accumulate(weight for _, weight in TYPES))
    for number in range(world.events):
        kind = world.rng.choices(kinds, cum_weights=weights)[0]
        yield _event(world, kind, " ".join(word for every, word in EVERY if number % every == 0))


def _event(world: World, kind: str, seldom: str) -> Document:
    rng, contract = world.rng, world.contract()
    title = _sentence(rng, 6, 12)
    protest = rng.choice(world.protests) if kind in OF_PROTESTS and rng.random() < 0.6 else None
    day = _day(rng)
    return {
        "object": "event",
        "id": _key(rng),
        "type": kind,
        "slug": "-".join(title.lower().rstrip(".").split())[:80],
        "dispute": contract["dispute"],
        "contracts": [shown(contract)],
        "protest": shown(protest) if protest else None,
        "date": day,
        "until": None,
        "day_order": 0,
        "public": {"date": day, "basis": "assumed", "existence": None},
        "title": {"en": title},
        "short_title": {},
        "summary": {"en": " ".join([*(_sentence(rng, 10, 20) for _ in range(rng.randint(1, 3))), seldom]).strip()},
        "note": {},
        "significance": rng.choices((1, 2, 3), weights=(1, 6, 3))[0],
        "sealed": False,
        "confidence": "verified",
        "example": False,
        "parties": [
            {"party": shown(party), "role": rng.choice(ROLES), "role_note": ""}
            for party in rng.sample(world.parties, rng.randint(1, 3))
        ],
        "amounts": [],
        "steps": [],
        "links": [],
        "citations": [
            {"source": shown(source), "anchor": _sentence(rng, 4, 8).rstrip("."), "locator": ""}
            for source in rng.sample(world.sources, rng.randint(1, 3))
        ],
    }


SHOWN = {
    "dispute": ("name",),
    "contract": ("title", "acronym"),
    "party": ("name", "short_name", "kind"),
    "protest": ("name", "forum", "docket"),
    "source": ("title", "url", "publisher", "published", "kind", "primary", "lang"),
}


def shown(document: Document) -> Document:
    """Return a document as others show it; its title is called `name` there."""
    facts = {name: document[name] for name in SHOWN[document["object"]] if name in document}
    if "title" in facts:
        facts = {"name": facts.pop("title"), **facts}
    if document["object"] == "protest":
        facts = {"name": f"Protest of {document['docket']}", **facts}
    if document["object"] == "source":
        facts["published"] = document["published"]["text"]
    return {"object": document["object"], "id": document["id"], **facts}


def _dispute(number: int) -> Document:
    return {
        "object": "dispute",
        "id": f"dispute-{number}",
        "name": f"Dispute {number}",
        "title": {"en": f"The dispute number {number}"},
        "standfirst": {},
        "contracts": [],
        "protests": [],
        "claims": [],
        "counts": {"events": 0, "statements": 0, "sources": 0},
        "first_event": None,
        "last_event": None,
    }


def _party(rng: random.Random, number: int) -> Document:
    name = " ".join(word.capitalize() for word in rng.sample(WORDS, 2))
    return {
        "object": "party",
        "id": f"party-{number}",
        "name": f"{name} {number}, Inc.",
        "short_name": f"{name} {number}",
        "kind": "agency" if number % 10 == 0 else "company",
        "aliases": [],
        "identifiers": [],
        "posts": [],
        "role_title": "",
        "note": {},
        "citations": [],
    }


def _contract(world: World, number: int) -> Document:
    rng = world.rng
    return {
        "object": "contract",
        "id": f"contract-{number}",
        "dispute": shown(world.disputes[number % len(world.disputes)]),
        "title": {"en": _sentence(rng, 4, 8).rstrip(".")},
        "acronym": f"C{number}",
        "buyer": shown(world.parties[number * 10 % len(world.parties)]),
        "solicitation_number": f"W{number:06}",
        "award_ids": [],
        "ceiling": None,
        "term": {},
        "description": {},
        "note": {},
        "succeeds": [],
        "phases": [],
        "bids": [],
        "awards": [],
        "citations": [],
    }


def _protest(world: World, number: int) -> Document:
    rng, contract = world.rng, world.contracts[number % len(world.contracts)]
    return {
        "object": "protest",
        "id": _key(rng),
        "dispute": contract["dispute"],
        "contracts": [shown(contract)],
        "forum": rng.choice(FORUMS),
        "docket": f"B-{400_000 + number}",
        "cases": [],
        "stage": "post-award",
        "parties": [],
        "appeals": None,
        "reporter_citation": "",
        "lower_court_citation": "",
        "debriefing": None,
        "note": {},
        "stays": [],
        "grounds": [],
        "citations": [],
        "status": None,
    }


def _source(rng: random.Random) -> Document:
    key, kind = _key(rng), rng.choice(SOURCE_KINDS)
    return {
        "object": "source",
        "id": key,
        "title": _sentence(rng, 5, 10).rstrip("."),
        "url": f"https://documents.example/{key}",
        "publisher": rng.choice(("The Example", "Example Agency", "Example Court")),
        "published": _day(rng),
        "kind": kind,
        "primary": kind != "news",
        "lang": "en",
        "title_basis": "",
        "note": {},
        "dispute": None,
    }


def _key(rng: random.Random) -> str:
    return "".join(rng.choices(ALPHABET, k=12))


def _day(rng: random.Random) -> Document:
    text = (FIRST_DAY + timedelta(days=int(DAYS * rng.random() ** 0.5))).isoformat()
    return {"text": text, "earliest": text, "latest": text, "precision": "day", "circa": False}


def _sentence(rng: random.Random, fewest: int, most: int) -> str:
    words = rng.choices(WORDS, k=rng.randint(fewest, most))
    return f"{' '.join(words).capitalize()}."
