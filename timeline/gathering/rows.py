"""Open candidates of a dispute compared and grouped: only those that pairings reach from the ones that changed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.db.models import F, Q, QuerySet

from timeline.codelists import CandidateState
from timeline.corroboration import Group, Report, compare, group
from timeline.gathering.recorded import events_near, spans
from timeline.models import Candidate, Event
from timeline.models.candidates import OPEN_STATES

GROUPING_LOCK = 0x6772_6F75  # with the dispute's key: an advisory lock of two 32-bit numbers
# So many candidates at most are compared for one change. A happening with more reports than this falls into several.
MOST_REACHED, MOST_NEAR = 200, 400


@dataclass(frozen=True, slots=True)
class Row:
    """A candidate with its report."""

    candidate: Candidate
    report: Report

    @classmethod
    def of(cls, candidate: Candidate) -> "Row":
        """Read the report; one from before reports were kept pairs with nothing until its item is matched anew."""
        if candidate.report:
            return cls(candidate, Report.from_json(candidate.report))
        return cls(candidate, Report(key=f"{candidate.pk}", dispute=candidate.dispute_id, is_comment=True))

    @property
    def days(self) -> set[date]:
        """The days that it is filed under."""
        return {day for day in (self.report.day, self.report.published) if day}

    @property
    def is_example(self) -> bool:
        """Whether it comes from the demonstration feed, which is never mixed with anything else."""
        return self.candidate.item.feed.is_example


def hold(disputes: Iterable[int | None]) -> None:
    """Keep others from grouping the candidates of these disputes until the transaction ends.

    It comes before the locks of candidates, and after those of the log, feeds and items.
    """
    with connection.cursor() as cursor:
        for dispute in sorted({one for one in disputes if one is not None}):
            cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [GROUPING_LOCK, dispute % 2**31])


def regroup(dispute: int, pks: Iterable[int]) -> None:
    """Group anew the open candidates that pairings reach from some of them; the caller holds the dispute."""
    reached = _reached(dispute, pks)
    for is_example in (False, True):
        rows = {pk: row for pk, row in reached.items() if row.is_example == is_example}
        if rows:
            days = {day for row in rows.values() for day in row.days}
            events = [] if is_example else events_near(dispute, days)
            _write(rows, _grouped(rows, events))


def neighbours(dispute: int, pks: Iterable[int]) -> set[int]:
    """Return the open candidates that pairings reach: whom a change of these may leave grouped otherwise."""
    return set(_reached(dispute, pks))


def release(pks: Iterable[int]) -> None:
    """Let those among these that are decided or withdrawn lead no open candidate any more."""
    gone = Candidate.objects.filter(pk__in=list(pks)).exclude(state__in=OPEN_STATES)
    led = Candidate.objects.filter(leader__in=gone, state__in=OPEN_STATES)
    led.update(leader=None, tie=[], version=F("version") + 1)
    gone.filter(state=CandidateState.WITHDRAWN).update(leader=None, tie=[])


def taken_out(candidate: Candidate) -> list[Candidate]:
    """Return the candidates that an editor took out and that would stand in a candidate's group by the rules."""
    rows = candidate.reports.filter(state__in=OPEN_STATES).select_related("item__feed")
    members = [Row.of(one) for one in (candidate, *rows)]
    days = {day for row in members for day in row.days}
    near = map(Row.of, _near(candidate.dispute_id, days).filter(apart=True).exclude(pk=candidate.pk))
    return [out.candidate for out in near if any(compare(out.report, one.report).holds for one in members)]


def _reached(dispute: int, pks: Iterable[int]) -> dict[int, Row]:
    """Return the open candidates that are linked with some: by pairings, by the groups they stand in, by hand."""
    wanted = list(set(pks))
    linked = Q(pk__in=wanted) | Q(leader__in=wanted) | Q(reports__in=wanted) | Q(leader__reports__in=wanted)
    first = _open(dispute).filter(pk__in=_open(dispute).filter(linked).values("pk")).order_by("pk")[:MOST_REACHED]
    reached = {row.pk: Row.of(row) for row in first}
    fresh, seen = list(reached.values()), dict(reached)
    while fresh and len(reached) < MOST_REACHED:
        near = _near(dispute, {day for row in fresh for day in row.days}).exclude(pk__in=seen)
        by_hand = _open(dispute).filter(_joined(fresh)).exclude(pk__in=seen)
        seen |= {row.pk: Row.of(row) for row in (*near, *by_hand)}
        others = [row for pk, row in sorted(seen.items()) if pk not in reached]
        fresh = [row for row in others if any(_is_linked(row, one) for one in fresh)]
        fresh = fresh[: MOST_REACHED - len(reached)]
        reached |= {row.candidate.pk: row for row in fresh}
    return reached


