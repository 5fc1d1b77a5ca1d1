"""Alerts: nothing without confirmation, everything new once, corrections with before and after, gone with one click."""

import re
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from django.core.cache import cache
from django.test import Client, RequestFactory
from django.utils import timezone, translation

from contracts.models import Dispute
from tests.factories import make_claim, make_dispute, make_event, make_party, make_statement
from timeline import mail, subscriptions
from timeline.alerts import news as alerts
from timeline.alerts.scopes import ScopeRefused, canonical, name_of, query_of
from timeline.codelists import AlertRhythm, LetterKind, LetterState, RevisionKind
from timeline.guarding import make_token
from timeline.models import Letter, Revision, Subscription
from timeline.pipeline.claims import ClaimLost
from timeline.publishing import merge, publish, readdress, retract
from timeline.subscriptions import telling
from timeline.subscriptions.own import own_page
from timeline.subscriptions.rhythm import next_due

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 4, 15, tzinfo=UTC)  # a Wednesday, ten in the morning in New York
READER = "Reader@example.org"


@pytest.fixture(autouse=True)
def nothing_counted():
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def dispute() -> Dispute:
    found = make_dispute(slug="jedi", name="JEDI")
    publish([found, make_event(dispute=found, title={"en": "What was there before"})])
    return found


def ask(client: Client, about: str = "dispute:jedi", path: str = "/alerts/", **given: str):
    opened = make_token(RequestFactory().get("/"), timezone.now() - timedelta(minutes=1))
    form = {"email": READER, "rhythm": "immediate", "token": opened, **given}
    return client.post(f"{path}?about={about}", form)


def follow(scope: str = "dispute=jedi", rhythm: str = "immediate", lang: str = "en") -> Subscription:
    row = Subscription.objects.create(address=READER.lower(), scope=scope, rhythm=rhythm, lang=lang, created_at=NOW)
    subscriptions.confirm(row, now=NOW)
    return row


def page(row: Subscription, settings) -> str:
    return own_page(row).removeprefix(settings.SITE_URL)


def told(now: datetime = NOW) -> list[Letter]:
    """Tell everybody who waits and return the letters of this time."""
    last = Letter.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    while subscriptions.tell_next(now=now):
        pass
    return list(Letter.objects.filter(pk__gt=last).order_by("pk"))


def news(dispute: Dispute, title: str = "Court rules anew"):
    event = make_event(dispute=dispute, title={"en": title})
    publish([event])
    return event


def test_from_the_form_to_a_letter_about_what_is_new(client, dispute, box, settings):
    settings.SITE_URL = "https://the-record-of-the-contract-disputes.newsroom.example"  # no header breaks it
    assert ask(client).status_code == 200
    assert mail.send_next(now=timezone.now())
    (request,) = box.messages
    (link,) = re.findall(rf"{settings.SITE_URL}(/alerts/\S+)", request.get_body(("plain",)).get_content())
    news(dispute, "While nobody had confirmed")
    assert "Yes, write to me" in client.get(link).content.decode()
    assert told() == [], "looking confirms nothing"
    assert client.post(link, {"act": "confirm"}).status_code == 303
    assert told() == []
    news(dispute)
    assert [letter.subject for letter in told()] == ["JEDI: Court rules anew"]
    assert told() == [], "nothing is told twice"
    assert mail.send_next(now=timezone.now())
    message = box.messages[1]
    assert message["List-Unsubscribe"].strip() == f"<{settings.SITE_URL}{link}>"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    text = message.get_body(("plain",)).get_content()
    assert "Court rules anew" in text
    assert "While nobody" not in text
    assert "Court rules anew</a>" in message.get_body(("html",)).get_content()


def test_one_click_of_a_mail_program_leaves_and_erases(client, dispute, settings):
    row = follow()
    news(dispute)
    assert len(told()) == 1
    address = page(row, settings)
    for _twice in range(2):
        answer = client.post(address, {"List-Unsubscribe": "One-Click"})
        assert (answer.status_code, answer["Referrer-Policy"]) == (200, "no-referrer")
    assert not Subscription.objects.exists()
    assert not Letter.objects.exists(), "what waited to be sent is gone too"
    assert client.get(address).status_code == 404


def test_the_own_page_changes_the_rhythm_and_ends_it(client, dispute, settings):
    row = follow()
    client.post(page(row, settings), {"act": "change", "rhythm": "weekly"})
    row.refresh_from_db()
    assert row.rhythm == AlertRhythm.WEEKLY
    assert row.due_at is not None
    foreign = client.post(page(row, settings), {"act": "leave"}, headers={"Sec-Fetch-Site": "cross-site"})
    assert foreign.status_code == 403
    assert "You have left." in client.post(page(row, settings), {"act": "leave"}).content.decode()
    assert not Subscription.objects.exists()


