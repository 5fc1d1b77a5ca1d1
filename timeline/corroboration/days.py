"""Whether two reports may be of one day: days stated, days of publication, and a seal that was lifted. Pure."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from timeline.corroboration.report import Report

SAME_DAY, SAME_PUBLIC_DAY, NEXT_DAY = 35, 28, -20
# Days from a stated day to the publication of a report that states none, and what they are worth.
LAGS: Final = {-1: 10, 0: 24, 1: 24, 2: 18, 3: 18, 4: 10, 5: 4}
# Days between the publications of two reports that state no day.
GAPS: Final = {0: 20, 1: 16, 2: 8, 3: 2}
# News of one day is told within days; papers are found, and events entered, later.
LONGEST_PRESS, LONGEST_OFFICIAL, LONGEST_RECORD = 7, 45, 21
# A paper that was sealed may come out half a year after the event that the record has of it.
LONGEST_SEALED: Final = 180


@dataclass(frozen=True, slots=True)
class Days:
    """Points for the days of two reports, the sentence, what rules them out, and the days between publications."""

    points: int = 0
    reason: str = ""
    conflict: str = ""
    gap: int | None = None
    longest_gap: int = LONGEST_PRESS


def compare_days(one: Report, other: Report) -> Days:
    """Compare when two reports say that it happened, else when they were published."""
    gap = abs((one.published - other.published).days) if one.published and other.published else None
    longest = _longest_gap(one, other)
    if one.day and other.day:
        found = _stated(one, other)
    elif one.day or other.day:
        dated, undated = (one, other) if one.day else (other, one)
        found = _lagging(dated, undated)
    else:
        found = _undated(gap)
    if gap is not None and gap > longest and not found.conflict:
        return Days(conflict=f"They were published {gap} days apart.", gap=gap, longest_gap=longest)
    return Days(found.points, found.reason, found.conflict, gap, longest)


def _longest_gap(one: Report, other: Report) -> int:
    if one.event or other.event:
        paper = other if one.event else one
        return LONGEST_SEALED if paper.is_official else LONGEST_RECORD
    return LONGEST_OFFICIAL if one.is_official or other.is_official else LONGEST_PRESS


def _stated(one: Report, other: Report) -> Days:
    if one.day is None or other.day is None:
        return Days()
    apart = abs((one.day - other.day).days)
    if apart == 0:
        return Days(SAME_DAY, f"Both tell of {_said(one.day)}.")
    for dated, shown in ((one, other), (other, one)):
        if dated.day in _public(shown):
            return Days(SAME_PUBLIC_DAY, f"What happened on {_said(shown.day)} became public on {_said(dated.day)}.")
    if apart == 1:
        return Days(NEXT_DAY, f"The days they tell of are next to each other: {_said(min(one.day, other.day))}.")
    return Days(conflict=f"They tell of different days: {_said(min(one.day, other.day))} and {apart} days later.")


def _lagging(dated: Report, undated: Report) -> Days:
    """Compare a stated day with the publication of a report that only says “now”."""
    if undated.published is None or dated.day is None:
        return Days()
    days = [dated.day, *_public(dated)]
    lags = {day: (undated.published - day).days for day in days}
    day = max(days, key=lambda one: LAGS.get(lags[one], -100))
    if lags[day] not in LAGS:
        return Days(conflict=f"One tells of {_said(dated.day)}, the other was published {lags[dated.day]} days later.")
    lag = "the same day" if lags[day] == 0 else f"{lags[day]} days later" if lags[day] > 0 else "the day before"
    return Days(LAGS[lags[day]], f"One tells of {_said(day)}, the other was published {lag}.")


def _public(shown: Report) -> list[date]:
    """Return the day on which a paper became public, where that is later than its own: it was sealed until then."""
    is_later = shown.is_official and shown.day and shown.published and shown.published > shown.day
    return [shown.published] if is_later and shown.published else []


def _undated(gap: int | None) -> Days:
    if gap is None:
        return Days()
    if gap not in GAPS:
        return Days(conflict=f"Neither states a day, and they were published {gap} days apart.")
    when = "on the same day" if gap == 0 else f"{gap} days apart" if gap > 1 else "on two days in a row"
    return Days(GAPS[gap], f"They were published {when}.")


def _said(day: date | None) -> str:
    return f"{day:%-d %B %Y}" if day else ""
