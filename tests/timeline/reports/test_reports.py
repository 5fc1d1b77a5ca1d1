"""Reporting an error: it reaches the queue and nothing else; forged, hurried and mass reports do not."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.cache import cache
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone

from tests.factories import make_event
from timeline.guarding import Door, make_token, read_token
from timeline.models import ReaderReport
from timeline.publishing import publish, take_down
from timeline.reports import receiving, views

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
WORDS = "The hearing was on the 14th, not the 13th."
SCRIPT = "<script>alert(1)</script> is what I wrote here"


@pytest.fixture(autouse=True)
def nothing_counted():
    cache.clear()
    yield
    cache.clear()


def a_request(address: str = "192.0.2.7"):
    return RequestFactory().get("/report/", REMOTE_ADDR=address)


def token(seconds_ago: float = 60, address: str = "127.0.0.1") -> str:
    return make_token(a_request(address), timezone.now() - timedelta(seconds=seconds_ago))


def send(client: Client, query: str = "", headers: dict[str, str] | None = None, **given: str):
    values = {"message": WORDS, "token": token(), **given}
    return client.post(f"/report/{query}", values, headers=headers or {})


def test_a_report_reaches_the_queue_with_what_it_is_about(client):
    event = make_event()
    publish([event.dispute, event])
    query = f"?about=event:{event.public_id}&seq=1"
    assert event.title["en"] in client.get(f"/report/{query}").content.decode()
    response = send(client, query, source_url="gao.gov/b-416657", email="reader@example.org")
    assert (response.status_code, response["Location"]) == (303, "/report/thanks/")
    report = ReaderReport.objects.get()
    assert (report.object_type, report.key, report.seq) == ("event", event.public_id, 1)
    assert (report.message, report.source_url, report.email) == (
        WORDS,
        "https://gao.gov/b-416657",
        "reader@example.org",
    )
    assert client.get(response["Location"]).status_code == 200


def test_every_page_of_an_object_leads_to_the_form_with_its_id_and_revision(client):
    event = make_event()
    publish([event.dispute, event])
    page = client.get(f"/events/{event.public_id}/", follow=True)
    seq = page.context["found"].seq
    assert f"/report/?about=event:{event.public_id}&amp;seq={seq}" in page.content.decode()
    assert f"about=dispute:{event.dispute.slug}" in client.get(f"/disputes/{event.dispute.slug}/").content.decode()


def test_drafts_and_nonsense_cannot_be_asked_about(client):
    draft = make_event(title={"en": "Secret draft"})
    for about in (f"event:{draft.public_id}", "event:", "nothing:x", "event:%00", "event:" + "x" * 200):
        html = client.get(f"/report/?about={about}").content.decode()
        assert "Secret draft" not in html
        assert "About this site as a whole" in html


def test_what_was_taken_down_is_named_by_its_id_alone(client):
    event = make_event(title={"en": "Defamatory title"})
    publish([event.dispute, event])
    take_down(event, reason="Unlawful.")
    html = client.get(f"/report/?about=event:{event.public_id}").content.decode()
    assert "Defamatory" not in html
    assert event.public_id in html


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"message": ""}, "Please say what is wrong."),
        ({"message": "short"}, "some words more"),
        ({"message": "x" * 4001}, "longer than 4,000"),
        ({"message": WORDS + "\0"}, "Null characters"),
        ({"source_url": "not a page"}, "no address of a page"),
        ({"source_url": "javascript:alert(1)"}, "no address of a page"),
        ({"email": "somebody"}, "no e-mail address"),
    ],
)
def test_bad_input_is_named_and_nothing_typed_is_lost(client, given, words):
    response = send(client, **given)
    html = response.content.decode()
    assert response.status_code == 400
    assert words in html
    assert 'aria-invalid="true"' in html
    assert ReaderReport.objects.count() == 0
    if "message" not in given:
        assert WORDS in html


def test_the_form_speaks_german(client):
    response = client.post("/de/report/", {"message": "", "token": token()})
    assert "Bitte sagen Sie, was falsch ist." in response.content.decode()
    client.post("/de/report/", {"message": WORDS, "token": token()})
    assert ReaderReport.objects.get().lang == "de"


def test_no_cookie_is_set_and_nothing_is_cached(client):
    for response in (client.get("/report/"), send(client)):
        assert not response.cookies
        assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize(
    "headers", [{"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}]
)
def test_a_form_on_another_site_is_refused(headers):
    client = Client(enforce_csrf_checks=True)
    assert send(client, headers=headers).status_code == 403
    assert ReaderReport.objects.count() == 0


def test_our_own_form_passes_with_the_check_of_forms_on():
    client = Client(enforce_csrf_checks=True)
    assert send(client, headers={"Origin": "http://testserver", "Sec-Fetch-Site": "same-origin"}).status_code == 303


@pytest.mark.parametrize(
    "bad",
    ["", "x", "x" * 5000, "W10:1", lambda: token(address="192.0.2.7"), lambda: token(13 * 3600), lambda: token(0)],
)
def test_without_a_fresh_token_of_this_network_nothing_is_stored_and_a_new_one_is_given(client, bad):
    response = send(client, token=bad if isinstance(bad, str) else bad())
    html = response.content.decode()
    assert response.status_code == 400
    assert WORDS in html
    assert ReaderReport.objects.count() == 0
    new = html.split('name="token" value="')[1].split('"')[0]
    assert read_token(a_request("127.0.0.1"), new, timezone.now()).is_ours


def test_a_token_of_the_future_is_not_ours():
    made = make_token(a_request(), NOW + timedelta(minutes=1))
    assert not read_token(a_request(), made, NOW).is_ours


def test_a_token_holds_for_the_neighbours_of_a_network_only():
    made = make_token(a_request("192.0.2.7"), NOW)
    assert read_token(a_request("192.0.2.200"), made, NOW).is_ours
    assert not read_token(a_request("192.0.3.7"), made, NOW).is_ours
    assert read_token(a_request("2001:db8:0:1::5"), make_token(a_request("2001:db8:0:2::9"), NOW), NOW).is_ours


def test_who_fills_the_trap_is_thanked_and_not_heard(client):
    assert send(client, website="https://casino.example").status_code == 303
    assert ReaderReport.objects.count() == 0


def test_a_flood_from_one_network_is_stopped_and_others_are_heard(client):
    answers = [send(client).status_code for _ in range(views.DOOR.a_network + 2)]
    assert answers == [303] * views.DOOR.a_network + [429] * 2
    other = client.post(
        "/report/", {"message": WORDS, "token": token(address="198.51.100.1")}, REMOTE_ADDR="198.51.100.1"
    )
    assert other.status_code == 303
    assert ReaderReport.objects.count() == views.DOOR.a_network + 1


def test_all_networks_together_are_limited(client, monkeypatch):
    monkeypatch.setattr(views, "DOOR", Door("report", a_network=5, of_all=2))
    addresses = [f"198.51.{number}.1" for number in range(3)]
    answers = [
        client.post("/report/", {"message": WORDS, "token": token(address=one)}, REMOTE_ADDR=one).status_code
        for one in addresses
    ]
    assert answers == [303, 303, 429]


def test_no_address_is_kept_where_floods_are_counted(client):
    send(client)
    keys = [key.decode() for key in cache._cache.get_client().keys("*report*")]
    assert keys
    assert not [key for key in keys if "127.0.0" in key]


def test_other_methods_are_refused(client):
    assert client.put("/report/").status_code == 405


def make_report(**given) -> ReaderReport:
    return ReaderReport.objects.create(**{"message": WORDS, "lang": "en", "created_at": NOW, **given})


def test_an_address_is_erased_thirty_days_after_closing():
    old = make_report(email="a@example.org", state="answered", closed_at=NOW)
    new = make_report(email="b@example.org", state="dismissed", closed_at=NOW + timedelta(days=2))
    open_one = make_report(email="c@example.org")
    assert receiving.erase_old_addresses(now=NOW + timedelta(days=30)) == 1
    emails = dict(ReaderReport.objects.values_list("pk", "email"))
    assert emails == {old.pk: "", new.pk: "b@example.org", open_one.pk: "c@example.org"}


@pytest.fixture
def editor(client, django_user_model):
    user = django_user_model.objects.create_superuser("chief", "", "x")
    client.force_login(user)
    return client


def test_scripts_in_a_report_are_text_in_the_admin(editor):
    report = make_report(
        message=SCRIPT, source_url='https://x.example/"><script>alert(2)</script>', key=SCRIPT, object_type="event"
    )
    for path in (
        reverse("admin:timeline_readerreport_changelist"),
        reverse("admin:timeline_readerreport_change", args=[report.pk]),
        reverse("admin:index"),
    ):
        html = editor.get(path).content.decode()
        assert "<script>alert" not in html
        assert "&lt;script&gt;alert(1)" in html


def test_an_editor_closes_a_report_with_a_note_and_cannot_change_its_words(editor):
    report = make_report()
    url = reverse("admin:timeline_readerreport_change", args=[report.pk])
    editor.post(url, {"state": "answered", "note": "Corrected in revision 12.", "message": "changed"})
    report.refresh_from_db()
    assert (report.state, report.note, report.message) == ("answered", "Corrected in revision 12.", WORDS)
    assert report.closed_at is not None
    editor.post(url, {"state": "open", "note": ""})
    report.refresh_from_db()
    assert report.closed_at is None


@pytest.mark.parametrize(("act", "state"), [("mark_answered", "answered"), ("mark_dismissed", "dismissed")])
def test_editors_close_and_erase_several_at_once(editor, act, state):
    reports = [make_report(email="a@example.org"), make_report(email="b@example.org")]
    chosen = {"_selected_action": [one.pk for one in reports]}
    editor.post(reverse("admin:timeline_readerreport_changelist"), {"action": act, **chosen})
    assert set(ReaderReport.objects.values_list("state", flat=True)) == {state}
    editor.post(reverse("admin:timeline_readerreport_changelist"), {"action": "erase", **chosen})
    assert set(ReaderReport.objects.values_list("email", flat=True)) == {""}


def test_the_start_page_counts_open_reports_and_leads_to_them(editor):
    make_report()
    make_report(state="dismissed", closed_at=NOW)
    counted = editor.get("/admin/").context["reports"]
    assert [one.count for one in counted] == [1]
    assert editor.get(counted[0].url).context["cl"].result_count == 1
