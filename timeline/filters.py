"""The one set of filters over events and statements: page, API, downloads and feeds read their addresses through it.

`EventQuery.read` turns a query string into a query or refuses it, naming what is unknown and what exists. Pure; whether
a slug exists in the log is asked through the `known` function that the caller passes in.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date

from contracts.codelists import Forum, Role
from contracts.dates import FIRST_YEAR, LAST_YEAR, PRECISIONS
from contracts.procedure import RULES
from timeline.codelists import (
    Confidence,
    DocumentType,
    DueKind,
    DueState,
    EventType,
    FindingDirection,
    Significance,
    SourceKind,
    Stance,
)

LONGEST_TEXT = 200
DAY_PATTERN = r"^(1[789]\d\d|2[01]\d\d|2200)-\d\d-\d\d$"  # FIRST_YEAR to LAST_YEAR
LANG = r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*"  # BCP 47, as far as sources and quotes are marked
MOST_VALUES = 50


@dataclass(frozen=True, slots=True)
class Refusal:
    """One parameter that cannot be understood, why, and what could have been said instead.

    `objects` is the type of the log's objects that the parameter takes, where it takes such.
    """

    name: str
    message: str
    known: tuple[str, ...] = ()
    objects: str = ""


class QueryRefused(ValueError):
    """A query string that names unknown parameters or values; `refusals` lists them all."""

    def __init__(self, refusals: Sequence[Refusal]) -> None:
        """Keep the refusals."""
        self.refusals = tuple(refusals)
        super().__init__("; ".join(f"{r.name}: {r.message}" for r in self.refusals))


@dataclass(frozen=True, slots=True)
class Filter:
    """One parameter: its name, what it means, and the values it takes (a codelist, or objects of the log)."""

    name: str
    help: str
    choices: tuple[str, ...] = ()
    objects: str = ""
    is_date: bool = False
    pattern: str = ""


FILTERS: tuple[Filter, ...] = (
    Filter("dispute", "Slug of the dispute whose timeline it is on.", objects="dispute"),
    Filter("contract", "Slug of a contract the event concerns.", objects="contract"),
    Filter("protest", "Public id or docket number of the proceeding it belongs to.", objects="protest"),
    Filter("party", "Slug of a party that takes part, speaks, or is spoken for.", objects="party"),
    Filter("role", "Role that the party (or any party) has in the event.", choices=tuple(Role.values)),
    Filter("event", "Public id of the event that a statement was made in or comments on.", objects="event"),
    Filter("claim", "Slug of the claim that a statement is about.", objects="claim"),
    Filter("speaker", "Slug of the party that made the statement.", objects="party"),
    Filter("source", "Public id of a source that is cited.", objects="source"),
    Filter("type", "Type of the event.", choices=tuple(EventType.values)),
    Filter("forum", "Forum of the proceeding the event belongs to.", choices=tuple(Forum.values)),
    Filter("significance", "1 landmark, 2 normal, 3 detail.", choices=tuple(str(v) for v in Significance.values)),
    Filter("stance", "Where a statement stands on its claim.", choices=tuple(Stance.values)),
    Filter("finding", "Which way a finding goes on its claim.", choices=tuple(FindingDirection.values)),
    Filter("confidence", "How well the event is sourced.", choices=tuple(Confidence.values)),
    Filter("source_kind", "Kind of a source that is cited.", choices=tuple(SourceKind.values)),
    Filter("precision", "How exactly its date is known.", choices=PRECISIONS),
    Filter("language", "Language of a quote, or of a source that an event cites (en, de).", pattern=LANG),
    Filter("from", "First day of the period in which it may have happened (ISO date).", is_date=True),
    Filter("to", "Last day of the period in which it may have happened (ISO date).", is_date=True),
    Filter("public_from", "First day of the period in which it became public (ISO date).", is_date=True),
    Filter("public_to", "Last day of the period in which it became public (ISO date).", is_date=True),
    Filter(
        "changed_from",
        "First day of the period in which it was published or changed here (UTC).",
        is_date=True,
    ),
    Filter("changed_to", "Last day of the period in which it was published or changed here (UTC).", is_date=True),
    Filter("known_by", "Only what was public by the end of this day (ISO date).", is_date=True),
    Filter("q", "Words of title, summary, quote, names and numbers; “quoted phrases” and -exclusions work."),
)
FILTER_NAMES = tuple(one.name for one in FILTERS)

CITING = (DocumentType.EVENT, DocumentType.CONTRACT, DocumentType.PROTEST, DocumentType.PARTY, DocumentType.CLAIM)
OWNERS = tuple(sorted({rule.owner for rule in RULES.values()}))
_DISPUTE = Filter("dispute", "Slug of the dispute it belongs to.", objects="dispute")
_SHOWN_IN = Filter("dispute", "Slug of a dispute in whose documents it is named.", objects="dispute")
_CONTRACT = Filter("contract", "Slug of the contract it belongs to.", objects="contract")
_FORUM = Filter("forum", "Forum of the proceeding.", choices=tuple(Forum.values))
_WORDS = Filter("q", "Words of names, titles, texts and numbers; “quoted phrases” and -exclusions work.")
OBJECT_FILTERS: dict[str, tuple[Filter, ...]] = {
    "dispute": (_WORDS,),
    "contract": (_DISPUTE, _WORDS),
    "protest": (_DISPUTE, _FORUM, _WORDS),
    "party": (_SHOWN_IN, _WORDS),
    "claim": (_DISPUTE, _WORDS),
    "source": (_SHOWN_IN, _WORDS),
    "citation": (
        _DISPUTE,
        Filter("source", "Public id of the source.", objects="source"),
        Filter("event", "Public id of the event or statement that cites it.", objects="event"),
        Filter("object", "Type of what cites it.", choices=tuple(CITING)),
        Filter("source_kind", "Kind of the source.", choices=tuple(SourceKind.values)),
        Filter("language", "Language of the source (en, de).", pattern=LANG),
    ),
    "bid": (_DISPUTE, _CONTRACT),
    "award": (_DISPUTE, _CONTRACT),
    "deadline": (
        _DISPUTE,
        Filter("protest", "Public id or docket number of the proceeding.", objects="protest"),
        _FORUM,
        Filter("kind", "What gives the due date its force.", choices=tuple(DueKind.values)),
        Filter("state", "What it is on the day that `on` names.", choices=tuple(DueState.values)),
        Filter("owner", "Who must act.", choices=OWNERS),
        Filter("rule", "Code of the rule that gives the day.", choices=tuple(RULES)),
        Filter("due_from", "First due date (ISO date).", is_date=True),
        Filter("due_to", "Last due date (ISO date).", is_date=True),
    ),
}

Known = Callable[[str, Sequence[str]], Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class EventQuery:
    """What a list of events is asked for. Several values of one filter are alternatives; filters add up.

    Dates are inclusive days. `as_of_seq` is the log's seq whose state is wanted, None for now.
    """

    dispute: tuple[str, ...] = ()
    contract: tuple[str, ...] = ()
    protest: tuple[str, ...] = ()
    party: tuple[str, ...] = ()
    role: tuple[str, ...] = ()
    event: tuple[str, ...] = ()
    claim: tuple[str, ...] = ()
    speaker: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    type: tuple[str, ...] = ()
    forum: tuple[str, ...] = ()
    significance: tuple[str, ...] = ()
    stance: tuple[str, ...] = ()
    finding: tuple[str, ...] = ()
    confidence: tuple[str, ...] = ()
    source_kind: tuple[str, ...] = ()
    precision: tuple[str, ...] = ()
    language: tuple[str, ...] = ()
    happened_from: date | None = None
    happened_to: date | None = None
    public_from: date | None = None
    public_to: date | None = None
    changed_from: date | None = None
    changed_to: date | None = None
    known_by: date | None = None
    q: str = ""
    statements: bool = field(default=False)
    events: bool = field(default=True)
    oldest_first: bool = False
    as_of_seq: int | None = None

    @classmethod
    def read(
        cls,
        parameters: Mapping[str, Sequence[str]],
        *,
        known: Known,
        others: Iterable[str] = (),
        oldest_first: bool = False,
    ) -> "EventQuery":
        """Read a query string (name → values). `others` are parameters that the caller reads itself.

        `include=statements` adds statements; `type=statement` asks for them alone; `order` is `newest` or `oldest`.
        Raises QueryRefused with every unknown name and value.
        """
        reading = _Reading(parameters, known)
        reading.refuse_unknown_names({*FILTER_NAMES, "include", "order", *others})
        values = {one.name: reading.values(one) for one in FILTERS if not one.is_date and one.name != "q"}
        types, included = values["type"], reading.included()
        if EventType.STATEMENT in types:
            included = True
        order = reading.one_of("order", ("newest", "oldest"), "oldest" if oldest_first else "newest")
        days = {one.name: reading.day(one.name) for one in FILTERS if one.is_date}
        text = reading.text("q")
        if reading.refusals:
            raise QueryRefused(reading.refusals)
        return cls(
            **values,  # type: ignore[arg-type]  # the tuples are those of the fields named alike
            happened_from=days["from"],
            happened_to=days["to"],
            public_from=days["public_from"],
            public_to=days["public_to"],
            changed_from=days["changed_from"],
            changed_to=days["changed_to"],
            known_by=days["known_by"],
            q=text,
            statements=included,
            events=set(types) != {EventType.STATEMENT.value},
            oldest_first=order == "oldest",
        )

    @property
    def active(self) -> dict[str, tuple[str, ...]]:
        """Return the filters that are set, by parameter name, as texts."""
        renamed = {"happened_from": "from", "happened_to": "to"}
        found: dict[str, tuple[str, ...]] = {}
        for one in fields(self):
            name, value = renamed.get(one.name, one.name), getattr(self, one.name)
            if name in FILTER_NAMES and value:
                found[name] = value if isinstance(value, tuple) else (str(value),)
        return found


@dataclass(frozen=True, slots=True)
class ObjectQuery:
    """What a list of objects, bids or awards is asked for; `object` is their type, `chosen` the values by filter.

    `days` holds the inclusive days of filters that take one.
    """

    object: str
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    q: str = ""
    days: Mapping[str, date] = field(default_factory=dict)
    as_of_seq: int | None = None

    @classmethod
    def read(
        cls, object_type: str, parameters: Mapping[str, Sequence[str]], *, known: Known, others: Iterable[str] = ()
    ) -> "ObjectQuery":
        """Read a query string (name → values). `others` are parameters that the caller reads itself.

        Raises QueryRefused with every unknown name and value.
        """
        filters = OBJECT_FILTERS[object_type]
        reading = _Reading(parameters, known)
        reading.refuse_unknown_names({*(one.name for one in filters), *others})
        values = {one.name: reading.values(one) for one in filters if not one.is_date and one.name != "q"}
        days = {one.name: day for one in filters if one.is_date and (day := reading.day(one.name))}
        text = reading.text("q") if any(one.name == "q" for one in filters) else ""
        if reading.refusals:
            raise QueryRefused(reading.refusals)
        return cls(object_type, {name: chosen for name, chosen in values.items() if chosen}, text, days)


def read_day(text: str) -> date:
    """Read a day as addresses name it, in no other ISO form; raise ValueError that says what is wrong with it."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = None
    if day is None or day.isoformat() != text:
        raise ValueError(f"“{text[:40]}” is no day like 2019-12-09")
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValueError(f"the year is not between {FIRST_YEAR} and {LAST_YEAR}")
    return day


