"""The wire under the client: connects to the very address that was checked, and ends when time or bytes run out."""

import queue
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterable
from ipaddress import ip_address
from typing import Any, Final

import httpcore

from timeline.ingest.addresses import is_loopback, is_public

Resolve = Callable[[str, int], list[str]]
_TRIED: Final = 4


class ForbiddenTarget(Exception):
    """The address is not one that may be called; the message says why."""


class OutOfTime(Exception):
    """The time allowed for the whole fetch is over."""


class OutOfBytes(Exception):
    """More arrived than may be read."""


class Deadline:
    """The moment at which a fetch must be over, whatever is under way."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    def remaining(self) -> float:
        """Give the seconds that are left; raise OutOfTime when there are none."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise OutOfTime
        return left


class Guard:
    """What may be called: public addresses, and what an operator has named.

    `allow_hosts` are names as `host` or `host:port` that may lead anywhere; `allow_loopback` opens this machine's own
    addresses. Ports below 1024 other than 80 and 443 belong to other protocols and stay closed.
    """

    def __init__(self, *, allow_hosts: Iterable[str] = (), allow_loopback: bool = False) -> None:
        self._hosts = frozenset(host.lower() for host in allow_hosts)
        self._loopback = allow_loopback

    def permitted(self, host: str, port: int, addresses: list[str]) -> list[str]:
        """Give those of a host's addresses that may be called; raise ForbiddenTarget if there is none."""
        if host.lower() in self._hosts or f"{host.lower()}:{port}" in self._hosts:
            return addresses
        good = [one for one in addresses if is_public(one) or (self._loopback and is_loopback(one))]
        if not good:
            raise ForbiddenTarget(f"{host} leads to {', '.join(addresses[:_TRIED])}, which is not a public address")
        if port < 1024 and port not in {80, 443}:
            raise ForbiddenTarget(f"port {port} is not one of the web")
        return good


def resolve(host: str, port: int) -> list[str]:
    """Look a host name up; give its addresses, each once, in the system's order."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(one[4][0]).partition("%")[0] for one in found))


class GuardedBackend(httpcore.NetworkBackend):
    """Opens connections for httpcore: looks up once, checks, connects to the checked address, never to the name."""

    def __init__(
        self, guard: Guard, deadline: Deadline, *, max_bytes: int, connect_seconds: float, look_up: Resolve
    ) -> None:
        self._guard = guard
        self._deadline = deadline
        self._max_bytes = max_bytes
        self._connect_seconds = connect_seconds
        self._look_up = look_up
        self._backend = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ARG002 - httpcore's signature; the deadline decides
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to one of the host's permitted addresses."""
        error: Exception = httpcore.ConnectError(f"{host} has no address")
        for address in self._guard.permitted(host, port, self._addresses(host, port))[:_TRIED]:
            seconds = min(self._connect_seconds, self._deadline.remaining())
            try:
                stream = self._backend.connect_tcp(address, port, seconds, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as failed:
                error = failed
                continue
            return _GuardedStream(stream, self._deadline, self._max_bytes)
        raise error

    def _addresses(self, host: str, port: int) -> list[str]:
        """Look a name up within the time that is left: the system's own resolver may take minutes."""
        if written := _written_address(host):
            return [written]
        answers: queue.SimpleQueue[list[str] | Exception] = queue.SimpleQueue()

        def ask() -> None:
            try:
                answers.put(self._look_up(host, port))
            except (OSError, UnicodeError) as error:
                answers.put(error)

        threading.Thread(target=ask, name=f"resolve {host}", daemon=True).start()
        try:
            answer = answers.get(timeout=self._deadline.remaining())
        except queue.Empty:
            raise OutOfTime from None
        if isinstance(answer, Exception):
            raise httpcore.ConnectError(f"{host} does not resolve: {answer}") from answer
        return answer


def _written_address(host: str) -> str | None:
    """Read a host that is itself an address, also in the forms that only C reads: 127.1, 2130706433, 0x7f.0.0.1."""
    try:
        return str(ip_address(host))
    except ValueError:
        pass
    try:
        return socket.inet_ntoa(socket.inet_aton(host))
    except OSError:
        return None


class _GuardedStream(httpcore.NetworkStream):
    """A connection whose every read and write asks the deadline first, so that one byte a second ends it too."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline, max_bytes: int) -> None:
        self._stream = stream
        self._deadline = deadline
        self._left = max_bytes

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        data = self._stream.read(max_bytes, self._seconds(timeout))
        self._left -= len(data)
        if self._left < 0:
            raise OutOfBytes
        return data

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._seconds(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        stream = self._stream.start_tls(ssl_context, server_hostname, self._seconds(timeout))
        return _GuardedStream(stream, self._deadline, self._left)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)

    def _seconds(self, timeout: float | None) -> float:
        left = self._deadline.remaining()
        return left if timeout is None else min(timeout, left)
