"""All time limits as data, found by their code."""

import re
from dataclasses import replace
from functools import lru_cache

from contracts.procedure.rules.agency import AGENCY_RULES
from contracts.procedure.rules.courts import COURT_RULES
from contracts.procedure.rules.gao import GAO_RULES
from contracts.procedure.rules.other import OTHER_RULES
from contracts.procedure.rules.regimes import is_defense, regime_of
from contracts.procedure.rules.rule import Basis, Lapse, Regime, Rule, Unit, Verification

RULES: dict[str, Rule] = {rule.code: rule for rule in (*AGENCY_RULES, *GAO_RULES, *COURT_RULES, *OTHER_RULES)}

# Rules whose length comes from an order are written with it: COFC_REMAND_DAYS(120).
_WITH_LENGTH = re.compile(r"([A-Z0-9_]+)\(\+?(\d{1,4})\)")


class UnknownRule(LookupError):
    """There is no rule of this code, or its length is missing or not its to take."""


@lru_cache(maxsize=1024)
def rule_named(code: str) -> Rule:
    """Return the rule of `code`, with the length written behind it where an order sets that."""
    rule = RULES.get(code)
    if rule is not None:
        return rule
    match = _WITH_LENGTH.fullmatch(code)
    rule = RULES.get(match[1]) if match else None
    if match is None or rule is None or rule.length is not None or rule.unit is Unit.ORDER:
        raise UnknownRule(code)
    return replace(rule, code=code, length=int(match[2]))


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
]
