"""The event that an item and its match propose: our own sentence about it, dates that say what they rest on."""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from contracts.dates import PartialDate
from contracts.texts import MAIN_LANGUAGE
from timeline.classification import Classified
from timeline.codelists import SourceKind
from timeline.models import Feed, Item
from timeline.proposals import DateBasis, Proposal, ProposedAmount, ProposedParty

LONGEST_TITLE, LONGEST_SUMMARY = 200, 600
MOST_PARTIES, MOST_AMOUNTS = 6, 4
CENT, LARGEST_AMOUNT = Decimal("0.01"), Decimal(10) ** 15
# Works of the United States government carry no copyright (17 U.S.C. § 105); of others we say what they report.
FREE_TEXTS = frozenset(
    {SourceKind.COURT_RULING, SourceKind.GAO_DECISION, SourceKind.AGENCY_RELEASE, SourceKind.OVERSIGHT_REPORT}
)
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


def propose(item: Item, feed: Feed, told: Classified) -> Proposal:
    """Return the draft that an item proposes; nothing in it is a fact that the item does not say."""
    day, basis = _date(item, told)
    published = item.published
    is_later = basis is DateBasis.HAPPENED and published is not None and published.earliest > day.latest
    return Proposal(
        type=told.type,
        title=_texts(item, shortened(item.title or item.key, LONGEST_TITLE)),
        summary=_texts(item, _summary(item, feed)),
        date=day.text,
        date_basis=basis,
        date_public=_day(published).text if is_later and published is not None else "",
        forum=told.forum,
        parties=tuple(ProposedParty(one.slug, one.role) for one in told.roles[:MOST_PARTIES]),
        amounts=tuple(_amounts(item, told)),
        reasons=told.reasons,
    )


def shortened(text: str, longest: int) -> str:
    """Cut a text at a word within `longest` characters; control characters and line breaks become blanks."""
    plain = " ".join(_CONTROLS.sub(" ", text).split())
    if len(plain) <= longest:
        return plain
    return f"{plain[: longest - 2].rsplit(' ', 1)[0]} …"


def _summary(item: Item, feed: Feed) -> str:
    text = item.parsed.get("summary") or item.parsed.get("text") or ""
    if text and (feed.is_example or feed.source_kind in FREE_TEXTS):
        return shortened(text, LONGEST_SUMMARY)
    when = f" on {_day(item.published).text}" if item.published else ""
    return f"{feed.name} reported{when}: “{shortened(item.title or item.key, LONGEST_TITLE)}”."


def _amounts(item: Item, told: Classified) -> Iterator[ProposedAmount]:
    """Yield the sums that the item's reader found with their meaning, else those in its words; each sum once."""
    read = [(Decimal(one["value"]), one["currency"], one["what"]) for one in item.parsed.get("amounts", ())]
    found = read or [(one.value, one.currency, one.said) for one in told.sums]
    seen: set[tuple[Decimal, str]] = set()
    for value, currency, what in found:
        if (value, currency) not in seen and len(seen) < MOST_AMOUNTS and Decimal(1) <= value < LARGEST_AMOUNT:
            seen.add((value, currency))
            yield ProposedAmount(str(value.quantize(CENT)), currency, what)


def _texts(item: Item, text: str) -> dict[str, str]:
    """Return a text in the main language, which every event needs, and in German where the item is German."""
    lang = (item.lang or item.feed.language).partition("-")[0].lower()
    return {MAIN_LANGUAGE: text, "de": text} if lang == "de" else {MAIN_LANGUAGE: text}


def _date(item: Item, told: Classified) -> tuple[PartialDate, DateBasis]:
    if told.happened is not None:
        return told.happened, DateBasis.HAPPENED
    if item.published is not None:
        return _day(item.published), DateBasis.PUBLISHED
    return PartialDate.of(_utc_day(item)), DateBasis.FIRST_SEEN


def _day(said: PartialDate) -> PartialDate:
    """Drop the time of day: it is that of an upload, not of what happened."""
    return PartialDate.of(said.earliest) if said.precision == "time" else said


def _utc_day(item: Item) -> date:
    return item.first_seen_at.date()
