"""The courts' own RSS of docket entries (PACER, CM/ECF): the last day, by short names of events."""

import html
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from timeline.ingest import feed
from timeline.ingest.dates import ABSENT, Basis, DateReading, Precision, read
from timeline.ingest.errors import BadEntry
from timeline.ingest.feed.entry import RawEntry
from timeline.ingest.item import Identifier, KeyBasis, Link, NamedParty, ParsedFeed, ParsedItem, Scheme, bounded_key
from timeline.ingest.links import web_address
from timeline.ingest.source import BY_COURTS, Source
from timeline.ingest.text import one_line, title_from_html

KIND: Final = "docket-entry"

_HOST: Final = re.compile(r"https?://ecf\.([a-z0-9]{2,6})\.uscourts\.gov", re.IGNORECASE)
# What CourtListener calls courts whose PACER name differs.
_COURTS: Final = {"cofc": "uscfc", "azb": "arb", "neb": "nebraskab"}
_EASTERN: Final = frozenset({"uscfc", "cafc", "dcd", "cadc", "cit", "vaed", "mdd", "ca4", "nysd", "nyed", "ca2"})
_NEW_YORK: Final = ZoneInfo("America/New_York")
_DOCKET: Final = re.compile(
    r"\s*((?:[0-9]{1,2}:)?[0-9]{2}-(?:[a-z]{2,4}-)?[0-9]{3,6}(?:-[A-Z]{2,4})*)(?=\s|$)\s*(.*)", re.DOTALL
)
_DOCKET_LIKE: Final = re.compile(r"\s*(\S*[0-9]\S*)\s*(.*)", re.DOTALL)
_EVENT: Final = re.compile(
    r"\[([^\[\]]*)\](?:\s*\(\s*<a\s[^>]*?href\s*=\s*[\"']?([^\"'>\s]+)[\"']?[^>]*>([^<]*)</a>\s*\)?)?"
)
_DOCUMENT: Final = re.compile(r"/docs?1/([0-9]{6,20})")
_CASE: Final = re.compile(r"(?:DktRpt\.pl\?|[?&]caseid=)([0-9]+)")
_SEQUENCE: Final = re.compile(r"(?:DktRpt\.pl\?[0-9]+[&-]|[?&](?:de_seq_num|partId)=)([0-9]+)")


@dataclass(slots=True)
class _Entry:
    """One entry of the feed, taken apart."""

    court: str
    docket: str
    caption: str
    case: str
    sequence: str
    number: str
    document: str
    events: list[str]
    url: str | None
    document_url: str | None
    published: DateReading
    guid: str
    notes: list[str]

    @property
    def key(self) -> str:
        case = self.case or self.docket
        if self.sequence:
            return f"{self.court}:{case}:seq:{self.sequence}"
        if self.number:
            return f"{self.court}:{case}:doc:{self.number}"
        return bounded_key(f"{self.court}:{self.guid or case}:{self.published.raw}:{'; '.join(self.events)}")


def parse(body: bytes, content_type: str = "", base_url: str = "") -> ParsedFeed:
    """Read a court's feed of recent docket entries.

    One item is one docket entry; entries of the feed that concern the same one (several events of one filing) become
    one item with all their events. The day is that of the court's own zone, where the court is known to keep Eastern
    time. Raises a ParseError as any feed; a maintenance page is one.
    """
    raw = feed.read(body, content_type, base_url)
    entries, rejected = [], []
    for entry in raw.entries:
        try:
            entries.append(_take_apart(entry, base_url))
        except BadEntry as error:
            rejected.append(error)
    by_key: dict[str, list[_Entry]] = defaultdict(list)
    for one in entries:
        by_key[one.key].append(one)
    return ParsedFeed(
        items=tuple(_item(key, group) for key, group in by_key.items()),
        format=raw.format,
        title=title_from_html(raw.title),
        lang="en",
        url=web_address(base_url),
        rejected=tuple(rejected),
        warnings=tuple(raw.warnings),
        damage=raw.damage,
    )


def _take_apart(entry: RawEntry, source: str) -> _Entry:
    guid, link, title = one_line(entry.guid, 2_000), one_line(entry.link, 2_000), title_from_html(entry.title)
    host = _HOST.search(link) or _HOST.search(guid) or _HOST.search(source)
    if host is None:
        raise BadEntry("names no court: no address of ecf.<court>.uscourts.gov", source=source, entry=entry.index)
    notes = []
    found = _DOCKET.match(title)
    if found is None:
        found = _DOCKET_LIKE.match(title)
        notes.append("the docket number has an unknown form")
    if found is None:
        raise BadEntry(f"names no case: {title!r}", source=source, entry=entry.index, field="title")
    events = _EVENT.findall(html.unescape(entry.summary)) or [(title_from_html(entry.summary), "", "")]
    addresses = [_unescaped(address) for _, address, _ in events if address]
    places = " ".join([_unescaped(guid), _unescaped(link), *addresses])
    document = next((match[1] for match in map(_DOCUMENT.search, addresses) if match), "")
    court = host[1].lower()
    return _Entry(
        court=_COURTS.get(court, court),
        docket=found[1],
        caption=one_line(found[2]),
        case=_first(_CASE, places),
        sequence=_first(_SEQUENCE, places),
        number=next((one_line(number, 40) for _, _, number in events if number.strip()), ""),
        document=f"{document[:3]}0{document[4:]}" if document else "",
        events=[name for name in (one_line(event, 500) for event, _, _ in events) if name],
        url=web_address(_unescaped(link)),
        document_url=web_address(addresses[0]) if addresses else None,
        published=read(entry.published, field=entry.published_field),
        guid=guid,
        notes=notes,
    )


