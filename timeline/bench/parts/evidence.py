"""What looking passages up costs against a plain search of the same texts, and how fast pages are copied and read."""

import random
import threading
import time
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from statistics import median
from tempfile import TemporaryDirectory
from typing import Final

import psutil
from django.conf import settings
from django.test.utils import override_settings
from django.utils import timezone

from timeline import evidence
from timeline.bench.figures import Figure, at_most, bars, told
from timeline.bench.running import Run
from timeline.models import Copy, Source, Watch
from timeline.passages.finding import Sought, passage

TEXTS: Final = 40
PASSAGES: Final = 8
ROUNDS: Final = 7
PAGES: Final = 60
MOST_GROWTH: Final = 1.1
BARS = bars(
    at_most(
        "quote_check_vs_substring",
        5,
        "time to look eight passages up in a page, against normalising it plainly and searching for substrings",
    ),
    told("capture_pages_per_second", "pages copied, kept, read in a process of their own and looked up", "pages/s"),
    at_most("capture_memory_growth", MOST_GROWTH, "memory after all of them against that after the first fifth"),
)
_VOCABULARY: Final = """
    the court agency contract protest award cloud proposal record decision of and to in that was by on a “price”
    offeror’s evaluation — technical well-known office judge motion granted denied year solicitation amended terms
"""
_WORDS: Final = tuple(_VOCABULARY.split())


def measure(run: Run) -> Iterator[Figure]:
    """Search the same texts both ways in turns; then copy pages of a server on this machine."""
    yield BARS["quote_check_vs_substring"].figure(cost())
    rate, growth = copying(run)
    yield BARS["capture_pages_per_second"].figure(rate)
    yield BARS["capture_memory_growth"].figure(growth)


def cost() -> float:
    """Return how many times as much the check costs as the plain search; the median of rounds."""
    chance = random.Random(1796)
    texts = [_text(chance, 3_500) for _ in range(TEXTS)]
    quotes = [_quotes(chance, text) for text in texts]
    ratios = []
    for _ in range(ROUNDS):
        begin = time.perf_counter()
        plain = sum(_plain(text, some) for text, some in zip(texts, quotes, strict=True))
        between = time.perf_counter()
        own = sum(_looked_up(text, some) for text, some in zip(texts, quotes, strict=True))
        ratios.append((time.perf_counter() - between) / (between - begin))
        if own < plain:
            raise RuntimeError(f"the check found {own} passages where the plain search found {plain}")
    return median(ratios)


def _text(chance: random.Random, words: int) -> str:
    lines = (" ".join(chance.choices(_WORDS, k=14)) for _ in range(words // 14))
    return ".\n".join(lines)


def _quotes(chance: random.Random, text: str) -> list[str]:
    """Cut passages out of a text, and change a word in every other one."""
    lines = text.split(".\n")
    found = [" ".join(chance.choice(lines).split()[2:11]) for _ in range(PASSAGES)]
    return [quote if number % 2 else f"{quote} nowhere" for number, quote in enumerate(found)]


def _plain(text: str, quotes: Sequence[str]) -> int:
    form = _normalised(text)
    return sum(_normalised(quote) in form for quote in quotes)


def _normalised(text: str) -> str:
    text = unicodedata.normalize("NFKC", text)
    for sign, plain in (("“", '"'), ("”", '"'), ("’", "'"), ("‘", "'"), ("—", "-"), ("–", "-")):
        text = text.replace(sign, plain)
    return " ".join(text.split()).casefold()


def _looked_up(text: str, quotes: Sequence[str]) -> int:
    sought = Sought(text)
    return sum(sought.find(passage(quote)) is not None for quote in quotes)


def copying(run: Run) -> tuple[float, float]:
    """Copy pages one after the other in this process; return pages a second, and how far its memory grew."""
    pages = run.sized(PAGES)
    with run.empty(), TemporaryDirectory() as folder, _publisher() as url:
        own = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": folder}}
        host = url.removeprefix("http://")
        with override_settings(FETCH_ALLOW_HOSTS=[host], STORAGES={**settings.STORAGES, "evidence": own}):
            sources = [Source(url=f"{url}/{number}", title=f"Page {number}") for number in range(pages)]
            for source in sources:
                source.save()
            evidence.watch(sources, now=timezone.now())
            begin, first = time.perf_counter(), 0
            for number, watch in enumerate(Watch.objects.order_by("pk")):
                sha256 = evidence.capture(watch.pk, now=timezone.now())
                if sha256 is None or not evidence.read_copy(sha256, now=timezone.now()):
                    raise RuntimeError("a page was not copied")
                if number == pages // 5:
                    first = _memory()
            seconds = time.perf_counter() - begin
            if Copy.objects.filter(state="read").count() != pages:
                raise RuntimeError("not every page was read")
    return pages / seconds, _memory() / first


def _memory() -> int:
    held: int = psutil.Process().memory_info().rss
    return held


@contextmanager
def _publisher() -> Iterator[str]:
    """Serve pages of 200 kB, each another, for the time of the block; yields the address."""
    chance = random.Random(1796)
    lines = "".join(f"<p>{_text(chance, 560)}</p>" for _ in range(50))

    class Page(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = f"<!doctype html><html><body><h1>{self.path}</h1><main>{lines}</main></body></html>".encode()
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Page) as server:
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()
