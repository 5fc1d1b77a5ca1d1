"""One run of the benchmark: its sizes, what it tells, and the databases that its parts share."""

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self

from timeline.bench.database import copied, deep_position, inside, migrated, prepare
from timeline.bench.world import World, make_world

DEEP = 50_000

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Record:
    """A database with an invented record and the textbook's tables of the same.

    `url` is its address, `deep` a position far down the list of all events.
    """

    url: str
    name: str
    world: World
    deep: str


@dataclass(slots=True)
class Run:
    """What a part is given. `events` is the size of the invented record; `scale` shrinks what a part would measure.

    `rounds` and `seconds` say how often and how long each target is driven that takes turns with others.
    """

    events: int
    rounds: int
    seconds: float
    say: Say
    scale: float = 1.0
    full: bool = False
    _ends: ExitStack = field(default_factory=ExitStack)
    _empty: str | None = None
    _record: Record | None = None

    def __enter__(self) -> Self:
        """Begin with no database."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Drop the databases."""
        self._ends.__exit__(kind, error, trace)

    def sized(self, count: int) -> int:
        """Return how many of something to measure in a run of this scale."""
        return max(int(count * self.scale), 1)

    @contextmanager
    def empty(self) -> Iterator[str]:
        """Point this process at a fresh migrated database for the time of the block; yields its address."""
        with copied(self._template()) as (name, url), inside(name):
            yield url

    @contextmanager
    def record(self) -> Iterator[Record]:
        """Point this process at the invented record for the time of the block; it is made once and only read."""
        if self._record is None:
            self._record = self._fill()
        with inside(self._record.name):
            yield self._record

    @contextmanager
    def another(self, events: int) -> Iterator[Record]:
        """Point this process at an invented record of another size for the time of the block."""
        world = make_world(events)
        with copied(self._template()) as (name, url), inside(name):
            prepare(world, lambda _done: None)
            yield Record(url, name, world, deep_position(events // 2))

    def _template(self) -> str:
        if self._empty is None:
            self._empty, _ = self._ends.enter_context(migrated())
        return self._empty

    def _fill(self) -> Record:
        begin = time.monotonic()
        self.say(f"inventing {self.events:,} events")
        world = make_world(self.events)
        name, url = self._ends.enter_context(copied(self._template()))
        with inside(name):
            prepare(world, lambda done: self.say(f"{done:,} documents in the log") if done % 25_000 == 0 else None)
            deep = deep_position(min(DEEP, self.events // 2))
        self.say(f"site and textbook hold the same record after {time.monotonic() - begin:.0f} s")
        return Record(url, name, world, deep)
