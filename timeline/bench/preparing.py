"""A worker of the benchmark that prepares pages when it is told to, as the one of production does by itself."""

import time

from timeline.bench.processes import answer, heard
from timeline.pages.preparing import prepare


def main() -> None:
    """Prepare once for each line; answer with the pages that are there and the milliseconds that it took."""
    for _ in heard():
        begin = time.perf_counter()
        pages = prepare()
        answer({"pages": pages, "ms": (time.perf_counter() - begin) * 1_000})
