"""Keeps made things in the process that made them: what a key names never changes, so none is ever wrong."""

from collections import OrderedDict
from collections.abc import Hashable
from threading import Lock
from time import monotonic
from typing import Generic, TypeVar

Thing = TypeVar("Thing")


class Near(Generic[Thing]):
    """The things that were used last, at most `most`. Threads may share it; what is kept must not be changed."""

    def __init__(self) -> None:
        """Keep nothing yet."""
        self._lock = Lock()
        self._kept: OrderedDict[Hashable, tuple[float, Thing]] = OrderedDict()

    def get(self, key: Hashable) -> Thing | None:
        """Return what is kept under a key and is not too old."""
        with self._lock:
            found = self._kept.get(key)
            if found is None or found[0] < monotonic():
                return None
            self._kept.move_to_end(key)
            return found[1]

    def put(self, key: Hashable, thing: Thing, *, most: int, seconds: float) -> None:
        """Keep a thing so long; the one not used for longest makes room."""
        with self._lock:
            self._kept[key] = (monotonic() + seconds, thing)
            self._kept.move_to_end(key)
            while len(self._kept) > most:
                self._kept.popitem(last=False)
