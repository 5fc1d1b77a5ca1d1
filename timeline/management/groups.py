"""Texts at hand grouped as the review would group them, without a row written: for the command and for measuring."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from timeline.classification import classify
from timeline.codelists import EventType
from timeline.corroboration import Group, Report, group
from timeline.gathering import PUBLISHED, events_near
from timeline.management.lines import Line
from timeline.matching import Index, Text, match
from timeline.pipeline.telling import report_by, telling


@dataclass(frozen=True, slots=True)
class Told:
    """Why one text stands in its group, and beside which other one (its place); None for the leading text."""

    beside: int | None
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Grouped:
    """Texts of one happening by their places: dispute (0 for none), type, day, and the event that they tell of."""

    places: tuple[int, ...]
    dispute: int = 0
    type: str = EventType.OTHER.value
    day: date | None = None
    told: dict[int, Told]
    event: int = 0
    event_reasons: tuple[str, ...] = ()


def grouped_texts(index: Index, lines: Sequence[Line], *, with_events: bool = True) -> list[Grouped]:
    """Group texts; each stands in exactly one group. `with_events` compares them with the published record as well."""
    reports, unmatched = reports_of(index, lines)
    events = list(_events(reports)) if with_events else []
    found = [_grouped(one) for one in group([*reports, *events]) if any(not report.event for report in one.reports)]
    return [*found, *(Grouped(places=(at,), told={at: Told(None, ())}) for at in unmatched)]


def reports_of(index: Index, lines: Sequence[Line]) -> tuple[list[Report], list[int]]:
    """Return the reports of the texts that are about a dispute, and the places of the others."""
    reports, unmatched = [], []
    for at, line in enumerate(lines):
        text = Text(title=line.title, text=line.text, url=line.url, published=line.published)
        found = match(index, text)
        if found is None:
            unmatched.append(at)
            continue
        told = telling(index, found, text, kind=line.kind, lang=line.lang)
        reports.append(report_by(index, found, told, classify(told), key=_key(line, at)))
    return reports, unmatched


def _events(reports: Sequence[Report]) -> list[Report]:
    days: dict[int, set[date]] = {}
    for one in reports:
        days.setdefault(one.dispute, set()).update(day for day in (one.day, one.published) if day)
    return [event for dispute, found in days.items() for event in events_near(dispute, found, only=PUBLISHED)]


def _key(line: Line, at: int) -> str:
    """Return a key that does not depend on the order of the lines, but for texts that are the same in all."""
    return f"{line.title}\0{line.text}\0{line.url}\0{line.published}\0{line.id}\0{at}"


def _place(key: str) -> int:
    return int(key.rsplit("\0", 1)[1])


def _grouped(found: Group) -> Grouped:
    own = [one for one in found.reports if not one.event]
    lead, event = own[0], found.event
    told: dict[int, Told] = {}
    event_reasons: tuple[str, ...] = ()
    for one in own:
        tie = found.ties.get(one.key)
        beside = tie.to if tie and not tie.to.startswith("event:") else None
        told[_place(one.key)] = Told(_place(beside) if beside else None, tie.reasons if tie else ())
        if tie and tie.to.startswith("event:"):
            event_reasons = event_reasons or tie.reasons
    days = Counter(one.day for one in own if one.day)
    return Grouped(
        places=tuple(_place(one.key) for one in own),
        dispute=lead.dispute,
        type=_type(own),
        day=min(days, key=lambda day: (-days[day], day)) if days else None,
        told=told,
        event=event,
        event_reasons=event_reasons,
    )


def _type(own: Sequence[Report]) -> str:
    """Return the type that most of the reports tell of: papers count twice, “other” only where nothing is known."""
    votes: Counter[str] = Counter()
    for one in own:
        votes[one.type] += 2 if one.is_official else 1
    known = {type_: count for type_, count in votes.items() if type_ != EventType.OTHER}
    return min(known or votes, key=lambda type_: (-votes[type_], type_))
