"""Classify an item: type, forum, day, roles and sums, by the rules of its register, each with its reason. Pure."""

import re
from datetime import date
from typing import Final

from contracts.dates import PartialDate
from timeline.classification import (
    contract_rules,
    court_rules,
    doubt,
    gao_rules,
    german_rules,
    press_proceedings,
    press_rules,
)
from timeline.classification.days import happened_on
from timeline.classification.forums import forum_in
from timeline.classification.registers import Register, register_of
from timeline.classification.roles import roles_of
from timeline.classification.rules import UNKNOWN, Verdict, first
from timeline.classification.sums import Sum, sums
from timeline.classification.told import Classified, Told, joined, sentences

MOST_SUMS: Final = 4
DOCKET_ENTRY: Final = "docket-entry"  # the kind of items that readers of dockets make
OF_FORUMS: Final = frozenset(
    "protest-filed amended-complaint supplemental-filing motion order ruling decision remand stay appeal-filed".split()  # noqa: SIM905 - a list a person can read
)
IN_EVERY_REPORT: Final = frozenset({"press-statement", "hearing", "letter", "settlement", "leak-or-report"})
_WATCHDOG: Final = re.compile(r"\b(?:watchdog|auditors)\b", re.IGNORECASE)
_INSPECTOR: Final = re.compile(r"\binspector general\b|\bIG\b")
_GAO: Final = re.compile(r"\bGAO\b|government accountability office", re.IGNORECASE)
_NO_RULE: Final = Verdict(UNKNOWN, "No rule knows what kind of event it tells of.")


def classify(told: Told) -> Classified:
    """Return what an item proposes; what no rule knows stays `other`, empty or None."""
    register = register_of(told)
    verdict = _type_of(told, register)
    forum, forum_reason = forum_in(told, verdict.type, register)
    day, day_reason = happened_on(told, verdict.type, register)
    reasons = (verdict.reason, f"Forum: {forum_reason}" if forum else "", f"Day: {day_reason}" if day else "")
    return Classified(
        type=verdict.type,
        forum=forum,
        happened=told.happened or (PartialDate.of(day) if isinstance(day, date) else None),
        roles=roles_of(told, verdict.type, forum, register),
        sums=_sums(told),
        reasons=tuple(reason for reason in reasons if reason),
    )


def _type_of(told: Told, register: Register) -> Verdict:
    if register == "court":
        return _of_court(told)
    if register == "press":
        return _of_press(told)
    rules = gao_rules if register == "gao" else contract_rules
    kind = rules.KINDS.get(told.kind)
    found = first(rules.RULES, joined((told.title, told.text)), "text")
    if kind is not None and (found is None or kind[0] == UNKNOWN):
        return Verdict(kind[0], f"{kind[1][0].upper()}{kind[1][1:]}.")
    return found or (_in_prose(told) if register == "gao" else _NO_RULE)


def _of_court(told: Told) -> Verdict:
    """Read the opening words of the entry, in the text and else behind the caption; an opinion's reader knows one."""
    for place, entry in (("entry", told.text), ("title", court_rules.without_caption(told.title))):
        found = first(court_rules.RULES, court_rules.opening(entry), place) if entry else None
        if found is not None:
            return found
    kind = court_rules.KINDS.get(told.kind)
    if kind is not None:
        return Verdict(kind[0], f"{kind[1][0].upper()}{kind[1][1:]}.")
    # What a clerk enters is no prose: words further on say what it is about, not what was done.
    return _NO_RULE if told.kind == DOCKET_ENTRY else _in_prose(told)


def _in_prose(told: Told) -> Verdict:
    """Read what a court or GAO did out of sentences, where no paper's own form says it."""
    for place, text in (("title", told.title), ("text", sentences(told.text, 2))):
        found = first(press_proceedings.RULES, text, place, doubt.english)
        if found is not None and found.type in OF_FORUMS:
            return found
    return _NO_RULE


def _of_press(told: Told) -> Verdict:
    """Read the title; what it leaves open, the first sentence may say, but not by words that stand in every report."""
    is_german = told.lang.lower().startswith("de")
    rules, speaks_against = (german_rules.RULES, doubt.german) if is_german else (press_rules.RULES, doubt.english)
    telling = (rule for rule in rules if rule.type not in IN_EVERY_REPORT)
    return (
        first(rules, _title(told), "title", speaks_against)
        or first(telling, sentences(told.text, 1), "first sentence", speaks_against)
        or _NO_RULE
    )


def _title(told: Told) -> str:
    """Return the title with a watchdog called by its name, where the text says that it is an inspector general."""
    lead = sentences(told.text, 2)
    if not _WATCHDOG.search(told.title) or not _INSPECTOR.search(lead) or _GAO.search(lead):
        return told.title
    return _WATCHDOG.sub("inspector general", told.title)


def _sums(told: Told) -> tuple[Sum, ...]:
    """Return the sums in the title and the first sentences, each once: those further down are background."""
    found: dict[tuple[object, str], Sum] = {}
    for one in sums(joined((told.title, sentences(told.text, 2)))):
        found.setdefault((one.value, one.currency), one)
    return tuple(found.values())[:MOST_SUMS]
