"""A publisher on this machine, sources at its addresses, and the stages of a copy run by hand."""

from datetime import UTC, datetime

import pytest

from tests.factories import make_source
from tests.feed_server import FeedServer, content, serve
from timeline import evidence
from timeline.models import Source, Watch

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)

PAGE = """<!doctype html><html lang="en"><head><title>Court halts work on the cloud</title></head><body>
<nav><ul><li><a href="/">Front page</a></li><li><a href="/sport">%(nav)s</a></li></ul></nav>
<main><article><h1>Court halts work on the cloud</h1>
<p>A federal judge on Thursday ordered the Pentagon to stop work on its cloud contract until a protest is decided,
siding for now with the company that lost the award last October after a long and bitter competition.</p>
<p>%(text)s</p>
<p>The agency said that it was disappointed and that it would go on preparing the systems which soldiers in the field
need, whatever the outcome of the proceeding, and that no date had been set for the next hearing.</p>
</article></main><footer>All rights reserved.</footer></body></html>"""
SAID = "“We do not agree with the long-term view of the Department,” the judge wrote in a short opinion."


def page(text: str = SAID, nav: str = "Sport") -> bytes:
    return (PAGE % {"text": text, "nav": nav}).encode()


def html(body: bytes, **headers: str):
    return content(body, "text/html; charset=utf-8", **headers)


@pytest.fixture
def publisher(settings, tmp_path):
    """A publisher whose host may be called, and a folder of this test for what is kept."""
    folder = settings.STORAGES["evidence"]
    options = {**folder["OPTIONS"], "location": tmp_path / "evidence"}
    settings.STORAGES = {**settings.STORAGES, "evidence": {**folder, "OPTIONS": options}}
    settings.FETCH_SECONDS = 5
    with serve() as running:
        settings.FETCH_ALLOW_HOSTS = [running.url.removeprefix("http://")]
        yield running


@pytest.fixture
def source(db, publisher: FeedServer) -> Source:
    publisher["/story"] = html(page())
    return make_source(url=publisher("/story"))


def copied(source: Source, *, now: datetime = NOW) -> Watch:
    """Copy a source and do all that follows, as workers would; return its watch."""
    evidence.watch([source], now=now, again=True)
    due = evidence.due_now(now=now)
    for watch_id in due.watches:
        evidence.capture(watch_id, now=now)
    read_all(now)
    return Watch.objects.select_related("newest", "held__copy").get(source=source)


def read_all(now: datetime) -> None:
    """Read every copy that is due a little later: what came was complete after `now`."""
    later = now.replace(minute=now.minute + 1)
    for sha256 in evidence.due_now(now=later).copies:
        evidence.read_copy(sha256, now=later)
