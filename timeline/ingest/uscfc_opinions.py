"""The recent opinions of the Court of Federal Claims: a year of rulings, many reissued after they were sealed."""

import html
import re
from collections.abc import Iterable
from datetime import timedelta
from json import JSONDecoder
from typing import Any, Final

from timeline.ingest.dates import ABSENT, DateReading, read
from timeline.ingest.encodings import to_utf8
from timeline.ingest.errors import BadEntry, EmptyBody, Malformed, NotThisFormat
from timeline.ingest.item import Identifier, KeyBasis, NamedParty, ParsedFeed, ParsedItem, Scheme, bounded_key
from timeline.ingest.links import web_address
from timeline.ingest.pacer_rss import caption_parties
from timeline.ingest.pages import is_html, page_error
from timeline.ingest.source import BY_COURTS, Source
from timeline.ingest.text import clean, one_line, paragraphs

KIND: Final = "opinion"
_COURT: Final = "uscfc"
_HOME: Final = "https://ecf.cofc.uscourts.gov/"

_ARRAY: Final = re.compile(r"\b(?:const|let|var)\s+\w+\s*=\s*(?=\[)")
_DOCUMENT: Final = re.compile(r"show_public_doc\?((?:19|20)([0-9]{2})([a-z]{2})([0-9]+)-([0-9]+)-([0-9]+))")
_TITLE: Final = re.compile(r"\s*([0-9]{2}-[0-9]+[A-Z]?)\s*[•·–-]?\s*(.*)", re.DOTALL)
_JUDGES: Final = re.compile(
    r"Signed by (?:Chief |Senior )?(Judges?|Special Masters?|Chief Special Master) (.{3,200}?)\.\s*\(", re.DOTALL
)
_DATE: Final = r"([0-9]{1,2}/[0-9]{1,2}/[0-9]{2,4}|[A-Z][a-z]+ [0-9]{1,2}, [0-9]{4})"
_REISSUED: Final = re.compile(
    r"re-?issu|re-?docketed\b.{0,20}public|public version|\bpublic (?:order|opinion)\b.{0,30}\bre:?\s*\[[0-9]+\]"
    r"|of the court's \[[0-9]+\] sealed",
    re.IGNORECASE,
)
_RULING: Final = r"\**\s*(?:sealed|opinion|order|memorandum)"
_ORIGINAL_ENTRY: Final = (
    re.compile(
        rf"(?:re-?issu|version|\bre\b|of the court's)[^.\[\]]{{0,60}}\[([0-9]{{1,4}})\]\s*{_RULING}", re.IGNORECASE
    ),
    re.compile(r"ECF (?:No\. )?\[([0-9]{1,4})\] re-?issued", re.IGNORECASE),
    re.compile(r"re-?docketed \[([0-9]{1,4})\]", re.IGNORECASE),
)
# What the clerk adds later is about other documents.
_LATER_NOTES: Final = re.compile(r"\bModified on [0-9]|\(Main Document [0-9]+ replaced")
_ORIGINAL_DATE: Final = (
    re.compile(rf"originally (?:filed|issued|entered)(?: under seal)?(?: on)?:? {_DATE}", re.IGNORECASE),
    re.compile(rf"sealed (?:opinion|order|memorandum)[^.\[\]()]{{0,30}}(?:filed|issued) on {_DATE}", re.IGNORECASE),
    re.compile(rf"\bdated {_DATE}", re.IGNORECASE),
    re.compile(rf"publication of (?:the )?{_DATE}", re.IGNORECASE),
    re.compile(rf"\[{_DATE}\] sealed", re.IGNORECASE),
)


def parse(body: bytes, content_type: str = "", base_url: str = "") -> ParsedFeed:
    """Read the court's page of recent opinions, or the bare list that its script holds.

    An opinion reissued in public after a sealed one has two dates: `happened` is the day of the sealed original if the
    text names it (else absent, with a note), `published` the day of the public version. Entries that the page lists
    twice are one item. Raises a ParseError for a page without the list.
    """
    if not body.strip():
        raise EmptyBody("the answer is empty", source=base_url)
    text = to_utf8(body, content_type)[0].decode("utf-8", "replace")
    items: dict[str, ParsedItem] = {}
    rejected = []
    for number, entry in enumerate(_listed(text, body, base_url), start=1):
        try:
            item = _item(entry, number, base_url)
        except BadEntry as error:
            rejected.append(error)
        else:
            items.setdefault(item.key, item)
    return ParsedFeed(
        items=tuple(items.values()),
        format="uscfc-opinions",
        title="Court of Federal Claims, recent opinions",
        lang="en",
        url=web_address(base_url),
        rejected=tuple(rejected),
        warnings=() if items or rejected else ("the page lists no opinions",),
    )


