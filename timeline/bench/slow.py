"""Many readers who take a byte a second of what they asked for, in one thread, for the time of a block."""

import select
import socket
import threading
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager

from timeline.bench.load import Target

WINDOW = 4_096  # bytes that the system takes for such a reader: as little as it allows
SECONDS = 20


class NotTaken(RuntimeError):
    """A server that did not even take the connections."""


class Slow:
    """Such readers; `begun` counts those to whom the answer began to come."""

    def __init__(self) -> None:
        self._lines: list[socket.socket] = []
        self._begun: set[int] = set()
        self._over = threading.Event()

    @property
    def begun(self) -> int:
        """Return how many have read at least a byte."""
        return len(self._begun)

    def ask(self, target: Target) -> None:
        """Ask for something and leave the answer standing; raise NotTaken where nobody takes the connection."""
        line = socket.socket()
        line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, WINDOW)
        line.settimeout(SECONDS)
        try:
            line.connect(target.place)
            line.sendall(target.request)
        except OSError as error:
            raise NotTaken(f"{target.url}: {error}") from error
        line.setblocking(False)
        self._lines.append(line)

    def read(self) -> None:
        """Take a byte of every answer each second, until it is over."""
        while not self._over.wait(1):
            if not self._lines:
                continue
            ready, _, _ = select.select(self._lines, [], [], 0)
            for line in ready:
                try:
                    if line.recv(1):
                        self._begun.add(line.fileno())
                except OSError:
                    continue  # it was let go

    def end(self) -> None:
        """Hang up."""
        self._over.set()
        for line in self._lines:
            line.close()


@contextmanager
def slow_readers(targets: Sequence[Target], count: int) -> Iterator[Slow]:
    """Have so many readers ask for these in turn and take a byte a second, for the time of the block."""
    slow = Slow()
    reading = threading.Thread(target=slow.read, daemon=True)
    with ExitStack() as ends:
        for number in range(count):
            slow.ask(targets[number % len(targets)])
        reading.start()
        ends.callback(reading.join, 3)
        ends.callback(slow.end)
        yield slow
