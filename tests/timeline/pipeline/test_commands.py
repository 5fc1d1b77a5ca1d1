from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from tests.factories import make_feed, make_item
from tests.feed_server import entry, rss, status
from timeline.models import Candidate, Feed, Fetch, Host, Item

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

    assert not Feed.objects.exists()


def test_a_host_that_is_spared_makes_no_feed(db, server):
    Host.objects.create(name=server.url.removeprefix("http://"), quiet_until=timezone.now() + timedelta(hours=1))

    with pytest.raises(CommandError, match="spared until"):
        run("ingest", server("/feed"), "--feed", "new")

    assert not Feed.objects.exists()


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


def test_the_list_never_calls_well_what_is_off_or_was_never_asked(db):
    make_feed(slug="off", state="ok")
    make_feed(slug="fresh", enabled=True)
    make_feed(slug="fails", enabled=True, state="broken", state_detail="Broken: 500", failures=3)
    make_feed(slug="hook", parser="courtlistener", pushed=True, url="")
    make_feed(
        slug="trusted", parser="gao", enabled=True, publishes_unreviewed=True, unreviewed_since="2026-11-22T12:00Z"
    )

    lines = {line.split()[0]: line for line in run("feeds", "list").splitlines() if not line.startswith(" ")}
    said = run("feeds", "list")

    assert lines["off"].split()[1] == "off"
    assert lines["fresh"].split()[1] == "unasked"
    assert "sends by itself" in lines["hook"]
    assert "3 polls in a row failed" in said
    assert "publishes without review what it decides itself" in said
    assert "5 feeds, 3 switched on" in said


def test_a_list_takes_no_name_and_what_needs_one_asks_for_it(feed):
    with pytest.raises(CommandError, match="takes no name"):
        run("feeds", "list", "wire")
    with pytest.raises(CommandError, match="feeds disable NAME"):
        run("feeds", "disable")


def test_switching_says_what_was_so_already_and_what_is_missing(feed, settings):
    settings.COURTLISTENER_SECRET = ""
    settings.SOURCE_KEYS = {"sam-gov": ""}
    make_feed(slug="hook", parser="courtlistener", pushed=True, url="")
    make_feed(slug="awards", parser="sam-gov")
    Host.objects.create(name="feed-x.example", quiet_until="2099-01-01T00:00Z", failures=5)
    make_feed(slug="spared", url="https://feed-x.example/rss")

    assert "was on already" in run("feeds", "enable", "wire")
    run("feeds", "disable", "wire")
    assert "was off already" in run("feeds", "disable", "wire")
    assert "COURTLISTENER_SECRET is not set" in errors("feeds", "enable", "hook")
    assert "No key is set for" in errors("feeds", "enable", "awards")
    assert "spared until 2099-01-01" in errors("feeds", "enable", "spared")


def test_a_feed_of_a_kind_that_is_gone_is_answered_in_words(db):
    make_feed(slug="old", parser="gopher")

    for action in ("enable", "test"):
        with pytest.raises(CommandError, match="there is no kind of source “gopher”"):
            run("feeds", action, "old")


def test_what_sends_by_itself_cannot_be_tried(db):
    make_feed(slug="hook", parser="courtlistener", pushed=True, url="")

    with pytest.raises(CommandError, match="sends by itself"):
        run("feeds", "test", "hook")


def test_dead_letters_are_tried_again_one_by_one_and_nonsense_is_refused(db):
    one, two = (make_item(title=title, state="dead", due_at=None, error="It died.") for title in ("One", "Two"))

    assert f"item:{one.pk}  One\n    It died." in run("deadletters", "list")
    assert "1 piece of work waits" in run("deadletters", "retry", f"item:{one.pk}")
    assert dict(Item.objects.values_list("title", "state")) == {"One": "waiting", "Two": "dead"}
    with pytest.raises(CommandError, match=r"no piece of work like item:17; the kinds are delivery, fetch, item"):
        run("deadletters", "retry", "fish:1")
    with pytest.raises(CommandError, match="1 of those named were not given up"):
        run("deadletters", "retry", f"item:{one.pk}")
    with pytest.raises(CommandError, match="it shows all"):
        run("deadletters", "list", f"item:{two.pk}")


def errors(*arguments: str) -> str:
    said = StringIO()
    call_command(*arguments, stdout=StringIO(), stderr=said)
    return said.getvalue()
