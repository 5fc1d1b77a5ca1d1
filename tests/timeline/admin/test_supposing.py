"""What would follow from an event's steps: asked from its form before anything is saved, and shown above a draft."""

import pytest
from django.urls import reverse

from tests.timeline.admin.forms import add_line, inputs
from tests.timeline.due_record import due_record, step_event
from timeline.models import Event, EventStep, Revision
from timeline.publishing import publish
from timeline.publishing.what_if import what_follows

pytestmark = pytest.mark.django_db


def form_of(event):
    return reverse("admin:timeline_event_change", args=[event.pk])


@pytest.fixture
def undecided():
    """A protest without a decision, and a draft event of the day of its decision without a step."""
    _, protest, [filed] = due_record(decided=False, docket="B-416657")
    draft = step_event(protest, "2018-11-14", "decision", "gao.decided", disposition="denied")
    draft.steps.all().delete()
    return protest, filed, draft


def ask(client, event, **step):
    data = inputs(client, form_of(event))
    add_line(data, "steps", **step)
    return client.post(form_of(event), {**data, "_what_follows": "1"})


def test_an_unsaved_step_tells_states_gaps_and_due_dates_and_saves_nothing(undecided, client_as):
    protest, _, draft = undecided
    before = Revision.objects.count()
    answer = ask(client_as("editor"), draft, protest=protest.pk, step="gao.decided", disposition="denied")
    html = answer.content.decode()
    assert answer.status_code == 200
    assert "Status: pending → closed." in html
    assert "State of B-416657: report-pending → closed:denied." in html
    assert "New state: B-416657 closed:denied from 2018-11-14 (gao.decided)." in html
    assert "“Agency report filed”, which must have come before “Decided”" in html
    assert "GAO decides, due 2018-11-14 (GAO_DECISION_100, fixed); OVERDUE → MET on 2018-11-14." in html
    assert "New: request for reconsideration, due 2018-11-26 (GAO_RECON_10, fixed)" in html
    assert not EventStep.objects.filter(event=draft).exists()
    assert Revision.objects.count() == before


def test_an_impossible_step_names_rule_step_and_state_before_it_is_saved(undecided, client_as):
    protest, _, draft = undecided
    publish(
        [step_event(protest, "2018-11-13", "decision", "gao.dismissed", disposition="dismissed", reason="untimely")]
    )
    html = ask(client_as("editor"), draft, protest=protest.pk, step="gao.comments_filed").content.decode()
    assert "gao.comments_filed" in html
    assert "cannot follow in the state “closed:dismissed”" in html
    assert "(rule " in html


def test_a_form_with_mistakes_shows_them_and_saves_nothing(undecided, client_as):
    protest, _, draft = undecided
    html = ask(client_as("editor"), draft, protest=protest.pk, step="").content.decode()
    assert "Not saved" in html
    assert not EventStep.objects.filter(event=draft).exists()


def test_a_new_event_can_be_asked_about_before_it_exists(undecided, client_as):
    protest, _, _ = undecided
    client, count = client_as("editor"), Event.objects.count()
    data = inputs(client, reverse("admin:timeline_event_add"))
    data |= {
        "dispute": protest.dispute_id,
        "date": "2018-09-05",
        "type": "other",
        "title_en": "Filed",
        "summary_en": "It was.",
    }
    data["protest"] = protest.pk
    add_line(data, "steps", protest=protest.pk, step="gao.report_filed")
    html = client.post(reverse("admin:timeline_event_add"), {**data, "_what_follows": "1"}).content.decode()
    assert "State of B-416657: report-pending → comments-pending." in html
    assert Event.objects.count() == count


def test_the_form_of_a_draft_tells_what_its_saved_steps_would_bring(undecided, client_as):
    protest, _, draft = undecided
    EventStep.objects.create(event=draft, protest=protest, step="gao.decided", disposition="denied")
    html = client_as("editor").get(form_of(draft)).content.decode()
    assert "State of B-416657: report-pending → closed:denied." in html


def test_the_forms_of_event_and_proceeding_show_an_impossible_step_that_was_published(undecided, client_as):
    protest, _, draft = undecided
    EventStep.objects.create(event=draft, protest=protest, step="gao.decided", disposition="denied")
    late = step_event(protest, "2018-12-01", "other", "gao.comments_filed")
    publish([draft, late])
    desk = client_as("superuser")
    for address in (form_of(late), reverse("admin:contracts_protest_change", args=[protest.pk])):
        html = desk.get(address).content.decode()
        assert "cannot follow in the state “closed:denied”" in html
    assert "“Agency report filed” must have come before “Decided” of 2018-11-14" in html


def test_another_proceeding_that_changes_with_it_is_told_as_well():
    _, protest, [filed] = due_record(decided=False, docket="B-416657")
    [own] = what_follows(filed)
    assert own.protest["id"] == protest.public_id
    assert own.before is not None
    assert own.after["status"] == own.before["status"] == "pending"


def test_an_event_without_steps_moves_nothing(undecided):
    _, _, draft = undecided
    draft.protest = None
    draft.save()
    assert what_follows(draft) == []