def test_an_address_that_was_tampered_with_opens_nothing(client, dispute, settings):
    row = follow()
    number, signature = page(row, settings).removeprefix("/alerts/").rstrip("/").split(".")
    for token in (f"{int(number) + 1}.{signature}", f"{number}.x", "x", f"{number}.{signature}x"):
        assert client.get(f"/alerts/{token}/").status_code == 404
    assert Subscription.objects.exists()


def test_a_correction_comes_with_before_after_and_reason_and_a_typing_error_does_not(dispute):
    event = news(dispute, "Court rulse")
    follow()
    event.title = {"en": "Court rules"}
    event.save()
    publish([event], kind=RevisionKind.AMENDED)
    assert told() == []
    event.date = "2020-02-14"
    event.save()
    publish([event], kind=RevisionKind.CORRECTED, note="The day was wrong.")
    (letter,) = told()
    assert letter.subject == "JEDI: Corrected: Court rules"
    assert "Reason: The day was wrong." in letter.text
    assert "Date before: 13 February 2020" in letter.text.replace("\u00a0", " ")
    assert "Date now: 14 February 2020" in letter.text.replace("\u00a0", " ")
    assert "<del>" in letter.html


def test_a_correction_stands_in_one_letter_also_where_another_came_before_it_was_sent():
    party = make_party(slug="firm", name="Frist name")
    publish([party])
    seqs = [Revision.objects.latest("seq").seq]
    for name in ("First name", "Second name"):
        party.name = name
        party.save()
        publish([party], kind=RevisionKind.CORRECTED, note=f"It is called {name}.")
        seqs.append(Revision.objects.latest("seq").seq)

    told_of = [alerts.news("party=firm", since=since, upto=upto) for since, upto in pairwise(seqs)]

    changed = [[(one.before, one.after) for item in letter.items for one in item.mended] for letter in told_of]
    assert changed == [[("Frist name", "First name")], [("First name", "Second name")]]


def test_a_retraction_is_told_to_those_who_were_told_of_it(dispute):
    event = news(dispute)
    follow()
    retract([event], note="It did not happen.")
    (letter,) = told()
    assert "Retracted: Court rules anew" in letter.subject
    assert "It did not happen." in letter.text
    passing = news(dispute, "Here and gone")
    retract([passing], note="An error.")
    assert told() == []


def test_a_daily_reader_gets_one_letter_in_the_morning(dispute):
    row = follow(rhythm="daily")
    news(dispute, "First")
    news(dispute, "Second")
    assert told(NOW) == []
    row.refresh_from_db()
    (letter,) = told(row.due_at)
    assert letter.subject == "JEDI: Second (and 1 more)"
    assert "First" in letter.text
    row.refresh_from_db()
    assert row.due_at == datetime(2026, 3, 6, 12, tzinfo=UTC)
    assert told(row.due_at) == [], "no news, no letter"


def test_mornings_and_mondays_are_those_of_new_york():
    assert next_due("immediate", NOW) is None
    assert next_due("daily", NOW) == datetime(2026, 3, 5, 12, tzinfo=UTC)
    assert next_due("weekly", NOW) == datetime(2026, 3, 9, 11, tzinfo=UTC), "summer time began on the Sunday"
    assert next_due("daily", datetime(2026, 3, 4, 11, tzinfo=UTC)) == datetime(2026, 3, 4, 12, tzinfo=UTC)


def test_a_worker_that_dies_between_letter_and_note_loses_and_doubles_nothing(dispute, monkeypatch):
    follow()
    news(dispute)

    def die(*_args, **_values):
        raise ClaimLost

    with monkeypatch.context() as patched:
        patched.setattr(telling, "settle", die)
        with pytest.raises(ClaimLost):
            subscriptions.tell_next(now=NOW)
    assert not Letter.objects.exists()
    assert len(told(NOW + timedelta(minutes=5))) == 1
    assert told(NOW + timedelta(minutes=10)) == []


def test_an_address_that_is_refused_for_good_is_left_alone(dispute, box):
    follow()
    box.reply = "550 No such user"
    news(dispute)
    told()
    mail.send_next(now=timezone.now())
    assert Letter.objects.get().state == LetterState.REFUSED
    news(dispute)
    assert told() == []
    assert not Subscription.objects.exists()


def test_a_claim_is_followed_for_what_is_said_and_words_for_both(dispute):
    event = news(dispute)
    claim = make_claim(dispute=dispute, slug="bias")
    publish([make_statement(event=event, claim=claim)])
    follow("claim=bias")
    follow("q=tremendous")
    follow("dispute=jedi")
    publish([make_statement(event=event, claim=claim, quote="A tremendous thing.")])
    letters = told()
    assert len(letters) == 2, "a dispute is followed for what happens"
    assert all("A tremendous thing." in letter.text for letter in letters)


