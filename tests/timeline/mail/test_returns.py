"""Mail that comes back: read by its codes, told by its envelope, counted once, and answered never."""

import io
import mailbox
import smtplib
import time
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st

from timeline import mail, subscriptions
from timeline.codelists import LetterKind, ReturnKind
from timeline.mail.envelope import letter_of, sender_of
from timeline.mail.returns import MOST_BYTES, read
from timeline.mail.taking import MOST_UNKNOWN
from timeline.models import Letter, ReturnedMail, Subscription
from timeline.tasks import take_returned_mail

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
SOMEBODY = "somebody@example.org"


@pytest.fixture(autouse=True)
def _address(settings):
    settings.BOUNCE_ADDRESS = "bounces@tracker.example"


def report(to: str = "", *, action: str = "failed", status: str = "5.1.1", more: str = "") -> bytes:
    """Write what a mail server returns."""
    return (
        f"Return-Path: <>\r\nFrom: MAILER-DAEMON@example.org\r\nTo: {to}\r\nSubject: Undelivered\r\n"
        "Auto-Submitted: auto-replied\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n\r\n'
        f"--b\r\nContent-Type: text/plain\r\n\r\nYour letter to {SOMEBODY} was not delivered.\r\n"
        "--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example.org\r\n\r\n"
        f"Final-Recipient: rfc822; {SOMEBODY}\r\nAction: {action}\r\nStatus: {status}\r\n{more}\r\n--b--\r\n"
    ).encode()


def letter(address: str = SOMEBODY) -> Letter:
    return mail.put(kind=LetterKind.ALERT, address=address, subject="News", text="It happened.", now=NOW)


def came_back(status: str = "5.1.1", *, now: datetime = NOW, **given) -> ReturnedMail:
    """Return what is noted of a new letter that came back."""
    row = mail.take(report(sender_of(letter().pk), status=status, **given), now=now)
    assert row is not None
    return row


@pytest.mark.parametrize(
    ("action", "status", "kind"),
    [
        ("failed", "5.1.1", ReturnKind.NOBODY),
        ("failed", "5.1.10 (null MX)", ReturnKind.NOBODY),
        ("Failed", "5.7.1", ReturnKind.PERMANENT),
        ("failed", "5.2.2", ReturnKind.PERMANENT),
        ("delayed", "4.4.1", ReturnKind.TEMPORARY),
        ("failed", "4.4.7", ReturnKind.TEMPORARY),
        ("delivered", "2.1.5", ReturnKind.DELIVERED),
        ("delayed", "5.1.1", ReturnKind.UNKNOWN),
        ("failed", "2.0.0", ReturnKind.UNKNOWN),
        ("failed", "5.1", ReturnKind.UNKNOWN),
        ("failed", "no such user", ReturnKind.UNKNOWN),
        ("exploded", "5.1.1", ReturnKind.UNKNOWN),
    ],
)
def test_a_report_is_judged_by_its_action_and_code(action, status, kind):
    assert read(report(action=action, status=status)).kind == kind


def test_where_one_of_several_recipients_was_reached_nothing_failed_for_good():
    more = "\r\nFinal-Recipient: rfc822; another@example.org\r\nAction: delivered\r\nStatus: 2.1.5\r\n"
    assert read(report(more=more)).kind == ReturnKind.UNKNOWN


@pytest.mark.parametrize(
    ("raw", "kind"),
    [
        (b"Auto-Submitted: auto-replied (vacation)\n\nI am away.", ReturnKind.ANSWER),
        (b"Auto-Submitted: no\n\n550 5.1.1 No such user", ReturnKind.UNKNOWN),
        (b"Subject: Undelivered\n\n550 5.1.1 No such user", ReturnKind.UNKNOWN),
        (b"", ReturnKind.UNKNOWN),
        (report().replace(b"message/delivery-status", b"text/plain"), ReturnKind.UNKNOWN),
        (report().replace(b"Final-Recipient", b"Last-Recipient"), ReturnKind.UNKNOWN),
    ],
)
def test_an_automatic_answer_is_no_report_and_another_shape_is_not_guessed_at(raw, kind):
    assert read(raw).kind == kind


