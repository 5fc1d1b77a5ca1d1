"""The one client through which this program calls strangers: public addresses only, bounded in time and bytes."""

import ssl
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from time import monotonic
from typing import Final
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

import certifi
import httpcore

from timeline.ingest.dates import read as read_date
from timeline.ingest.links import has_secret, redact
from timeline.ingest.outcome import Outcome
from timeline.ingest.pages import filter_name, is_maintenance
from timeline.ingest.unpack import Unpacker, WronglyPacked
from timeline.ingest.wire import (
    Deadline,
    ForbiddenTarget,
    Guard,
    GuardedBackend,
    OutOfBytes,
    OutOfTime,
    Resolve,
    resolve,
)

# Headers of an answer that are nobody's evidence and are stored nowhere.
NOT_KEPT: Final = frozenset({"set-cookie"})

_LONGEST_WAIT: Final = 7 * 24 * 3600.0
_CREDENTIALS: Final = frozenset({"authorization", "cookie", "proxy-authorization", "x-api-key"})
_CONDITIONS: Final = frozenset({"if-none-match", "if-modified-since"})
_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
_BY_STATUS: Final = {
    204: Outcome.EMPTY,
    205: Outcome.EMPTY,
    206: Outcome.INCOMPLETE,
    304: Outcome.UNCHANGED,
    401: Outcome.BLOCKED,
    403: Outcome.BLOCKED,
    404: Outcome.NOT_FOUND,
    408: Outcome.TOO_SLOW,
    410: Outcome.GONE,
    429: Outcome.RATE_LIMITED,
    451: Outcome.BLOCKED,
}


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one fetch, redirects included: seconds, and bytes both as sent and unpacked."""

    total_seconds: float = 30.0
    connect_seconds: float = 10.0
    max_bytes: int = 10_000_000
    max_redirects: int = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """What came of one fetch. Nothing is raised: `outcome` and `reason` say how it ended.

    `url` is the address that answered, without secrets. `headers` have lower-case names. `body` is unpacked; with the
    outcomes `incomplete`, `too_slow` and `too_large` it holds what had come by then. `retry_after` is in seconds.
    `moved_to` is set if the source said for good that the address has changed.
    """

    outcome: Outcome
    url: str
    reason: str = ""
    status: int = 0
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    retry_after: float | None = None
    redirects: tuple[str, ...] = ()
    moved_to: str | None = None
    seconds: float = 0.0

    @property
    def content_type(self) -> str:
        """Give the Content-Type header, empty if there was none."""
        return self.headers.get("content-type", "")

    @property
    def etag(self) -> str:
        """Give the validator to send back as `etag`, empty if there was none."""
        return self.headers.get("etag", "")

    @property
    def last_modified(self) -> str:
        """Give the date to send back as `last_modified`, empty if there was none."""
        return self.headers.get("last-modified", "")


@dataclass(slots=True)
class _Hop:
    """One request of a fetch and what has come of it so far."""

    url: str
    method: str
    headers: dict[str, str]
    content: bytes | None
    status: int = 0
    answer: dict[str, str] = field(default_factory=dict)
    body: bytearray = field(default_factory=bytearray)


@cache
def _trusted() -> ssl.SSLContext:
    """Read the authorities that are trusted once: it takes longer than reading an answer."""
    return ssl.create_default_context(cafile=certifi.where())


class Client:
    """Fetches web addresses named by strangers.

    Only http and https; names are looked up once and the checked address is called, at every redirect anew. `contact`
    (an address of the web or of mail) stands in the User-Agent, so that a publisher can ask us to stop. `allow_hosts`
    (`host` or `host:port`) and `allow_loopback` open what is closed otherwise: a demonstration feed, tests.
    """

    def __init__(
        self,
        *,
        contact: str,
        product: str = "ContractDisputeTracker/1.0",
        limits: Limits = Limits(),
        allow_hosts: Iterable[str] = (),
        allow_loopback: bool = False,
        look_up: Resolve = resolve,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._user_agent = f"{product} (+{contact})"
        if not contact.strip() or not self._user_agent.isprintable() or not self._user_agent.isascii():
            raise ValueError("the User-Agent needs a contact in plain ASCII")
        self._limits = limits
        self._guard = Guard(allow_hosts=allow_hosts, allow_loopback=allow_loopback)
        self._look_up = look_up
        self._now = now
        self._tls = _trusted()

    def fetch(
        self,
        url: str,
        *,
        method: str = "GET",
        content: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        accept: str = "*/*",
        etag: str = "",
        last_modified: str = "",
    ) -> Fetched:
        """Fetch one address; `etag` and `last_modified` of the last answer make it conditional."""
        conditions = {"if-none-match": etag, "if-modified-since": last_modified}
        hop = _Hop(url, method, self._headers_to_send(accept, conditions, headers or {}), content)
        began = monotonic()
        visited: list[str] = []
        permanent = True
        moved_to: str | None = None
        deadline = Deadline(self._limits.total_seconds)
        while True:
            outcome, reason = self._ask(hop, deadline)
            location = hop.answer.get("location")
            if hop.status not in _REDIRECTS or outcome is not Outcome.OK or not location:
                break
            visited.append(hop.url)
            permanent = permanent and hop.status in {301, 308}
            hop = _next_hop(hop, location)
            moved_to = redact(hop.url) if permanent else None
            if hop.url in visited or len(visited) > self._limits.max_redirects:
                outcome, reason = Outcome.REDIRECT_LOOP, f"redirected {len(visited)} times, last to {redact(hop.url)}"
                break
        return Fetched(
            outcome=outcome,
            url=redact(hop.url),
            reason=reason,
            status=hop.status,
            headers=hop.answer,
            body=bytes(hop.body),
            retry_after=retry_after(hop.answer.get("retry-after", ""), self._now()),
            redirects=tuple(map(redact, visited)),
            moved_to=moved_to,
            seconds=monotonic() - began,
        )

    def _headers_to_send(self, accept: str, conditions: Mapping[str, str], more: Mapping[str, str]) -> dict[str, str]:
        """Return the headers of a request by lower-case names; conditions without a value are none."""
        return {
            "user-agent": self._user_agent,
            "accept": accept,
            "accept-encoding": "gzip, deflate",
            "connection": "close",
            **{name: value for name, value in conditions.items() if value},
            **{name.lower(): value for name, value in more.items()},
        }

    def _ask(self, hop: _Hop, deadline: Deadline) -> tuple[Outcome, str]:
        """Send one request and read its answer into the hop; give how that ended."""
        limits = self._limits
        backend = GuardedBackend(
            self._guard,
            deadline,
            max_bytes=limits.max_bytes + 1_000_000,
            connect_seconds=limits.connect_seconds,
            look_up=self._look_up,
        )
        try:
            with httpcore.ConnectionPool(ssl_context=self._tls, network_backend=backend, max_connections=1) as pool:
                self._read(pool, hop)
        except ForbiddenTarget as error:
            return Outcome.FORBIDDEN_TARGET, str(error)
        except (OutOfTime, httpcore.TimeoutException):
            got = f", {len(hop.body):,} bytes came" if hop.body else ""
            return Outcome.TOO_SLOW, f"not done within {limits.total_seconds:g} seconds{got}"
        except OutOfBytes as error:
            return Outcome.TOO_LARGE, str(error) or f"more than {limits.max_bytes:,} bytes"
        except WronglyPacked as error:
            return Outcome.NETWORK_ERROR, str(error)
        except (httpcore.NetworkError, httpcore.ProtocolError, ssl.SSLError, OSError, EOFError) as error:
            outcome = Outcome.INCOMPLETE if hop.status else Outcome.NETWORK_ERROR
            return outcome, f"{type(error).__name__}: {error}"[:300]
        return _judge(hop)

    def _read(self, pool: httpcore.ConnectionPool, hop: _Hop) -> None:
        target = _target(hop.url)
        # Validators go back as the bytes that came, and those need not be ASCII.
        headers = [(name.encode("ascii"), value.encode("latin-1")) for name, value in hop.headers.items()]
        with pool.stream(hop.method, target, headers=headers, content=hop.content) as response:
            hop.status = response.status
            hop.answer = _headers(response.headers)
            if hop.status in _REDIRECTS and "location" in hop.answer:
                return
            declared = hop.answer.get("content-length", "0")
            if declared.isdigit() and int(declared) > self._limits.max_bytes:
                raise OutOfBytes(f"announced as {int(declared):,} bytes, more than {self._limits.max_bytes:,}")
            unpacker = Unpacker(hop.answer.get("content-encoding", ""), self._limits.max_bytes, into=hop.body)
            for chunk in response.iter_stream():
                unpacker.feed(chunk)
            unpacker.finish()


def retry_after(said: str, now: datetime) -> float | None:
    """Read a Retry-After header (RFC 9110 section 10.2.3) as seconds from `now`, at most a week; None if unreadable."""
    said = said.strip()
    if said.isascii() and said.isdigit():
        return min(float(said[:9]), _LONGEST_WAIT)
    moment = read_date(said).value
    if not isinstance(moment, datetime):
        return None
    return min(max((moment - now).total_seconds(), 0.0), _LONGEST_WAIT)


def _judge(hop: _Hop) -> tuple[Outcome, str]:
    """Say what an answer that came whole amounts to."""
    status, body = hop.status, bytes(hop.body[:200_000])
    said = f"the source answered {status}"
    name = "AWS WAF" if hop.answer.get("x-amzn-waf-action") else filter_name(body)
    if name is not None and status not in {404, 410}:
        return Outcome.BLOCKED, f"the answer ({status}) is a page of {name}"
    if status in {401, 403} and (_CREDENTIALS & hop.headers.keys() or has_secret(hop.url)):
        return Outcome.NOT_ALLOWED, f"{said} to a request with a key"
    if status in _REDIRECTS:
        return (Outcome.OK, "") if "location" in hop.answer else (Outcome.REFUSED, f"{said} without an address")
    if status == 304 and not _CONDITIONS & hop.headers.keys():
        return Outcome.EMPTY, f"{said} (unchanged), though it was not asked what changed"
    outcome = _BY_STATUS.get(status)
    if outcome is None and status >= 300:
        outcome = Outcome.SERVER_ERROR if status >= 500 else Outcome.REFUSED
    return _judge_body(body) if outcome is None else (outcome, said)


def _judge_body(body: bytes) -> tuple[Outcome, str]:
    """Say what the body of an answer with a status of success amounts to."""
    if not body:
        return Outcome.EMPTY, "the answer is empty"
    if is_maintenance(body):
        return Outcome.SERVER_ERROR, "the answer is a maintenance page"
    return Outcome.OK, ""


def _next_hop(hop: _Hop, location: str) -> _Hop:
    """Follow a redirect: credentials stay with their origin, and a POST that is sent elsewhere becomes a GET."""
    here = urlsplit(hop.url)
    try:
        url = urljoin(hop.url, location.strip())
        there = urlsplit(url)
        same_origin = (here.scheme, here.hostname, here.port) == (there.scheme, there.hostname, there.port)
    except ValueError:
        url, same_origin = location, False
    dropped = frozenset() if same_origin else _CREDENTIALS
    headers = {name: value for name, value in hop.headers.items() if name not in dropped}
    keeps = hop.status in {307, 308} or hop.method in {"GET", "HEAD"}
    return _Hop(url.partition("#")[0], hop.method if keeps else "GET", headers, hop.content if keeps else None)


def _target(url: str) -> str:
    """Check an address and write it in ASCII; raise ForbiddenTarget for what is none of the web."""
    if any(letter.isspace() or not letter.isprintable() for letter in url.strip()):
        raise ForbiddenTarget("the address holds blanks or control characters")
    try:
        parts = urlsplit(url.strip())
        host = (parts.hostname or "").encode("idna").decode("ascii")
        port = parts.port
    except ValueError as error:
        raise ForbiddenTarget(f"the address cannot be read: {error}") from error
    if parts.scheme not in {"http", "https"} or not host:
        raise ForbiddenTarget("only http and https addresses are called")
    if parts.username is not None or parts.password is not None:
        raise ForbiddenTarget("the address holds a user name or a password")
    netloc = f"[{host}]" if ":" in host else host
    netloc += f":{port}" if port else ""
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    return urlunsplit((parts.scheme, netloc, path, quote(parts.query, safe="/%:@!$&'()*+,;=~-._?[]"), ""))


def _headers(raw: list[tuple[bytes, bytes]]) -> dict[str, str]:
    headers: dict[str, str] = {}
    for name, value in raw:
        key, text = name.decode("latin-1").lower(), value.decode("latin-1")
        headers[key] = f"{headers[key]}, {text}" if key in headers else text
    return headers
