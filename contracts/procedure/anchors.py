"""Where a count starts when a rule has more than one possible anchor, or none: the special cases of the rules."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple

from contracts.procedure.calendars import Calendar
from contracts.procedure.counting import effective_day, local_day_and_time
from contracts.procedure.forums import FORUMS
from contracts.procedure.inputs import Inputs
from contracts.procedure.rules import ENHANCED_DEBRIEFINGS, Rule, Verification, is_defense

# The Supreme Court's pandemic order, and the day from which lower judgments are no longer covered.
PANDEMIC_ORDER = date(2020, 3, 19)
PANDEMIC_ORDER_ENDED = date(2021, 7, 19)
TEN_DAYS, FIVE_DAYS, CERT_DAYS = timedelta(days=10), timedelta(days=5), timedelta(days=90)


class Anchor(NamedTuple):
    """The day a count starts from and the number of days, with why; `start` None means that no clock starts.

    `verification` says how far what was decided here is sure, apart from the text of the rule.
    """

    start: date | None
    days: int | None
    why: tuple[str, ...] = ()
    verification: Verification = Verification.VERIFIED


FindAnchor = Callable[[Rule, date, Inputs, Calendar], Anchor]
LONGER_BY_ORDER = (
    "the order of 19 March 2020 gave 150 days for a petition from this judgment: SCOTUS_CERT_150_COVID governs,"
    " not this"
)
TOO_EARLY = f"answers to questions move nothing: {ENHANCED_DEBRIEFINGS.words}"


def filing_day(rule: Rule, day: date, inputs: Inputs, calendar: Calendar) -> date:
    """Return the day for which a filing on `day` counts at the forum of `rule`, at the hour that the inputs give."""
    forum, at = FORUMS[rule.forum], inputs.time
    if at is not None:
        day, at = local_day_and_time(day, at, inputs.zone, forum)
    return effective_day(day, at, forum.late_from, calendar)


def stay_anchor(rule: Rule, trigger: date, inputs: Inputs, _calendar: Calendar) -> Anchor:
    """Return the later of award + 10 days and offered required debriefing + 5 days (31 U.S.C. § 3553(d)(4)).

    For the Department of Defense the five days start when answers to timely questions are delivered; without
    questions they start at the debriefing (NIKA Techs. v. United States, Fed. Cir. 2021). A debriefing from before
    there were enhanced ones ends when it is held.
    """
    award = inputs.award_date or trigger
    # A trigger that is not the award can only be the debriefing.
    debriefing = inputs.debriefing_date or (trigger if trigger != award else None)
    debriefing = debriefing if inputs.debriefing_required else None
    if debriefing is None:
        what = "is in the record" if inputs.debriefing_required else "was offered"
        return Anchor(award, 10, (f"no required debriefing {what}",))
    why = "required debriefing"
    early: tuple[str, ...] = ()
    sure = Verification.VERIFIED
    answers = _answers(inputs) if rule.code == "CICA_STAY" else None
    if answers and debriefing < ENHANCED_DEBRIEFINGS.day:
        early, sure = (TOO_EARLY,), ENHANCED_DEBRIEFINGS.verification
    elif answers:
        debriefing, why = max(answers, debriefing), "answers to timely questions delivered"
    if award + TEN_DAYS >= debriefing + FIVE_DAYS:
        return Anchor(award, 10, (*early, f"award + 10 days is not before {why} + 5 days"), sure)
    return Anchor(debriefing, 5, (*early, f"{why} + 5 days is later than award + 10 days"), sure)


def _answers(inputs: Inputs) -> date | None:
    """Return the day of answers to timely questions after a debriefing of the Department of Defense."""
    return inputs.answers_delivered if inputs.questions_timely and is_defense(inputs.agency) else None


def debriefing_anchor(rule: Rule, trigger: date, inputs: Inputs, _calendar: Calendar) -> Anchor:
    """Return the day the debriefing was held; an enhanced one of the Department of Defense ends with the answers.

    10 U.S.C. § 3304(c) keeps a debriefing open until answers to timely questions are delivered; that GAO's ten days
    then start with them is partly verified.
    """
    answers = _answers(inputs)
    if answers is None or answers <= trigger:
        return Anchor(trigger, rule.length)
    if trigger < ENHANCED_DEBRIEFINGS.day:
        return Anchor(trigger, rule.length, (TOO_EARLY,), ENHANCED_DEBRIEFINGS.verification)
    why = "an enhanced debriefing is held open until answers to timely questions are delivered, partly verified"
    return Anchor(answers, rule.length, (why,), Verification.PARTLY)


def closing_anchor(_rule: Rule, trigger: date, inputs: Inputs, _calendar: Calendar) -> Anchor:
    """Return the closing date itself, the next one after an amendment, or ten days from a change without one."""
    if inputs.next_closing:
        return Anchor(inputs.next_closing, None, ("the next closing time after the change counts",))
    if inputs.amended:
        why = "no new closing time was set: ten days from the change, partly verified"
        return Anchor(inputs.amended, 10, (why,), Verification.PARTLY)
    return Anchor(trigger, None)


def appeal_anchor(_rule: Rule, trigger: date, inputs: Inputs, _calendar: Calendar) -> Anchor:
    """Return the entry of judgment, or the order on a timely tolling motion; nothing starts without judgment."""
    if inputs.judgment_entered is False:
        return Anchor(None, None, ("no judgment was entered, so no time to appeal runs",))
    if inputs.reconsideration_decided:
        return Anchor(inputs.reconsideration_decided, 60, ("a timely motion restarted the time, FRAP 4(a)(4)",))
    return Anchor(inputs.judgment_entered if isinstance(inputs.judgment_entered, date) else trigger, 60)


def certiorari_anchor(rule: Rule, trigger: date, inputs: Inputs, calendar: Calendar) -> Anchor:
    """Return the judgment or the denial of rehearing; the 150 days only while the pandemic order held."""
    start = inputs.rehearing_denied or trigger
    if rule.code == "SCOTUS_CERT_90":
        covered = certiorari_rule(start, calendar) != rule.code
        return Anchor(start, 90, (LONGER_BY_ORDER,) if covered else ())
    if start >= PANDEMIC_ORDER_ENDED:
        return Anchor(None, None, ("the order does not cover judgments from 19 July 2021",))
    if calendar.next_open(start + CERT_DAYS) < PANDEMIC_ORDER:
        return Anchor(None, None, ("the petition was due before the order of 19 March 2020",))
    return Anchor(start, 150)


def certiorari_rule(judgment: date, calendar: Calendar) -> str:
    """Return the code of the rule that governs a petition from `judgment`."""
    covered = judgment < PANDEMIC_ORDER_ENDED and calendar.next_open(judgment + CERT_DAYS) >= PANDEMIC_ORDER
    return "SCOTUS_CERT_150_COVID" if covered else "SCOTUS_CERT_90"


def group_anchor(rule: Rule, trigger: date, inputs: Inputs, calendar: Calendar) -> Anchor:
    """Return the day for which the group's first filing counts: supplements keep its date (4 C.F.R. § 21.9(c)).

    The hour of a supplement moves nothing, so an hour that is given is that of the first filing.
    """
    return Anchor(filing_day(rule, inputs.first_filed or trigger, inputs, calendar), 100)


ANCHORS: dict[str, FindAnchor] = {
    "CICA_STAY": stay_anchor,
    "AGENCY_STAY_POST": stay_anchor,
    "GAO_POSTAWARD_DEBRIEF_10": debriefing_anchor,
    "GAO_PREAWARD_CLOSING": closing_anchor,
    "AGENCY_PREAWARD_CLOSING": closing_anchor,
    "CAFC_NOTICE_OF_APPEAL_60": appeal_anchor,
    "SCOTUS_CERT_90": certiorari_anchor,
    "SCOTUS_CERT_150_COVID": certiorari_anchor,
    "GAO_SUPPLEMENT_SAME_DUE": group_anchor,
}

# Without further inputs these start from their trigger like any other rule.
PLAIN_WITHOUT_INPUTS = frozenset({"CAFC_NOTICE_OF_APPEAL_60", "GAO_SUPPLEMENT_SAME_DUE", "GAO_POSTAWARD_DEBRIEF_10"})
