"""Webhooks: everything new once, signed, never what is not public any more, and no receiver spoils the rest."""

from datetime import timedelta

import pytest
import standardwebhooks
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from tests.factories import make_dispute, make_event, make_party
from tests.timeline.webhooks.conftest import NOW, about, news, queue, work
from timeline import webhooks
from timeline.codelists import RevisionKind
from timeline.models import Webhook, WebhookAttempt, WebhookMessage
from timeline.pipeline import sweep
from timeline.pipeline.claims import ClaimLost
from timeline.publishing import merge, publish, readdress, retract, take_down
from timeline.selectors import latest_seq
from timeline.webhook_states import WebhookStop
from timeline.webhooks import sending
from timeline.webhooks.signing import id_of_news, secret_of
from timeline.webhooks.targets import TargetRefused, read_target

pytestmark = pytest.mark.django_db


def test_a_message_is_signed_as_the_specification_says_and_can_be_read_at_once(dispute, follow, receiver):
    row, now = follow(), timezone.now()
    event = news(dispute)
    work(now)
    [call] = about(receiver, event.public_id)
    assert standardwebhooks.Webhook(secret_of(row)).verify(call.body, call.headers) == call.said
    assert call.type == "event.published"
    assert call.data["document"]["title"] == {"en": "Court rules anew"}
    assert f"/events/{event.public_id}/" in call.data["page_url"]
    assert (call.data["correction"], call.data["omitted"]) == (None, "")
    assert call.headers["content-type"] == "application/json"
    with pytest.raises(standardwebhooks.WebhookVerificationError):
        standardwebhooks.Webhook(secret_of(row)).verify(call.body + b" ", call.headers)
    count = len(receiver.calls)
    work(now)
    assert len(receiver.calls) == count, "nothing is told twice"


def test_what_was_there_before_is_not_told_and_the_dispute_itself_is(dispute, follow, receiver):
    follow(kinds=["published", "updated"])
    news(dispute)
    work()
    assert sorted(set(receiver.types)) == ["dispute.updated", "event.published"]
    assert {call.data["id"] for call in receiver.calls if call.type.startswith("dispute")} == {"jedi"}


@pytest.mark.parametrize(
    ("scope", "told"),
    [
        ("", True),
        ("dispute=jedi", True),
        ("dispute=other", False),
        ("party=acme", True),
        ("q=anew", True),
        ("q=absent", False),
        ("dispute=jedi&type=ruling", True),
        ("dispute=jedi&type=award", False),
    ],
)
def test_a_query_chooses_what_is_told(dispute, follow, receiver, scope, told):
    publish([make_dispute(slug="other")])
    follow(scope)
    event = news(dispute, type="ruling", parties={make_party(slug="acme"): "protester"})
    work()
    assert bool(about(receiver, event.public_id)) is told


def test_kinds_choose_too_and_removals_are_told_whatever_was_chosen(dispute, follow, receiver):
    event = news(dispute)
    follow(kinds=["corrected"])
    event.title = {"en": "Court rulse"}
    event.save()
    publish([event], kind=RevisionKind.UPDATED)
    event.title = {"en": "Court rules"}
    event.save()
    publish([event], kind=RevisionKind.AMENDED)
    work()
    assert not about(receiver, event.public_id)
    retract([event], note="It did not happen.")
    work()
    [call] = about(receiver, event.public_id)
    assert (call.type, call.data["note"], call.data["removed"]) == ("event.retracted", "It did not happen.", True)


def test_what_leaves_a_query_is_told_to_those_who_follow_it(dispute, follow, receiver):
    event = news(dispute, type="ruling")
    follow("dispute=jedi&type=ruling")
    event.type = "order"
    event.save()
    publish([event], kind=RevisionKind.CORRECTED, note="It was an order.")
    work()
    [call] = about(receiver, event.public_id)
    assert call.data["correction"]["reason"] == "It was an order."
    assert {"part": "type", "before": "ruling", "after": "order"} in call.data["correction"]["changed"]


def test_a_take_down_between_queueing_and_sending_leaves_no_word_of_it(dispute, follow, receiver):
    row = follow()
    event = news(dispute, "A secret name")
    queue()
    assert row.messages.filter(type="event.published").exists()
    take_down(event, reason="A court ordered it.")
    work()
    published, removed = about(receiver, event.public_id)
    assert (published.data["document"], published.data["omitted"]) == (None, "removed-later")
    assert (removed.type, removed.data["note"]) == ("event.taken_down", "A court ordered it.")
    assert not [call for call in receiver.calls if b"secret name" in call.body]


