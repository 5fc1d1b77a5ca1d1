"""A real server on this machine that plays a reader's program: it keeps what comes and answers as the test says."""

import contextlib
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import orjson


@dataclass
class Call:
    """One request as it came."""

    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def id(self) -> str:
        return self.headers["webhook-id"]

    @property
    def type(self) -> str:
        return self.said["type"]

    @property
    def said(self) -> dict[str, Any]:
        return orjson.loads(self.body)

    @property
    def data(self) -> dict[str, Any]:
        return self.said["data"]


Answer = Callable[["Handler", Call], None]


@dataclass
class Receiver:
    """`receiver.answer = status(500)` says how it answers; `receiver.calls` are the requests, in order."""

    url: str
    netloc: str
    answer: "Answer"
    calls: list[Call] = field(default_factory=list)

    @property
    def types(self) -> list[str]:
        return [call.type for call in self.calls]


class Handler(BaseHTTPRequestHandler):
    receiver: Receiver

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        call = Call(self.path, {name.lower(): value for name, value in self.headers.items()}, body)
        self.receiver.calls.append(call)
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            self.receiver.answer(self, call)

    def do_GET(self) -> None:
        raise AssertionError("a receiver is called by POST alone")

    def log_message(self, *arguments: object) -> None:
        """Say nothing: tests read `calls`."""

    def send(self, code: int, body: bytes = b"", **headers: str) -> None:
        self.send_response(code)
        for name, value in {"Content-Length": str(len(body)), **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)


def friendly(handler: Handler, call: Call) -> None:
    """Answer as the page for journalists says: 200, and the words of a challenge."""
    handler.send(200, call.data.get("challenge", "").encode())


def status(code: int, body: bytes = b"", **headers: str) -> Answer:
    return lambda handler, _call: handler.send(code, body, **headers)


def dripping(seconds: float = 1.0) -> Answer:
    """Say yes at once and then send one byte after the other, without an end."""

    def answer(handler: Handler, _call: Call) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", "1000")
        handler.end_headers()
        while True:
            handler.wfile.write(b"x")
            handler.wfile.flush()
            time.sleep(seconds)

    return answer


def hanging(gate: threading.Event) -> Answer:
    """Say nothing until the gate opens."""
    return lambda handler, _call: (gate.wait(30), handler.send(200))[1]


@contextlib.contextmanager
def receive() -> Iterator[Receiver]:
    handler = type("BoundHandler", (Handler,), {})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as httpd:
        httpd.daemon_threads = True
        netloc = f"127.0.0.1:{httpd.server_port}"
        receiver = Receiver(f"http://{netloc}/hook", netloc, friendly)
        handler.receiver = receiver
        threading.Thread(target=httpd.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        yield receiver
        httpd.shutdown()
