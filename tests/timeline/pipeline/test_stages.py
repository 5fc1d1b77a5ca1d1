"""What becomes of a feed that works: bytes, items, candidates, and the same again without doubling."""

from datetime import timedelta

import pytest

from tests.factories import make_contract, make_dispute
from tests.feed_server import content, entry, rss
from tests.timeline.pipeline.conftest import NOW, poll_again, run_all, tables
from tests.timeline.pipeline.entries import COMPLAINT, FILM, fresh
from timeline import pipeline, review
from timeline.models import Body, Candidate, Feed, Fetch, Item
from timeline.pipeline import reading

pytestmark = pytest.mark.django_db


def test_a_due_feed_becomes_items_and_a_candidate(feed, server, jedi):
    server["/feed"] = rss(COMPLAINT, FILM)

    run_all()

    assert list(Item.objects.order_by("pk").values_list("key", "state")) == [("a", "matched"), ("b", "unmatched")]
    candidate = Candidate.objects.get()
    assert (candidate.dispute, candidate.strength, candidate.item.key) == (jedi, "identifier", "a")
    assert candidate.reasons[0] == "The number 19-1796C is in the record: Court of Federal Claims 19-1796C."
    assert fresh(feed).state == "ok"


def test_a_candidate_can_be_accepted_as_it_was_proposed(feed, server):
    server["/feed"] = rss(COMPLAINT)
    run_all()

    event = review.accept(Candidate.objects.get(), actor=None, now=NOW)

    assert (event.type, str(event.date), event.protest.docket) == ("protest-filed", "2019-11-25", "19-1796C")
    assert event.summary["en"].startswith("The Wire reported on 2019-11-25: “Amazon protests")


def test_raw_bytes_and_headers_are_kept_before_anything_is_read(feed, server):
    body = rss(COMPLAINT)
    server["/feed"] = content(body, **{"X-Served-By": "cache-7", "Set-Cookie": "session=secret"})

    pipeline.poll(feed.pk, now=NOW)

    fetch = Fetch.objects.get()
    assert bytes(fetch.body.content()) == body
    assert fetch.headers["x-served-by"] == "cache-7"
    assert "set-cookie" not in fetch.headers
    assert (fetch.state, fetch.status, Item.objects.count()) == ("waiting", 200, 0)


def test_a_second_run_over_the_same_bytes_changes_nothing(feed, server):
    server["/feed"] = rss(COMPLAINT, FILM)
    run_all()
    before = tables()

    poll_again(feed)

    after = tables()
    assert after["Item"] == before["Item"]
    assert after["Candidate"] == before["Candidate"]
    assert [fetch["state"] for fetch in after["Fetch"]] == ["read", "same"]
    assert Body.objects.count() == 1


def test_an_unchanged_source_is_asked_conditionally_and_sends_nothing(feed, server):
    server["/feed"] = content(rss(COMPLAINT), ETag='"v1"')
    run_all()

    poll_again(feed)

    assert server.conditional[-1]["if-none-match"] == '"v1"'
    assert Fetch.objects.latest("pk").outcome == "unchanged"
    assert fresh(feed).state == "ok"


def test_an_answer_that_could_not_be_read_is_asked_for_again_in_full(feed, server):
    server["/feed"] = content(b"<html><body>Closed for the night</body></html>", ETag='"page"')
    run_all()

    poll_again(feed)

    assert "if-none-match" not in server.conditional[-1]


def test_an_edited_item_updates_its_candidate_and_makes_no_second_one(feed, server):
    server["/feed"] = rss(entry("a", title="Amazon protests JEDI contract", text="It sued."))
    run_all()
    assert Candidate.objects.get().strength == "suggestion"

    server["/feed"] = rss(COMPLAINT)
    poll_again(feed)

    candidate = Candidate.objects.get()
    assert (candidate.strength, candidate.version, candidate.item.revision) == ("identifier", 2, 2)


def test_an_edit_after_the_decision_is_shown_and_decides_nothing(feed, server):
    server["/feed"] = rss(COMPLAINT)
    run_all()
    event = review.accept(Candidate.objects.get(), actor=None, now=NOW)

    server["/feed"] = rss(entry("a", title="Correction: Amazon protests JEDI", text="Docket No. 19-1796C."))
    poll_again(feed)

    candidate = Candidate.objects.get()
    assert (candidate.state, candidate.changed_since, candidate.event) == ("accepted", True, event)
    assert candidate.proposal["title"]["en"].startswith("Correction")
    assert "Correction" not in fresh(event).title["en"]