def _unescaped(address: str) -> str:
    """Undo the double escaping that some courts' feeds have."""
    return html.unescape(html.unescape(address))


def _first(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(text)
    return found[1] if found else ""


def _item(key: str, group: list[_Entry]) -> ParsedItem:
    """Make one item of the entries that concern the same docket entry; the first holds what all share."""
    first = group[0]
    events = list(dict.fromkeys(event for one in group for event in one.events))
    number = next((one.number for one in group if one.number), "")
    document = next((one.document for one in group if one.document), "")
    named = "; ".join(events)
    extra: dict[str, Any] = {
        "court": first.court,
        "docket_number": first.docket,
        "caption": first.caption,
        "events": events,
        "document_number": number,
        "sequence": first.sequence,
    }
    return ParsedItem(
        key=key,
        key_basis=KeyBasis.NATURAL if first.sequence or first.number else KeyBasis.CONTENT,
        kind=KIND,
        title=one_line(f"{first.docket} {first.caption}: {named}".replace(" :", ":")),
        text=f"{named} (document {number})" if number else named,
        url=first.url,
        published=first.published,
        happened=court_day(first.published, first.court),
        lang="en",
        links=tuple(_document_links(group, number)),
        identifiers=tuple(_identifiers(first, document)),
        parties=caption_parties(first.caption) if first.court == "uscfc" else (),
        notes=tuple(first.notes),
        extra=extra,
    )


def _document_links(group: list[_Entry], number: str) -> Iterable[Link]:
    addresses = dict.fromkeys(one.document_url for one in group if one.document_url)
    return (Link(address, "document", f"document {number}".strip()) for address in addresses)


def _identifiers(entry: _Entry, document: str) -> Iterable[Identifier]:
    yield Identifier(Scheme.DOCKET, entry.docket, entry.court)
    if entry.case:
        yield Identifier(Scheme.PACER_CASE, entry.case, entry.court)
    if document:
        yield Identifier(Scheme.PACER_DOCUMENT, document, entry.court)


def court_day(moment: DateReading, court: str) -> DateReading:
    """Give the day at the court: an evening in Washington is the next day in UTC, but not to the clerk."""
    if not isinstance(moment.value, datetime) or moment.precision is not Precision.TIME or court not in _EASTERN:
        return ABSENT
    local = moment.value.astimezone(_NEW_YORK)
    return replace(
        moment,
        value=local.date(),
        precision=Precision.DAY,
        basis=Basis.SOURCE_ZONE,
        note="day of entry in the court's own zone",
    )


def caption_parties(caption: str) -> tuple[NamedParty, ...]:
    """Read plaintiff and defendant out of a trial court's caption; nothing where it is no “A v. B”."""
    sides = re.split(r"\s+v(?:s)?\.?\s+", caption, maxsplit=1)
    if len(sides) != 2:
        return ()
    roles = zip(sides, ("plaintiff", "defendant"), strict=True)
    return tuple(NamedParty(re.sub(r",?\s+et al\.?$", "", name), role) for name, role in roles if name)


SOURCE: Final = Source(
    code="pacer-rss",
    name="Court docket feed (PACER)",
    yields=f"{KIND}: an entry of a docket: which case, which events, which document",
    natural_key="court + PACER case + sequence number of the entry; without one the document number",
    parse=parse,
    addresses=(
        "https://ecf.cofc.uscourts.gov/cgi-bin/rss_outside.pl",
        "https://ecf.cafc.uscourts.gov/n/beam/servlet/TransportRoom?servlet=RSSGenerator",
    ),
    accept="application/rss+xml, application/xml;q=0.9, */*;q=0.5",
    poll_every=timedelta(minutes=15),
    rhythm=timedelta(days=4),
    window=timedelta(hours=24),
    politeness="one request in 15 minutes; the courts send no validators, so every answer is whole",
    failure="maintenance pages with status 200; an outage of more than a day loses entries for ever, shown as a gap",
    blind="only short names of events, no texts; sealed entries; everything older than about a day",
    decides={KIND: BY_COURTS},
    may_be_empty=True,
)
