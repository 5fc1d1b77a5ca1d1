"""The desk's pages for tables of events, as an editor uses them."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.factories import make_dispute, make_event
from timeline.codelists import ImportState
from timeline.models import Event, EventImport
from timeline.spreadsheets import tables
from timeline.spreadsheets.tables import csv_bytes, read_table

pytestmark = pytest.mark.django_db
HAND_IN = "/admin/timeline/eventimport/hand-in/"


def handed_in(client, rows, heads=("Dispute", "When", "Headline", "Summary")):
    content = csv_bytes(heads, rows)
    answer = client.post(HAND_IN, {"file": SimpleUploadedFile("mine.csv", content)})
    assert answer.status_code == 302, answer.content.decode()[-3000:]
    return answer.headers["Location"]


def chosen(**more):
    return {"dispute": "0", "date": "1", "title": "2", "summary": "3", **more}


def test_a_table_is_handed_in_tried_imported_listed_and_taken_back(client_as):
    client, dispute = client_as("contributor"), make_dispute(slug="one")
    columns = handed_in(client, [["one", "Oct 2018", "First", "It was."], ["one", "2019", "<b>Second</b>", "It is."]])
    page = client.get(columns).content.decode()
    assert "All 2 rows can be imported" in page
    assert "&lt;b&gt;Second" in page
    assert not Event.objects.exists()

    shown = client.post(columns, chosen(**{"import": ""}), follow=True).content.decode()
    assert "2 events are drafts now" in shown
    assert Event.objects.filter(dispute=dispute).count() == 2
    one = EventImport.objects.get()
    listed = client.get(reverse("admin:timeline_eventimport_changelist")).content.decode()
    assert "mine.csv" in listed
    assert one.sha256[:12] in listed

    undo = reverse("admin:timeline_eventimport_undo", args=[one.pk])
    assert client.get(undo).status_code == 200
    assert "2 drafts are removed" in client.post(undo, follow=True).content.decode()
    assert not Event.objects.exists()


def test_another_column_can_be_chosen_and_errors_name_row_and_column(client_as):
    client, _ = client_as("editor"), make_dispute(slug="one")
    columns = handed_in(client, [["one", "2018", "A", "B"]])

    page = client.post(columns, chosen(date="3", check="")).content.decode()

    assert "Row 2, date" in page
    assert EventImport.objects.get().mapping["date"] == 3
    client.post(columns, chosen(date="3", **{"import": ""}))
    assert not Event.objects.exists()


def test_a_file_that_is_too_large_is_answered_with_413_and_one_that_is_none_with_the_reason(client_as):
    client = client_as("editor")
    large = SimpleUploadedFile("x.csv", b"x" * (tables.MOST_BYTES + 1))
    assert client.post(HAND_IN, {"file": large}).status_code == 413
    none = client.post(HAND_IN, {"file": SimpleUploadedFile("x.xlsx", b"a\n\xff\xfa")})
    assert "not UTF-8" in none.content.decode()
    assert not EventImport.objects.exists()


def test_many_rows_are_left_to_a_worker(client_as, monkeypatch):
    monkeypatch.setattr("timeline.admin.imports.AT_ONCE", 0)
    client, _ = client_as("editor"), make_dispute(slug="one")
    columns = handed_in(client, [["one", "2018", "A", "B"]])

    shown = client.post(columns, chosen(**{"import": ""}), follow=True).content.decode()

    assert "0 of 1 rows" in shown
    assert EventImport.objects.get().state == ImportState.WAITING


def test_a_contributor_takes_back_only_what_is_theirs(client_as):
    client, _ = client_as("editor"), make_dispute(slug="one")
    client.post(handed_in(client, [["one", "2018", "A", "B"]]), chosen(**{"import": ""}))
    undo = reverse("admin:timeline_eventimport_undo", args=[EventImport.objects.get().pk])

    assert client_as("contributor").post(undo).status_code == 403
    assert client_as("publisher").post(undo).status_code == 302
    assert not Event.objects.exists()


def test_a_role_without_rights_reaches_none_of_it(client_as):
    client = client_as("")
    for page in ("hand-in/", "template.csv", "1/columns/", "1/undo/"):
        assert client.get(f"/admin/timeline/eventimport/{page}").status_code in {403, 404}


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_the_file_to_begin_with_and_the_export_are_read_by_the_import(client_as, form):
    client, event = client_as("editor"), make_event()
    template = read_table(client.get(f"/admin/timeline/eventimport/template.{form}").content)
    data = {"action": "table_as_csv" if form == "csv" else "table_as_workbook", "_selected_action": [event.pk]}
    exported = read_table(client.post(reverse("admin:timeline_event_changelist"), data).content)

    assert template.heads == exported.heads
    assert exported.rows[0][1][exported.heads.index("title")] == event.title["en"]
