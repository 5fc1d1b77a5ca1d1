"""Several reports of one happening on the review page, and corrections that sources propose."""

from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from tests.factories import make_candidate, make_dispute, make_event, make_item
from tests.timeline.admin.forms import inputs
from timeline.gathering import regroup
from timeline.models import Candidate, Correction, Event

pytestmark = pytest.mark.django_db
DAY = date(2020, 2, 13)


def page(candidate: Candidate) -> str:
    return reverse("admin:timeline_candidate_change", args=[candidate.pk])


@pytest.fixture
def two() -> list[Candidate]:
    dispute = make_dispute()
    rows = []
    for name in ("a", "b"):
        report = {
            "key": name,
            "dispute": dispute.pk,
            "type": "order",
            "forum": "COFC",
            "day": "2020-02-13",
            "published": "2020-02-13",
            "deeds": ["halts"],
        }
        item = make_item(key=name, title=f"Court <halts> {name}", state="matched", due_at=None)
        rows.append(make_candidate(item=item, dispute=dispute, report=report, day=DAY, told=DAY))
    regroup(dispute.pk, [row.pk for row in rows])
    return rows


def now_of(candidate: Candidate) -> Candidate:
    return Candidate.objects.get(pk=candidate.pk)


def test_the_page_shows_every_report_with_its_reasons_and_the_list_one_line(client_as: Any, two: list[Candidate]):
    client = client_as("editor")
    content = client.get(page(two[0])).content.decode()
    assert "2 reports of one happening" in content
    assert "Court &lt;halts&gt; b" in content
    assert "Both tell of 13 February 2020." in content
    listed = client.get("/admin/timeline/candidate/").content.decode()
    assert "(2 reports)" in listed
    assert page(two[1]) not in listed


def test_the_page_of_a_report_leads_to_the_one_that_is_decided_for_it(client_as: Any, two: list[Candidate]):
    response = client_as("editor").get(page(two[1]))
    assert response.headers["Location"] == f"{page(two[0])}#report-{two[1].pk}"


def test_a_report_is_taken_out_and_put_back_on_the_page(client_as: Any, two: list[Candidate]):
    client = client_as("editor")
    for decision, leads in (("take_out", False), ("put_back", True)):
        given = {f"{decision}-report": two[1].pk, f"{decision}-version": now_of(two[1]).version}
        assert client.post(page(two[0]), {"decision": decision, **given}).status_code == 302
        assert (now_of(two[1]).leader == two[0]) is leads
    stale = {"take_out-report": two[1].pk, "take_out-version": 1, "decision": "take_out"}
    client.post(page(two[0]), stale)
    assert now_of(two[1]).leader == two[0]


def test_accepting_on_the_page_makes_one_event_of_both(client_as: Any, two: list[Candidate]):
    client = client_as("editor")
    data = {name: value for name, value in inputs(client, page(two[0])).items() if name.startswith("accept-")}
    client.post(page(two[0]), {**data, "decision": "accept"})
    assert Event.objects.get().citations.count() == 2
    assert "Decided together with it" in client.get(page(two[0])).content.decode()


def test_two_proposals_are_put_together_on_the_page(client_as: Any, two: list[Candidate]):
    other = make_candidate(dispute=two[0].dispute)
    given = {"put_together-other": two[0].pk, "put_together-version": other.version, "decision": "put_together"}
    assert client_as("editor").post(page(other), given).status_code == 302
    assert now_of(other).leader == two[0]


def test_an_event_that_the_record_holds_already_is_offered_with_its_reasons(client_as: Any, two: list[Candidate]):
    event = make_event(dispute=two[0].dispute)
    Candidate.objects.filter(pk=two[0].pk).update(about=event, about_reasons=["Both tell of 13 February 2020."])
    client = client_as("editor")
    content = client.get(page(two[0])).content.decode()
    assert "The record seems to hold it already" in content
    assert "Add all 2 to it as sources" in content


def test_a_contributor_decides_nothing(client_as: Any, two: list[Candidate]):
    given = {"take_out-report": two[1].pk, "take_out-version": two[1].version, "decision": "take_out"}
    assert client_as("contributor").post(page(two[0]), given).status_code == 403


@pytest.fixture
def correction() -> Correction:
    event = make_event(date="2020-02-13")
    candidate = make_candidate(dispute=event.dispute, state="cited", event=event)
    proposal = {**candidate.proposal, "title": event.title, "summary": event.summary, "type": event.type}
    return Correction.objects.create(
        candidate=candidate,
        event=event,
        kind="edited",
        before={"title": "A", "text": "It <was> Thursday.", "proposal": proposal},
        after={"title": "A", "text": "It <was> Wednesday.", "proposal": {**proposal, "date": "2020-02-12"}},
        item_revision=2,
        proposed_at=candidate.proposed_at,
    )


def address(correction: Correction) -> str:
    return reverse("admin:timeline_correction_change", args=[correction.pk])


def test_the_old_and_the_new_words_stand_side_by_side_and_the_event_says_that_one_waits(
    client_as: Any, correction: Correction
):
    client = client_as("editor")
    content = client.get(address(correction)).content.decode()
    assert "<del>Thursday</del>" in content
    assert "<ins>Wednesday</ins>" in content
    assert "<was>" not in content
    event = reverse("admin:timeline_event_change", args=[correction.event_id])
    assert address(correction) in client.get(event).content.decode()
    assert "correction waits" in client.get("/admin/").content.decode()


def test_what_is_taken_over_opens_the_form_of_the_event(client_as: Any, correction: Correction):
    client = client_as("editor")
    data = {name: value for name, value in inputs(client, address(correction)).items() if name.startswith("accept-")}
    assert data["accept-fields_taken"] == ["date"]
    response = client.post(address(correction), {**data, "decision": "accept"})
    assert response.headers["Location"] == reverse("admin:timeline_event_change", args=[correction.event_id])
    assert str(Event.objects.get().date) == "2020-02-12"


def test_a_correction_is_rejected_with_a_reason_and_not_without(client_as: Any, correction: Correction):
    client = client_as("editor")
    given = {"decision": "reject", "reject-version": 1}
    assert client.post(address(correction), given).status_code == 200
    assert client.post(address(correction), {**given, "reject-note": "A slip."}).status_code == 302
    stored = Correction.objects.get()
    assert (stored.state, stored.note, stored.decided_by.username) == ("rejected", "A slip.", "editor-user")
    assert str(Event.objects.get().date) == "2020-02-13"


def test_who_may_not_review_decides_no_correction(client_as: Any, correction: Correction):
    assert client_as("contributor").post(address(correction), {"decision": "accept"}).status_code == 403