def test_what_was_renamed_since_is_followed_on(dispute):
    event, claim = news(dispute), make_claim(dispute=dispute, slug="bias")
    publish([make_statement(event=event, claim=claim)])
    follow("claim=bias")
    readdress(claim, "favour", note="A better name.")
    publish([make_statement(event=event, claim=claim, quote="We favour nobody.")])
    (letter,) = told()
    assert "We favour nobody." in letter.text
    assert "/claims/favour/" in letter.text


def test_what_was_merged_since_is_followed_on(dispute):
    old, new = make_party(slug="old-firm"), make_party(slug="new-firm")
    publish([make_event(dispute=dispute, parties={old: "other"}), new])
    follow("party=old-firm")
    merge(old, new, note="The same firm.")
    told()
    publish([make_event(dispute=dispute, title={"en": "It went on"}, parties={new: "other"})])
    (letter,) = told()
    assert "It went on" in letter.subject
    assert "/parties/new-firm/" in letter.text


def test_a_claim_is_named_in_the_language_of_the_letter(dispute):
    claim = make_claim(dispute=dispute, slug="bias", title={"en": "Bias", "de": "Befangenheit"})
    publish([make_statement(event=news(dispute), claim=claim)])
    with translation.override("de"):
        assert name_of("claim=bias") == "Befangenheit"
    assert name_of("claim=bias") == "Bias"


def test_one_spelling_for_one_scope(dispute):
    assert canonical({"about": ["dispute:jedi"]}) == canonical({"dispute": ["jedi"]}) == "dispute=jedi"
    assert canonical({}) == ""
    assert canonical({"q": ["two words"], "type": ["ruling,decision"]}) == "type=decision%2Cruling&q=two+words"
    assert query_of(canonical({"q": ["two words"], "dispute": ["jedi"]})).q == "two words"
    for refused in ({"about": ["dispute:nothing"]}, {"about": ["source:x"]}, {"colour": ["red"]}, {"about": ["x"]}):
        with pytest.raises(ScopeRefused):
            canonical(refused)


def test_what_cannot_be_followed_is_refused(client, dispute):
    assert client.get("/alerts/?about=dispute:nothing").status_code == 400
    assert ask(client, about="dispute:nothing").status_code == 400
    assert not Letter.objects.exists()


def test_a_draft_cannot_be_followed_and_is_not_told_of(client, dispute):
    make_dispute(slug="secret")
    assert client.get("/alerts/?about=dispute:secret").status_code == 400
    follow()
    make_event(dispute=dispute)
    assert told() == []


def test_forged_hasty_and_wrong_requests_write_nothing(client, dispute, settings):
    assert client.post("/alerts/", {"email": READER, "rhythm": "daily", "token": "x"}).status_code == 400
    assert ask(client, email="nobody").status_code == 400
    assert ask(client, rhythm="hourly").status_code == 400
    assert ask(client, website="https://casino.example").status_code == 200
    foreign = client.post("/alerts/", {"email": READER}, headers={"Sec-Fetch-Site": "cross-site"})
    assert foreign.status_code == 403
    settings.SENDS_MAIL = False
    assert ask(client).status_code == 400
    assert not Letter.objects.exists()
    assert not Subscription.objects.exists()


def test_nobodys_box_is_filled_and_the_page_does_not_tell_who_follows(client, dispute):
    follow()
    answers = {ask(client, rhythm="weekly").content.decode().count("a letter is on its way") for _ in range(5)}
    assert answers == {1}
    assert Letter.objects.filter(kind=LetterKind.ALERT_REQUEST).count() == 3
    assert Subscription.objects.get().rhythm == AlertRhythm.IMMEDIATE, "a stranger changes nothing"


def test_what_nobody_confirms_is_deleted_after_two_days(dispute):
    row = follow()
    Subscription.objects.create(address="a@example.org", scope="", rhythm="daily", lang="en", created_at=NOW)
    assert subscriptions.delete_unconfirmed(now=NOW + timedelta(hours=47)) == 0
    assert subscriptions.delete_unconfirmed(now=NOW + timedelta(hours=48)) == 1
    assert Subscription.objects.get() == row


def test_mail_speaks_the_language_of_the_page(client, dispute):
    ask(client, path="/de/alerts/")
    letter = Letter.objects.get()
    assert "bitte bestätigen" in letter.subject
    assert "/de/alerts/" in letter.text
    subscriptions.confirm(Subscription.objects.get(), now=NOW)
    event = news(dispute)
    (letter,) = told()
    assert "Sie erhalten dies" in letter.text
    assert f"/de/events/{event.public_id}/" in letter.text


def test_markup_of_the_record_stay_text(dispute):
    follow()
    news(dispute, "A <script>alert(1)</script>")
    (letter,) = told()
    assert "<script>" not in letter.html
