"""Ten minutes at ten times the usual load, told minute by minute."""

import threading
import time
from pathlib import Path

import psutil

from tests.survival.running import Suffering
from tests.survival.scenarios import scenario
from tests.survival.table import between
from tracker.launcher.folder import CHECKOUT

MINUTES, READERS = 10, 20
PAGE = CHECKOUT / "docs" / "survival.md"
BEGIN, END = "<!-- minutes, written by make survive -->", "<!-- end of the minutes -->"
MEGABYTE = 1_048_576
# By what the command line of each process is known.
KINDS = {
    "web": "tracker.wsgi",
    "stream": "tracker.asgi",
    "beat": "tracker beat",
    "worker": "--hostname=worker@",
    "worker of courts": "--hostname=court@",
    "Valkey": "valkey-server",
}


@scenario(f"10 × normal load for {MINUTES} minutes")
def crowd(suffering: Suffering) -> str:
    before, began = memory(suffering), time.time()
    crowd = threading.Thread(target=suffering.load.more, args=(READERS, MINUTES * 60))
    crowd.start()
    crowd.join()
    after = memory(suffering)
    asked = [one for one in list(suffering.load.asked) if one[0] >= began]
    write(PAGE, minutes(asked, began), before, after)
    took = sorted(seconds for _, status, seconds in asked if status)
    return f"{len(took):,} answers, {_spread(took)}; by minute and memory below"


def minutes(asked: list[tuple[float, int, float]], began: float) -> list[str]:
    """Return a line of the table for each minute: answers, failed ones, half, 95 % and 99 % of them within."""
    lines = []
    for minute in range(MINUTES):
        here = [one for one in asked if began + minute * 60 <= one[0] < began + minute * 60 + 60]
        took = sorted(seconds for _, status, seconds in here if status) or [0.0]
        failed = sum(1 for _, status, _ in here if not status or status >= 500)
        spread = (f"{_within(took, share) * 1_000:,.0f} ms" for share in (0.5, 0.95, 0.99))
        lines.append(f"| {minute + 1} | {len(here):,} | {failed} | {' | '.join(spread)} |")
    return lines


def memory(suffering: Suffering) -> dict[str, int]:
    """Return what the processes of each kind hold together, in megabytes: their own memory and what they share."""
    found = dict.fromkeys(KINDS, 0)
    for process in psutil.Process(suffering.site.process.pid).children(recursive=True):
        try:
            line = " ".join(process.cmdline())
            kind = next((kind for kind, words in KINDS.items() if words in line), None)
            if kind is not None:
                found[kind] += process.memory_full_info().pss // MEGABYTE
        except psutil.Error:  # it ended meanwhile
            continue
    return found


def write(page: Path, lines: list[str], before: dict[str, int], after: dict[str, int]) -> None:
    """Put both tables where the page has their marks."""
    heads = ["| minute | answers | failed | half within | 95 % within | 99 % within |", "|---|---|---|---|---|---|"]
    kinds = ["", "| memory of | at the start | at the end |", "|---|---|---|"]
    kinds += [f"| {kind} | {before[kind]} MB | {after[kind]} MB |" for kind in KINDS]
    between(page, BEGIN, END, [*heads, *lines, *kinds])


def _within(took: list[float], share: float) -> float:
    return took[min(int(len(took) * share), len(took) - 1)]


def _spread(took: list[float]) -> str:
    shares = {"half": 0.5, "95 %": 0.95, "99 %": 0.99}
    return ", ".join(f"{name} within {_within(took, share) * 1_000:,.0f} ms" for name, share in shares.items())