def test_a_take_down_reaches_those_who_followed_words_that_are_gone(dispute, follow, receiver):
    follow("q=secret")
    event = news(dispute, "A secret name")
    work()
    take_down(event, reason="A court ordered it.")
    work()
    assert [call.type for call in about(receiver, event.public_id)] == ["event.published", "event.taken_down"]


def test_a_retraction_meanwhile_leaves_no_word_of_what_was_said_and_corrected(dispute, follow, receiver):
    event = news(dispute, "Wrong at first")
    follow()
    event.title = {"en": "Wrong again"}
    event.save()
    publish([event], kind=RevisionKind.CORRECTED, note="The name Smith was wrong.")
    queue()
    retract([event], note="It did not happen.")
    work()
    corrected, retracted = about(receiver, event.public_id)
    assert corrected.data["omitted"] == "removed-later"
    for words in (b"Wrong again", b"Wrong at first", b"Smith"):
        assert words not in corrected.body
    assert retracted.type == "event.retracted"


def test_who_wants_ids_only_gets_neither_document_nor_before_and_after(dispute, follow, receiver):
    event = news(dispute)
    follow(whole=False)
    event.date = "2020-02-14"
    event.save()
    publish([event], kind=RevisionKind.CORRECTED, note="The day was wrong.")
    work()
    [call] = about(receiver, event.public_id)
    assert (call.data["document"], call.data["omitted"]) == (None, "by-choice")
    assert {"part": "date"} in call.data["correction"]["changed"]
    assert call.data["correction"]["reason"] == "The day was wrong."


def test_a_document_that_is_too_long_is_left_out(dispute, follow, receiver, monkeypatch):
    monkeypatch.setattr("timeline.alerts.payloads.LONGEST", 500)
    follow()
    event = news(dispute)
    work()
    [call] = about(receiver, event.public_id)
    assert (call.data["document"], call.data["omitted"]) == (None, "too-long")


def test_what_is_under_way_is_not_sent_beside_itself(dispute, follow, receiver):
    row = follow(kinds=["published"])
    news(dispute)
    news(dispute)
    queue()
    first = row.messages.order_by("pk").first()
    WebhookMessage.objects.filter(pk=first.pk).update(claimed_until=NOW + timedelta(seconds=60))
    assert not webhooks.send_next(now=NOW), "one at a time to each receiver"
    assert webhooks.send_next(now=NOW + timedelta(minutes=2))


def test_a_worker_that_died_before_noting_sends_the_same_id_again(dispute, follow, receiver, monkeypatch):
    follow(kinds=["published"])
    news(dispute)
    queue()

    def die(*_args, **_values):
        raise ClaimLost

    with monkeypatch.context() as patched:
        patched.setattr(sending, "settle", die)
        with pytest.raises(ClaimLost):
            webhooks.send_next(now=NOW)
    assert not webhooks.send_next(now=NOW), "it is still held"
    assert sweep(now=NOW + timedelta(minutes=5)).calls
    assert webhooks.send_next(now=NOW + timedelta(minutes=5))
    first, second = receiver.calls
    assert (first.id, first.body) == (second.id, second.body)


def test_messages_and_how_far_the_log_was_read_are_written_together_or_not_at_all(dispute, follow, monkeypatch):
    row = follow(kinds=["published"])
    news(dispute)

    def die(*_args, **_values):
        raise ClaimLost

    with monkeypatch.context() as patched:
        patched.setattr("timeline.webhooks.queueing.settle", die)
        with pytest.raises(ClaimLost):
            webhooks.queue_next(now=NOW)
    assert not row.messages.exists()
    queue(NOW + timedelta(minutes=5))
    assert row.messages.count() == 1


def test_a_replay_tells_everything_again_under_the_same_ids(dispute, follow, receiver):
    row = follow(kinds=["published"])
    first = latest_seq() + 1
    events = [news(dispute, f"News {number}") for number in range(3)]
    work()
    ids = [call.id for call in receiver.calls]
    row.messages.filter(seq=first).delete()  # as after a month
    row.refresh_from_db()
    webhooks.replay(row, first, now=NOW)
    work()
    assert sorted(call.id for call in receiver.calls[len(ids) :]) == sorted(ids)
    assert row.messages.count() == len(set(ids)) == len(events)
    for wrong in (0, latest_seq() + 1):
        with pytest.raises(webhooks.Refused):
            webhooks.replay(row, wrong, now=NOW)


