"""Real processes with short times, and readers of what they send."""

import json
import socket
import threading
from urllib.parse import urlsplit

import httpx
import pytest

from tests.doors import stream_door
from tests.factories import make_event
from timeline.publishing import publish

SHORT = {
    "STREAMS_A_SENDER": "4",
    "STREAMS": "6",
    "STREAM_SECONDS": "3",
    "STREAM_BEAT_SECONDS": "1",
    "STREAM_PATIENCE_SECONDS": "2",
    "SENDER_HEADER": "X-Sender",
}


@pytest.fixture(scope="module")
def door(django_db_setup, tmp_path_factory):
    """Address of the stream process; it keeps nothing of one test for the next."""
    with stream_door(tmp_path_factory.mktemp("streams"), **SHORT) as address:
        yield address


@pytest.fixture
def streams(transactional_db, door):
    """Address of the stream process, with an event published."""
    publish([make_event()])
    return door


class Reader:
    """Reads server-sent events in a thread of its own, as (id, data) until they end."""

    def __init__(self, address, sender="1.1.1.1", **headers):
        self.events, self.beats, self.ended, self.status = [], [], threading.Event(), None
        self.begun, self.enough = threading.Event(), threading.Event()
        self._headers = {"Accept": "text/event-stream", "X-Sender": sender, **headers}
        self._address = address
        self._changed = threading.Condition()
        threading.Thread(target=self._read, daemon=True).start()
        assert self.begun.wait(10)

    def _read(self):
        try:
            with httpx.stream("GET", self._address, headers=self._headers, timeout=30) as answer:
                self.status, self.answer_headers = answer.status_code, answer.headers
                fields = {}
                for line in answer.iter_lines():
                    if self.enough.is_set():
                        return
                    name, _, value = line.partition(": ")
                    if line:
                        fields[name] = value
                        continue
                    self.begun.set()
                    with self._changed:
                        if "data" in fields:
                            self.events.append((int(fields["id"]), json.loads(fields["data"])))
                        elif "retry" not in fields:
                            self.beats.append(int(fields["id"]))
                        self._changed.notify_all()
                    fields = {}
        finally:
            self.begun.set()
            self.ended.set()

    def wait(self, condition, seconds=10):
        with self._changed:
            assert self._changed.wait_for(lambda: condition(self), seconds), (self.events, self.beats)


@pytest.fixture
def reader():
    """Begin to read a stream; all that a test began have ended before the next."""
    begun = []

    def begin(*given, **named):
        begun.append(Reader(*given, **named))
        return begun[-1]

    yield begin
    for one in begun:
        one.enough.set()
    assert all(one.ended.wait(5) for one in begun)


@pytest.fixture
def wire():
    """Return a bare connection that has sent some text."""
    opened = []

    def connect(address, text, **options):
        place = urlsplit(address)
        one = socket.socket()
        for name, value in options.items():
            one.setsockopt(socket.SOL_SOCKET, getattr(socket, name), value)
        one.settimeout(20)
        one.connect((place.hostname, place.port))
        one.sendall(text.encode())
        opened.append(one)
        return one

    yield connect
    for one in opened:
        one.close()
