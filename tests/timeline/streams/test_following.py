"""Changes as they come, from a real process: none left out, none told twice, whoever comes, goes or waits."""

import threading
import time

import httpx
import pytest
from django.db import connection

from tests.factories import make_event
from timeline.models import Revision
from timeline.publishing import publish, retract
from timeline.selectors import latest_seq
from timeline.streams.wakes import NAME

pytestmark = pytest.mark.django_db(transaction=True)


def get(streams, query="", sender="1.1.1.1", **headers):
    return httpx.get(f"{streams}/streams/changes/{query}", headers={"X-Sender": sender, **headers}, timeout=30)


def seqs(since=0):
    return list(Revision.objects.filter(seq__gt=since).order_by("seq").values_list("seq", flat=True))


def test_a_stream_tells_what_is_published_at_once_and_in_order(streams, reader):
    since = latest_seq()
    one = reader(f"{streams}/streams/changes/")
    assert one.answer_headers["Content-Type"] == "text/event-stream; charset=utf-8"
    begin = time.monotonic()
    event = make_event()
    publish([event])
    one.wait(lambda read: len(read.events) == len(seqs(since)))
    assert time.monotonic() - begin < 2
    retract([event], note="No.")
    one.wait(lambda read: len(read.events) == len(seqs(since)))
    assert [seq for seq, _data in one.events] == seqs(since)
    assert [data["seq"] for _seq, data in one.events] == seqs(since)
    assert any(data["removed"] and data["note"] == "No." for _seq, data in one.events)


def test_a_stream_shows_that_it_lives_ends_by_itself_and_goes_on_behind_the_last_id(streams, reader):
    begin = time.monotonic()
    one = reader(f"{streams}/streams/changes/?since=0")
    one.wait(lambda read: len(read.events) == len(seqs()) and read.beats)
    assert one.beats[0] == latest_seq()
    assert one.ended.wait(12)
    assert 2 < time.monotonic() - begin < 8
    last = latest_seq()
    publish([make_event()])
    again = reader(f"{streams}/streams/changes/?since=0", **{"Last-Event-ID": str(last)})
    again.wait(lambda read: len(read.events) == len(seqs(last)))
    assert [seq for seq, _data in again.events] == seqs(last)


def test_only_wanted_types_come_and_documents_only_if_wanted(streams, reader):
    one = reader(f"{streams}/streams/changes/?object=dispute&omit=document&since=0")
    one.wait(lambda read: read.beats)
    assert {data["object"] for _seq, data in one.events} == {"dispute"}
    assert all("document" not in data and data["api_url"] for _seq, data in one.events)
    assert one.beats[0] == latest_seq()


def test_many_readers_who_come_at_any_time_miss_nothing_while_many_publish(streams, reader):
    def write():
        for _ in range(4):
            publish([make_event()])
        connection.close()

    writers = [threading.Thread(target=write) for _ in range(3)]
    for writer in writers:
        writer.start()
    readers = []
    for number in range(4):
        readers.append(reader(f"{streams}/streams/changes/?since=0", sender=f"1.1.1.{number}"))
        time.sleep(0.1)
    for writer in writers:
        writer.join()
    for one in readers:
        one.wait(lambda read: [seq for seq, _data in read.events] == seqs())


def test_an_answer_waits_for_the_next_change_or_for_its_time(streams):
    since = latest_seq()
    begin = time.monotonic()
    nothing = get(streams, f"?since={since}&wait=1").json()
    assert nothing["results"] == []
    assert nothing["next_since"] == since
    assert 0.9 < time.monotonic() - begin < 3
    threading.Timer(0.7, lambda: (publish([make_event()]), connection.close())).start()
    begin = time.monotonic()
    answer = get(streams, f"?since={since}&wait=20").json()
    assert [one["seq"] for one in answer["results"]] == seqs(since)
    assert time.monotonic() - begin < 4
    begin = time.monotonic()
    assert get(streams, "?since=0&wait=20").json()["results"]
    assert time.monotonic() - begin < 1


def test_a_stream_goes_on_when_the_database_cut_its_connections(streams, reader):
    one = reader(f"{streams}/streams/changes/")
    one.wait(lambda read: read.beats)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
            " WHERE datname = current_database() AND application_name = %s",
            [NAME],
        )
        assert cursor.fetchone()[0] == 1  # one connection listens for the whole process
    since = latest_seq()
    publish([make_event()])
    one.wait(lambda read: [seq for seq, _data in read.events] == seqs(since))


@pytest.mark.parametrize(
    ("query", "name"),
    [("?since=99999", "since"), ("?since=x", "since"), ("?wait=61", "wait"), ("?colour=red", "colour")],
)
def test_what_cannot_be_understood_is_refused_by_name(streams, query, name):
    for headers in ({}, {"Accept": "text/event-stream"}):
        answer = get(streams, query, **headers)
        assert answer.status_code == 400
        assert answer.headers["Content-Type"] == "application/problem+json"
        assert answer.json()["errors"][0]["parameter"] == name


def test_one_sender_gets_some_places_and_leaves_the_others_theirs(streams, reader):
    address = f"{streams}/streams/changes/"
    first = [reader(address) for _ in range(4)]
    refused = get(streams)
    assert refused.status_code == 429
    assert refused.headers["Retry-After"]
    assert refused.json()["type"].endswith("#too-many")
    assert get(streams, sender="2.2.2.2").status_code == 200
    others = [reader(address, sender="3.3.3.3") for _ in range(2)]
    full = get(streams, sender="4.4.4.4")
    assert full.status_code == 503
    assert full.json()["type"].endswith("#full")
    for one in (*first, *others):
        assert one.ended.wait(12)
    assert get(streams).status_code == 200


def test_who_hangs_up_gives_the_place_back(streams, wire):
    text = "GET /streams/changes/ HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: text/event-stream\r\nX-Sender: 5.5.5.5\r\n\r\n"
    for _ in range(3):
        held = [wire(streams, text) for _ in range(4)]
        assert all(b"200" in one.recv(100) for one in held)
        for one in held:
            one.close()
        time.sleep(0.3)
    assert get(streams, sender="5.5.5.5").status_code == 200