def _listed(text: str, body: bytes, source: str) -> list[Any]:
    starts = [found.end() for found in _ARRAY.finditer(text)] or ([0] if text.lstrip().startswith("[") else [])
    decoder = JSONDecoder()
    for start in starts:
        try:
            value, _ = decoder.raw_decode(text[start:].lstrip())
        except (ValueError, RecursionError) as error:
            raise Malformed(f"the list of opinions breaks off: {error}", source=source) from error
        if isinstance(value, list) and all(isinstance(one, dict) and "link" in one for one in value):
            return value
    if is_html(body):
        raise page_error(body, "the court's list of opinions", source=source)
    raise NotThisFormat("the answer holds no list of opinions", source=source)


def _item(entry: dict[str, Any], number: int, source: str) -> ParsedItem:
    said = {name: clean(html.unescape(value)) for name, value in entry.items() if isinstance(value, str)}
    url = web_address(said.get("link", ""), _HOME)
    title = _TITLE.match(one_line(said.get("title", "")))
    if url is None or title is None:
        raise BadEntry("has no address or no docket number", source=source, entry=number)
    document = _DOCUMENT.search(url)
    docket, caption = title[1], title[2]
    if document is not None:
        docket = f"1:{document[2]}-{document[3]}-{int(document[4]):05}"
    text = paragraphs(said.get("text", ""))
    published = read(said.get("date"), order="mdy", field="date")
    happened, reissued = _original(text, published)
    return ParsedItem(
        key=f"{_COURT}:{document[1]}" if document else bounded_key(f"{_COURT}:{url.removeprefix(_HOME)}"),
        key_basis=KeyBasis.NATURAL,
        kind=KIND,
        title=one_line(f"{title[1]} {caption}"),
        text=text,
        url=url,
        published=published,
        happened=happened,
        lang="en",
        identifiers=(Identifier(Scheme.DOCKET, docket, _COURT),),
        parties=(*caption_parties(caption), *_judges(text)),
        extra={
            "court": _COURT,
            "docket_number": docket,
            "caption": caption,
            "case_type": document[3] if document else "",
            "document_number": document[5] if document else "",
            "attachment": document[6] if document else "",
            "reported": said.get("criteria", ""),
            **reissued,
        },
    )


def _original(text: str, published: DateReading) -> tuple[DateReading, dict[str, Any]]:
    """Find the sealed original of a public reissue: when it was filed and its entry number, as far as the text says."""
    text = _LATER_NOTES.split(text)[0]
    if not _REISSUED.search(text):
        return published, {"reissue": False, "original_entry": ""}
    entry = next((found[1] for found in (pattern.search(text) for pattern in _ORIGINAL_ENTRY) if found), "")
    dates = (found for found in (pattern.search(text) for pattern in _ORIGINAL_DATE) if found)
    reading = next((read(_four_digits(found[1]), order="mdy", field="text") for found in dates), ABSENT)
    if reading.day is None or (published.day is not None and reading.day > published.day):
        note = "a public reissue; the day of the original is not named"
        reading = DateReading(None, ABSENT.precision, ABSENT.basis, note=note)
    return reading, {"reissue": True, "original_entry": entry}


def _four_digits(said: str) -> str:
    """Write 6/12/25 as 6/12/2025: this court has no page of the last century."""
    head, slash, year = said.rpartition("/")
    return f"{head}/20{year}" if slash and len(year) == 2 else said


def _judges(text: str) -> Iterable[NamedParty]:
    found = _JUDGES.search(text)
    if found is not None:
        for name in re.split(r",\s*(?:and\s+)?|\s+and\s+", found[2]):
            yield NamedParty(name.strip(), "judge", found[1].removesuffix("s"))


SOURCE: Final = Source(
    code="uscfc-opinions",
    name="Court of Federal Claims, recent opinions",
    yields=f"{KIND}: an opinion or order that the court made public",
    natural_key="year, type, case, entry and attachment of the public document; for files the path",
    parse=parse,
    addresses=(
        "https://ecf.cofc.uscourts.gov/cgi-bin/CFC_RecentOpinionsOfTheCourt.pl",
        "https://ecf.cofc.uscourts.gov/cgi-bin/CFC_RecentDecisionsOfTheSpecialMasters.pl",
    ),
    accept="text/html",
    poll_every=timedelta(hours=4),
    rhythm=timedelta(days=7),
    window=timedelta(days=360),
    politeness="one request in four hours; the page is whole every time",
    failure="maintenance pages with status 200; a change of the page's script",
    blind="sealed opinions until they are reissued; anything older than about a year",
    decides={KIND: BY_COURTS},
)
