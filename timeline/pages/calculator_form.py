"""The calculator's address: which rule or forum, from which day, with which inputs; all mistakes named. Pure."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from contracts.procedure import FORUMS, NO_INPUTS, BadInput, Inputs, Rule, UnknownRule, inputs_from, rule_named
from timeline.filters import Refusal

# Bid protests at GAO have their statute since 1985; beyond the last year holidays are guesses.
FIRST, LAST = date(1985, 1, 1), date(2100, 12, 31)
LONGEST_CLOSURE = timedelta(days=400)
MOST_CLOSURES = 10
MOST_DAYS = 3_650
SPAN = re.compile(r"(\d{4}-\d{2}-\d{2})/(\d{4}-\d{2}-\d{2})")
ZONES = (
    "America/New_York",
    "America/Chicago",
    "America/Denver",
    "America/Los_Angeles",
    "America/Anchorage",
    "Pacific/Honolulu",
    "UTC",
)


@dataclass(frozen=True, slots=True)
class Field:
    """One further input: how a browser asks for it (`date`, `time`, `number`, `text`, `flag`, `zone`) and its help."""

    name: str
    kind: str
    label: Promise
    help: str | Promise = ""


FIELDS: tuple[Field, ...] = (
    Field("time", "time", _("Time of day"), _("of the trigger, in the forum's zone unless another is named")),
    Field("zone", "zone", _("Zone of that time")),
    Field("close", "time", _("Close of business"), _("of whoever received the notice")),
    Field("agency", "text", _("Agency"), _("decides enhanced debriefings and the edition of the FAR")),
    Field("award_date", "date", _("Award")),
    Field("debriefing_date", "date", _("Debriefing offered for")),
    Field("debriefing_required", "flag", _("Debriefing required")),
    Field("questions_timely", "flag", _("Questions asked in time")),
    Field("answers_delivered", "date", _("Answers delivered")),
    Field("first_filed", "date", _("First protest of the group filed")),
    Field("supplement_filed", "date", _("Supplement filed"), _("moves no date: the group keeps its first one")),
    Field("amended", "date", _("Solicitation amended")),
    Field("next_closing", "date", _("Next closing date")),
    Field("judgment_entered", "text", _("Judgment entered"), _("a day, or “no”")),
    Field("reconsideration_decided", "date", _("Reconsideration decided")),
    Field("rehearing_denied", "date", _("Rehearing denied")),
    Field("days", "number", _("Days set by the order")),
    Field("until", "date", _("Day set by the order")),
    Field(
        "closures", "text", _("Closed from/to"), _("2025-10-01/2025-11-12, several with commas; in place of our table")
    ),
)
NAMES = ("forum", "rule", "date", *(one.name for one in FIELDS))


@dataclass(frozen=True, slots=True)
class Form:
    """What was asked: one rule, or all of a forum, from a day; `given` are the texts as typed, for the form itself."""

    given: Mapping[str, str]
    forum: str = ""
    rule: Rule | None = None
    trigger: date | None = None
    inputs: Inputs = NO_INPUTS
    refusals: list[Refusal] = field(default_factory=list)

    @property
    def asked(self) -> bool:
        """Say whether anything was asked that can be answered."""
        return self.trigger is not None and not self.refusals and (self.rule is not None or self.forum != "")


def read_form(parameters: Mapping[str, str]) -> Form:
    """Read the address; what cannot be read stands in `refusals` by its name."""
    given = {name: text.strip() for name, text in parameters.items() if text.strip()}
    refusals = [Refusal(name[:60], "is no input of the calculator", NAMES) for name in given if name not in NAMES]
    rule = _rule(given, refusals)
    forum = _forum(given, rule, refusals)
    trigger = _trigger(given, refusals)
    inputs = _inputs(given, forum, refusals)
    if given and not refusals and not forum:
        refusals.append(Refusal("forum", "is missing: choose a forum or a rule"))
    return Form(given, forum, rule, trigger, inputs, refusals)


def _rule(given: Mapping[str, str], refusals: list[Refusal]) -> Rule | None:
    if "rule" not in given:
        return None
    try:
        return rule_named(given["rule"])
    except UnknownRule:
        refusals.append(Refusal("rule", f"knows no “{given['rule'][:60]}”"))
        return None


def _forum(given: Mapping[str, str], rule: Rule | None, refusals: list[Refusal]) -> str:
    forum = given.get("forum", "")
    if forum and forum not in FORUMS:
        refusals.append(Refusal("forum", f"has no value “{forum[:60]}”", tuple(FORUMS)))
        return ""
    if rule is not None and forum and rule.forum != forum:
        refusals.append(Refusal("rule", f"{rule.code} belongs to {rule.forum}, not to {forum}"))
    return rule.forum if rule is not None else forum


def _trigger(given: Mapping[str, str], refusals: list[Refusal]) -> date | None:
    if "date" not in given:
        if given.keys() & {"rule", "forum"}:
            refusals.append(Refusal("date", "is missing: the day from which to count, like 2018-08-06"))
        return None
    return _day("date", given["date"], refusals)


def _day(name: str, text: str, refusals: list[Refusal]) -> date | None:
    """Read a day within the calculator's years."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        refusals.append(Refusal(name, f"“{text[:40]}” is no day like 2018-08-06"))
        return None
    if not FIRST <= day <= LAST:
        refusals.append(Refusal(name, f"{text} lies outside {FIRST.year} to {LAST.year}"))
        return None
    return day


