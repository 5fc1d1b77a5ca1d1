"""The pipeline against the textbook: the same answers of a feed, from bytes to rows, once and once more."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory, TemporaryFile

from timeline.bench.answers import answers
from timeline.bench.figures import Figure, at_least, at_most, bars, told
from timeline.bench.ingesting import Told
from timeline.bench.running import Run
from timeline.bench.servers import PRODUCTION, ROOT

ITEMS, SLICES = 100_000, 5
MEGABYTE = 1_000_000
PROGRAM = "import django; django.setup(); from timeline.bench import ingesting; ingesting.main()"
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

TakeIn = Callable[[Sequence[str]], Told]


def measure(run: Run) -> Iterator[Figure]:
    """Let two processes take turns: one answer by the textbook, then a slice by the pipeline, three times."""
    items = run.sized(ITEMS)
    with TemporaryDirectory() as folder, _process(run, "textbook") as textbook, _process(run, "pipeline") as pipeline:
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


@contextmanager
def _process(run: Run, way: str) -> Iterator[TakeIn]:
    """Start a process with an empty database; yields what lets it take in some files."""
    command = [sys.executable, "-c", PROGRAM, way]
    with run.empty() as url, TemporaryFile("w+") as errors:
        env = {**os.environ, **PRODUCTION, "DATABASE_URL": url}
        pipe = subprocess.PIPE
        with subprocess.Popen(command, cwd=ROOT, env=env, stdin=pipe, stdout=pipe, stderr=errors, text=True) as process:

            def take_in(paths: Sequence[str]) -> Told:
                if process.stdin is None or process.stdout is None:
                    raise ValueError("the process was started without pipes")
                process.stdin.write(f"{json.dumps(paths)}\n")
                process.stdin.flush()
                if line := process.stdout.readline():
                    said: Told = json.loads(line)
                    return said
                process.wait()
                errors.seek(0)
                raise RuntimeError(f"the {way} failed: {errors.read().strip()[-250:]}")

            try:
                yield take_in
            finally:
                process.terminate()
