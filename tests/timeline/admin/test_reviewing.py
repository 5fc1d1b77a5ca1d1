"""The review queue as two editors use it."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import timezone

from tests.factories import make_candidate, make_event, make_feed, make_item, make_party, make_source
from tests.timeline.admin.forms import inputs
from timeline.admin.reviewing.evidence import mark, similar_events
from timeline.models import Candidate, Event
from timeline.proposals import Proposal
from timeline.publishing import publish

pytestmark = pytest.mark.django_db
LISTED = "/admin/timeline/candidate/"


def page(candidate: Candidate) -> str:
    return f"{LISTED}{candidate.pk}/change/"


def decide(client: Any, candidate: Candidate, decision: str, **given: Any) -> Any:
    """Post one of the page's forms as it stands, with what the editor changed."""
    data = inputs(client, page(candidate))
    own = {name: values for name, values in data.items() if name.startswith(f"{decision}-")}
    changed = {f"{decision}-{name}": value for name, value in given.items()}
    return client.post(page(candidate), {**own, **changed, "decision": decision})


def told(response: Any) -> str:
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


def now_of(candidate: Candidate) -> Candidate:
    return Candidate.objects.get(pk=candidate.pk)


def test_the_page_shows_the_evidence_with_matched_words_marked_and_nothing_of_it_runs(client_as: Any):
    item = make_item(
        title="JEDI <script>alert(1)</script>",
        text="The JEDI bid of Oracle. <img src=x onerror=alert(2)>",
        state="matched",
        due_at=None,
    )
    candidate = make_candidate(item=item)
    content = client_as("editor").get(page(candidate)).content.decode()
    assert "<mark>JEDI</mark> bid" in content
    assert "The acronym “JEDI” stands in the title." in content
    assert "<script>alert" not in content
    assert "<img src=x" not in content


def test_words_are_marked_whole_in_any_letters_and_escaped():
    assert mark("Jedi & jedis, <JEDI>", ["JEDI"]) == "<mark>Jedi</mark> &amp; jedis, &lt;<mark>JEDI</mark>&gt;"
    assert mark("B-416657.2 and (a+b)", ["B-416657.2", "(a+b"]) == "<mark>B-416657.2</mark> and <mark>(a+b</mark>)"
    assert mark("nothing", []) == "nothing"


def test_the_clear_case_takes_one_click_on_the_page_and_leads_to_the_event(client_as: Any):
    candidate = make_candidate()
    response = decide(client_as("editor"), candidate, "accept")
    event = Event.objects.get()
    assert response.headers["Location"] == reverse("admin:timeline_event_change", args=[event.pk])
    assert now_of(candidate).event == event
    assert event.citations.get().source.url == candidate.item.url
    assert now_of(candidate).decided_by.username == "editor-user"


def test_what_the_editor_changed_is_what_becomes_the_event(client_as: Any):
    oracle, other = make_party(name="Oracle"), make_party(name="Somebody")
    candidate = make_candidate()
    parties = [{"slug": oracle.slug, "role": "other"}, {"slug": other.slug, "role": "other"}]
    Candidate.objects.update(proposal={**candidate.proposal, "parties": parties})
    decide(
        client_as("editor"),
        candidate,
        "accept",
        type="ruling",
        date="2020-02-12",
        title_en="Court halts work",
        title_de="Gericht stoppt Arbeit",
        anchor="Something happened",
        **{f"party-{oracle.slug}": "protester", f"party-{other.slug}": ""},
    )
    event = Event.objects.get()
    assert (event.type, str(event.date), event.title["de"]) == ("ruling", "2020-02-12", "Gericht stoppt Arbeit")
    assert event.confidence == "single-source"
    assert [(row.party, row.role) for row in event.parties.all()] == [(oracle, "protester")]
    assert event.citations.get().anchor == "Something happened"


@pytest.mark.parametrize(
    ("field", "value"), [("date", "in spring"), ("title_en", ""), ("title_en", "x" * 5000), ("type", "statement")]
)
def test_wrong_fields_are_shown_and_nothing_is_decided(field: str, value: str, client_as: Any):
    candidate = make_candidate()
    response = decide(client_as("editor"), candidate, "accept", **{field: value})
    assert response.status_code == 200
    assert response.context["forms"]["accept"].errors
    assert now_of(candidate).state == "new"
    assert not Event.objects.exists()


def test_citing_an_existing_event_leads_to_the_next_candidate(client_as: Any):
    event, candidate, waiting = make_event(), make_candidate(), make_candidate()
    response = decide(client_as("editor"), candidate, "cite", event=event.pk, anchor="it happened")
    assert response.headers["Location"] == page(waiting)
    assert now_of(candidate).state == "cited"
    assert event.citations.filter(source__url=candidate.item.url, anchor="it happened").exists()


def test_citing_a_published_event_is_an_edit_that_waits(client_as: Any):
    event = make_event()
    publish([event])
    decide(client_as("editor"), make_candidate(), "cite", event=event.pk)
    listed = client_as("publisher").get(reverse("admin:timeline_event_changelist"), {"standing": "edited"})
    assert [row.pk for row in listed.context["cl"].result_list] == [event.pk]


def test_an_example_cannot_be_cited_by_a_real_event(client_as: Any):
    item = make_item(feed=make_feed(is_example=True), state="matched", due_at=None)
    response = decide(client_as("editor"), make_candidate(item=item), "cite", event=make_event().pk)
    assert "demonstration" in told(response)


