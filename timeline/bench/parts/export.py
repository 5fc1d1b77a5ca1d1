"""The download of a dispute's events as JSON Lines against COPY of the same documents through the same driver."""

from collections.abc import Iterator
from statistics import median

from timeline.bench.figures import Figure, at_least, at_most, bars
from timeline.bench.processes import process
from timeline.bench.running import Run

ROUNDS = 7
BARS = bars(
    at_least("export_vs_copy", 0.5, "bytes a second of the download against `COPY (SELECT document …)`"),
    at_most("export_memory_growth", 1.05, "most memory held after all downloads against that after the first"),
)


class Unequal(RuntimeError):
    """The download and COPY do not give the same bytes."""


def measure(run: Run) -> Iterator[Figure]:
    """Let a process write out one dispute in both ways again and again."""
    with run.record() as record, process("exporting", database_url=record.url) as write_out:
        slug = str(record.world.disputes[0]["id"])
        write_out(slug)
        rounds = [write_out(slug) for _ in range(ROUNDS)]
    for one in rounds:
        run.say(", ".join(f"{name} {value:.4g}" for name, value in one.items()))
        if one["download_bytes"] != one["copy_bytes"] or not one["copy_bytes"]:
            raise Unequal("the download and COPY give different numbers of bytes")
    yield BARS["export_vs_copy"].figure(median(one["copy_seconds"] / one["download_seconds"] for one in rounds))
    yield BARS["export_memory_growth"].figure(rounds[-1]["peak"] / rounds[0]["peak"])
