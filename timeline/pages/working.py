"""How a due date was computed, in the language of the page: English is the engine's own, German is told here. Pure."""

import re
from collections.abc import Callable, Mapping
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from contracts.procedure import Working
from contracts.procedure.deadlines import PROJECTED
from contracts.procedure.derivation import INPUT_WORDS, ClosedDay, Given
from timeline.derived import working_of
from timeline.documents.shapes import Document
from timeline.pages import days
from timeline.pages.paths import MAIN_LANGUAGE, language
from timeline.pages.wording import upper_first

OBSERVED = " (observed)"
HOLIDAYS = (
    gettext_noop("New Year's Day"),
    gettext_noop("Martin Luther King Jr. Day"),
    gettext_noop("Washington's Birthday"),
    gettext_noop("Memorial Day"),
    gettext_noop("Juneteenth National Independence Day"),
    gettext_noop("Independence Day"),
    gettext_noop("Labor Day"),
    gettext_noop("Columbus Day"),
    gettext_noop("Veterans Day"),
    gettext_noop("Thanksgiving Day"),
    gettext_noop("Christmas Day"),
)
# The engine's own reasons and assumptions (contracts/procedure: anchors, due, working, deadlines).
SENTENCES = (
    gettext_noop("the order names the day itself"),
    gettext_noop("no required debriefing is in the record"),
    gettext_noop("no required debriefing was offered"),
    gettext_noop("award + 10 days is not before required debriefing + 5 days"),
    gettext_noop("required debriefing + 5 days is later than award + 10 days"),
    gettext_noop("award + 10 days is not before answers to timely questions delivered + 5 days"),
    gettext_noop("answers to timely questions delivered + 5 days is later than award + 10 days"),
    gettext_noop(
        "an enhanced debriefing is held open until answers to timely questions are delivered, partly verified"
    ),
    gettext_noop(
        "answers to questions move nothing: enhanced debriefings of the Department of Defense began on 12 December 2017"
        " (Pub. L. 115-91 § 818), unverified"
    ),
    gettext_noop(
        "enhanced debriefings of the Department of Defense began on 12 December 2017 (Pub. L. 115-91 § 818), unverified"
    ),
    gettext_noop("the next closing time after the change counts"),
    gettext_noop("no new closing time was set: ten days from the change, partly verified"),
    gettext_noop("no judgment was entered, so no time to appeal runs"),
    gettext_noop("a timely motion restarted the time, FRAP 4(a)(4)"),
    gettext_noop("the order does not cover judgments from 19 July 2021"),
    gettext_noop("the petition was due before the order of 19 March 2020"),
    gettext_noop(
        "the order of 19 March 2020 gave 150 days for a petition from this judgment: SCOTUS_CERT_150_COVID governs,"
        " not this"
    ),
    gettext_noop("the notice came within the recipient's business hours"),
    gettext_noop("the filing came before the close of its day"),
    gettext_noop(
        "whether the agency applied the deviation of the FAR of 21 August 2025 on this day is not recorded; the"
        " number of days is the same"
    ),
    gettext_noop("no clock starts"),
    gettext_noop("not in the record"),
    gettext_noop("case closed"),
    gettext_noop("nothing in the record says whether it was met"),
    gettext_noop("the record shows that nothing was filed in time"),
    gettext_noop("later steps are in the record"),
    gettext_noop("a timely request restarts it"),
)
COUNT = re.compile(r"(\d{4}-\d\d-\d\d) ([+-]) (\d+) ([a-z ]+) = \w+ (\d{4}-\d\d-\d\d)")
SET = re.compile(r"(the day is set|the day itself): \w+ (\d{4}-\d\d-\d\d)")
DAY = re.compile(r"\d{4}-\d\d-\d\d")
YES_NO: dict[str, Callable[[], str]] = {"yes": lambda: _("yes"), "no": lambda: _("no")}
HOURS = re.compile(r"the recipient's business hours end at (\d\d:\d\d)")
UNCONFIRMED = re.compile(r"closure (\d{4}-\d\d-\d\d) to (\d{4}-\d\d-\d\d) not confirmed in full: (.*)")
UNITS: dict[str, Callable[[int], str]] = {
    "day": lambda _n: _("day"),
    "days": lambda _n: _("days"),
    "business days": lambda n: _("business day") if n == 1 else _("business days"),
    "months": lambda n: _("month") if n == 1 else _("months"),
    "hours": lambda n: _("hour") if n == 1 else _("hours"),
}


def lines_of(stored: Document, names: Mapping[str, str]) -> tuple[str, ...]:
    """Return the working of a stored deadline as sentences, one a line; `names` are those of agencies, by slug."""
    return lines(working_of(stored, names))


