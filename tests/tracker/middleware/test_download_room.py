"""Downloads leave the web process threads for pages, and readers who want to wait go to the other door."""

import pytest
from django.http import HttpResponse, StreamingHttpResponse
from django.test import RequestFactory

from tracker.middleware.download_room import DownloadRoomMiddleware

pytestmark = pytest.mark.django_db  # an answer that is closed looks after the connection
ASKED = RequestFactory().get("/disputes/jedi/events.csv?type=ruling")


@pytest.fixture
def door(settings):
    settings.WEB_DOWNLOADS = 2
    return DownloadRoomMiddleware(lambda request: StreamingHttpResponse(iter([b"a", b"b"])))


def test_so_many_downloads_go_out_at_once_and_the_next_when_one_has_ended(door):
    first, second = door(ASKED), door(ASKED)
    refused = door(ASKED)
    assert (refused.status_code, refused["Retry-After"]) == (503, "5")
    assert b"".join(first.streaming_content) == b"ab"
    first.close()
    first.close()  # a server may say so twice
    third = door(ASKED)
    assert [third.status_code, door(ASKED).status_code] == [200, 503]
    second.close()
    third.close()


def test_the_next_is_led_to_the_stream_process_where_there_is_one(door, settings):
    settings.STREAM_URL = "https://streams.example"
    held = [door(ASKED), door(ASKED)]
    led = door(ASKED)
    assert led.status_code == 307
    assert led["Location"] == "https://streams.example/streams/disputes/jedi/events.csv?type=ruling"
    for one in held:
        one.close()


def test_pages_and_static_files_are_never_counted(settings):
    settings.WEB_DOWNLOADS = 1
    pages = DownloadRoomMiddleware(lambda request: HttpResponse(b"page"))
    assert [pages(ASKED).status_code for _ in range(5)] == [200] * 5
    static = DownloadRoomMiddleware(lambda request: StreamingHttpResponse(iter([b"a"])))
    styles = RequestFactory().get("/static/timeline/site.css")
    assert [static(styles).status_code for _ in range(5)] == [200] * 5


@pytest.mark.django_db
def test_who_comes_in_by_the_door_of_pages_is_led_to_the_other(client, settings):
    assert client.get("/streams/changes/").status_code == 404
    settings.STREAM_URL = settings.SITE_URL  # the proxy should have taken it there
    assert client.get("/streams/changes/").status_code == 404
    settings.STREAM_URL = "http://127.0.0.1:9"
    for method in (client.get, client.post):
        led = method("/streams/mcp?a=b" if method == client.post else "/streams/changes/?a=b")
        assert led.status_code == 307
        assert led["Location"].startswith("http://127.0.0.1:9/streams/")
        assert led["Location"].endswith("?a=b")


@pytest.mark.django_db
def test_changes_answer_at_once_and_lead_who_would_have_to_wait(client, settings):
    asked = "/api/v1/changes/?wait=20&since=0"
    assert client.get(asked).json()["results"] == []
    settings.STREAM_URL = settings.SITE_URL
    led = client.get(asked)
    assert led.status_code == 307
    assert led["Location"] == f"{settings.SITE_URL}/streams/changes/?wait=20&since=0"
    streaming = client.get("/api/v1/changes/", headers={"Accept": "text/event-stream"})
    assert streaming["Location"] == f"{settings.SITE_URL}/streams/changes/"
    assert "Accept" in streaming["Vary"]
    assert client.get("/api/v1/changes/").status_code == 200
