"""What a rule is: words that tell of one type of event, and the reason it gives; the first that fits decides. Pure."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

UNKNOWN: Final = "other"
# Given a type, the text and what a rule found in it: the words by which it did not, or not yet, happen; else empty.
Doubt = Callable[[str, str, re.Match[str]], str]


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


def first(rules: Iterable[Rule], text: str, place: str, doubt: Doubt | None = None) -> Verdict | None:
    """Return the verdict of the first rule that fits a text and is not in doubt; None if none fits at all.

    If all that fits is in doubt, the type stays unknown and the reason names the words that gave the doubt.
    """
    doubted = None
    for one in rules:
        found = one.fits(text)
        if not found:
            continue
        unsaid = doubt(one.type, text, found) if doubt else ""
        if not unsaid:
            said = " ".join(found[0].split())[:60]
            return Verdict(one.type, f"“{said}” in the {place} reads as {one.what}.")
        doubted = doubted or Verdict(UNKNOWN, f"“{unsaid}” in the {place}: it is not told that it happened.")
    return doubted
