"""Turn documents into what the templates show: events with date, mark, quotes and evidence. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import groupby
from urllib.parse import quote as url_quote

from django.utils import dateformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contracts.codelists import Role
from timeline.codelists import Confidence, EventType, Relation, Stance
from timeline.documents.shapes import Document
from timeline.pages import days
from timeline.pages.lanes import FAMILIES, LANE_NAMES, family_of, lane_of
from timeline.pages.paths import MAIN_LANGUAGE, language, page_path
from timeline.pages.wording import term

MOST_QUOTES, MOST_QUOTES_LANDMARK = 2, 3
MOST_INCOMING = 4
STANCE_WORDS = {
    Stance.ALLEGES: gettext_lazy("alleges"),
    Stance.DENIES: gettext_lazy("denies"),
    Stance.SUPPORTS: gettext_lazy("supports"),
    Stance.QUESTIONS: gettext_lazy("questions"),
    Stance.FINDS: gettext_lazy("finding on"),
    Stance.NO_POSITION: gettext_lazy("no position on"),
}
INCOMING = {
    Relation.RESPONDS_TO: gettext_lazy("Answered in"),
    Relation.DECIDES: gettext_lazy("Decided in"),
    Relation.APPEALS: gettext_lazy("Appealed in"),
    Relation.AMENDS: gettext_lazy("Amended in"),
    Relation.SUPERSEDES: gettext_lazy("Superseded in"),
    Relation.FOLLOWS_FROM: gettext_lazy("Led to"),
    Relation.ENJOINS: gettext_lazy("Enjoined in"),
    Relation.REMANDS: gettext_lazy("Remanded in"),
    Relation.WITHDRAWS: gettext_lazy("Withdrawn in"),
}


def address(reference: Document) -> str:
    """Return the path of the page of what a reference names."""
    return page_path(reference["object"], reference["id"], reference.get("slug", ""))


@dataclass(frozen=True, slots=True)
class Check:
    """What came of looking for a cited passage in our copies: a mark for the style sheet, and the sentence."""

    state: str
    words: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """One citation as a reader checks it; `check` is filled in where a page tells it.

    `again` says that the one before it cites the same source for another passage: that is no further source.
    """

    title: str
    publisher: str
    published: str
    href: str
    page: str
    primary: bool
    anchor: str
    locator: str
    lang: str
    source: str = ""
    again: bool = False
    check: Check | None = None


@dataclass(frozen=True, slots=True)
class Linked:
    """A link to another event, read from this end."""

    label: str
    event: Document
    when: str


@dataclass(frozen=True, slots=True)
class Quoted:
    """A statement under its event or in a list of its own."""

    document: Document
    when: str
    stance: str
    stance_label: str
    evidence: list[Evidence]

    @property
    def href(self) -> str:
        """Return the statement's own page."""
        return page_path("event", self.document["id"])

    @property
    def is_readable(self) -> bool:
        """Say whether it was said in, or is translated into, the page's language."""
        words = self.document["quote"]
        return language() in {words["lang"], *words["translations"]}


@dataclass(slots=True)
class Shown:
    """An event as lists and its own page show it."""

    document: Document
    margin: days.DayParts
    when: str
    family: str
    family_label: str
    lane: str
    type_label: str
    level: str
    href: str
    public: str
    evidence: list[Evidence]
    confidence: str
    links: list[Linked]
    incoming: list[Linked] = field(default_factory=list)
    quotes: list[Quoted] = field(default_factory=list)
    corrections: list[Document] = field(default_factory=list)
    gone: bool = False

    @property
    def primary(self) -> list[Evidence]:
        """Return the primary sources."""
        return [one for one in self.evidence if one.primary]

    @property
    def secondary(self) -> list[Evidence]:
        """Return the other sources."""
        return [one for one in self.evidence if not one.primary]

    @property
    def first_quotes(self) -> list[Quoted]:
        """Return the quotes that a list shows; those that stand in the page's language come before others."""
        readable_first = sorted(self.quotes, key=lambda quote: not quote.is_readable)
        return readable_first[: MOST_QUOTES_LANDMARK if self.level == "landmark" else MOST_QUOTES]

    @property
    def more_quotes(self) -> int:
        """Count the quotes that only the event's page shows."""
        return len(self.quotes) - len(self.first_quotes)


LEVELS = {1: "landmark", 2: "normal", 3: "detail"}


