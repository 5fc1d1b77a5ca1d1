"""The event that an item and its match propose: our own sentence about it, dates that say what they rest on."""

import re
from datetime import date

from contracts.dates import PartialDate
from contracts.texts import MAIN_LANGUAGE
from timeline.codelists import SourceKind
from timeline.matching import Match
from timeline.matching.kinds import event_type_of
from timeline.models import Feed, Item
from timeline.proposals import DateBasis, Proposal, ProposedParty

LONGEST_TITLE, LONGEST_SUMMARY = 200, 600
MOST_PARTIES = 6
# Works of the United States government carry no copyright (17 U.S.C. § 105); of others we say what they report.
FREE_TEXTS = frozenset(
    {SourceKind.COURT_RULING, SourceKind.GAO_DECISION, SourceKind.AGENCY_RELEASE, SourceKind.OVERSIGHT_REPORT}
)
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


def propose(item: Item, feed: Feed, match: Match) -> Proposal:
    """Return the draft that an item proposes; nothing in it is a fact that the item does not say."""
    day, basis = _date(item)
    published = item.published
    is_later = basis is DateBasis.HAPPENED and published is not None and published.earliest > day.latest
    return Proposal(
        type=event_type_of(item.title),
        title=_texts(item, shortened(item.title or item.key, LONGEST_TITLE)),
        summary=_texts(item, _summary(item, feed)),
        date=day.text,
        date_basis=basis,
        date_public=_day(published).text if is_later and published is not None else "",
        parties=tuple(ProposedParty(slug) for slug in match.parties[:MOST_PARTIES]),
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


def _texts(item: Item, text: str) -> dict[str, str]:
    """Return a text in the main language, which every event needs, and in German where the item is German."""
    lang = (item.lang or item.feed.language).partition("-")[0].lower()
    return {MAIN_LANGUAGE: text, "de": text} if lang == "de" else {MAIN_LANGUAGE: text}


def _date(item: Item) -> tuple[PartialDate, DateBasis]:
    if item.happened is not None:
        return item.happened, DateBasis.HAPPENED
    if item.published is not None:
        return _day(item.published), DateBasis.PUBLISHED
    return PartialDate.of(_utc_day(item)), DateBasis.FIRST_SEEN


def _day(said: PartialDate) -> PartialDate:
    """Drop the time of day: it is that of an upload, not of what happened."""
    return PartialDate.of(said.earliest) if said.precision == "time" else said


def _utc_day(item: Item) -> date:
    return item.first_seen_at.date()
