import gzip
import socket
import time
import zlib
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.timeline.ingest.scripted_server import reply, serving
from timeline.ingest.http import Client, Limits, retry_after
from timeline.ingest.outcome import Outcome

FEED = b"<rss version='2.0'><channel><item><guid>1</guid><title>Protest filed</title></item></channel></rss>"
AKAMAI = (
    b"<HTML><HEAD><TITLE>Access Denied</TITLE></HEAD><BODY>You don't have permission. Reference #18.2f1</BODY></HTML>"
)


def client(**options):
    defaults = {"contact": "editors@records.example", "allow_loopback": True, "limits": Limits(total_seconds=5)}
    return Client(**defaults | options)


def fetch_one(answer, *, limits=None, **request):
    with serving({"/feed": answer}) as server:
        return client(limits=limits or Limits(total_seconds=5)).fetch(server.url("/feed"), **request)


def test_a_good_answer_arrives_whole_with_its_validators():
    got = fetch_one(reply(FEED, ETag='"v1"', Last_Modified="Wed, 01 May 2024 10:00:00 GMT", Content_Type="text/xml"))
    assert (got.outcome, got.status, got.body) == (Outcome.OK, 200, FEED)
    assert (got.etag, got.last_modified) == ('"v1"', "Wed, 01 May 2024 10:00:00 GMT")
    assert got.content_type == "text/xml"


def test_the_request_says_who_asks_and_what_is_already_held():
    with serving({"/feed": reply(status="304 Not Modified")}) as server:
        got = client().fetch(server.url("/feed"), etag='"v1"', last_modified="Wed, 01 May 2024 10:00:00 GMT")
        request = server.requests[0].lower()
    assert got.outcome is Outcome.UNCHANGED
    assert b"user-agent: contractdisputetracker/1.0 (+editors@records.example)" in request
    assert b'if-none-match: "v1"' in request
    assert b"if-modified-since: wed, 01 may 2024 10:00:00 gmt" in request


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        ("401 Unauthorized", Outcome.BLOCKED),
        ("403 Forbidden", Outcome.BLOCKED),
        ("404 Not Found", Outcome.NOT_FOUND),
        ("410 Gone", Outcome.GONE),
        ("418 Teapot", Outcome.REFUSED),
        ("429 Too Many Requests", Outcome.RATE_LIMITED),
        ("451 Unavailable", Outcome.BLOCKED),
        ("500 Internal Server Error", Outcome.SERVER_ERROR),
        ("503 Service Unavailable", Outcome.SERVER_ERROR),
    ],
)
def test_a_status_of_refusal_has_its_own_outcome(status, outcome):
    got = fetch_one(reply(b"no", status=status))
    assert got.outcome is outcome
    assert not got.outcome.is_success


def test_a_refusal_of_a_key_is_not_taken_for_a_bot_filter():
    assert fetch_one(reply(status="403 No"), headers={"Authorization": "Token x"}).outcome is Outcome.NOT_ALLOWED


def test_a_block_page_with_status_200_is_blocked():
    got = fetch_one(reply(AKAMAI, Content_Type="text/html"))
    assert got.outcome is Outcome.BLOCKED
    assert "Akamai" in got.reason


def test_a_maintenance_page_with_status_200_is_a_server_error():
    page = b"<html><title>CM/ECF Maintenance</title><body>Please come back later.</body></html>"
    assert fetch_one(reply(page)).outcome is Outcome.SERVER_ERROR


def test_an_empty_answer_is_no_success():
    assert fetch_one(reply(b"")).outcome is Outcome.EMPTY


def test_retry_after_is_read_as_seconds_and_as_a_date():
    now = datetime(2024, 5, 1, 10, 0, tzinfo=UTC)
    assert retry_after("120", now) == 120
    assert retry_after("Wed, 01 May 2024 10:05:00 GMT", now) == 300
    assert retry_after("Wed, 01 May 2024 09:00:00 GMT", now) == 0
    assert retry_after("99999999999999", now) == 7 * 24 * 3600
    assert retry_after("soon", now) is None
    assert fetch_one(reply(status="429 Slow down", Retry_After="30")).retry_after == 30


