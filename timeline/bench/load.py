"""A small load generator: a few connections that ask for one address again and again over kept-alive sockets."""

import itertools
import socket
import threading
import time
from dataclasses import dataclass, field
from urllib.parse import urlsplit

CONNECTIONS = 8
BUFFER = 1 << 16
# Stands in a header where every request says something of its own.
FRESH = "{fresh}"
_numbers = itertools.count(time.time_ns())


class NotServed(RuntimeError):
    """An answer with another status than the one that is measured."""


@dataclass(frozen=True, slots=True)
class Target:
    """One address as it is asked for, and the status that the answer must have; with a body, it is posted."""

    url: str
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""

    @property
    def request(self) -> bytes:
        """Return the request's bytes."""
        parts = urlsplit(self.url)
        path = f"{parts.path}?{parts.query}" if parts.query else parts.path
        lines = [f"{'POST' if self.body else 'GET'} {path} HTTP/1.1", f"Host: {parts.netloc}"]
        lines += [f"{name}: {value}" for name, value in self.headers]
        lines += [f"Content-Length: {len(self.body)}"] if self.body else []
        return ("\r\n".join(lines) + "\r\n\r\n").encode() + self.body

    @property
    def place(self) -> tuple[str, int]:
        """Return host and port."""
        parts = urlsplit(self.url)
        return parts.hostname or "127.0.0.1", parts.port or 80


@dataclass(frozen=True, slots=True)
class Measured:
    """What one run gave: answers a second over all connections, the median and the 99th percentile in milliseconds."""

    rate: float
    median: float
    size: int
    p99: float = 0.0


@dataclass(slots=True)
class _Connection:
    """One socket that is opened again where the server closes it."""

    target: Target
    request: bytes
    times: list[float] = field(default_factory=list)
    error: Exception | None = None
    size: int = 0
    line: socket.socket | None = None

    def run(self, until: float) -> None:
        """Ask until the time is over, but once at least."""
        try:
            while (begin := time.perf_counter()) < until or not self.times:
                self.size = self.ask()
                self.times.append(time.perf_counter() - begin)
        except (OSError, NotServed, ValueError) as error:
            self.error = error
        finally:
            if self.line:
                self.line.close()

    def ask(self) -> int:
        """Ask once and read the whole answer; return the number of bytes of its body."""
        if self.line is None:
            self.line = socket.create_connection(self.target.place, timeout=30)
            self.line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        request = self.request
        if (fresh := FRESH.encode()) in request:
            request = request.replace(fresh, b"%032d" % next(_numbers), 1)
        self.line.sendall(request)
        head, body = self._head(self.line)
        if int(head[9:12]) != self.target.status:
            raise NotServed(f"{self.target.url} answered {head[9:12].decode()} instead of {self.target.status}")
        length = _length(head)
        missing = length - len(body)
        while missing > 0:
            part = self.line.recv(min(missing, BUFFER))
            if not part:
                raise NotServed(f"{self.target.url} broke off")
            missing -= len(part)
        if b"\r\nconnection: close" in head.lower():
            self.line.close()
            self.line = None
        return length

    def _head(self, source: socket.socket) -> tuple[bytes, bytes]:
        data = b""
        while b"\r\n\r\n" not in data:
            part = source.recv(BUFFER)
            if not part:
                raise NotServed(f"{self.target.url} gave no answer")
            data += part
        head, _, body = data.partition(b"\r\n\r\n")
        return head, body


def _length(head: bytes) -> int:
    lowered = head.lower()
    start = lowered.find(b"\r\ncontent-length:")
    if start < 0:
        return 0
    return int(lowered[start + 17 :].split(b"\r\n", 1)[0])


def drive(target: Target, *, seconds: float, connections: int = CONNECTIONS) -> Measured:
    """Ask for one address over several connections for some seconds; raise NotServed for any other answer."""
    asking = [_Connection(target, target.request) for _ in range(connections)]
    begin = time.perf_counter()
    threads = [threading.Thread(target=one.run, args=(begin + seconds,)) for one in asking]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    spent = time.perf_counter() - begin
    for one in asking:
        if one.error:
            raise NotServed(str(one.error)) from one.error
    times = sorted(duration for one in asking for duration in one.times)
    middle, late = times[len(times) // 2], times[len(times) * 99 // 100]
    return Measured(len(times) / spent, middle * 1_000, asking[0].size, late * 1_000)
