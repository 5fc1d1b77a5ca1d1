"""One rule, one trigger, one due date: the arithmetic behind every clock."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from datetime import time as time_of_day
from typing import NamedTuple

from contracts.procedure.anchors import ANCHORS, PLAIN_WITHOUT_INPUTS, filing_day
from contracts.procedure.calendars import Ahead, Calendar, calendar_of
from contracts.procedure.closures import CLOSURES, ClosureKind
from contracts.procedure.counting import (
    effective_day,
    extended,
    local_day_and_time,
    months_after,
    tolled,
)
from contracts.procedure.derivation import DeadlineKind
from contracts.procedure.forums import FORUMS
from contracts.procedure.inputs import NO_INPUTS, BadInput, Inputs
from contracts.procedure.rules import (
    RULES,
    Basis,
    Lapse,
    Regime,
    Rule,
    Unit,
    Verification,
    least_sure,
    regime_of,
    regime_recorded,
    rule_named,
)

# What a notice that names no closing hour is measured against; the recipient's own hours apply.
END_OF_BUSINESS = time_of_day(17, 0)
HOURS_A_DAY = 24
# These codes are the effect of a closure itself, so any closure of the forum counts, whatever its kind.
CLOSURE_RULES = frozenset({"GAO_OTHER_FILING_CLOSURE", "GAO_DECISION_TOLLED"})


class Due(NamedTuple):
    """A computed date: `start` is the day not counted, `raw` the last day as counted, `due` the result.

    All three are None where no clock starts. `due` is `raw`, moved by the `tolled` days of a closure and then, once,
    past closed days. `sure` says how far what chose the start is verified, apart from the text of the rule.
    """

    rule: Rule
    trigger: date
    start: date | None
    raw: date | None
    due: date | None
    tolled: int
    calendar: Calendar
    inputs: Inputs
    why: tuple[str, ...]
    sure: Verification

    @property
    def regime(self) -> Regime:
        """Return the edition of the rules that binds the agency on the day of the trigger."""
        return regime_of(self.inputs.agency, self.trigger)

    @property
    def regime_recorded(self) -> bool:
        """Say whether it is recorded which edition binds the agency, where the rule hangs on that."""
        return not self.rule.editions or regime_recorded(self.inputs.agency, self.trigger)

    @property
    def verification(self) -> Verification:
        """Return how far all that the date rests on was read: the rule under its regime and what chose the start."""
        if not self.regime_recorded:
            editions = (edition.verification for edition in self.rule.editions.values())
            return least_sure(self.rule.verification, *editions, self.sure)
        moved = self.rule.moved[1] if self.rule.moved and self.rolled else Verification.VERIFIED
        return least_sure(self.rule.verification_under(self.regime), self.sure, moved)

    @property
    def rolled(self) -> int:
        """Return by how many days the last day was moved past closed days, negative for a backward count."""
        return (self.due - self.raw).days - self.tolled if self.due and self.raw else 0


def due_date(
    code: str, trigger: date, inputs: Inputs = NO_INPUTS, *, strict: bool = False, projected: bool = False
) -> Due:
    """Return the date that rule `code` gives from `trigger`.

    `strict` counts by the letter of the rule and the inputs alone: no shipped lapse in appropriations extends or
    tolls a rule that does not name it, and shipped closures whose dates are not confirmed are left out. `projected`
    takes a trigger that is a due date itself as it is, since no day but the last is moved. Raises UnknownRule for
    a code without a rule and BadInput where the rule lacks its length, or an order is said to set one before itself.
    """
    plain = _PLAIN.get(code)
    if plain is not None and inputs is NO_INPUTS and not strict and not projected:
        rule, span, calendar, filing, moved_by_lapse, ahead, look = plain
        start = (ahead.get(trigger) or look(trigger))[0] if filing else trigger
        raw = start + span
        if not moved_by_lapse or raw < (ahead.get(start) or look(start))[1]:
            due = (ahead.get(raw) or look(raw))[0]
            # Past the generated constructor, which costs as much as all of the arithmetic.
            return _made(Due, (rule, trigger, start, raw, due, 0, calendar, inputs, (), _SURE))
    rule = rule_named(code)
    calendar = calendar_of(rule.forum, inputs.closures, unverified=not strict)
    period = _period(rule, trigger, inputs, calendar, projected=projected)
    if period.start is None or period.raw is None or not period.moves:
        return Due(rule, trigger, period.start, period.raw, period.raw, 0, calendar, inputs, period.why, period.sure)
    moved, extra = _lapsed(rule, period.start, period.raw, calendar, strict=strict)
    backwards = rule.length is not None and rule.length < 0
    due = calendar.previous_open(moved) if backwards else calendar.next_open(moved)
    return Due(rule, trigger, period.start, period.raw, due, extra, calendar, inputs, period.why, period.sure)


class _Period(NamedTuple):
    """A period before closures are looked at; `moves` False where the last day is an event and never rolls over."""

    start: date | None
    raw: date | None
    why: tuple[str, ...]
    moves: bool = True
    sure: Verification = Verification.VERIFIED


def _period(rule: Rule, trigger: date, inputs: Inputs, calendar: Calendar, *, projected: bool) -> _Period:
    """Return the period of `rule` with every input that can matter."""
    if inputs.until is not None and rule.kind is not DeadlineKind.LEGAL:
        if inputs.until < trigger:
            raise BadInput(f"until={inputs.until.isoformat()} lies before the order of {trigger.isoformat()}")
        return _Period(trigger, inputs.until, ("the order names the day itself",), moves=False)
    if rule.begins is not None and trigger < rule.begins.day:
        return _Period(None, None, (rule.begins.words,), moves=False, sure=rule.begins.verification)
    if rule.unit is Unit.ORDER:
        return _Period(None, None, ("no length of its own: the forum or the case sets the day",))
    find = ANCHORS.get(rule.code)
    if find is None:
        start, why = (trigger, ()) if projected else _start(rule, trigger, inputs, calendar)
        return _Period(start, _count(rule, start, inputs, calendar), why)
    anchor = find(rule, trigger, inputs, calendar)
    if anchor.start is None or anchor.days is None:
        return _Period(anchor.start, anchor.start, anchor.why, moves=False, sure=anchor.verification)
    return _Period(anchor.start, anchor.start + timedelta(days=anchor.days), anchor.why, sure=anchor.verification)


def _start(rule: Rule, trigger: date, inputs: Inputs, calendar: Calendar) -> tuple[date, tuple[str, ...]]:
    """Return the day the trigger counts for, and why if that needed an assumption."""
    if rule.basis is Basis.DATE or (rule.basis is Basis.NOTICE and inputs.time is None):
        return trigger, ()
    if rule.basis is Basis.FILING:
        return filing_day(rule, trigger, inputs, calendar), ()
    day, at = trigger, inputs.time
    if at is not None:
        day, at = local_day_and_time(trigger, at, inputs.zone, FORUMS[rule.forum])
    close = inputs.close or END_OF_BUSINESS
    why = () if inputs.close else (f"the recipient's business hours end at {close:%H:%M}",)
    # A forum that is closed keeps nobody else from reading a notice.
    return effective_day(day, at, close, calendar_of("other")), why


def _count(rule: Rule, start: date, inputs: Inputs, calendar: Calendar) -> date:
    """Return the last day of the period before roll-over."""
    length = inputs.days if rule.length is None else rule.length
    if length is None:
        raise BadInput(f"{rule.code} takes its length from an order: give it as {rule.code}(n), days= or until=")
    if rule.length is None and length < 1:
        raise BadInput(f"days={length} is no length that an order can set")
    if rule.unit is Unit.BUSINESS_DAYS:
        return calendar.open_day_after(start, length)
    if rule.unit is Unit.MONTHS:
        return months_after(start, length)
    return start + timedelta(days=length // HOURS_A_DAY if rule.unit is Unit.HOURS else length)


def _lapsed(rule: Rule, start: date, raw: date, calendar: Calendar, *, strict: bool) -> tuple[date, int]:
    """Return `raw` as a lapse in appropriations leaves it, and the days added."""
    if rule.lapse is Lapse.ROLLS:
        return raw, 0
    closures = calendar.closures
    if rule.code not in CLOSURE_RULES:
        closures = tuple(c for c in closures if c.kind is ClosureKind.LAPSE and not (strict and c in CLOSURES))
    return _TOLLING[rule.lapse](start, raw, closures)


_TOLLING = {Lapse.EXTENDS: extended, Lapse.TOLLS: tolled}


def _plain(rule: Rule) -> bool:
    """Say whether `rule` needs nothing but its trigger when no inputs are given."""
    special = (ANCHORS.keys() - PLAIN_WITHOUT_INPUTS) | CLOSURE_RULES
    counted = rule.unit is Unit.DAYS and rule.length is not None and rule.length >= 0
    return counted and rule.code not in special and rule.begins is None


_made = tuple.__new__
_SURE = Verification.VERIFIED


class _Plain(NamedTuple):
    """What the short way through `due_date` needs of a plain rule."""

    rule: Rule
    span: timedelta
    calendar: Calendar
    filing: bool
    moved_by_lapse: bool
    ahead: Mapping[date, Ahead]
    look: Callable[[date], Ahead]


def _prepared(rule: Rule) -> _Plain:
    calendar, span = calendar_of(rule.forum), timedelta(days=rule.length or 0)
    filing, moved_by_lapse = rule.basis is Basis.FILING, rule.lapse is not Lapse.ROLLS
    return _Plain(rule, span, calendar, filing, moved_by_lapse, calendar.ahead, calendar.look_ahead)


_PLAIN = {rule.code: _prepared(rule) for rule in RULES.values() if _plain(rule)}
