"""The dates that a web page claims for itself, each with the place it stands in: proposals for a person, no facts."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any, Final

from htmldate import find_date
from lxml import html

from timeline.ingest.dates import ABSENT, Basis, DateReading, Precision, read
from timeline.ingest.json_fields import Json, words

_PUBLISHED_META: Final = (
    "article:published_time",
    "datepublished",
    "og:article:published_time",
    "parsely-pub-date",
    "sailthru.date",
    "date.issued",
    "dcterms.issued",
    "dcterms.created",
    "dc.date.issued",
    "dcterms.date",
    "dc.date",
    "publish_date",
    "pubdate",
    "date",
)
_MODIFIED_META: Final = (
    "article:modified_time",
    "datemodified",
    "og:updated_time",
    "dcterms.modified",
    "last-modified",
)
_IN_ADDRESS: Final = re.compile(r"/((?:19|20)[0-9]{2})[/-]?([01][0-9])[/-]?([0-3][0-9])(?:[/_-]|\b)")
_FIRST_PAGE: Final = date(1995, 1, 1)


def proposals(page: html.HtmlElement, described: list[Json], address: str) -> list[DateReading]:
    """List what the page says of its publication, from the firmest place to the weakest, without repetitions."""
    found: list[DateReading] = []
    for reading in _all(page, described, address):
        if reading.value is not None and all(reading.edtf != other.edtf for other in found):
            found.append(reading)
    return found


def _all(page: html.HtmlElement, described: list[Json], address: str) -> Iterator[DateReading]:
    for one in described:
        yield read(words(one, "datePublished"), field="JSON-LD datePublished")
    yield from _metas(page, _PUBLISHED_META)
    for element in page.iter("time"):
        if (
            "pubdate" in element.attrib
            or "published" in (element.get("itemprop", "") + element.get("class", "")).lower()
        ):
            yield read(element.get("datetime") or element.text_content(), field="time element")
    in_address = _IN_ADDRESS.search(address)
    if in_address is not None:
        yield read("-".join(in_address.groups()), field="address")


def modified(page: html.HtmlElement, described: list[Json]) -> DateReading:
    """Read when the page says that it was last changed."""
    readings = (read(words(one, "dateModified"), field="JSON-LD dateModified") for one in described)
    return next((one for one in (*readings, *_metas(page, _MODIFIED_META)) if one.value is not None), ABSENT)


def _metas(page: html.HtmlElement, names: tuple[str, ...]) -> Iterator[DateReading]:
    said: dict[str, str] = {}
    for meta in page.iter("meta"):
        name = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").lower()
        said.setdefault(name, meta.get("content") or "")
    for name in names:
        if name in said:
            yield read(said[name], field=f"meta {name}")


def from_text(page: html.HtmlElement, address: str, today: date | None) -> DateReading:
    """Search the page's text for its date, where nothing else says one.

    The weakest proposal of all: references to laws and events are dates too, and a year alone comes back as the first
    of January, so that day counts as its year only.
    """
    latest = (today or date(2100, 1, 1)).isoformat()
    found = find_date(
        html.tostring(page, encoding="unicode"),
        extensive_search=True,
        original_date=True,
        url=address or None,
        min_date=_FIRST_PAGE.isoformat(),
        max_date=latest,
    )
    reading = read(found, field="text")
    day = reading.day
    if day is not None and (day.month, day.day) == (1, 1):
        return replace(reading, precision=Precision.YEAR, note="found in the text as a year")
    return replace(reading, note="found in the text") if reading.value is not None else reading


def best(found: list[DateReading], today: date | None) -> DateReading:
    """Choose the proposal to show first; one in the future is passed over, disagreement is said."""
    usable = [one for one in found if one.value is not None and not _is_after(one, today)]
    if not usable:
        return ABSENT
    first = usable[0]
    days = {one.day for one in usable if one.day is not None}
    apart = len(days) > 1 and (max(days) - min(days)).days > 1
    note = f"proposed by the page ({first.field})" + ("; its places disagree" if apart else "")
    return replace(first, note="; ".join(filter(None, (note, first.note))))


def _is_after(reading: DateReading, today: date | None) -> bool:
    return today is not None and reading.day is not None and reading.day > today


def listed(found: list[DateReading]) -> list[dict[str, Any]]:
    """Write proposals down for the person who decides."""
    return [{"value": one.edtf, "field": one.field, "raw": one.raw} for one in found if one.basis is not Basis.ABSENT]
