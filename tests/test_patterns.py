"""No pattern of ours takes long over a text that was made to cost time (ReDoS)."""

import importlib
import pkgutil
import re
import signal
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

import contracts
import timeline
import tracker

SECONDS = 2.0  # of computing for a text; what costs its square takes a third of this, its cube minutes
LENGTH = 3_000
APART = ("timeline.migrations", "contracts.migrations", "tracker.accounts.migrations", "timeline.bench", "tracker.asgi")


def patterns() -> dict[str, re.Pattern[str]]:
    """Return the compiled patterns that stand in our modules, by what they say."""
    found: dict[str, re.Pattern[str]] = {}
    for package in (contracts, timeline, tracker):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if module.name.startswith(APART):
                continue
            for value in vars(importlib.import_module(module.name)).values():
                for one in value if isinstance(value, (list, tuple)) else [value]:
                    if isinstance(one, re.Pattern) and isinstance(one.pattern, str):
                        found[one.pattern] = one
    return found


def hostile(pattern: str) -> list[str]:
    """Return long texts of the pattern's own letters, none of which quite fits."""
    letters = sorted({*re.findall(r"[A-Za-z0-9]", pattern)[:6], " ", "a", "0", "-", ".", "<", "\n"})
    words = re.findall(r"[A-Za-z]{3,}", pattern)[:3]
    return [piece * (LENGTH // len(piece)) + "\0" for piece in (*letters, *words, "a ", "0.", "0-", "a-", "A. ")]


class TooSlow(Exception):
    """A search computed for longer than it may."""


@contextmanager
def bounded(seconds: float) -> Iterator[None]:
    """Raise TooSlow once the block has computed for so long; what others do on the machine does not count."""

    def stop(*_: object) -> None:
        raise TooSlow

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def test_a_pattern_that_backtracks_would_be_noticed():
    with pytest.raises(TooSlow), bounded(0.2):
        re.search("(x+x+)+y", "x" * 60)


def test_no_pattern_takes_long_over_a_text_made_for_it():
    every = patterns()
    assert len(every) > 80
    slow = []
    for said, one in every.items():
        try:
            for text in hostile(said):
                with bounded(SECONDS):
                    one.search(text)
        except TooSlow:
            slow.append(said)
    assert slow == []