def lines(working: Working) -> tuple[str, ...]:
    """Return a working as sentences in the language of the page, one a line."""
    if language() == MAIN_LANGUAGE:
        return working.lines()
    return tuple(_told(working))


def _trigger(words: str) -> str:
    """Say what started the clock: a step, or the due date before it."""
    step, projected, _rest = words.partition(PROJECTED)
    return _("%s, projected from the due date before it") % _(step) if projected else _(step)


def _told(working: Working) -> list[str]:
    """Tell a working by its facts, in the order in which the engine tells it."""
    out = [
        _("Rule %(rule)s: %(what)s (%(citation)s; %(verification)s).")
        % {
            "rule": working.rule,
            "what": _(working.what),
            "citation": working.citation,
            "verification": _(working.verification),
        },
        _("Trigger: %(trigger)s, %(day)s.")
        % {"trigger": _trigger(working.trigger), "day": _long(working.trigger_date)},
    ]
    if working.inputs:
        out.append(_("Inputs: %s.") % "; ".join(map(_given, working.inputs)))
    if working.effective_date and working.effective_date != working.trigger_date:
        told = _("Counted from %s.") if working.anchored else _("It counts for %s.")
        out.append(told % _long(working.effective_date))
    if working.not_counted:
        out.append(_("Not counted: %s.") % _long(working.not_counted))
    out += [_("Reason: %s.") % sentence(reason) for reason in working.reasons]
    out.append(_("Count: %s.") % _arithmetic(working.arithmetic))
    if working.closed_days:
        out.append(_("Holidays and closures within the count: %s.") % _all(working.closed_days))
    if working.tolled_days:
        out.append(_("Added for the closure, in days: %s.") % working.tolled_days)
    if working.rolled_over:
        out.append(_("Closed on the last day, moved past %s.") % _all(working.rolled_over))
    out += [_("Assumption: %s.") % sentence(assumption) for assumption in working.assumptions]
    out.append(_("Due: %s.") % (_long(working.due_date) if working.due_date else _("no clock starts")))
    return out


def _given(given: Given) -> str:
    """Return an input with its value in the language of the page."""
    words = INPUT_WORDS[given.name]
    if DAY.fullmatch(given.value):
        return f"{_(words)} {days.long_day(date.fromisoformat(given.value))}"
    return f"{_(words)} {YES_NO[given.value]() if given.value in YES_NO else given.value}"


def sentence(text: str) -> str:
    """Return one of the engine's reasons, assumptions or ends in the language of the page."""
    if found := HOURS.fullmatch(text):
        return _("the recipient's business hours end at %s") % found[1]
    if found := UNCONFIRMED.fullmatch(text):
        first, last = (days.long_day(date.fromisoformat(day)) for day in found.group(1, 2))
        values = {"first": first, "last": last, "source": found[3]}
        return _("closure from %(first)s to %(last)s not confirmed in full: %(source)s") % values
    return _(text)


def _arithmetic(text: str) -> str:
    """Return the count as one line; one of a shape that is not known stays as it is."""
    if found := COUNT.fullmatch(text):
        start, sign, length, unit, end = found.groups()
        named = UNITS[unit](int(length)) if unit in UNITS else unit
        first = days.long_day(date.fromisoformat(start))
        return f"{first} {sign.replace('-', '−')} {length} {named} = {_long(date.fromisoformat(end))}"
    if found := SET.fullmatch(text):
        return f"{_(found[1])}: {_long(date.fromisoformat(found[2]))}"
    return _(text)


SET_WORDS = (gettext_noop("the day is set"), gettext_noop("the day itself"))


def _all(closed: tuple[ClosedDay, ...]) -> str:
    return ", ".join(map(_closed, closed))


def _closed(closed: ClosedDay) -> str:
    """Return a closed day or span with its reason in brackets."""
    day = days.long_day(closed.day)
    if closed.through:
        day = _("%(first)s to %(last)s") % {"first": day, "last": days.long_day(closed.through)}
    return f"{day} ({_why(closed)})"


def _why(closed: ClosedDay) -> str:
    why = closed.why
    if why.startswith("closed: "):
        return _("closed: %s") % why.removeprefix("closed: ")
    if why.endswith(OBSERVED):
        return _("%s, observed") % _(why.removesuffix(OBSERVED))
    return days.weekday(closed.day) if why == f"{closed.day:%A}" else _(why)


def _long(day: date) -> str:
    return f"{upper_first(days.weekday(day))}, {days.long_day(day)}"
