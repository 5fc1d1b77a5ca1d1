"""Pages while 200 readers take a byte a second of streams, waiting answers, downloads and assistants' tools."""

import time
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path
from tempfile import TemporaryDirectory

import orjson

from timeline.bench.figures import Figure, at_least, bars
from timeline.bench.load import Measured, Target, drive
from timeline.bench.parts.api import ratio
from timeline.bench.running import Run
from timeline.bench.servers import collect_static, serving_site, serving_streams
from timeline.bench.slow import slow_readers

READERS, ROUNDS = 200, 5
SETTLED = 3  # seconds until all of them have what the system keeps for them
BARS = bars(
    at_least(
        "pages_beside_slow_readers",
        0.85,
        "requests a second for a dispute's page while 200 readers take a byte a second at the stream process, against "
        "without them",
    ),
    at_least(
        "pages_beside_slow_downloads",
        0.85,
        "the same while 200 readers take a byte a second of downloads that they ask the web process itself for",
    ),
    at_least("slow_readers_served", 1, "share of those readers at the stream process whose answer has begun", "share"),
)
CALL = {
    "jsonrpc": "2.0",
    "id": 1,
    "method": "tools/call",
    "params": {"name": "list_events", "arguments": {"dispute": "dispute-0", "limit": 50}},
}
MANY = {"STREAMS": "1000", "STREAMS_A_SENDER": "1000", "STREAM_PATIENCE_SECONDS": "600"}


def measure(run: Run) -> Iterator[Figure]:
    """Drive a page by turns, with and without slow readers, first at one process and then at the other."""
    with run.record() as record, TemporaryDirectory() as folder:
        static = collect_static(record.url, Path(folder))
        with serving_streams(record.url, **MANY) as streams, serving_site(record.url, **MANY, **static) as site:
            page = Target(f"{site}/disputes/dispute-0/", headers=(("Accept-Encoding", "gzip"),))
            drive(page, seconds=run.seconds)
            own, begun = _turns(run, page, _of_streams(streams))
            yield BARS["pages_beside_slow_readers"].figure(own)
            downloads, _ = _turns(run, page, [Target(f"{site}/api/v1/events.jsonl")])
            yield BARS["pages_beside_slow_downloads"].figure(downloads)
            yield BARS["slow_readers_served"].figure(begun)


def _of_streams(streams: str) -> list[Target]:
    """Return what is asked of the stream process: each kind of answer that stays open."""
    changes = f"{streams}/streams/changes/?since=0"
    accepted = (("Content-Type", "application/json"), ("Accept", "application/json, text/event-stream"))
    return [
        Target(changes, headers=(("Accept", "text/event-stream"),)),
        Target(f"{changes}&limit=1000&wait=60"),
        Target(f"{streams}/api/v1/events.jsonl"),
        Target(f"{streams}/streams/mcp", headers=accepted, body=orjson.dumps(CALL)),
    ]


def _turns(run: Run, page: Target, slow: list[Target]) -> tuple[float, float]:
    """Return the page's speed beside slow readers against without, and which share of them was served."""
    runs: dict[str, list[Measured]] = {"alone": [], "beside": []}
    shares = []
    count = READERS
    for number in range(min(ROUNDS, run.rounds)):
        runs["alone"].append(drive(page, seconds=run.seconds))
        with slow_readers(list(islice(cycle(slow), count)), count) as readers:
            time.sleep(SETTLED)
            runs["beside"].append(drive(page, seconds=run.seconds))
            shares.append(readers.begun / count)
        told = ", ".join(f"{name} {one[-1].rate:.0f}/s (p99 {one[-1].p99:.1f} ms)" for name, one in runs.items())
        run.say(f"round {number + 1} {told}; {shares[-1]:.0%} of {count} slow readers served")
    return ratio(runs["beside"], runs["alone"]), min(shares)
