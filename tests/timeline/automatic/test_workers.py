"""Publishing without review with real workers: one killed midway, another beside it, one event and revision each."""

import time
from datetime import UTC, datetime, timedelta

import pytest

from tests.timeline.automatic.conftest import entry
from timeline import automatic
from timeline.models import AutomaticPublication, Candidate, ChangeSet, Event, Feed, Revision
from timeline.pipeline.automatic_rows import note_candidates

pytestmark = pytest.mark.django_db(transaction=True)
HOW_MANY = 6
PATIENCE = 40  # seconds
QUICK = {"SWEEP_SECONDS": "1", "CLAIM_SECONDS": "3"}


def wait_until(condition) -> None:
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline, list(AutomaticPublication.objects.values_list("state", "error", "reasons"))
        time.sleep(0.02)


def test_two_workers_of_which_one_is_killed_publish_each_candidate_once(feed, protest, start_worker):
    now = datetime.now(UTC)
    automatic.distrust(feed)
    automatic.trust(feed, actor=None, now=now - timedelta(hours=1))
    today = Feed.objects.get(pk=feed.pk)
    fresh = {"first_seen_at": now, "changed_at": now, "happened": now.date().isoformat()}
    for number in range(HOW_MANY):
        candidate = entry(today, protest, title=f"Order {number}", item=fresh, match={"proposed_at": now})
        note_candidates([candidate.item_id], now=now)
    before = ChangeSet.objects.count()

    first = start_worker(concurrency=2, beat=True, env=QUICK)
    start_worker(concurrency=2, beat=True, env=QUICK)
    wait_until(lambda: AutomaticPublication.objects.filter(state="published").exists())
    first.kill()
    wait_until(lambda: not AutomaticPublication.objects.filter(state="waiting").exists())

    states = set(AutomaticPublication.objects.values_list("state", flat=True))
    assert states == {"published"}, list(AutomaticPublication.objects.values_list("reasons", "error"))
    assert Event.objects.count() == HOW_MANY
    assert Candidate.objects.filter(state="accepted").count() == HOW_MANY
    assert ChangeSet.objects.count() == before + HOW_MANY
    of_events = Revision.objects.filter(document_type="event")
    assert of_events.count() == HOW_MANY
    assert of_events.values("key").distinct().count() == HOW_MANY
