"""A small HTTP server on loopback that plays the publisher of the examples."""

import hashlib
from collections.abc import Callable
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Final

from timeline.demo.rendering import feed_xml, page_html, path_of
from timeline.demo.stories import STORIES

LOOPBACK: Final = "127.0.0.1"
FEED_PATH: Final = "/feed.xml"


def address(port: int) -> str:
    """Return the address of the server without a slash at its end."""
    return f"http://{LOOPBACK}:{port}"


Pages = dict[str, tuple[str, bytes]]


class PageServer(ThreadingHTTPServer):
    """Serve pages (type and bytes by path) on loopback; raise OSError if the port is taken.

    `pages_at` makes them of the server's address, which is known only once a port is bound. `removed` makes every
    answer 410.
    """

    daemon_threads = True

    def __init__(self, port: int, pages_at: Callable[[str], Pages]) -> None:
        """Bind to loopback only."""
        super().__init__((LOOPBACK, port), _Pages)
        self.pages = pages_at(address(self.server_port))
        self.removed = False


class DemoServer(PageServer):
    """Serve the feed of stories and their pages."""

    def __init__(self, port: int) -> None:
        """Bind to loopback only."""
        super().__init__(port, _stories_at)


def _stories_at(base: str) -> Pages:
    pages = {FEED_PATH: ("application/rss+xml; charset=utf-8", feed_xml(base))}
    return pages | {path_of(story): ("text/html; charset=utf-8", page_html(story)) for story in STORIES}


class _Pages(BaseHTTPRequestHandler):
    server: PageServer

    def do_GET(self) -> None:
        """Answer with the page, 304 if the asker has it, 404 or 410 if there is none."""
        content_type, body = self.server.pages.get(self.path.partition("?")[0], ("", b""))
        etag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
        if self.server.removed:
            self._answer(HTTPStatus.GONE, {}, b"")
        elif not body:
            self._answer(HTTPStatus.NOT_FOUND, {}, b"")
        elif self.headers.get("If-None-Match") == etag:
            self._answer(HTTPStatus.NOT_MODIFIED, {"ETag": etag}, b"")
        else:
            self._answer(HTTPStatus.OK, {"Content-Type": content_type, "ETag": etag}, body)

    def _answer(self, status: HTTPStatus, headers: dict[str, str], body: bytes) -> None:
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing of requests: the worker's own lines tell of them."""
