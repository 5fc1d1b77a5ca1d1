"""Lets requests that arrive at the same time share one look at the log, none older than the request itself.

While one look is under way those who arrive wait for the next, which one of them takes for all. So nobody is told of a
state from before its own request began, and a crowd costs hardly more than one reader.
"""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from threading import Event, Lock
from typing import Generic, TypeVar

Seen = TypeVar("Seen")


@dataclass(slots=True)
class _Look(Generic[Seen]):
    """One look: what it saw, once it is over; nothing where it failed."""

    over: Event = field(default_factory=Event)
    seen: list[Seen] = field(default_factory=list)


class Together(Generic[Seen]):
    """Looks that are shared, by what is looked at."""

    def __init__(self) -> None:
        """Begin with nobody looking."""
        self._lock = Lock()
        self._under_way: dict[Hashable, _Look[Seen]] = {}
        self._next: dict[Hashable, _Look[Seen]] = {}

    def look(self, key: Hashable, read: Callable[[], Seen]) -> Seen:
        """Return what `read` returned, called after this call began, by this thread or another that asks the same."""
        with self._lock:
            joined = self._next.get(key)
            own: _Look[Seen] = _Look()
            former = self._under_way.get(key)
            if joined is None and former is None:
                self._under_way[key] = own
            elif joined is None:
                self._next[key] = own
        if joined is not None:
            joined.over.wait()
            return joined.seen[0] if joined.seen else read()
        if former is not None:
            former.over.wait()
            with self._lock:
                # Whoever joined did so before this moment, and the look begins after it.
                del self._next[key]
                self._under_way[key] = own
        try:
            own.seen.append(read())
        finally:
            with self._lock:
                if self._under_way.get(key) is own:
                    del self._under_way[key]
            own.over.set()
        return own.seen[0]
