"""The pages of webhooks: nothing is called before mail was confirmed and the receiver answered the challenge."""

import re
from datetime import timedelta

import pytest
from django.test import Client, RequestFactory
from django.utils import timezone

from tests.factories import make_dispute, make_event
from tests.receiver import friendly, status
from tests.timeline.webhooks.conftest import OWNER, work
from timeline import mail, webhooks
from timeline.guarding import make_token
from timeline.models import Letter, Webhook
from timeline.publishing import publish
from timeline.webhook_states import MessageState, WebhookState, WebhookStop
from timeline.webhooks.own import own_page

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def dispute():
    found = make_dispute(slug="jedi", name="JEDI")
    publish([found, make_event(dispute=found)])
    return found


def ask(client: Client, url: str, about: str = "dispute:jedi", path: str = "/webhooks/", **given):
    opened = make_token(RequestFactory().get("/"), timezone.now() - timedelta(minutes=1))
    form = {"email": "Owner@example.org", "url": url, "kinds": ["published", "corrected"], "content": "whole"}
    return client.post(f"{path}?about={about}", {**form, "token": opened, **given})


def page(row: Webhook, settings) -> str:
    return own_page(row).removeprefix(settings.SITE_URL)


def test_from_the_form_to_the_first_message(client, receiver, box, settings, dispute):
    assert ask(client, receiver.url).status_code == 200
    assert mail.send_next(now=timezone.now())
    [request] = box.messages
    assert request["Subject"] == "Webhook on JEDI: please confirm"
    [link] = re.findall(rf"{settings.SITE_URL}(/webhooks/\S+)", request.get_body(("plain",)).get_content())
    asked = client.get(link)
    assert "Yes, this is mine" in asked.content.decode()
    assert "whsec_" not in asked.content.decode()
    assert (asked["Referrer-Policy"], asked["X-Robots-Tag"]) == ("no-referrer", "noindex")
    client.post(link, {"act": "challenge"})
    work(timezone.now())
    assert not receiver.calls, "nothing is called before it is confirmed"
    assert client.post(link, {"act": "confirm"}).status_code == 303
    assert "whsec_" in client.get(link).content.decode()
    publish([make_event(dispute=dispute)])
    work(timezone.now())
    assert not receiver.calls, "nothing is told before the challenge was answered"
    assert client.post(link, {"act": "challenge"}).status_code == 303
    assert "is on its way" in client.get(link).content.decode()
    work(timezone.now())
    assert receiver.types == ["webhook.challenge"]
    assert Webhook.objects.get().state == WebhookState.ACTIVE
    work(timezone.now())
    assert len(receiver.calls) == 1, "what was published before is not told"
    publish([make_event(dispute=dispute)])
    work(timezone.now())
    assert "event.published" in receiver.types
    shown = client.get(link).content.decode()
    assert "event.published" in shown
    assert "delivered" in shown


def test_yes_without_the_words_of_the_challenge_is_no_answer(client, follow, receiver, settings):
    row = follow(state="confirmed", answered_at=None)
    for answer in (status(200, b"ok"), status(500), status(302, Location="/")):
        receiver.answer = answer
        assert client.post(page(row, settings), {"act": "challenge"}).status_code == 303
        work(timezone.now())
        row.refresh_from_db()
        assert (row.state, row.answered_at) == (WebhookState.CONFIRMED, None)
    shown = client.get(page(row, settings)).content.decode()
    assert "without the words of the challenge" in shown
    assert "redirects are not followed" in shown
    assert "The last challenge was not answered" in shown
    assert len(receiver.calls) == 3, "a challenge is sent once"


def test_a_receiver_cannot_be_bothered_by_challenges(client, follow, receiver, settings):
    row = follow(state="confirmed", answered_at=None)
    receiver.answer = status(404)
    answers = [client.post(page(row, settings), {"act": "challenge"}).status_code for _time in range(8)]
    assert answers == [303] * 6 + [409] * 2


def test_the_owner_tests_replays_changes_rotates_and_switches_off(client, follow, receiver, settings, dispute):
    row = follow()
    address = page(row, settings)
    client.post(address, {"act": "test"})
    work(timezone.now())
    assert receiver.types == ["webhook.test"]
    publish([make_event(dispute=dispute)])
    work(timezone.now())
    count = len(receiver.calls)
    assert client.post(address, {"act": "replay", "seq": "1"}).status_code == 303
    work(timezone.now())
    assert len(receiver.calls) > count
    for wrong in ("0", "x", "", "99999999999999999999999", "²"):
        assert client.post(address, {"act": "replay", "seq": wrong}).status_code == 409
    assert client.post(address, {"act": "change", "kinds": ["corrected"], "content": "short"}).status_code == 303
    assert client.post(address, {"act": "change", "kinds": ["nonsense"], "content": "short"}).status_code == 400
    row.refresh_from_db()
    assert (row.kinds, row.whole) == (["corrected"], False)
    salt = row.salt
    client.post(address, {"act": "rotate"})
    row.refresh_from_db()
    assert (row.salt != salt, row.old_salt) == (True, salt)
    assert "former secret" in client.get(address).content.decode()
    client.post(address, {"act": "stop"})
    row.refresh_from_db()
    assert (row.state, row.stopped_why) == (WebhookState.STOPPED, WebhookStop.OWNER)
    assert not Letter.objects.exists(), "who switched it off is not told so"
    assert "Switched off" in client.get(address).content.decode()


