"""The pipeline against the textbook: the same answers of a feed, from bytes to rows, once and once more."""

from collections.abc import Iterator
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from timeline.bench.answers import answers
from timeline.bench.figures import Figure, at_least, at_most, bars, told
from timeline.bench.processes import process
from timeline.bench.running import Run

ITEMS, SLICES = 100_000, 10
MEGABYTE = 1_000_000
BARS = bars(
    at_least(
        "ingest_vs_textbook",
        15,
        "entries a second, kept, read, compared and stored, half of them known, against feedparser + get_or_create",
    ),
    told("ingest_items_per_second", "the same of the pipeline alone, in one process", "items/s"),
    at_least("ingest_second_run_vs_first", 2, "speed of a second run over the same answers against the first"),
    told("ingest_rewritten_run_vs_first", "speed where publishers wrote them anew without any news, against it", "×"),
    at_most("ingest_peak_memory", 200, "most memory that the process held in all runs", "MB"),
    at_most("ingest_memory_growth", 1.1, "that against the most that it held in the first fifth"),
)


def measure(run: Run) -> Iterator[Figure]:
    """Let two processes take turns: one answer by the textbook, then a slice by the pipeline, ten times over."""
    items = run.sized(ITEMS)
    with (
        TemporaryDirectory() as folder,
        run.empty() as one,
        run.empty() as other,
        process("ingesting", "textbook", database_url=one) as textbook,
        process("ingesting", "pipeline", database_url=other) as pipeline,
    ):
        run.say(f"inventing {items:,} entries")
        paths = [_written(Path(folder), number, answer) for number, answer in enumerate(answers(items))]
        many = max(len(paths) // SLICES, 1)
        book, own = [], []
        for number, begin in enumerate(range(0, len(paths), many)):
            book.append(textbook(paths[number : number + 1]))
            own.append(pipeline(paths[begin : begin + many]))
            run.say(", ".join(f"{name} {value:.4g}" for name, value in {**book[-1], **own[-1]}.items()))
    rates = [items / len(own) / one["first"] for one in own]
    ratios = [rate * one["seconds"] / one["entries"] for rate, one in zip(rates, book, strict=True)]
    yield BARS["ingest_vs_textbook"].figure(median(ratios))
    yield BARS["ingest_items_per_second"].figure(round(median(rates)))
    yield BARS["ingest_second_run_vs_first"].figure(median(one["first"] / one["second"] for one in own))
    yield BARS["ingest_rewritten_run_vs_first"].figure(median(one["first"] / one["rewritten"] for one in own))
    yield BARS["ingest_peak_memory"].figure(own[-1]["peak"] / MEGABYTE)
    yield BARS["ingest_memory_growth"].figure(own[-1]["peak"] / own[0]["peak"])


def _written(folder: Path, number: int, answer: bytes) -> str:
    path = folder / f"{number:05}.xml"
    path.write_bytes(answer)
    return str(path)
