"""GAO's docket: the page of one file, saved by hand or fetched, and the list that the docket search gives."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, Final

from lxml import html as lxml_html

from timeline.ingest.dates import ABSENT, DateReading, read
from timeline.ingest.gao.decisions import HOME
from timeline.ingest.gao.numbers import b_numbers, base_number, file_number
from timeline.ingest.gao.words import case_kind, disposition
from timeline.ingest.item import Identifier, KeyBasis, Link, NamedParty, ParsedItem, Scheme
from timeline.ingest.links import web_address
from timeline.ingest.text import one_line

FILED: Final = "gao-filed"
DUE: Final = "gao-due-date"
OUTCOME: Final = "gao-outcome"
LISTED: Final = "gao-listed"

# The name of GAO's attorney stands on the page too; it is a person's and is not copied.
_LABELS: Final = frozenset(
    {
        "protester",
        "solicitation number",
        "agency",
        "file number",
        "outcome",
        "decision date",
        "filed date",
        "due date",
        "case type",
        "posted on",
        "decision summary",
    }
)


_ABOUT_THE_FILE: Final = ("protester", "solicitation number", "agency", "file number", "case type", "filed date")
_SHOWN: Final = {
    FILED: _ABOUT_THE_FILE,
    DUE: (*_ABOUT_THE_FILE, "due date"),
    OUTCOME: (*_ABOUT_THE_FILE, "outcome", "decision date"),
}


def read_fields(page: lxml_html.HtmlElement) -> dict[str, lxml_html.HtmlElement]:
    """Find the elements that follow the docket's labels, whatever elements the page uses for either."""
    fields: dict[str, lxml_html.HtmlElement] = {}
    for element in page.iter():
        if not isinstance(element.tag, str) or len(element) > 3:
            continue
        label = one_line(element.text_content()).rstrip(":").lower()
        value = element.getnext()
        if label in _LABELS and value is not None and label not in fields:
            fields[label] = value
    return fields


def parse_docket(fields: dict[str, lxml_html.HtmlElement], base_url: str) -> list[ParsedItem]:
    """Read one file into up to three items: filed, due (the date moves), decided.

    Each says only what concerns it, so that an outcome changes nothing about the filing. Days are days: the time of day
    in the page's `datetime` attributes is filler.
    """
    said = {label: one_line(value.text_content()) for label, value in fields.items()}
    numbers = b_numbers(said.get("file number", "")) or b_numbers(base_url)
    if not numbers:
        return []
    number = file_number(numbers[0])
    filed, due, ended = (_day(fields.get(label), label) for label in ("filed date", "due date", "decision date"))
    posted = _day(fields.get("posted on"), "posted on")
    facts: dict[str, Any] = {
        "file_number": number,
        "matter": base_number(number),
        "agency": _agency(said.get("agency", "")),
        "case_type": said.get("case type", ""),
        "case_kind": case_kind(said.get("case type", "")),
    }
    shared = _File(number, said, facts, base_url)
    items = [shared.item(FILED, f"Protest filed: {shared.heading}", filed, {"filed": filed.edtf})]
    if due.value is not None:
        items.append(shared.item(DUE, f"Decision due: {shared.heading}", ABSENT, {"due": due.edtf}))
    outcome = said.get("outcome", "")
    if outcome or ended.value is not None:
        ends = {"outcome": outcome, "disposition": disposition(outcome), "decided": ended.edtf}
        item = shared.item(OUTCOME, f"{outcome or 'Decided'}: {shared.heading}", ended, ends)
        items.append(replace(item, published=posted, links=_decision_links(fields.get("decision summary"))))
    return items