def show_event(document: Document) -> Shown:
    """Prepare an event's document for a template."""
    lane = lane_of(document)
    kind = document["type"]
    return Shown(
        document=document,
        margin=days.margin(document["date"], document["until"]),
        when=days.span(document["date"], document["until"]),
        family=family_of(document),
        family_label=str(FAMILIES[family_of(document)]),
        lane=lane,
        type_label=str(LANE_NAMES[lane] if kind == EventType.OTHER else EventType(kind).label),
        level=LEVELS[document["significance"]],
        href=address(document),
        public=_public(document),
        evidence=evidence(document["citations"]),
        confidence=str(Confidence(document["confidence"]).label),
        links=[
            Linked(str(Relation(link["relation"]).label), link["event"], days.short(link["event"].get("date")))
            for link in document["links"]
            if "name" in link["event"]
        ],
    )


def _public(document: Document) -> str:
    """Say since when an event is public, where that is not its own day."""
    public = document["public"]["date"]
    if public["earliest"] > document["date"]["latest"]:
        return _("public since %s") % days.short(public)
    return _("filed under seal") if document["sealed"] else ""


def show_statement(document: Document) -> Quoted:
    """Prepare a statement's document for a template."""
    stance = document["stance"]
    label = STANCE_WORDS[Stance(stance)] if stance else ""
    return Quoted(document, days.short(document["date"]), stance, str(label), evidence(document["citations"]))


def incoming(links: Iterable[tuple[str, Document]]) -> list[Linked]:
    """Prepare the links that point at an event."""
    return [Linked(str(INCOMING[Relation(relation)]), event, days.short(event["date"])) for relation, event in links]


def evidence(citations: Iterable[Document]) -> list[Evidence]:
    """Prepare citations of sources; primary ones first, further passages of a source after its first."""
    found = [
        Evidence(
            title=source["name"],
            publisher=source["publisher"],
            published=days.short_text(source["published"]),
            href=with_fragment(source["url"], citation["anchor"]),
            page=page_path("source", source["id"]),
            primary=source["primary"],
            anchor=citation["anchor"],
            locator=citation["locator"],
            lang=source["lang"],
            source=source["id"],
        )
        for citation in citations
        if "name" in (source := citation.get("source", {}))
    ]
    order = {one.source: place for place, one in reversed(list(enumerate(found)))}
    found.sort(key=lambda one: (not one.primary, order[one.source]))
    return [replace(one, again=place > 0 and found[place - 1].source == one.source) for place, one in enumerate(found)]


def distinct(evidence: Iterable[Evidence]) -> list[Evidence]:
    """Return each source once, as it was first cited."""
    return [one for one in evidence if not one.again]


def with_fragment(url: str, anchor: str) -> str:
    """Return an address that opens at the cited words, in browsers that know text fragments."""
    if not url or not anchor:
        return url
    text = url_quote(anchor, safe="").replace("-", "%2D")
    return f"{url}{':~:text=' if '#' in url else '#:~:text='}{text}"


def role_words(row: Document) -> str:
    """Return a party's part in the source's own words, else the role's label."""
    label = str(Role(row["role"]).label)
    return term(row["role_note"]) or (label.lower() if language() == MAIN_LANGUAGE else label)


@dataclass(frozen=True, slots=True)
class Month:
    """The events of one month."""

    name: str
    events: list[Shown]


@dataclass(frozen=True, slots=True)
class Year:
    """The events of one year by month."""

    name: str
    months: list[Month]
    count: int


def by_year(events: Iterable[Shown], totals: Mapping[str, int] | None = None) -> list[Year]:
    """Group events, in the order given, by year and month of their first day.

    `totals` are the years' counts where the events are only a window of them.
    """
    years = []
    for year, of_year in groupby(events, lambda event: _day(event).year):
        months = [_month(list(group)) for _number, group in groupby(of_year, lambda event: _day(event).month)]
        count = sum(len(month.events) for month in months)
        years.append(Year(str(year), months, (totals or {}).get(str(year), count)))
    return years


def _month(events: list[Shown]) -> Month:
    """Name a month; events of which only the year is known stand under none."""
    known = events[0].document["date"]["precision"] != "year"
    return Month(dateformat.format(_day(events[0]), "F") if known else "", events)


def _day(event: Shown) -> date:
    return date.fromisoformat(event.document["date"]["earliest"])
