"""Which further inputs each rule takes, and those that a date was computed with, as text for its working."""

from collections.abc import Iterator
from datetime import date, time

from contracts.procedure.derivation import DeadlineKind, Given
from contracts.procedure.inputs import NO_INPUTS, Inputs
from contracts.procedure.rules import Basis, Rule

_STAY = ("award_date", "debriefing_date", "debriefing_required")
_ANSWERS = ("questions_timely", "answers_delivered", "agency")
_BY_RULE: dict[str, tuple[str, ...]] = {
    "CICA_STAY": (*_STAY, *_ANSWERS),
    "AGENCY_STAY_POST": _STAY,
    "GAO_POSTAWARD_DEBRIEF_10": _ANSWERS,
    "GAO_PREAWARD_CLOSING": ("next_closing", "amended"),
    "AGENCY_PREAWARD_CLOSING": ("next_closing", "amended"),
    "CAFC_NOTICE_OF_APPEAL_60": ("judgment_entered", "reconsideration_decided"),
    "SCOTUS_CERT_90": ("rehearing_denied",),
    "SCOTUS_CERT_150_COVID": ("rehearing_denied",),
    "GAO_SUPPLEMENT_SAME_DUE": ("first_filed",),
}
_HOURS = {Basis.DATE: (), Basis.FILING: ("time", "zone"), Basis.NOTICE: ("time", "zone", "close")}


def taken_by(rule: Rule) -> tuple[str, ...]:
    """Return the names of the inputs that can move the date of `rule` or the citation that it rests on."""
    names = [*_BY_RULE.get(rule.code, ()), *_HOURS[rule.basis]]
    names += ["agency"] if rule.editions and "agency" not in names else []
    names += ["until"] if rule.kind is not DeadlineKind.LEGAL else []
    names += ["days"] if rule.takes_length else []
    return (*names, "closures")


def given_to(rule: Rule, inputs: Inputs) -> tuple[Given, ...]:
    """Return what `inputs` say of those that `rule` takes, nothing where nothing was given."""
    if inputs is NO_INPUTS:
        return ()
    return tuple(_told(rule, inputs))


def _told(rule: Rule, inputs: Inputs) -> Iterator[Given]:
    for name in taken_by(rule):
        value = getattr(inputs, name)
        if value != getattr(NO_INPUTS, name):
            yield Given(name, _text(value))


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, tuple):
        return ", ".join(f"{one.first.isoformat()} to {one.last.isoformat()} ({one.forum})" for one in value)
    return str(value)
