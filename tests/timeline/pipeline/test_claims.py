from datetime import timedelta

import pytest

from tests.factories import make_item
from tests.timeline.pipeline.conftest import NOW
from timeline.models import Item
from timeline.models.work import due
from timeline.pipeline import claims, matching_stage, sweep

pytestmark = pytest.mark.django_db


def waiting(**given):
    return make_item(state="waiting", due_at=NOW, **given)


def test_only_one_of_two_workers_gets_a_row():
    item = waiting()

    first, second = (claims.take(Item, item.pk, now=NOW) for _ in range(2))

    assert first is not None
    assert second is None


def test_a_claim_that_lapsed_can_be_taken_by_another_worker(settings):
    item = waiting()
    claims.take(Item, item.pk, now=NOW)
    later = NOW + timedelta(seconds=settings.CLAIM_SECONDS)

    assert not Item.objects.filter(due(later - timedelta(seconds=1))).exists()
    assert claims.take(Item, item.pk, now=later) is not None


def test_whoever_lost_a_claim_writes_nothing(settings):
    item = waiting()
    lost = claims.take(Item, item.pk, now=NOW)
    claims.take(Item, item.pk, now=NOW + timedelta(seconds=settings.CLAIM_SECONDS))

    with pytest.raises(claims.ClaimLost):
        claims.settle(lost, state="matched")
    claims.give_back(lost, reason="too late", attempts=1, now=NOW, state="dead")

    item.refresh_from_db()
    assert (item.state, item.error) == ("waiting", "")


def test_a_failed_row_waits_longer_after_every_attempt(settings):
    settings.RETRY_SECONDS = 10

    waits = [claims.wait_after(attempt) for attempt in range(1, 12)]

    assert timedelta(seconds=8) <= waits[0] <= timedelta(seconds=12)
    assert timedelta(seconds=32) <= waits[2] <= timedelta(seconds=48)
    assert max(waits) == claims.LONGEST_WAIT


def test_rows_that_failed_before_are_taken_alone():
    fresh = [waiting() for _ in range(3)]
    failed = [waiting(attempts=2) for _ in range(2)]

    taken = [claims.take_some(Item, now=NOW, limit=10).pks for _ in range(3)]

    assert taken == [[item.pk for item in fresh], [failed[0].pk], [failed[1].pk]]
    assert claims.take_some(Item, now=NOW, limit=10) is None


def test_a_poison_item_becomes_a_dead_letter_with_its_error_and_takes_no_other_with_it(settings, monkeypatch):
    settings.MAX_ATTEMPTS = 2
    poison, other = waiting(title="poison"), waiting(title="harmless")
    real = matching_stage.match

    def match(index, text):
        if text.title == "poison":
            raise RuntimeError("it cannot be matched")
        return real(index, text)

    monkeypatch.setattr(matching_stage, "match", match)
    now = NOW
    for _ in range(4):
        matching_stage.match_some(now=now)
        now += timedelta(hours=1)

    poison.refresh_from_db()
    other.refresh_from_db()
    assert (poison.state, poison.due_at) == ("dead", None)
    assert poison.error == "RuntimeError: it cannot be matched"
    assert other.state == "unmatched"


def test_a_row_that_kills_every_worker_becomes_a_dead_letter(settings):
    settings.MAX_ATTEMPTS = 3
    item = waiting()
    now = NOW
    for _ in range(settings.MAX_ATTEMPTS):
        assert claims.take(Item, item.pk, now=now) is not None  # and the worker dies
        now += timedelta(seconds=settings.CLAIM_SECONDS)

    assert claims.take(Item, item.pk, now=now) is None
    sweep(now=now)

    item.refresh_from_db()
    assert item.state == "dead"
    assert "the worker died" in item.error


def test_a_dead_letter_lives_again_when_it_is_matched_again():
    item = make_item(state="dead", due_at=None, attempts=5, error="RuntimeError")

    matching_stage.rematch(now=NOW)
    matching_stage.match_some(now=NOW)

    item.refresh_from_db()
    assert (item.state, item.attempts, item.error) == ("unmatched", 0, "")
