"""Webhooks as CourtListener sends them: stored before anything else, once, and taken in like any answer."""

import json
import threading
from datetime import timedelta

import pytest
from django.db import connections
from django.test import Client as Browser
from django.utils import timezone

from tests.factories import make_feed
from tests.feed_server import content
from tests.timeline.ingest.test_courtlistener import ENTRY, delivery
from tests.timeline.pipeline.conftest import read_quietly
from tests.timeline.pipeline.court import CASE, CASE_PATH, DOCKET
from timeline import pipeline
from timeline.models import Candidate, Delivery, Feed, Fetch, Item, Lookup
from timeline.pipeline import asking

SECRET = "a-secret-of-at-least-thirty-two-letters"
SENDER = "34.210.230.218"
ADDRESS = f"/hooks/courtlistener/{SECRET}/"


@pytest.fixture(autouse=True)
def receiver(settings):
    settings.COURTLISTENER_SECRET = SECRET


@pytest.fixture
def alerts(jedi):
    return make_feed(slug="courtlistener-alerts", parser="courtlistener", url="", pushed=True, enabled=True)


def send(body=None, *, key="k-1", sender=SENDER, address=ADDRESS, forwarded=""):
    body = delivery(ENTRY) if body is None else body
    headers = {"Idempotency-Key": key} if key else {}
    headers |= {"X-Forwarded-For": forwarded} if forwarded else {}
    return Browser(REMOTE_ADDR=sender).post(address, body, "application/json", headers=headers)


def work(now=None) -> None:
    """Do what workers do, without asking anybody."""
    now = now or timezone.now()
    pipeline.take_in(now=now)
    for fetch in Fetch.objects.filter(state="waiting").order_by("pk"):
        read_quietly(fetch.pk, now)
    while pipeline.match_some(now=now):
        pass


@pytest.mark.django_db
def test_a_webhook_is_stored_as_it_came_before_anybody_reads_it():
    body = b"not even JSON"

    assert send(body).status_code == 200

    row = Delivery.objects.get()
    assert (bytes(row.raw), row.key, row.hook, row.sender, row.state) == (
        body,
        "k-1",
        "courtlistener",
        SENDER,
        "waiting",
    )
    assert row.headers["content-type"] == "application/json"
    assert row.headers["idempotency-key"] == "k-1"
    assert not Fetch.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"address": "/hooks/courtlistener/wrong/"}, 404),
        ({"sender": "8.8.8.8"}, 403),
        ({"sender": "nonsense"}, 403),
        ({"body": b"x" * 2_000_001}, 413),
        ({"body": b"x" * 3_000_000}, 413),
    ],
    ids=str,
)
def test_whoever_has_no_business_here_is_refused_and_nothing_is_stored(change, expected):
    assert send(**change).status_code == expected
    assert not Delivery.objects.exists()


@pytest.mark.django_db
def test_only_posts_are_taken():
    answer = Browser(REMOTE_ADDR=SENDER).get(ADDRESS)

    assert (answer.status_code, answer.headers["Allow"]) == (405, "POST")


@pytest.mark.django_db
def test_without_a_secret_there_is_no_such_page(settings):
    settings.COURTLISTENER_SECRET = ""

    assert send(address="/hooks/courtlistener//").status_code == 404
    assert send().status_code == 404


@pytest.mark.django_db
def test_behind_a_proxy_the_address_that_the_proxy_saw_counts(settings):
    settings.SENDER_HEADER = "X-Forwarded-For"

    assert send(sender="10.0.0.1", forwarded=f"{SENDER}, 8.8.8.8").status_code == 403
    assert send(sender="10.0.0.1", forwarded=f"8.8.8.8, ::ffff:{SENDER}").status_code == 200