def test_leaving_deletes_everything_that_is_known(client, follow, receiver, settings, dispute):
    ask(client, receiver.url)
    row = Webhook.objects.get()
    assert Letter.objects.exists()
    foreign = client.post(page(row, settings), {"act": "leave"}, headers={"Sec-Fetch-Site": "cross-site"})
    assert foreign.status_code == 403
    assert "The webhook is deleted" in client.post(page(row, settings), {"act": "leave"}).content.decode()
    assert not Webhook.objects.exists()
    assert not Letter.objects.exists()
    assert client.get(page(row, settings)).status_code == 404


def test_a_message_under_way_when_its_webhook_is_deleted_harms_nothing(follow, receiver, dispute):
    row = follow()
    publish([make_event(dispute=dispute)])
    receiver.answer = lambda handler, call: (row.delete(), friendly(handler, call))[1]
    assert webhooks.queue_next(now=timezone.now())


def test_asking_again_changes_nothing_and_limits_hold(client, receiver, settings):
    for _time in range(2):
        assert ask(client, receiver.url).status_code == 200
    assert Webhook.objects.count() == 1
    ask(client, receiver.url, kinds=["updated"])
    ask(client, receiver.url)
    assert Letter.objects.count() == 3, "three letters an hour to one address"
    assert Webhook.objects.get().kinds == ["published", "corrected"]


def test_an_address_keeps_ten_and_all_together_a_thousand(client, follow, receiver, monkeypatch):
    for number in range(10):
        follow(f"q=word{number}")
    ask(client, receiver.url)
    assert Webhook.objects.count() == 10
    monkeypatch.setattr("timeline.webhooks.asking.MOST_IN_ALL", 10)
    assert ask(client, receiver.url, email="another@example.org").status_code == 503


@pytest.mark.parametrize("url", ["http://newsroom.example/", "https://me:pw@newsroom.example/", "newsroom", ""])
def test_what_cannot_be_called_is_said_at_the_field(client, url):
    answer = ask(client, url)
    assert answer.status_code == 400
    assert 'aria-invalid="true"' in answer.content.decode()
    assert not Webhook.objects.exists()


def test_a_form_without_a_kind_from_elsewhere_or_of_a_robot_writes_nothing(client, receiver):
    assert ask(client, receiver.url, kinds=[]).status_code == 400
    assert ask(client, receiver.url, token="x").status_code == 400
    assert ask(client, receiver.url, website="spam").status_code == 200
    assert ask(client, receiver.url, about="dispute:unknown").status_code == 400
    assert not Webhook.objects.exists()


def test_the_letter_and_the_pages_are_german_where_they_were_asked_for_in_german(client, receiver, settings):
    assert ask(client, receiver.url, path="/de/webhooks/").status_code == 200
    row = Webhook.objects.get()
    assert own_page(row).startswith(f"{settings.SITE_URL}/de/webhooks/")
    assert "bitte bestätigen" in Letter.objects.get().subject


def test_what_nobody_confirmed_or_no_receiver_answered_is_deleted(follow):
    now = timezone.now()
    follow("q=a", state="asked", answered_at=None, created_at=now)
    follow("q=b", state="confirmed", answered_at=None, created_at=now)
    follow("q=c", created_at=now)
    assert webhooks.delete_unused(now=now + timedelta(days=1)) == 0
    assert webhooks.delete_unused(now=now + timedelta(days=2)) == 1
    assert webhooks.delete_unused(now=now + timedelta(days=30)) == 1
    assert Webhook.objects.get().address == OWNER


def test_an_editor_switches_one_off_and_its_owner_is_told(follow, admin_client):
    row = follow()
    admin_client.post("/admin/timeline/webhook/", {"action": "stop_chosen", "_selected_action": [row.pk]})
    row.refresh_from_db()
    assert (row.state, row.stopped_why) == (WebhookState.STOPPED, WebhookStop.EDITOR)
    assert Letter.objects.get().address == OWNER
    listed = admin_client.get("/admin/timeline/webhook/").content.decode()
    assert "/hook" not in listed.replace("/webhook", ""), "what is called may hold a secret"
    assert not row.messages.filter(state=MessageState.WAITING).exists()
