"""What a rule is: words that tell of one type of event, and the reason it gives; the first that fits decides. Pure."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

UNKNOWN: Final = "other"


@dataclass(frozen=True, slots=True)
class Rule:
    """Words that tell of a type of event.

    `what` completes the sentence “… reads as …”. `unless` are words whose presence makes the rule not apply.
    """

    type: str
    what: str
    pattern: re.Pattern[str]
    unless: re.Pattern[str] | None = None

    def fits(self, text: str) -> re.Match[str] | None:
        """Find what the rule looks for, unless something else speaks against it."""
        if self.unless is not None and self.unless.search(text):
            return None
        return self.pattern.search(text)


@dataclass(frozen=True, slots=True)
class Verdict:
    """A type of event and the sentence that says why."""

    type: str
    reason: str


def rule(type_: str, what: str, pattern: str, unless: str = "") -> Rule:
    """Make a rule of patterns that ignore case."""
    return Rule(type_, what, re.compile(pattern, re.IGNORECASE), re.compile(unless, re.IGNORECASE) if unless else None)


def first(rules: Iterable[Rule], text: str, place: str) -> Verdict | None:
    """Return the verdict of the first rule that fits a text; None if none does."""
    for one in rules:
        found = one.fits(text)
        if found:
            said = " ".join(found[0].split())[:60]
            return Verdict(one.type, f"“{said}” in the {place} reads as {one.what}.")
    return None
