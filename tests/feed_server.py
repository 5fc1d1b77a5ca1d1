"""A real HTTP server on this machine that plays a publisher: each address answers as the test says, also badly."""

import contextlib
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Reply = Callable[["Handler"], None]


@dataclass
class FeedServer:
    """`server["/feed"] = rss(entry("a"))` sets an answer; `server.requests` are the addresses asked for, in order."""

    url: str
    replies: dict[str, Reply] = field(default_factory=dict)
    requests: list[str] = field(default_factory=list)
    conditional: list[dict[str, str]] = field(default_factory=list)

    def __setitem__(self, path: str, reply: "bytes | Reply") -> None:
        self.replies[path] = content(reply) if isinstance(reply, bytes) else reply

    def __call__(self, path: str) -> str:
        return self.url + path


class Handler(BaseHTTPRequestHandler):
    feed_server: FeedServer

    def do_GET(self) -> None:
        self.feed_server.requests.append(self.path)
        self.feed_server.conditional.append({name.lower(): value for name, value in self.headers.items()})
        replies, bare = self.feed_server.replies, self.path.partition("?")[0]
        reply = replies.get(self.path) or replies.get(bare) or status(404)
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            reply(self)

    def log_message(self, *arguments: object) -> None:
        """Say nothing: tests read `requests`."""


def content(body: bytes, content_type: str = "application/rss+xml", **headers: str) -> Reply:
    def reply(handler: Handler) -> None:
        if headers.get("ETag") and handler.headers.get("If-None-Match") == headers["ETag"]:
            status(304)(handler)
            return
        handler.send_response(200)
        for name, value in {"Content-Type": content_type, "Content-Length": str(len(body)), **headers}.items():
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(body)

    return reply


def status(code: int, body: bytes = b"", **headers: str) -> Reply:
    def reply(handler: Handler) -> None:
        handler.send_response(code)
        for name, value in {"Content-Length": str(len(body)), **headers}.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(body)

    return reply


def endless(piece: bytes = b"<item>" * 1000, pause: float = 0) -> Reply:
    """Answer without an end, fast or a little at a time."""

    def reply(handler: Handler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", "application/rss+xml")
        handler.end_headers()
        while True:
            handler.wfile.write(piece)
            handler.wfile.flush()
            time.sleep(pause)

    return reply


def held(gate: threading.Event, then: Reply) -> Reply:
    """Answer only when the gate opens, or after half a minute."""

    def reply(handler: Handler) -> None:
        gate.wait(30)
        then(handler)

    return reply


MONDAY = "Mon, 25 Nov 2019 10:00:00 GMT"


def entry(guid: str, *, title: str = "", text: str = "", link: str = "", date: str = MONDAY) -> str:
    title = title or f"News {guid}"
    link = link or f"https://news.example/{guid}"
    return (
        f"<item><guid isPermaLink='false'>{guid}</guid><title>{title}</title><link>{link}</link>"
        f"<pubDate>{date}</pubDate><description>{text or 'Something happened.'}</description></item>"
    )


def rss(*entries: str) -> bytes:
    inner = "".join(entries)
    return f"<rss version='2.0'><channel><title>A feed</title>{inner}</channel></rss>".encode()


@contextlib.contextmanager
def serve() -> Iterator[FeedServer]:
    handler = type("BoundHandler", (Handler,), {})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as httpd:
        httpd.daemon_threads = True
        server = FeedServer(f"http://127.0.0.1:{httpd.server_port}")
        handler.feed_server = server
        thread = threading.Thread(target=httpd.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        yield server
        httpd.shutdown()
        thread.join()