class _Reading:
    """Reads one query string and collects what is wrong with it."""

    def __init__(self, parameters: Mapping[str, Sequence[str]], known: Known) -> None:
        self.parameters, self.known = parameters, known
        self.refusals: list[Refusal] = []

    def refuse_unknown_names(self, names: set[str]) -> None:
        for name in self.parameters:
            if name not in names:
                self.refusals.append(Refusal(name[:60], "is no parameter of this address", tuple(sorted(names))))

    def split(self, name: str) -> tuple[str, ...]:
        found = [part.strip() for value in self.parameters.get(name, ()) for part in value.split(",")]
        chosen = tuple(dict.fromkeys(part for part in found if part))
        if len(found) > MOST_VALUES:
            self.refusals.append(Refusal(name, f"takes at most {MOST_VALUES} values"))
            return ()
        return chosen

    def values(self, one: Filter) -> tuple[str, ...]:
        chosen = self.split(one.name)
        if one.choices:
            unknown = [value for value in chosen if value not in one.choices]
            self.refusals += [Refusal(one.name, f"has no value “{value[:60]}”", one.choices) for value in unknown]
            return tuple(value for value in chosen if value in one.choices)
        if one.pattern:
            strange = [value for value in chosen if not re.fullmatch(one.pattern, value)]
            self.refusals += [Refusal(one.name, f"“{value[:60]}” is no code like en or de") for value in strange]
            return tuple(value for value in chosen if value not in strange)
        if not chosen:
            return ()
        found = self.known(one.objects, chosen)
        for value in chosen:
            if value not in found:
                self.refusals.append(Refusal(one.name, f"knows no “{value[:60]}”", objects=one.objects))
        return tuple(dict.fromkeys(found[value] for value in chosen if value in found))

    def included(self) -> bool:
        chosen = self.split("include")
        self.refusals += [
            Refusal("include", f"has no value “{v[:60]}”", ("statements",)) for v in chosen if v != "statements"
        ]
        return "statements" in chosen

    def one_of(self, name: str, choices: tuple[str, ...], default: str) -> str:
        chosen = self.split(name) or (default,)
        if len(chosen) > 1 or chosen[0] not in choices:
            self.refusals.append(Refusal(name, f"has no value “{chosen[-1][:60]}”", choices))
            return default
        return chosen[0]

    def day(self, name: str) -> date | None:
        chosen = [value for value in self.parameters.get(name, ()) if value.strip()]
        if not chosen:
            return None
        try:
            return read_day(chosen[-1].strip())
        except ValueError as error:
            self.refusals.append(Refusal(name, str(error)))
            return None

    def text(self, name: str) -> str:
        text = " ".join(self.parameters.get(name, ())).strip()
        if len(text) > LONGEST_TEXT or "\0" in text:
            self.refusals.append(Refusal(name, f"is longer than {LONGEST_TEXT} characters or holds a NUL byte"))
            return ""
        return text