def test_a_server_that_sends_a_byte_a_second_is_cut_at_the_deadline():
    def drip(connection, request):
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
        while True:
            connection.sendall(b"x")
            time.sleep(0.1)

    began = time.monotonic()
    got = fetch_one(drip, limits=Limits(total_seconds=0.6))
    assert got.outcome is Outcome.TOO_SLOW
    assert time.monotonic() - began < 2
    assert 0 < len(got.body) < 20


def test_headers_that_drip_are_cut_at_the_deadline_too():
    def drip(connection, request):
        connection.sendall(b"HTTP/1.1 200 OK\r\nX: ")
        while True:
            connection.sendall(b"x")
            time.sleep(0.1)

    assert fetch_one(drip, limits=Limits(total_seconds=0.5)).outcome is Outcome.TOO_SLOW


def test_a_silent_server_is_cut_at_the_deadline():
    assert fetch_one(lambda *_: time.sleep(3), limits=Limits(total_seconds=0.4)).outcome is Outcome.TOO_SLOW


def test_an_endless_answer_is_cut_at_the_byte_limit():
    def endless(connection, request):
        connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
        while True:
            connection.sendall(b"x" * 65536)

    got = fetch_one(endless, limits=Limits(total_seconds=5, max_bytes=200_000))
    assert got.outcome is Outcome.TOO_LARGE
    assert len(got.body) <= 200_000


def test_an_announced_size_beyond_the_limit_is_not_even_read():
    got = fetch_one(reply(b"x", Content_Length="99999999999"), limits=Limits(max_bytes=1000))
    assert (got.outcome, got.body) == (Outcome.TOO_LARGE, b"")
    assert "announced" in got.reason


def test_a_content_length_larger_than_the_answer_is_incomplete_and_keeps_what_came():
    got = fetch_one(reply(FEED, Content_Length=str(len(FEED) + 500)))
    assert (got.outcome, got.body) == (Outcome.INCOMPLETE, FEED)


def test_a_content_length_smaller_than_the_answer_gives_what_was_announced():
    got = fetch_one(reply(FEED, Content_Length="40"))
    assert (got.outcome, got.body) == (Outcome.OK, FEED[:40])


@pytest.mark.parametrize("length", ["-5", "abc", "5, 6"])
def test_a_nonsensical_content_length_is_an_error_and_no_crash(length):
    assert not fetch_one(reply(FEED, Content_Length=length)).outcome.is_success


def test_what_is_no_http_is_a_network_error():
    assert fetch_one(lambda connection, _: connection.sendall(b"220 mail ready\r\n")).outcome is Outcome.NETWORK_ERROR


def test_a_closed_port_is_a_network_error():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    assert client().fetch(f"http://127.0.0.1:{port}/").outcome is Outcome.NETWORK_ERROR


def test_plain_http_behind_an_https_address_is_a_network_error():
    with serving({"/": reply(FEED)}) as server:
        got = client(limits=Limits(total_seconds=2)).fetch(f"https://127.0.0.1:{server.port}/")
    assert got.outcome in {Outcome.NETWORK_ERROR, Outcome.TOO_SLOW}


@pytest.mark.parametrize(
    ("encoding", "packed"),
    [
        ("gzip", gzip.compress(FEED, mtime=0)),
        ("gzip", gzip.compress(FEED[:40]) + gzip.compress(FEED[40:])),
        ("deflate", zlib.compress(FEED)),
        ("deflate", zlib.compress(FEED)[2:-4]),
        ("identity", FEED),
    ],
)
def test_packed_answers_are_unpacked(encoding, packed):
    got = fetch_one(reply(packed, Content_Encoding=encoding))
    assert (got.outcome, got.body) == (Outcome.OK, FEED)


