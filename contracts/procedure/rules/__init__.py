"""All time limits as data, found by their code."""

import re
from dataclasses import replace
from difflib import get_close_matches
from functools import lru_cache

from contracts.procedure.rules.agency import AGENCY_RULES
from contracts.procedure.rules.courts import COURT_RULES
from contracts.procedure.rules.gao import GAO_RULES
from contracts.procedure.rules.other import OTHER_RULES
from contracts.procedure.rules.regimes import is_defense, regime_of
from contracts.procedure.rules.rule import Basis, Lapse, Regime, Rule, Unit, Verification

RULES: dict[str, Rule] = {rule.code: rule for rule in (*AGENCY_RULES, *GAO_RULES, *COURT_RULES, *OTHER_RULES)}

# Rules whose length comes from an order are written with it: COFC_REMAND_DAYS(120).
_WITH_LENGTH = re.compile(r"([A-Z0-9_]+)(?:\(\s*(?:N\s*=\s*)?\+?\s*(\d{1,4})\s*\)|\(\+?N\))")


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
    """Return the codes that come nearest to one that is unknown."""
    return get_close_matches(code.strip().upper().partition("(")[0], RULES, n=3)


__all__ = [
    "RULES",
    "Basis",
    "Lapse",
    "Regime",
    "Rule",
    "Unit",
    "UnknownRule",
    "Verification",
    "is_defense",
    "regime_of",
    "rule_named",
    "rules_like",
]
