"""Receivers that fail, hang, drip, redirect or ask for time: tried for two days, and none holds up the others."""

import threading
from datetime import timedelta

import pytest
from django.utils import timezone

from tests.receiver import dripping, friendly, hanging, receive, status
from tests.timeline.webhooks.conftest import NOW, OWNER, about, news, state, work
from timeline import webhooks
from timeline.codelists import LetterKind, RevisionKind
from timeline.models import Letter, Webhook, WebhookAttempt
from timeline.publishing import publish
from timeline.webhook_states import MessageState, WebhookState, WebhookStop
from timeline.webhooks import sending

pytestmark = pytest.mark.django_db


def test_a_receiver_that_fails_is_tried_for_two_days_then_switched_off_and_its_owner_told(dispute, follow, receiver):
    receiver.answer = status(500)
    row = follow()
    event = news(dispute)
    now, waits = NOW, []
    work(now)
    while state(row)[0] == WebhookState.ACTIVE:
        due = row.messages.filter(state=MessageState.WAITING).order_by("due_at").first().due_at
        assert due > now
        waits.append(due - now)
        now = due
        work(now)
    assert now - NOW >= timedelta(days=2)
    assert now - NOW < timedelta(days=2, hours=1)
    assert waits[0] < timedelta(seconds=10)
    assert max(waits) < timedelta(hours=18)
    assert state(row) == (WebhookState.STOPPED, WebhookStop.FAILING)
    assert len({call.id for call in about(receiver, event.public_id)}) == 1
    assert len(receiver.calls) < 30, "who fails is not called on and on"
    [letter] = Letter.objects.filter(kind=LetterKind.WEBHOOK)
    assert (letter.address, "switched off" in letter.subject) == (OWNER, True)
    calls = len(receiver.calls)
    news(dispute, "While it was off")
    work(now + timedelta(days=1))
    assert len(receiver.calls) == calls

    receiver.answer, now = friendly, now + timedelta(days=3)
    webhooks.challenge(row, now=now)
    work(now)
    assert state(row) == (WebhookState.ACTIVE, "")
    work(now)
    titles = [call.data["document"]["title"]["en"] for call in receiver.calls[calls:] if call.type == "event.published"]
    assert titles == ["Court rules anew", "While it was off"], "nothing is lost"


def test_while_a_receiver_fails_what_is_new_waits_behind_what_failed(dispute, follow, receiver):
    receiver.answer = status(503)
    row = follow(kinds=["published"])
    for number in range(20):
        news(dispute, f"News {number}")
    work()
    assert len(receiver.calls) == 2, "the second failure makes all others wait"
    row.refresh_from_db()
    assert row.failing_since == NOW
    receiver.answer = friendly
    work(NOW + timedelta(minutes=1))
    assert len({call.id for call in receiver.calls}) == 20
    row.refresh_from_db()
    assert row.failing_since is None


def test_one_message_that_is_refused_does_not_hold_up_the_others(dispute, follow, receiver):
    event = news(dispute)
    follow(kinds=["published", "corrected"])
    event.date = "2020-02-14"
    event.save()
    publish([event], kind=RevisionKind.CORRECTED, note="The day was wrong.")
    receiver.answer = lambda handler, call: handler.send(400 if call.type == "event.corrected" else 200)
    now = NOW
    for day in range(5):
        work(now + timedelta(days=day))
        news(dispute, f"Day {day}")
    work(now + timedelta(days=5))
    assert Webhook.objects.get().state == WebhookState.ACTIVE
    assert len([call for call in receiver.calls if call.type == "event.published"]) == 5


def test_410_ends_it_at_once(dispute, follow, receiver):
    receiver.answer = status(410)
    row = follow()
    news(dispute)
    work()
    assert len(receiver.calls) == 1
    assert state(row) == (WebhookState.STOPPED, WebhookStop.GONE)
    assert Letter.objects.filter(kind=LetterKind.WEBHOOK).count() == 1


def test_a_redirect_is_not_followed(dispute, follow, receiver):
    with receive() as other:
        receiver.answer = status(302, Location=other.url)
        follow()
        news(dispute)
        work()
        assert not other.calls
    assert set(WebhookAttempt.objects.values_list("outcome", flat=True)) == {"redirect_loop"}


@pytest.mark.parametrize("kind", ["dripping", "hanging"])
def test_a_receiver_that_takes_its_time_is_left(dispute, follow, receiver, hurried, kind):
    gate = threading.Event()
    receiver.answer = dripping(0.2) if kind == "dripping" else hanging(gate)
    row = follow(kinds=["published"])
    news(dispute)
    began = timezone.now()
    work()
    gate.set()
    assert timezone.now() - began < timedelta(seconds=4)
    assert set(WebhookAttempt.objects.values_list("outcome", flat=True)) == {"too_slow"}
    assert row.messages.filter(state=MessageState.WAITING).exists()


def test_an_answer_without_an_end_is_not_read_to_it(dispute, follow, receiver):
    receiver.answer = status(200, b"x" * 5_000_000)
    row = follow(kinds=["published"])
    news(dispute)
    work()
    assert row.messages.get().state == MessageState.DELIVERED


def test_a_receiver_that_asks_for_time_gets_it(dispute, follow, receiver):
    receiver.answer = status(429, Retry_After="7200")
    row = follow(kinds=["published"])
    news(dispute)
    work()
    assert row.messages.get().due_at == NOW + timedelta(hours=2)


def test_a_slow_receiver_gets_a_tenth_of_a_worker(dispute, follow, receiver, monkeypatch):
    monkeypatch.setattr(sending, "SLOW", -1.0)
    monkeypatch.setattr(sending, "PATIENCE", 100_000)
    follow(kinds=["published"])
    news(dispute)
    news(dispute)
    work()
    assert len(receiver.calls) == 1
    work(NOW + timedelta(days=1))
    assert len(receiver.calls) == 2