class _File:
    """What all items of one file have in common."""

    def __init__(self, number: str, said: dict[str, str], facts: dict[str, Any], base_url: str) -> None:
        self._number = number
        self._said = said
        self._facts = facts
        self._url = web_address(base_url) or f"{HOME}docket/{number.lower()}"

    @property
    def heading(self) -> str:
        return f"{self._said.get('protester', '')} ({self._number})".strip()

    def item(self, kind: str, title: str, happened: DateReading, facts: dict[str, Any]) -> ParsedItem:
        agency = self._facts["agency"]
        shown = ((label, self._said.get(label)) for label in _SHOWN[kind])
        return ParsedItem(
            key=f"gao:docket:{self._number}:{kind.removeprefix('gao-')}",
            key_basis=KeyBasis.NATURAL,
            kind=kind,
            title=one_line(title),
            text="\n".join(f"{label.capitalize()}: {value}" for label, value in shown if value),
            url=self._url,
            happened=happened,
            lang="en",
            identifiers=tuple(_identifiers(self._number, self._said.get("solicitation number", ""))),
            parties=tuple(_parties(self._said.get("protester", ""), agency)),
            extra={**self._facts, **facts},
        )


def parse_search(page: lxml_html.HtmlElement) -> list[ParsedItem]:
    """Read the list of the docket search: which files there are and which are open, without dates."""
    items = []
    for article in page.find_class("node--type-bid-protest-docket"):
        heading = next(iter(article.iter("h3")), None)
        link = next(
            (one.get("href", "") for one in article.iter("a") if "/docket/b-" in one.get("href", "").lower()), ""
        )
        numbers = b_numbers(link)
        if heading is None or not numbers:
            continue
        title, solicitation = (
            one_line(heading.text_content()),
            _text_of(article, "field--name-field-solicitation-number"),
        )
        protester = title.removesuffix(f"({solicitation})").strip() if solicitation else title
        agency = _agency(_text_of(article, "teaser-search--agency").removeprefix("Agency:"))
        status = _text_of(article, "teaser-search--status").removeprefix("Status:").strip()
        number = file_number(numbers[0])
        items.append(
            ParsedItem(
                key=f"gao:docket:{number}:listed",
                key_basis=KeyBasis.NATURAL,
                kind=LISTED,
                title=title,
                text=f"{protester}\n{', '.join(agency)}\n{status}",
                url=web_address(link, HOME),
                lang="en",
                identifiers=tuple(_identifiers(number, solicitation)),
                parties=tuple(_parties(protester, agency)),
                extra={
                    "file_number": number,
                    "matter": base_number(number),
                    "agency": agency,
                    "open": "open" in status.lower(),
                },
            )
        )
    return items


def _text_of(element: lxml_html.HtmlElement, name: str) -> str:
    found = element.find_class(name)
    return one_line(found[0].text_content()) if found else ""


def _day(value: lxml_html.HtmlElement | None, label: str) -> DateReading:
    if value is None:
        return ABSENT
    reading = read(one_line(value.text_content()), field=label)
    if reading.value is None:
        stamps = [one.get("datetime") for one in (value, *value.iter("time")) if one.get("datetime")]
        reading = read(stamps[0], field=label) if stamps else reading
    return reading.as_day("the time of day is the page's filler")


def _agency(said: str) -> list[str]:
    """Split `Department : Agency`; the two are often the same."""
    return list(dict.fromkeys(part.strip() for part in said.split(" : ") if part.strip()))


def _identifiers(number: str, solicitations: str) -> Iterable[Identifier]:
    yield Identifier(Scheme.B_NUMBER, number)
    for one in solicitations.replace(",", ";").split(";"):
        if one.strip():
            yield Identifier(Scheme.SOLICITATION, one.strip())


def _parties(protester: str, agency: list[str]) -> Iterable[NamedParty]:
    if protester:
        yield NamedParty(protester, "protester")
    for level, name in enumerate(reversed(agency)):
        yield NamedParty(name, "buyer", "" if level == 0 else "department")


def _decision_links(value: lxml_html.HtmlElement | None) -> tuple[Link, ...]:
    if value is None:
        return ()
    addresses = (web_address(one.get("href"), HOME) for one in (value, *value.iter("a")) if one.get("href"))
    return tuple(Link(address, "decision") for address in dict.fromkeys(filter(None, addresses)))
