"""All time limits as data, found by their code."""

import re
from dataclasses import replace
from difflib import SequenceMatcher
from functools import lru_cache

from contracts.procedure.rules.agency import AGENCY_RULES
from contracts.procedure.rules.courts import COURT_RULES
from contracts.procedure.rules.gao import GAO_RULES
from contracts.procedure.rules.other import OTHER_RULES
from contracts.procedure.rules.regimes import ENHANCED_DEBRIEFINGS, is_defense, regime_of, regime_recorded
from contracts.procedure.rules.rule import (
    Basis,
    Beginning,
    Edition,
    Lapse,
    Regime,
    Rule,
    Unit,
    Verification,
    least_sure,
)

RULES: dict[str, Rule] = {rule.code: rule for rule in (*AGENCY_RULES, *GAO_RULES, *COURT_RULES, *OTHER_RULES)}

# Rules whose length comes from an order are written with it: COFC_REMAND_DAYS(120).
_WITH_LENGTH = re.compile(r"([A-Z0-9_]+)(?:\(\s*(?:N\s*=\s*)?\+?\s*(\d{1,4})\s*\)|\(\+?N\))")

# How alike in letters a code must be to be named in place of an unknown one, and words that say nothing of a rule.
ALIKE = 0.6
FILL_WORDS = frozenset({"DAY", "DAYS", "D", "RULE"})


class UnknownRule(LookupError):
    """There is no rule of this code, or its length is missing or not its to take."""


@lru_cache(maxsize=1024)
def rule_named(code: str) -> Rule:
    """Return the rule of `code`, in any case, with the length written behind it where an order sets that."""
    rule = RULES.get(code) or RULES.get(code.strip().upper())
    if rule is not None:
        return rule
    match = _WITH_LENGTH.fullmatch(code.strip().upper())
    rule = RULES.get(match[1]) if match else None
    if match is None or rule is None or not rule.takes_length:
        raise UnknownRule(code)
    # A length that is only named, as in COFC_REMAND_DAYS(n), comes as an input.
    return rule if match[2] is None else replace(rule, code=code.strip().upper(), length=int(match[2]))


def rules_like(code: str) -> list[str]:
    """Return at most three codes that come nearest to one that is unknown, by letters or by the words of the code."""
    name = code.strip().upper().partition("(")[0]
    words = set(re.findall(r"[A-Z0-9]+", name)) - FILL_WORDS
    near = {known: SequenceMatcher(a=name, b=known).ratio() for known in RULES}
    shared = {known: len(words & set(known.split("_"))) for known in RULES}
    # A code that is not alike in letters has most of the words, the number among them if one was written.
    numbers = {word for word in words if word.isdigit()}
    found = [
        known
        for known in RULES
        if near[known] >= ALIKE or (shared[known] * 2 > len(words) and numbers <= set(known.split("_")))
    ]
    return sorted(found, key=lambda known: (-shared[known], -near[known]))[:3]


__all__ = [
    "ENHANCED_DEBRIEFINGS",
    "RULES",
    "Basis",
    "Beginning",
    "Edition",
    "Lapse",
    "Regime",
    "Rule",
    "Unit",
    "UnknownRule",
    "Verification",
    "is_defense",
    "least_sure",
    "regime_of",
    "regime_recorded",
    "rule_named",
    "rules_like",
]
