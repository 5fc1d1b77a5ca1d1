from datetime import timedelta

import pytest
from django.utils import timezone

from tests.factories import make_item
from tests.timeline.ingest.test_courtlistener import ENTRY, delivery
from tests.timeline.pipeline.conftest import NOW
from timeline import shared_clock, tasks
from timeline.models import Delivery, Item
from timeline.pipeline import claims, set_back, sweep

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)
SECRET = "a-secret-of-at-least-thirty-two-letters"


def waiting(**given):
    return make_item(**{"state": "waiting", "due_at": NOW, "changed_at": NOW, **given})


def test_what_was_written_while_the_clock_was_ahead_is_due_once_it_is_set_back():
    ahead = waiting(due_at=NOW + HOUR, changed_at=NOW + HOUR)

    assert sweep(now=NOW).items

    ahead.refresh_from_db()
    assert ahead.due_at == NOW


def test_what_is_to_be_tried_again_later_waits_until_then():
    later = waiting(due_at=NOW + HOUR)
    failed = waiting(due_at=NOW + HOUR, changed_at=NOW + HOUR, attempts=1)

    assert set_back.free(now=NOW) == 0

    for item in (later, failed):
        item.refresh_from_db()
        assert item.due_at == NOW + HOUR


def test_a_claim_from_the_future_is_lost_and_one_of_now_is_kept(settings):
    item, other = waiting(), waiting()
    of_the_future = claims.take(Item, item.pk, now=NOW + HOUR)
    of_now = claims.take(Item, other.pk, now=NOW)

    set_back.free(now=NOW)

    assert claims.take(Item, item.pk, now=NOW) is not None
    assert claims.take(Item, other.pk, now=NOW) is None
    with pytest.raises(claims.ClaimLost):
        claims.settle(of_the_future, state="matched")
    claims.settle(of_now, state="matched")


def test_a_worker_whose_clock_is_ahead_takes_nothing_that_another_one_holds(monkeypatch):
    now = shared_clock.now()
    item = waiting(due_at=now, changed_at=now)
    held = claims.take(Item, item.pk, now=now)
    monkeypatch.setattr(timezone, "now", lambda: now + HOUR)

    tasks.match_items()

    claims.settle(held, state="matched")


def test_a_webhook_is_due_at_once_though_the_clock_of_the_web_process_is_ahead(client, settings, monkeypatch):
    settings.COURTLISTENER_SECRET, settings.COURTLISTENER_SENDERS = SECRET, ["127.0.0.1"]
    now = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: now + HOUR)

    answer = client.post(f"/hooks/courtlistener/{SECRET}/", delivery(ENTRY), content_type="application/json")

    kept = Delivery.objects.get()
    assert answer.status_code == 200
    assert kept.received_at == kept.due_at
    assert abs(kept.due_at - now) < timedelta(minutes=1)


def test_the_shared_clock_goes_on_within_a_transaction():
    assert shared_clock.now() < shared_clock.now()