HOSTILE = {
    "large": report() + b"x" * MOST_BYTES,
    "deep": b"".join(
        b'Content-Type: multipart/mixed; boundary="%d"\n\n--%d\n' % (depth, depth) for depth in range(3_000)
    ),
    "letters in letters": b"Content-Type: message/rfc822\n\n" * 3_000,
    "headers": b"".join(b"X-%d: y\n" % number for number in range(20_000)),
    "parameters": b"Content-Type: multipart/report" + b"; a" * 80_000,
    "parameters that just pass": b'Content-Type: multipart/report; a="' + b";" * 9_900 + b"x" * 200_000,
}


@pytest.mark.parametrize("raw", HOSTILE.values(), ids=HOSTILE)
def test_what_is_made_to_cost_is_unknown_within_a_moment(raw):
    begun = time.perf_counter()
    found = read(raw)
    assert found.kind == ReturnKind.UNKNOWN
    assert len(found.excerpt) <= 2_000
    assert time.perf_counter() - begun < 2


@given(st.binary(max_size=300), st.sampled_from([b"", report()]), st.integers(0, 600))
def test_any_bytes_are_read_without_an_error(noise, around, at):
    assert read(around[:at] + noise + around[at:]).kind in ReturnKind


def test_no_name_before_an_at_is_kept():
    excerpt = read(report()).excerpt
    assert "somebody" not in excerpt
    assert "…@example.org" in excerpt


def test_only_an_address_that_we_signed_names_a_letter():
    assert letter_of([f"<{sender_of(17).upper()}>"]) == 17
    assert letter_of([sender_of(17).replace("+17-", "+18-")]) is None
    assert letter_of(["bounces@tracker.example", ""]) is None


@pytest.mark.django_db
def test_a_letter_leaves_with_an_envelope_of_its_own_and_comes_back_by_it(box, settings):
    row = letter()
    mail.send_next(now=NOW)
    assert box.messages[0]["From"] == settings.DEFAULT_FROM_EMAIL
    assert box.senders == [sender_of(row.pk)]
    # The receiver's server sends its report, from nobody, to that envelope; ours hands it on.
    with smtplib.SMTP("127.0.0.1", box.port) as server:
        server.sendmail("", box.senders, report(box.senders[0]))
    assert box.senders[1] in {"", "<>"}
    found = mail.take(box.messages[1].as_bytes(), now=NOW)
    assert (found.kind, found.status, found.letter_number) == (ReturnKind.NOBODY, "5.1.1", row.pk)
    assert mail.takes_none(SOMEBODY.upper(), now=NOW)
    assert not mail.takes_none("another@example.org", now=NOW)
    assert not mail.send_next(now=NOW), "nothing is ever answered"
    row.refresh_from_db()
    assert row.address == ""
    assert SOMEBODY not in str(list(ReturnedMail.objects.values())) + str(list(Letter.objects.values()))


@pytest.mark.django_db
def test_without_an_address_for_it_letters_leave_as_before(box, settings):
    settings.BOUNCE_ADDRESS = ""
    letter()
    mail.send_next(now=NOW)
    assert box.senders == [settings.DEFAULT_FROM_EMAIL]


@pytest.mark.django_db
def test_three_letters_that_came_back_for_other_reasons_pause_an_address_for_ninety_days():
    came_back("5.7.1")
    again = came_back("5.2.2")
    mail.take(report(sender_of(again.letter_number), status="5.2.2", more="X-Again: 1\r\n"), now=NOW)
    assert mail.paused_until(SOMEBODY, now=NOW) is None, "one letter counts once"
    came_back("5.7.1")
    assert mail.paused_until(SOMEBODY, now=NOW) == NOW + timedelta(days=90)
    assert mail.paused_until(SOMEBODY, now=NOW + timedelta(days=90)) is None
    assert mail.delete_old_returns(now=NOW + timedelta(days=90)) == 4


