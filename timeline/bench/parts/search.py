"""The newest twenty events with some words, by class of word, against what counting them by icontains takes."""

import time
from collections.abc import Callable, Iterator
from functools import partial
from statistics import median

from django.db import connection

from timeline import selectors
from timeline.bench.figures import Figure, at_most, bars, told
from timeline.bench.running import Run
from timeline.bench.world import COMMON, MIDDLING, RARE
from timeline.filters import EventQuery

PAGE, ROUNDS = 20, 9
ASKED = {
    "common": COMMON,
    "middling": MIDDLING,
    "rare": RARE,
    "two": f"{COMMON} {MIDDLING}",
    "phrase": f'"{MIDDLING} {RARE}"',
    "absent": "zymurgy",
}
COUNT = "SELECT count(*) FROM textbook.event WHERE upper(title) LIKE upper(%s) OR upper(summary) LIKE upper(%s)"
BARS = bars(
    at_most(
        "search_slowest_vs_icontains_count",
        0.04,
        "time of the slowest class of words (common to absent, two words, a phrase) against a count by icontains",
    ),
    told("search_slowest", "the same alone", "ms"),
    told("search_absent_word", "time to find nothing, where a plan may walk everything", "ms"),
)


def measure(run: Run) -> Iterator[Figure]:
    """Ask for every class of words, and let the textbook count an absent one, in turns; medians."""
    times: dict[str, list[float]] = {name: [] for name in (*ASKED, "icontains")}
    with run.record():
        for _ in range(ROUNDS):
            for name, words in ASKED.items():
                times[name].append(_milliseconds(partial(selectors.list_events, EventQuery(q=words), limit=PAGE)))
            times["icontains"].append(_milliseconds(partial(_count, ASKED["absent"])))
    found = {name: median(taken) for name, taken in times.items()}
    run.say(", ".join(f"{name} {taken:.2f} ms" for name, taken in found.items()))
    slowest = max(found[name] for name in ASKED)
    yield BARS["search_slowest_vs_icontains_count"].figure(slowest / found["icontains"])
    yield BARS["search_slowest"].figure(slowest)
    yield BARS["search_absent_word"].figure(found["absent"])


def _count(word: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(COUNT, [f"%{word}%"] * 2)
        cursor.fetchall()


def _milliseconds(ask: Callable[[], object]) -> float:
    begin = time.perf_counter()
    ask()
    return (time.perf_counter() - begin) * 1_000