def test_a_decompression_bomb_is_refused_without_being_unpacked():
    bomb = gzip.compress(b"\0" * 50_000_000)
    assert len(bomb) < 60_000
    got = fetch_one(reply(bomb, Content_Encoding="gzip"), limits=Limits(max_bytes=1_000_000))
    assert got.outcome is Outcome.TOO_LARGE
    assert len(got.body) <= 1_000_000


def test_a_packed_answer_that_is_cut_short_is_incomplete():
    assert fetch_one(reply(gzip.compress(FEED * 50)[:60], Content_Encoding="gzip")).outcome is Outcome.INCOMPLETE


@pytest.mark.parametrize(("encoding", "body"), [("br", b"\x1b\x00"), ("gzip, gzip", b"x"), ("gzip", b"plain")])
def test_an_answer_packed_otherwise_than_asked_is_an_error(encoding, body):
    assert fetch_one(reply(body, Content_Encoding=encoding)).outcome is Outcome.NETWORK_ERROR


def test_redirects_are_followed_and_a_permanent_move_is_reported():
    answers = {
        "/old": reply(status="301 Moved", Location="/newer"),
        "/newer": reply(status="308 Moved", Location="/feed#top"),
        "/feed": reply(FEED),
    }
    with serving(answers) as server:
        got = client().fetch(server.url("/old"))
        assert got.body == FEED
        assert got.moved_to == got.url == server.url("/feed")
        assert got.redirects == (server.url("/old"), server.url("/newer"))


def test_a_temporary_redirect_moves_nothing_for_good():
    with serving({"/a": reply(status="302 Found", Location="/feed"), "/feed": reply(FEED)}) as server:
        assert client().fetch(server.url("/a")).moved_to is None


def test_redirects_in_a_circle_end():
    answers = {"/a": reply(status="302 Found", Location="/b"), "/b": reply(status="302 Found", Location="/a")}
    with serving(answers) as server:
        assert client().fetch(server.url("/a")).outcome is Outcome.REDIRECT_LOOP


def test_redirects_that_never_end_are_cut_after_five():
    answers = {f"/{n}": reply(status="302 Found", Location=f"/{n + 1}") for n in range(20)}
    with serving(answers) as server:
        assert client().fetch(server.url("/0")).outcome is Outcome.REDIRECT_LOOP
        assert len(server.requests) == 6


@pytest.mark.parametrize(
    "location",
    [
        "http://10.0.0.1/",
        "http://192.168.1.1/admin",
        "http://169.254.169.254/latest/meta-data/",
        "http://[fd00:ec2::254]/",
        "http://168.63.129.16/",
        "file:///etc/passwd",
        "ftp://records.example/",
        "gopher://127.0.0.1:6379/_FLUSHALL",
        "http://user:pw@records.example/",
    ],
)
def test_a_redirect_to_a_forbidden_target_is_not_called(location):
    got = fetch_one(reply(status="302 Found", Location=location))
    assert got.outcome is Outcome.FORBIDDEN_TARGET


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://127.1/",
        "http://2130706433/",
        "http://0x7f.0.0.1/",
        "http://0.0.0.0/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://[64:ff9b::7f00:1]/",
        "http://[2002:7f00:1::]/",
        "http://[::]/",
        "http://localhost/",
        "http://100.100.100.200/",
        "http://172.31.0.1/",
        "http://224.0.0.1/",
    ],
)
def test_no_address_of_the_inside_is_called(url):
    got = client(allow_loopback=False).fetch(url)
    assert got.outcome is Outcome.FORBIDDEN_TARGET, got.reason


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "//x.example/", "", "http://", "http://a b/", "http://x:99999/"]
)
def test_what_is_no_web_address_is_not_called(url):
    assert client().fetch(url).outcome is Outcome.FORBIDDEN_TARGET


def test_a_port_of_another_protocol_is_not_called():
    assert (
        client(look_up=lambda *_: ["93.184.216.34"]).fetch("http://mail.example:25/").outcome
        is Outcome.FORBIDDEN_TARGET
    )