@given(st.integers(1, 10**9), st.integers(1, 10**9), st.integers(1, 10**9))
def test_a_happening_has_one_id_a_receiver_and_no_other(receiver_number, seq, other):
    assert id_of_news(receiver_number, seq) == id_of_news(receiver_number, seq)
    assert (id_of_news(receiver_number, seq) == id_of_news(receiver_number, other)) is (seq == other)


def test_only_as_many_messages_wait_as_there_is_room_for(dispute, follow, receiver, monkeypatch):
    monkeypatch.setattr("timeline.webhooks.queueing.MOST_WAITING", 2)
    monkeypatch.setattr("timeline.alerts.happenings.WINDOW", 2)
    row = follow(kinds=["published"])
    for number in range(6):
        news(dispute, f"News {number}")
    queue()
    assert row.messages.count() < 5
    now = NOW
    for _minute in range(12):
        now += timedelta(minutes=2)
        work(now)
    assert len({call.id for call in receiver.calls}) == 6


def test_for_a_day_the_old_secret_signs_beside_the_new_one(dispute, follow, receiver):
    row, now = follow(kinds=["published"]), timezone.now()
    old = secret_of(row)
    webhooks.rotate(row, now=now)
    row.refresh_from_db()
    new = secret_of(row)
    assert old != new
    news(dispute)
    work(now)
    for secret in (old, new):
        standardwebhooks.Webhook(secret).verify(receiver.calls[0].body, receiver.calls[0].headers)
    Webhook.objects.update(old_until=now)
    news(dispute)
    work(now)
    standardwebhooks.Webhook(new).verify(receiver.calls[1].body, receiver.calls[1].headers)
    with pytest.raises(standardwebhooks.WebhookVerificationError):
        standardwebhooks.Webhook(old).verify(receiver.calls[1].body, receiver.calls[1].headers)


def test_a_new_key_of_the_site_breaks_no_receiver_while_the_old_one_is_listed(dispute, follow, receiver, settings):
    row, now = follow(kinds=["published"]), timezone.now()
    old = secret_of(row)
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "another key of the site " * 3
    news(dispute)
    work(now)
    for secret in (old, secret_of(row)):
        standardwebhooks.Webhook(secret).verify(receiver.calls[0].body, receiver.calls[0].headers)


def test_an_address_that_leads_into_a_private_net_is_not_called(dispute, follow, receiver, settings):
    settings.WEBHOOK_ALLOW_HOSTS = []
    settings.FETCH_ALLOW_HOSTS = [receiver.netloc]  # what the operator's own feeds may do, readers may not
    follow()
    news(dispute)
    work()
    assert not receiver.calls
    assert set(WebhookAttempt.objects.values_list("outcome", flat=True)) == {"forbidden_target"}


@pytest.mark.parametrize(
    "url",
    [
        "http://newsroom.example/hook",
        "ftp://newsroom.example/",
        "https://user:pass@newsroom.example/",
        "https://newsroom.example/#part",
        "https://newsroom.example/a b",
        "https://newsroom.example/\r\nX: y",
        "https:///hook",
        "https://[half/",
        "javascript:alert(1)",
        "https://newsroom.example/" + "x" * 500,
        "",
    ],
)
def test_what_is_no_address_of_the_public_web_is_refused(url):
    with pytest.raises(TargetRefused):
        read_target(url)


def test_our_own_address_is_refused(settings):
    settings.SITE_URL = "https://record.example"
    with pytest.raises(TargetRefused):
        read_target("https://record.example/hooks/x/")
    assert read_target(" https://newsroom.example/hook?key=1 ") == "https://newsroom.example/hook?key=1"


def test_what_is_long_over_is_forgotten(dispute, follow, receiver):
    row = follow(kinds=["published"])
    news(dispute)
    work()
    webhooks.delete_unused(now=NOW + timedelta(days=31))
    assert not row.messages.exists()
    webhooks.stop(row, WebhookStop.OWNER, now=NOW)
    webhooks.delete_unused(now=NOW + timedelta(days=89))
    assert Webhook.objects.exists()
    webhooks.delete_unused(now=NOW + timedelta(days=90))
    assert not Webhook.objects.exists()


def test_what_was_renamed_or_merged_since_is_followed_on(dispute, follow, receiver):
    follow("dispute=jedi")
    old, new = make_party(slug="old-firm"), make_party(slug="new-firm")
    publish([make_event(dispute=dispute, parties={old: "other"}), new])
    follow("party=old-firm")
    readdress(dispute, "jedi-cloud", note="The longer name.")
    merge(old, new, note="The same firm.")
    work()
    told = len(receiver.calls)
    event = news(dispute, parties={new: "other"})
    work()

    assert [call.data["id"] for call in receiver.calls[told:]].count(event.public_id) == 2