def test_an_item_edited_to_be_about_nothing_withdraws_its_candidate_until_it_is_again(feed, server):
    server["/feed"] = rss(COMPLAINT)
    run_all()
    server["/feed"] = rss(entry("a", title="Something else"))
    poll_again(feed)
    assert Candidate.objects.get().state == "withdrawn"

    server["/feed"] = rss(COMPLAINT)
    poll_again(feed)

    assert Candidate.objects.get().state == "new"


def test_items_are_matched_again_when_the_record_has_grown(feed, server):
    server["/feed"] = rss(entry("x", title="NASA protest over HLS", text="Solicitation NNH19ZCQ001K"))
    run_all()
    assert not Candidate.objects.exists()
    contract = make_contract(dispute=make_dispute(name="HLS"), solicitation_number="NNH19ZCQ001K")

    pipeline.rematch(now=NOW + timedelta(minutes=1))
    run_all(NOW + timedelta(minutes=1))

    assert Candidate.objects.get().contract == contract


def test_matching_again_leaves_decisions_alone(feed, server):
    server["/feed"] = rss(COMPLAINT)
    run_all()
    review.reject(Candidate.objects.get(), actor=None, now=NOW)
    before = tables()["Candidate"]

    pipeline.rematch(now=NOW)
    run_all()

    assert tables()["Candidate"] == before


def test_an_older_answer_read_late_does_not_replace_a_newer_one(feed, server):
    server["/feed"] = rss(entry("a", title="Old JEDI contract news"), entry("only-old"))
    old = pipeline.poll(feed.pk, now=NOW)
    server["/feed"] = rss(entry("a", title="New JEDI contract news"))
    Feed.objects.update(due_at=NOW)
    new = pipeline.poll(feed.pk, now=NOW)

    pipeline.read(new, now=NOW + timedelta(minutes=1))
    pipeline.read(old, now=NOW + timedelta(minutes=1))

    assert Item.objects.get(key="a").title == "New JEDI contract news"
    assert Item.objects.filter(key="only-old").exists()


def test_what_reverted_in_a_third_answer_is_kept_so_in_any_order_of_reading(feed, server):
    fetches = []
    for title in ("First", "Second", "First"):
        server["/feed"] = rss(entry("a", title=title))
        Feed.objects.update(due_at=NOW)
        fetches.append(pipeline.poll(feed.pk, now=NOW))

    for fetch in (fetches[0], fetches[2], fetches[1]):
        pipeline.read(fetch, now=NOW + timedelta(minutes=1))

    assert Item.objects.get().title == "First"


def test_answers_can_be_read_again_and_nothing_is_doubled(feed, server):
    server["/feed"] = rss(COMPLAINT, FILM)
    run_all()
    before = tables()
    Item.objects.filter(key="b").update(title="what an older reader made of it", content_hash="0")

    assert pipeline.read_again(Fetch.objects.all(), now=NOW) == 1
    run_all(NOW + timedelta(minutes=1))

    after = tables()
    assert [item["title"] for item in after["Item"]] == [item["title"] for item in before["Item"]]
    assert after["Candidate"] == before["Candidate"]


def test_an_id_that_turns_out_to_be_shared_keeps_its_first_item(feed, server):
    first = entry("same", title="First of two", link="https://news.example/1")
    server["/feed"] = rss(first)
    run_all()
    item = Item.objects.get()

    server["/feed"] = rss(first, entry("same", title="Second of two", link="https://news.example/2"))
    poll_again(feed)
    server["/feed"] = rss(first)
    poll_again(feed)

    assert Item.objects.count() == 2
    assert fresh(item).title == "First of two"
    assert fresh(item).key.startswith("same#")


def test_an_entry_that_no_table_can_hold_is_named_and_the_others_are_kept(feed, server, monkeypatch):
    server["/feed"] = rss(COMPLAINT, FILM)
    real = reading.feed_source.parse

    def with_nul(*arguments, **more):
        parsed = real(*arguments, **more)
        object.__setattr__(parsed.items[1], "title", "NUL \0")
        return parsed

    monkeypatch.setattr(reading.feed_source, "parse", with_nul)

    run_all()

    assert Item.objects.get().key == "a"
    assert "NUL" in Fetch.objects.get().rejected[0]["reason"]


@pytest.mark.parametrize(
    "body",
    [
        rss(entry("a", title="Ämter")).decode().encode("utf-16"),
        b"\xef\xbb\xbf" + rss(entry("a", title="Ämter")),
        b'<?xml version="1.0" encoding="utf-8"?>' + rss(entry("a", title="Ämter")).decode().encode("latin-1"),
    ],
    ids=["UTF-16", "BOM", "Latin-1 that calls itself UTF-8"],
)
def test_wrong_encodings_lose_no_letter(feed, server, body):
    server["/feed"] = content(body)

    run_all()

    assert Item.objects.get().title == "Ämter"