@pytest.mark.django_db(transaction=True)
def test_the_same_webhook_five_times_at_once_is_stored_once():
    answers, together = [], threading.Barrier(5)

    def post():
        together.wait()
        answers.append(send().status_code)
        connections.close_all()

    threads = [threading.Thread(target=post) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert answers == [200] * 5
    assert Delivery.objects.count() == 1


@pytest.mark.django_db
def test_a_key_is_known_for_ever_and_a_body_without_one_by_its_content(alerts):
    send()
    work()
    send(delivery({**ENTRY, "id": 92}))
    send(key="")
    send(key="")

    assert sorted(key[:7] for key in Delivery.objects.values_list("key", flat=True)) == ["k-1", "sha256:"]


@pytest.mark.django_db
def test_a_webhook_becomes_an_item_through_the_same_reader(alerts):
    send()

    work()

    assert Item.objects.get().key == "cl:entry:91"
    row = Delivery.objects.get()
    assert (row.state, row.raw, row.fetch.state, row.due_at) == ("taken", None, "read", None)
    assert bytes(row.fetch.body.content()) == delivery(ENTRY)
    alerts.refresh_from_db()
    assert alerts.state == "ok"
    assert alerts.last_new_item_at is not None


@pytest.mark.django_db
def test_an_entry_in_several_webhooks_is_one_item(alerts):
    for key in ("a", "b", "c"):
        send(key=key)
    work()

    assert (Delivery.objects.count(), Item.objects.count()) == (3, 1)


@pytest.mark.django_db
def test_a_test_event_leaves_no_item_but_a_note(alerts):
    send(delivery({**ENTRY, "id": 2208776613}))

    work()

    assert not Item.objects.exists()
    assert not Lookup.objects.exists()
    assert any("test event" in one for one in Fetch.objects.get().warnings)


@pytest.mark.django_db
@pytest.mark.parametrize("event_type", [3, 4, 5, 77])
def test_events_without_records_and_unknown_ones_are_kept_and_say_what_they_are(alerts, event_type):
    body = delivery(event_type=event_type, payload={"id": 5, "disabled_alerts": [{"docket": 3}]})
    send(body)

    work()

    fetch = Fetch.objects.get()
    assert (fetch.state, bytes(fetch.body.content())) == ("read", body)
    assert fetch.warnings


@pytest.mark.django_db
def test_what_is_no_webhook_is_kept_and_shown_as_broken(alerts):
    send(b"<html>")

    work()

    assert Fetch.objects.get().state == "unreadable"
    assert Feed.objects.get().state == "broken"


@pytest.mark.django_db
def test_what_comes_while_the_feed_is_off_waits_for_it(alerts):
    Feed.objects.update(enabled=False)
    send()
    work()
    assert Delivery.objects.get().state == "waiting"

    Feed.objects.update(enabled=True)
    work()

    assert Item.objects.exists()


@pytest.mark.django_db
def test_a_feed_that_is_pushed_is_never_polled_and_has_no_gap(alerts):
    now = timezone.now()
    send()
    work()

    later = now + timedelta(days=30)
    assert pipeline.sweep(now=later).feeds == []
    assert pipeline.poll(alerts.pk, now=later) is None
    send(delivery({**ENTRY, "id": 92}), key="k-2")
    work(later)
    assert Feed.objects.get().gap_at is None


@pytest.fixture
def courtlistener(server, monkeypatch):
    """CourtListener's API on this machine."""
    real = asking.client_for(make_feed())

    class Here:
        def fetch(self, url, **more):
            return real.fetch(server(url.removeprefix("https://www.courtlistener.com").partition("?")[0]), **more)

    monkeypatch.setattr(asking, "client_for", lambda _: Here())
    return server


@pytest.mark.django_db
def test_a_webhook_before_the_docket_is_known_is_proposed_once_it_is(alerts, courtlistener):
    send()
    work()
    assert not Candidate.objects.exists()
    courtlistener[CASE_PATH] = CASE

    now = timezone.now()
    (lookup,) = pipeline.sweep(now=now).court_lookups
    pipeline.look_up(lookup, now=now)
    work(now + timedelta(minutes=1))

    candidate = Candidate.objects.get(item__key="cl:entry:91")
    assert candidate.strength == "identifier"
    assert Lookup.objects.get().state == "found"


@pytest.mark.django_db
def test_an_entry_of_a_case_that_is_known_is_proposed_at_once(alerts):
    send(json.dumps(DOCKET).encode(), key="the docket")
    send()

    work()

    assert Candidate.objects.filter(item__key="cl:entry:91", strength="identifier").exists()
    assert not Lookup.objects.exists()


@pytest.mark.django_db
def test_an_empty_text_is_asked_for_until_it_is_there(alerts, courtlistener):
    send(json.dumps(DOCKET).encode(), key="the docket")
    send(delivery({**ENTRY, "description": "", "recap_documents": []}))
    work()
    lookup = Lookup.objects.get()
    assert (lookup.key, lookup.state) == ("cl:entry:91", "waiting")

    courtlistener["/api/rest/v4/search/"] = content(b'{"count": 0, "results": []}', "application/json")
    now = timezone.now()
    pipeline.look_up(lookup.pk, now=now)
    work(now + timedelta(minutes=1))
    lookup.refresh_from_db()
    assert (lookup.state, lookup.rounds) == ("waiting", 1)
    assert lookup.due_at > now + timedelta(minutes=30)

    found = {**DOCKET, "docket_id": DOCKET["id"], "docketNumber": DOCKET["docket_number"]}
    found["recap_documents"] = [{"docket_entry_id": 91, "description": "ORDER granting the motion", "entry_number": 1}]
    courtlistener["/api/rest/v4/search/"] = content(json.dumps({"results": [found]}).encode(), "application/json")
    pipeline.look_up(lookup.pk, now=lookup.due_at)
    work(lookup.due_at + timedelta(minutes=1))
    lookup.refresh_from_db()
    assert (lookup.state, Item.objects.get(key="cl:entry:91").parsed["text"]) == ("found", "ORDER granting the motion")


@pytest.mark.django_db
def test_a_text_that_comes_by_itself_is_not_asked_for(alerts):
    send(json.dumps(DOCKET).encode(), key="the docket")
    send(delivery({**ENTRY, "description": "", "recap_documents": []}))
    work()

    send(key="k-2")
    work()

    assert Lookup.objects.get().state == "found"
    assert Item.objects.get(key="cl:entry:91").revision == 2