@pytest.mark.django_db
@pytest.mark.parametrize(("action", "status"), [("delayed", "4.4.1"), ("failed", "4.2.2"), ("delivered", "2.1.5")])
def test_what_did_not_fail_for_good_never_pauses(action, status):
    for _time in range(4):
        came_back(status, action=action)
    assert not mail.takes_none(SOMEBODY, now=NOW)


@pytest.mark.django_db
def test_a_report_without_our_signature_harms_nobody_and_is_kept_up_to_a_bound(monkeypatch):
    row = mail.take(report(sender_of(letter().pk).replace("-", "-0")), now=NOW)
    assert (row.kind, row.letter_number, row.status) == (ReturnKind.UNKNOWN, None, "5.1.1")
    assert not mail.takes_none(SOMEBODY, now=NOW)
    assert mail.take(report(row.excerpt[:0]), now=NOW) is not None
    monkeypatch.setattr("timeline.mail.taking.MOST_UNKNOWN", 2)
    assert mail.take(b"Subject: More\n\n", now=NOW) is None
    assert ReturnedMail.objects.count() == 2 < MOST_UNKNOWN


@pytest.mark.django_db
def test_a_paused_subscription_waits_says_so_and_goes_on_when_its_reader_comes_back():
    given = {"address": SOMEBODY, "rhythm": "daily", "lang": "en", "created_at": NOW, "confirmed_at": NOW}
    row = Subscription.objects.create(due_at=NOW, **given)
    came_back()
    Letter.objects.all().delete()
    assert subscriptions.tell_next(now=NOW)
    row.refresh_from_db()
    assert row.due_at == NOW + timedelta(days=90)
    assert "came back" in row.error
    assert not subscriptions.ask(SOMEBODY, "", "daily", "en", now=NOW)
    subscriptions.change(row, "weekly", now=NOW)
    assert not mail.takes_none(SOMEBODY, now=NOW)
    row.refresh_from_db()
    assert row.due_at < NOW + timedelta(days=8)
    assert row.error == ""


@pytest.mark.django_db
def test_a_folder_is_emptied_as_it_is_read(tmp_path, settings):
    settings.BOUNCE_FOLDER = tmp_path / "box"
    box = mailbox.Maildir(settings.BOUNCE_FOLDER, create=True)
    raw = report(sender_of(letter().pk))
    for one in (raw, raw, b"Subject: Hello\n\n"):
        box.add(one)
    take_returned_mail()
    assert len(mailbox.Maildir(settings.BOUNCE_FOLDER)) == 0
    assert {row.kind for row in ReturnedMail.objects.all()} == {ReturnKind.NOBODY, ReturnKind.UNKNOWN}
    assert ReturnedMail.objects.count() == 2, "the same message counts once"


@pytest.mark.django_db
def test_the_command_reads_folders_files_and_its_input(tmp_path, monkeypatch, capsys):
    file = mailbox.mbox(tmp_path / "old.mbox")
    file.add(report(sender_of(letter().pk)))
    file.add(b"Subject: Hello\n\nHello.")
    file.close()
    mailbox.Maildir(tmp_path / "box", create=True).add(report(sender_of(letter().pk), status="5.7.1"))
    call_command("bounces", tmp_path / "old.mbox", tmp_path / "box")
    assert "No such mailbox 1; Unknown 1" in capsys.readouterr().out
    raw = report(status="4.4.1", action="delayed")
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(raw)))
    call_command("bounces", "--to", sender_of(letter().pk))
    assert "Delayed" in capsys.readouterr().out
    assert ReturnedMail.objects.count() == 4
    with pytest.raises(CommandError, match="neither"):
        call_command("bounces", tmp_path / "nothing")