def test_events_around_its_date_and_those_that_cite_it_are_suggested(client_as: Any):
    candidate = make_candidate()
    near = make_event(dispute=candidate.dispute, date="2020-02-15")
    with_time = make_event(dispute=candidate.dispute, date="2020-02-14T10:00-05:00")
    month = make_event(dispute=candidate.dispute, date="2020-02")
    make_event(dispute=candidate.dispute, date="2020-03-15")
    make_event(date="2020-02-13")
    citing = make_event(cited=False, date="2001-01-01")
    citing.citations.create(source=make_source(url=candidate.item.url))
    found = similar_events(candidate, Proposal.from_json(candidate.proposal))
    assert found[0] == citing
    assert set(found) == {citing, near, with_time, month}
    assert str(near) in client_as("editor").get(page(candidate)).content.decode()


def test_rejecting_needs_a_reason_which_is_kept(client_as: Any):
    candidate = make_candidate()
    client = client_as("editor")
    assert "Say why" in decide(client, candidate, "reject", reason="", note="").content.decode()
    response = decide(client, candidate, "reject", reason="It is in the record already.", note="See 13 February.")
    assert response.headers["Location"] == LISTED
    assert now_of(candidate).note == "It is in the record already. See 13 February."


def test_putting_off_takes_it_out_of_the_list_until_then(client_as: Any):
    candidate = make_candidate()
    client = client_as("editor")
    decide(client, candidate, "snooze", days="7")
    assert now_of(candidate).snoozed_until > timezone.now() + timedelta(days=6)
    assert not client.get(LISTED).context["cl"].result_list
    Candidate.objects.update(snoozed_until=timezone.now() - timedelta(seconds=1))
    assert list(client.get(LISTED).context["cl"].result_list) == [candidate]


def test_a_decision_can_be_taken_back(client_as: Any):
    candidate = make_candidate()
    client = client_as("editor")
    decide(client, candidate, "accept")
    assert "Take the decision back" in client.get(page(candidate)).content.decode()
    decide(client, candidate, "undo")
    assert now_of(candidate).state == "new"
    assert Event.objects.get().deleted_at


def test_the_second_of_two_editors_is_told_and_nothing_is_lost(client_as: Any):
    candidate = make_candidate()
    first, second = client_as("editor"), client_as("publisher")
    opened = inputs(second, page(candidate))
    decide(first, candidate, "accept")
    response = second.post(
        page(candidate),
        {
            "decision": "reject",
            "reject-version": opened["reject-version"],
            "reject-reason": "It is in the record already.",
        },
    )
    assert "already decided: made into an event, by editor-user" in told(response)
    assert now_of(candidate).state == "accepted"


def test_a_change_at_the_source_is_shown_and_can_be_noted(client_as: Any):
    candidate = make_candidate()
    client = client_as("editor")
    decide(client, candidate, "accept")
    Candidate.objects.update(changed_since=True)
    assert "edited after the decision" in client.get(page(candidate)).content.decode()
    assert list(client.get(LISTED, {"state": "changed"}).context["cl"].result_list) == [candidate]
    decide(client, candidate, "acknowledge")
    assert not now_of(candidate).changed_since


def test_several_are_rejected_with_one_reason_and_the_late_ones_are_named(client_as: Any):
    candidates = [make_candidate() for _ in range(3)]
    first, second = client_as("editor"), client_as("publisher")
    chosen = {"action": "reject_rows", "_selected_action": [row.pk for row in candidates]}
    url = first.post(LISTED, chosen).headers["Location"]
    data = inputs(first, url)
    decide(second, candidates[0], "accept")
    response = first.post(url, {**data, "reason": "It is too small for the record."})
    assert [now_of(row).state for row in candidates] == ["accepted", "rejected", "rejected"]
    assert "already decided" in told(response)
    assert "Rejected 2." in told(response)


def test_decisions_of_several_are_taken_back(client_as: Any):
    candidates = [make_candidate() for _ in range(2)]
    client = client_as("editor")
    for candidate in candidates:
        decide(client, candidate, "reject", reason="It is too small for the record.")
    client.post(f"{LISTED}?state=rejected", {"action": "undo_rows", "_selected_action": [c.pk for c in candidates]})
    assert {now_of(row).state for row in candidates} == {"new"}


@pytest.mark.parametrize(("role", "status"), [("contributor", 403), ("editor", 302), ("", 403)])
def test_only_those_who_may_review_decide(role: str, status: int, client_as: Any):
    candidate = make_candidate()
    client = client_as(role)
    posted = {"decision": "reject", "reject-version": "1", "reject-reason": "It is in the record already."}
    assert client.post(page(candidate), posted).status_code == status
    assert (now_of(candidate).state == "rejected") is (status == 302)
    assert (client.get(f"{LISTED}reject/?pks={candidate.pk}").status_code == 403) is (status == 403)


def test_a_candidate_that_is_gone_leads_back(client_as: Any):
    assert client_as("editor").get(f"{LISTED}999/change/").headers["Location"] == LISTED


def test_the_queue_costs_the_same_for_more_candidates(client_as: Any, django_assert_max_num_queries: Any):
    for _ in range(10):
        make_candidate()
    client = client_as("editor")
    with django_assert_max_num_queries(12):
        assert len(client.get(LISTED).context["cl"].result_list) == 10


def test_an_item_with_an_odd_address_makes_no_link(client_as: Any):
    item = make_item(url="javascript:alert(1)", state="matched", due_at=None)
    content = client_as("editor").get(page(make_candidate(item=item))).content.decode()
    assert "javascript:" not in content