def test_a_name_is_looked_up_once_and_the_checked_address_is_called():
    answers = iter([["127.0.0.1"], ["10.0.0.1"]])
    with serving({"/feed": reply(FEED)}) as server:
        got = client(look_up=lambda *_: next(answers)).fetch(f"http://rebinding.example:{server.port}/feed")
        assert got.body == FEED
        assert f"host: rebinding.example:{server.port}".encode() in server.requests[0].lower()
    assert next(answers) == ["10.0.0.1"]


def test_a_name_that_also_leads_inside_is_called_only_outside():
    with serving({"/feed": reply(FEED)}) as server:
        got = client(look_up=lambda *_: ["10.0.0.1", "127.0.0.1"]).fetch(f"http://two.example:{server.port}/feed")
    assert got.outcome is Outcome.OK


def test_a_slow_look_up_is_cut_at_the_deadline():
    got = client(limits=Limits(total_seconds=0.3), look_up=lambda *_: time.sleep(2)).fetch("http://slow.example/")
    assert got.outcome is Outcome.TOO_SLOW


def test_only_the_named_host_and_port_are_opened():
    with serving({"/feed": reply(FEED)}) as open_one, serving({"/": reply(FEED)}) as other:
        named = client(allow_loopback=False, allow_hosts=[f"127.0.0.1:{open_one.port}"])
        assert named.fetch(open_one.url("/feed")).outcome is Outcome.OK
        assert named.fetch(other.url("/")).outcome is Outcome.FORBIDDEN_TARGET


def test_credentials_do_not_follow_a_redirect_to_another_origin():
    with serving({"/": reply(FEED)}) as other:
        with serving({"/": reply(status="307 Go", Location=other.url("/"))}) as first:
            client().fetch(first.url("/"), headers={"Authorization": "Token secret"})
            assert b"Token secret" in first.requests[0]
        assert b"secret" not in other.requests[0]


def test_a_post_carries_its_content():
    with serving({"/search": reply(b"{}")}) as server:
        client().fetch(
            server.url("/search"), method="POST", content=b'{"page":1}', headers={"Content-Type": "application/json"}
        )
        assert server.requests[0].startswith(b"POST /search")
        assert b"content-length: 10" in server.requests[0].lower()


def test_secrets_do_not_show_in_what_is_kept():
    with serving({"/x?api_key=SECRET&id=3": reply(FEED)}) as server:
        got = client().fetch(server.url("/x?api_key=SECRET&id=3"))
    assert got.outcome is Outcome.OK
    assert "SECRET" not in repr(got)


def test_an_unchanged_that_nobody_asked_about_is_no_success():
    got = fetch_one(reply(status="304 Not Modified"))
    assert got.outcome is Outcome.EMPTY
    assert "not asked" in got.reason


def test_a_validator_goes_back_as_the_bytes_that_came():
    with serving({"/feed": reply(status="304 Not Modified")}) as server:
        assert client().fetch(server.url("/feed"), etag='"caf\xe9"').outcome is Outcome.UNCHANGED
        assert b'if-none-match: "caf\xe9"' in server.requests[0].lower()


@settings(max_examples=60)
@given(
    name=st.sampled_from(
        ["Location", "Content-Length", "Content-Encoding", "Retry-After", "ETag", "Transfer-Encoding"]
    ),
    value=st.text(st.characters(max_codepoint=255, exclude_characters="\r\n"), max_size=40),
    status=st.sampled_from(["200 OK", "206 Part", "301 Moved", "304 Same", "429 Wait", "999 What", "100 Continue"]),
)
def test_no_answer_makes_the_client_fail_otherwise_than_it_says(name, value, status):
    head = f"HTTP/1.1 {status}\r\n{name}: {value}\r\nConnection: close\r\n\r\n".encode("latin-1")
    got = fetch_one(head + FEED, limits=Limits(total_seconds=1))
    assert got.outcome in Outcome


def test_a_client_without_contact_is_refused():
    with pytest.raises(ValueError, match="contact"):
        Client(contact=" ")
