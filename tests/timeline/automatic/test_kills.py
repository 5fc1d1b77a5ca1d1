"""Workers that are killed in the middle of publishing what a trusted source decided: it is published once."""

from datetime import timedelta
from functools import partial

import pytest
from django.utils import timezone

from tests.timeline.automatic.conftest import entry
from tests.timeline.pipeline.stages import committing_held, eventually, is_blocked_in_database, transaction_left_open
from timeline.models import AutomaticPublication, Event, Feed, Revision
from timeline.pipeline.automatic_rows import note_candidates
from timeline.publishing.writing import LOG_LOCK

ENV = {"CLAIM_SECONDS": "2", "SWEEP_SECONDS": "1", "RETRY_SECONDS": "1"}


@pytest.mark.django_db(transaction=True)
def test_workers_killed_while_they_publish_leave_one_event_and_one_revision(feed, protest, start_worker):
    now = timezone.now()
    Feed.objects.update(due_at=now + timedelta(days=1))
    candidate = entry(feed, protest)
    note_candidates([candidate.item_id], now=now)
    before = Revision.objects.count()

    log_held = partial(transaction_left_open, "SELECT pg_advisory_xact_lock(%s)", LOG_LOCK)
    for stage in (log_held, committing_held):
        with stage():
            worker = start_worker(env=ENV)
            eventually(is_blocked_in_database, nudged=True)
            worker.kill()
        eventually(lambda: not is_blocked_in_database())
    start_worker(env=ENV)
    eventually(lambda: AutomaticPublication.objects.get().state != "waiting", nudged=True)

    assert AutomaticPublication.objects.get().state == "published"
    event = Event.objects.get()
    assert Revision.objects.filter(document_type="event", key=event.public_id).count() == 1
    seqs = list(Revision.objects.order_by("seq").values_list("seq", flat=True))
    assert seqs == list(range(seqs[0], seqs[0] + len(seqs)))
    assert len(seqs) > before