def _inputs(given: Mapping[str, str], forum: str, refusals: list[Refusal]) -> Inputs:
    """Read the further inputs; nothing given is the engine's own "nothing", which is its quick way."""
    values: dict[str, Any] = {}
    for one in FIELDS:
        text = given.get(one.name)
        if text is None:
            continue
        value = _CHECKS[one.kind](one, text, forum, refusals)
        if value is None:
            continue
        try:
            inputs_from({one.name: value})
        except BadInput:
            refusals.append(Refusal(one.name, f"“{text[:40]}” cannot be read"))
            continue
        values[one.name] = value
    return inputs_from(values) if values else NO_INPUTS


def _date(one: Field, text: str, _forum: str, refusals: list[Refusal]) -> str | None:
    return text if _day(one.name, text, refusals) else None


def _text(one: Field, text: str, forum: str, refusals: list[Refusal]) -> Any:
    if one.name == "closures":
        return _closures(text, forum, refusals)
    if one.name == "judgment_entered" and text.casefold() not in {"no", "yes"}:
        return _date(one, text, forum, refusals)
    return text[:200]


def _number(one: Field, text: str, _forum: str, refusals: list[Refusal]) -> int | None:
    if not (text.isascii() and text.isdigit()) or len(text) > 5 or not 1 <= int(text) <= MOST_DAYS:
        refusals.append(Refusal(one.name, f"“{text[:40]}” is no whole number from 1 to {MOST_DAYS}"))
        return None
    return int(text)


def _zone(one: Field, text: str, _forum: str, refusals: list[Refusal]) -> str | None:
    if text not in ZONES:
        refusals.append(Refusal(one.name, f"has no value “{text[:40]}”", ZONES))
        return None
    return text


def _as_is(_one: Field, text: str, _forum: str, _refusals: list[Refusal]) -> str:
    return text


_CHECKS: dict[str, Callable[[Field, str, str, list[Refusal]], Any]] = {
    "date": _date,
    "text": _text,
    "number": _number,
    "zone": _zone,
    "time": _as_is,
    "flag": _as_is,
}


def _closures(text: str, forum: str, refusals: list[Refusal]) -> list[dict[str, str]] | None:
    """Read spans of closed days, which then stand in place of the shipped ones for the forum."""
    found = []
    for part in text.split(","):
        match = SPAN.fullmatch(part.strip())
        ends = [_day("closures", day, refusals) for day in match.groups()] if match else []
        if match is None:
            refusals.append(Refusal("closures", f"“{part.strip()[:40]}” is no span like 2025-10-01/2025-11-12"))
        elif None not in ends:
            first, last = (day for day in ends if day)
            if not first <= last <= first + LONGEST_CLOSURE:
                refusals.append(Refusal("closures", f"{part.strip()} ends before it begins, or lasts over a year"))
            found.append({"forum": forum or "other", "from": first.isoformat(), "to": last.isoformat()})
    if len(found) > MOST_CLOSURES:
        refusals.append(Refusal("closures", f"takes at most {MOST_CLOSURES} spans"))
    return None if any(refusal.name == "closures" for refusal in refusals) else found
