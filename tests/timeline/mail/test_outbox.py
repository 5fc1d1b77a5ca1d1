"""Mail: nothing lost while the server is down, one Message-ID for all attempts, nothing kept once it is sent."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from timeline import mail
from timeline.codelists import LetterKind, LetterState
from timeline.models import Letter
from timeline.pipeline import sweep
from timeline.pipeline.claims import ClaimLost
from timeline.pipeline.dead_letters import dead_letters, retry

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
SOMEBODY = "somebody@example.org"


def put(address: str = SOMEBODY, **given) -> Letter:
    values = {"subject": "News", "text": "Something happened.", "now": NOW, **given}
    return mail.put(kind=LetterKind.ALERT, address=address, **values)


def test_a_letter_is_sent_once_with_its_headers_and_then_erased(box):
    letter = put(html="<p>Something happened.</p>", headers={"List-Unsubscribe": "<https://tracker.example/x>"})
    assert sweep(now=NOW).letters
    assert [mail.send_next(now=NOW), mail.send_next(now=NOW)] == [True, False]
    (message,) = box.messages
    assert (message["To"], message["Subject"], message["Message-ID"]) == (SOMEBODY, "News", letter.message_id)
    assert message["List-Unsubscribe"] == "<https://tracker.example/x>"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message.get_body(("plain",)).get_content().strip() == "Something happened."
    assert message.get_body(("html",)).get_content().strip() == "<p>Something happened.</p>"
    letter.refresh_from_db()
    assert (letter.state, letter.sent_at) == (LetterState.SENT, NOW)
    assert (letter.address, letter.subject, letter.text, letter.html, letter.headers) == ("", "", "", "", {})
    assert not sweep(now=NOW).letters


def test_a_server_that_is_down_for_days_loses_nothing(box):
    box.stop()
    letter, now = put(), NOW
    for _round in range(30):
        assert mail.send_next(now=now)
        letter.refresh_from_db()
        assert (letter.state, letter.attempts) == (LetterState.WAITING, 0)
        assert now < letter.due_at <= now + timedelta(hours=1)
        assert "Connect" in letter.error
        now = letter.due_at
    box.start()
    assert mail.send_next(now=now)
    assert [one["Message-ID"] for one in box.messages] == [letter.message_id]


def test_after_five_days_a_letter_is_given_up_and_can_be_tried_again(box):
    box.reply = "451 Try again later"
    letter = put()
    mail.send_next(now=NOW + timedelta(days=mail.MAIL_DAYS))
    letter.refresh_from_db()
    assert (letter.state, letter.due_at) == (LetterState.GIVEN_UP, None)
    assert [kind for kind, *_rest in dead_letters()] == ["letter"]
    box.reply = ""
    assert retry(now=NOW) == 1
    assert mail.send_next(now=NOW)
    assert len(box.messages) == 1


def test_an_address_that_is_refused_for_good_is_written_to_no_more(box):
    box.reply = "550 No such user"
    put()
    mail.send_next(now=NOW)
    assert Letter.objects.get().state == LetterState.REFUSED
    assert mail.is_refused("Somebody@Example.org")
    assert not mail.is_refused("another@example.org")


def test_a_refusal_for_the_moment_is_no_refusal_for_good(box):
    box.reply = "450 Mailbox busy"
    put()
    mail.send_next(now=NOW)
    assert Letter.objects.get().state == LetterState.WAITING
    assert not mail.is_refused(SOMEBODY)


def test_a_worker_that_died_before_noting_sends_the_same_message_again(box, monkeypatch):
    letter = put()

    def die(*_args, **_values):
        raise ClaimLost

    with monkeypatch.context() as patched:
        patched.setattr("timeline.mail.outbox.settle", die)
        with pytest.raises(ClaimLost):
            mail.send_next(now=NOW)
    assert not mail.send_next(now=NOW), "it is still held"
    assert mail.send_next(now=NOW + timedelta(minutes=5))
    assert [one["Message-ID"] for one in box.messages] == [letter.message_id] * 2


def test_a_letter_of_a_transaction_that_fails_is_never_sent(box):

    @transaction.atomic
    def fail() -> None:
        put()
        put(address="")

    with pytest.raises(IntegrityError):
        fail()
    assert not mail.send_next(now=NOW)
    assert not box.messages


def test_line_breaks_make_no_headers(box):
    put(subject="News\r\nBcc: everybody@example.org")
    mail.send_next(now=NOW)
    (message,) = box.messages
    assert message["Bcc"] is None
    assert message["Subject"] == "News Bcc: everybody@example.org"


def test_what_was_sent_or_given_up_is_deleted_after_a_month(box):
    put()
    mail.send_next(now=NOW)
    waiting = put()
    assert mail.delete_old(now=NOW + timedelta(days=29)) == 0
    assert mail.delete_old(now=NOW + timedelta(days=31)) == 1
    assert Letter.objects.get() == waiting
