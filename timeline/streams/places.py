"""How many answers may be open at once: some for each sender, so that one cannot take the places of all."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings

from timeline.api.problems import Problem

RETRY_SECONDS = 10


class Places:
    """The places of one process; used in its event loop alone, so that counting needs no lock."""

    def __init__(self) -> None:
        self._taken: Counter[str] = Counter()

    @contextmanager
    def one(self, sender: str) -> Iterator[None]:
        """Hold a place for the time of the block; raise Problem 429 for a sender with enough, 503 if all are taken."""
        if self._taken[sender] >= settings.STREAMS_A_SENDER:
            raise Problem(
                429,
                f"At most {settings.STREAMS_A_SENDER} answers of this kind may be open at a time for one sender. End "
                f"one, or ask again in {RETRY_SECONDS} seconds.",
            )
        if self._taken.total() >= settings.STREAMS:
            raise Problem(503, f"All places are taken. Ask again in {RETRY_SECONDS} seconds, or ask without waiting.")
        self._taken[sender] += 1
        try:
            yield
        finally:
            self._taken[sender] -= 1
            if not self._taken[sender]:
                del self._taken[sender]
