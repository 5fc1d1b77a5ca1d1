"""Two ways of taking in the answers of a feed, each in a process of its own that does a slice whenever it is told."""

import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from timeline.bench.answers import BEGIN, built_later
from timeline.bench.processes import Told, answer, heard, peak
from timeline.bench.textbook.items import make_table, take_in
from timeline.codelists import FetchState
from timeline.ingest.http import Client, Fetched
from timeline.ingest.outcome import Outcome
from timeline.models import Feed, Fetch, Item
from timeline.pipeline import poll, read

HEADERS = {"content-type": "application/rss+xml"}
DONE = (FetchState.READ, FetchState.SAME)
POLL_EVERY = timedelta(minutes=31)


class NotAllRead(AssertionError):
    """The pipeline did not read what it was given, so its time says nothing."""


def main() -> None:
    """Take in, as the command line says, the files that are told; answer what came of them."""
    ways = {"pipeline": by_pipeline, "textbook": by_textbook}
    for told in ways[sys.argv[1]](heard()):
        answer(told)


def by_textbook(slices: Iterable[list[str]]) -> Iterator[Told]:
    """Yield for each slice the seconds and the number of entries."""
    make_table()
    for slice_ in slices:
        begin = time.perf_counter()
        count = sum(take_in(Path(path).read_bytes()) for path in slice_)
        yield {"seconds": time.perf_counter() - begin, "entries": count}


def by_pipeline(slices: Iterable[list[str]]) -> Iterator[Told]:
    """Yield for each slice the seconds to take it in, once more, and as its publisher wrote it anew without news.

    Beside them stand the items there are by then, and the most memory held so far in bytes.
    """
    feed = Feed.objects.create(
        slug="bench", name="Bench", url="https://docket.example/", enabled=True, due_at=BEGIN, poll_minutes=1
    )
    now, asked = BEGIN, 0
    for paths in slices:
        answers = [Path(path).read_bytes() for path in paths]
        first, now = _poll_and_read(feed, answers, now)
        items = Item.objects.count()
        second, now = _poll_and_read(feed, answers, now)
        rewritten, now = _poll_and_read(feed, [built_later(answer) for answer in answers], now)
        asked += 3 * len(answers)
        if Item.objects.count() != items or Fetch.objects.filter(state__in=DONE).count() != asked:
            raise NotAllRead("some answers were not read, or brought other items later")
        yield {"first": first, "second": second, "rewritten": rewritten, "items": items, "peak": peak()}


def _poll_and_read(feed: Feed, answers: Sequence[bytes], now: datetime) -> tuple[float, datetime]:
    """Poll a feed that gives these answers, and read each; return the seconds, and when the feed is due next."""
    begin = time.perf_counter()
    for body in answers:
        fetch = poll(feed.pk, now=now, client=Saved(body))
        if fetch is not None:  # else these were the very bytes of the poll before
            read(fetch, now=now)
        now += POLL_EVERY
    return time.perf_counter() - begin, now


class Saved(Client):
    """A client with its answer at hand: the network is no part of what is measured."""

    def __init__(self, answer: bytes) -> None:
        """Take the answer."""
        super().__init__(contact="bench@example.org")
        self._answer = answer

    def fetch(self, url: str, **_: Any) -> Fetched:
        """Answer any address with it."""
        return Fetched(outcome=Outcome.OK, url=url, status=200, headers=HEADERS, body=self._answer)
