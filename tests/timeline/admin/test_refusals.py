"""Steps that cannot follow: the editor is told after publishing and on the preview; readers see no such box."""

import pytest
from django.contrib.messages import get_messages

from tests.timeline.admin.test_publishing import confirm, page
from tests.timeline.due_record import due_record, step_event
from timeline.publishing import publish
from timeline.selectors import documents

pytestmark = pytest.mark.django_db


@pytest.fixture
def impossible():
    """A draft with comments on a report after the protest was decided."""
    _, protest, _ = due_record()
    return protest, step_event(protest, "2018-12-01", "other", "gao.comments_filed")


def test_publishing_says_which_rule_refused_which_step_in_which_state(impossible, client_as):
    _, event = impossible
    answer = confirm(client_as("publisher"), page(event, "publish"))
    [warning] = [str(one) for one in get_messages(answer.wsgi_request) if one.level_tag == "warning"]
    assert "gao.comments_filed" in warning
    assert "cannot follow in the state “closed:denied”" in warning
    assert "rule" in warning


def test_the_preview_of_protest_and_event_names_it_and_the_public_page_does_not(impossible, client_as, client):
    protest, event = impossible
    publish([event])
    desk = client_as("superuser")
    for row in (protest, event):
        html = desk.get(page(row, "preview")).content.decode()
        assert "Impossible steps" in html
        assert "gao.comments_filed" in html
    assert "cannot follow" not in client.get(f"/protests/{protest.public_id}/").content.decode()


def test_the_event_is_published_all_the_same(impossible):
    protest, event = impossible
    publish([event])
    found = documents([("event", event.public_id), ("protest", protest.public_id)])
    assert ("event", event.public_id) in found
    assert found["protest", protest.public_id]["status"]["refused"][0]["step"] == "gao.comments_filed"


def test_other_steps_bring_no_warning(client_as):
    _, protest, _ = due_record(decided=False)
    event = step_event(protest, "2018-09-05", "other", "gao.report_filed")
    answer = confirm(client_as("publisher"), page(event, "publish"))
    assert [one.level_tag for one in get_messages(answer.wsgi_request)] == ["success"]