def _is_linked(one: Row, other: Row) -> bool:
    if one.is_example != other.is_example:
        return False
    mine, theirs = one.candidate, other.candidate
    if mine.joined_id == theirs.pk or theirs.joined_id == mine.pk:
        return True
    if mine.leader_id and mine.leader_id in {theirs.pk, theirs.leader_id}:
        return True
    return not mine.apart and not theirs.apart and compare(one.report, other.report).holds


def _joined(rows: Iterable[Row]) -> Q:
    here = [row.candidate for row in rows]
    return Q(joined__in=here) | Q(pk__in=[one.joined_id for one in here if one.joined_id])


def _open(dispute: int) -> QuerySet[Candidate]:
    return Candidate.objects.filter(dispute=dispute, state__in=OPEN_STATES).select_related("item__feed")


def _near(dispute: int, days: set[date]) -> QuerySet[Candidate]:
    """Choose open candidates around some days, each of the two by its own index."""
    around = Q(pk=None)
    for first, last in spans(days):
        around |= Q(day__range=(first, last)) | Q(told__range=(first, last))
    chosen = _open(dispute).filter(around).order_by("pk").values("pk")[:MOST_NEAR]
    return _open(dispute).filter(pk__in=chosen).order_by("pk")


def _grouped(rows: Mapping[int, Row], events: Iterable[Report]) -> list[Group]:
    by_hand = [
        (row.report.key, rows[joined].report.key)
        for row in rows.values()
        if (joined := row.candidate.joined_id) is not None and joined in rows
    ]
    return group(
        [*(row.report for row in rows.values()), *events],
        apart=frozenset(row.report.key for row in rows.values() if row.candidate.apart),
        by_hand=by_hand,
    )


def _write(rows: Mapping[int, Row], groups: Iterable[Group]) -> None:
    by_key = {row.report.key: row.candidate for row in rows.values()}
    of_rows = [found for found in groups if any(not one.event for one in found.reports)]
    events = Event.objects.in_bulk([found.event for found in of_rows if found.event])
    led = _led(rows)
    for found in of_rows:
        leader, *others = [by_key[one.key] for one in found.reports if not one.event]
        about, reasons = events.get(found.event), _about_reasons(found)
        # Who has the leading one open has to see that somebody came or went.
        is_changed = led.get(leader.pk, set()) != {one.pk for one in others}
        _place(leader, None, [], about, reasons, force=is_changed)
        for member in others:
            _place(member, leader.pk, _sentences(found, member, by_key, about), about, reasons)


def _led(rows: Mapping[int, Row]) -> dict[int, set[int]]:
    """Return whom each candidate leads so far."""
    led: dict[int, set[int]] = {}
    for pk, leader in Candidate.objects.filter(leader__in=rows, state__in=OPEN_STATES).values_list("pk", "leader_id"):
        led.setdefault(leader or 0, set()).add(pk)
    return led


def _about_reasons(found: Group) -> list[str]:
    """Return why the group tells of its event: the reasons of the report that says so most clearly."""
    key = next((one.key for one in found.reports if one.event), "")
    direct = [tie for tie in found.ties.values() if tie.to == key]
    best = min(direct, key=lambda tie: (-tie.score, tie.report), default=None)
    return list(best.reasons) if best else []


def _sentences(found: Group, member: Candidate, by_key: Mapping[str, Candidate], about: Event | None) -> list[str]:
    tie = found.ties[Row.of(member).report.key]
    what = by_key[tie.to].item if tie.to in by_key else about
    return [f"Compared with “{what}”:", *tie.reasons]


def _place(
    row: Candidate, leader: int | None, tie: list[str], about: Event | None, reasons: list[str], *, force: bool = False
) -> None:
    """Write where a candidate stands, if it stands elsewhere now; what an editor has open is then out of date."""
    now = (leader, tie, about.pk if about else None, reasons if about else [])
    if not force and now == (row.leader_id, row.tie, row.about_id, row.about_reasons):
        return
    Candidate.objects.filter(pk=row.pk, state__in=OPEN_STATES).update(
        leader=leader, tie=tie, about=now[2], about_reasons=now[3], version=F("version") + 1
    )
