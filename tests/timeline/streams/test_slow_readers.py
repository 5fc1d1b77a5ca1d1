"""Pages beside readers who take a byte a second of all that streams, at both doors; `make bench` does it with 200."""

import json
import statistics
import time

import httpx
import pytest

from tests.doors import stream_door, web_door
from tests.factories import make_dispute, make_event
from timeline.bench.load import Target
from timeline.bench.slow import slow_readers
from timeline.publishing import publish

pytestmark = pytest.mark.django_db(transaction=True)
READERS = 24
LARGE = 12_000_000  # bytes; more than the system takes off a server's hands


@pytest.fixture
def doors(tmp_path):
    """Both doors, with a file of the whole record, and a published dispute."""
    publish([make_event(dispute=make_dispute(slug="jedi"))])
    shelf = tmp_path / "media" / "bulk" / "1"
    shelf.mkdir(parents=True)
    file = {"name": "record.bin", "media_type": "application/octet-stream", "sha256": "0"}
    (shelf / "manifest.json").write_text(json.dumps({"files": [file]}))
    with (shelf / "record.bin").open("wb") as record:
        record.truncate(LARGE)
    shared = {"MEDIA_ROOT": str(tmp_path / "media"), "STREAMS_A_SENDER": "100", "WEB_THREADS": "4"}
    with stream_door(tmp_path, **shared) as streams, web_door(tmp_path, STREAM_URL=streams, **shared) as site:
        yield site, streams


def seconds_of(page, number=15):
    """Return the middle time of an answer."""
    taken = []
    for _ in range(number):
        begin = time.monotonic()
        assert httpx.get(page, timeout=10).status_code == 200
        taken.append(time.monotonic() - begin)
    return statistics.median(taken)


def test_pages_answer_as_fast_beside_slow_readers_at_both_doors(doors):
    site, streams = doors
    page = f"{site}/disputes/jedi/"
    seconds_of(page)
    alone = seconds_of(page)
    asked = [
        Target(f"{site}/data/1/record.bin"),
        Target(f"{streams}/data/1/record.bin"),
        Target(f"{streams}/streams/changes/?since=0", headers=(("Accept", "text/event-stream"),)),
    ]
    with slow_readers(asked, READERS) as readers:
        time.sleep(1.5)
        beside = seconds_of(page)
        assert readers.begun == READERS
        # The web process gives two downloads away and knows where there is room for more.
        led = httpx.get(asked[0].url)
        assert (led.status_code, led.headers["Location"]) == (307, f"{streams}/streams/data/1/record.bin")
    assert beside < 3 * alone + 0.1
