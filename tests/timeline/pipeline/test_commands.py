from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests.factories import make_feed
from tests.feed_server import entry, rss, status
from timeline.models import Candidate, Feed, Fetch, Item

pytestmark = pytest.mark.django_db

NEWS = rss(
    entry("a", title="Amazon protests Pentagon's JEDI contract award", text="Docket No. 19-1796C."),
    entry("b", title="Weather"),
)


def run(*arguments):
    out = StringIO()
    call_command(*arguments, stdout=out, stderr=StringIO())
    return out.getvalue()


@pytest.fixture
def saved(tmp_path):
    path = tmp_path / "saved.xml"
    path.write_bytes(NEWS)
    return str(path)


def test_a_saved_file_is_taken_in_and_what_it_proposes_is_said_with_its_reason(jedi, saved):
    said = run("ingest", saved, "--feed", "By hand")

    assert "New feed “By hand”" in said
    assert "2 entries: 2 new, 0 changed, 0 known" in said
    assert "JEDI (identifier, 100): Amazon protests" in said
    assert "The number 19-1796C is in the record" in said
    assert Candidate.objects.count() == 1


def test_taking_in_the_same_file_twice_changes_nothing(jedi, saved):
    run("ingest", saved, "--feed", "by-hand")
    said = run("ingest", saved, "--feed", "by-hand")

    assert "0 new, 0 changed, 2 known" in said
    assert (Item.objects.count(), Candidate.objects.count(), Feed.objects.count()) == (2, 1, 1)


def test_a_web_address_is_taken_in(jedi, server):
    server["/saved"] = NEWS

    assert "2 new" in run("ingest", server("/saved"), "--feed", "by-hand")


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (b"<html><body>Nothing here</body></html>", "could not be read"),
        (b"", "Empty"),
        (b"x" * 11_000_000, "larger than the 10,000,000 bytes allowed"),
        (b"\x89PNG\r\n\x1a\n\0\0\0", "could not be read"),
        (b"<rss><channel><item><title>\xff\xfe</", "could not be read"),
    ],
)
def test_a_file_that_is_no_feed_gives_a_clear_error_and_no_items(jedi, tmp_path, body, message):
    path = tmp_path / "bad"
    path.write_bytes(body)

    with pytest.raises(CommandError, match=message):
        run("ingest", str(path), "--feed", "by-hand")

    assert not Item.objects.exists()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("no-such-file.xml", "--feed", "x"), "There is no file no-such-file.xml, and it is no web address"),
        (("/", "--feed", "x"), "cannot be read: Is a directory"),
        (("http://127.0.0.1:9/feed", "--feed", "x"), "FETCH_ALLOW_HOSTS"),
        (("http://[broken", "--feed", "x"), "Forbidden address"),
        (("feed.xml", "--feed", "!!!"), "no name for a feed"),
    ],
)
def test_a_wrong_call_says_what_is_wrong(db, arguments, message):
    with pytest.raises(CommandError, match=message):
        run("ingest", *arguments)


def test_a_refusing_source_is_no_news_but_an_error(jedi, server):
    server["/feed"] = status(403)

    with pytest.raises(CommandError, match="Blocked"):
        run("ingest", server("/feed"), "--feed", "x")

    assert Fetch.objects.get().outcome == "blocked"


def test_the_kind_of_a_known_feed_is_not_changed_in_passing(saved):
    make_feed(slug="court", parser="pacer-rss")

    with pytest.raises(CommandError, match="pacer-rss"):
        run("ingest", saved, "--feed", "court", "--source", "feed")


def test_feeds_are_listed_with_how_they_fare(feed):
    Feed.objects.update(state="blocked", state_detail="Blocked: the source answered 403")

    said = run("feeds", "list")

    assert "wire" in said
    assert "the source answered 403" in said


def test_a_feed_is_switched_on_and_off(feed):
    run("feeds", "disable", "wire")
    assert not Feed.objects.get().enabled

    run("feeds", "enable", "The Wire")
    assert Feed.objects.get().enabled


def test_a_feed_without_address_cannot_be_switched_on(db):
    make_feed(slug="files", url="")

    with pytest.raises(CommandError, match="no address"):
        run("feeds", "enable", "files")


def test_trying_a_feed_shows_what_it_would_propose_and_keeps_nothing(feed, server):
    server["/feed"] = NEWS

    said = run("feeds", "test", "wire")

    assert "2 entries" in said
    assert "JEDI (identifier)" in said
    assert not Fetch.objects.exists()
    assert not Item.objects.exists()


def test_an_unknown_feed_is_answered_with_those_there_are(feed):
    with pytest.raises(CommandError, match=r"no feed “nope”; there are: wire"):
        run("feeds", "test", "nope")


def test_the_kinds_of_sources_are_listed(db):
    assert "pacer-rss" in run("feeds", "sources")


def test_a_gap_is_acknowledged(feed):
    Feed.objects.update(state="gap", gap_at="2026-11-22T12:00Z")

    run("feeds", "acknowledge", "wire")

    assert (Feed.objects.get().state, Feed.objects.get().gap_at) == ("ok", None)
    with pytest.raises(CommandError, match="no gap"):
        run("feeds", "acknowledge", "wire")


def test_kept_answers_are_read_again_and_their_items_matched(jedi, saved):
    run("ingest", saved, "--feed", "by-hand")
    Item.objects.filter(key="a").update(title="wrong", content_hash="0")

    said = run("reparse", "--feed", "by-hand")

    assert "1 answers read again: 0 items new, 1 changed, 1 the same." in said
    assert Item.objects.get(key="a").title.startswith("Amazon")
    assert Candidate.objects.count() == 1


def test_items_alone_are_matched_again_within_a_range_of_days(jedi, saved):
    run("ingest", saved, "--feed", "by-hand")

    assert "2 items are matched again" in run("reparse", "--items")
    assert "0 items are matched again" in run("reparse", "--items", "--until", "2020-01-01")
    assert not Item.objects.filter(state="waiting").exists()
