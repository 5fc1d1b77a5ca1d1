"""What was typed is brought back, not saved; the browser is told which form was; publishing is one key away."""

import pytest
from django.urls import reverse

from tests.factories import make_event
from tests.timeline.admin.forms import inputs
from timeline.models import Event

pytestmark = pytest.mark.django_db
NAME = "0b7c3a52-9a2e-4f0b-8a55-1f4f6f6c2d11"


def form_of(event) -> str:
    return reverse("admin:timeline_event_change", args=[event.pk])


def post(client, event, **given):
    return client.post(form_of(event), {**inputs(client, form_of(event)), "title_en": "Typed before", **given})


def test_what_is_brought_back_is_shown_and_not_saved(client_as):
    event = make_event()

    answer = post(client_as("editor"), event, _brought_back="1", _save="Save", kept_as=NAME)

    assert "nothing of it is saved yet" in answer.content.decode()
    assert 'value="Typed before"' in answer.content.decode()
    assert "kept_as" not in answer.cookies
    assert Event.objects.get().title["en"] != "Typed before"


def test_the_browser_is_told_which_form_was_saved(client_as):
    cookie = post(client_as("editor"), make_event(), kept_as=NAME).cookies["kept_as"]

    assert (cookie.value, cookie["path"], cookie["samesite"]) == (NAME, "/admin/", "Strict")


@pytest.mark.parametrize("name", ["", "x; Domain=example.org", NAME + "\r\nSet-Cookie: a=b"])
def test_a_name_that_no_browser_gave_is_not_told_back(client_as, name):
    assert "kept_as" not in post(client_as("editor"), make_event(), kept_as=name).cookies


def test_save_and_publish_leads_to_the_page_that_publishes(client_as):
    event = make_event()

    answer = post(client_as("publisher"), event, _publish="")

    assert answer.headers["Location"] == reverse("admin:timeline_event_publish_row", args=[event.pk])
    assert Event.objects.get().title["en"] == "Typed before"


def test_whoever_may_not_publish_is_not_led_there(client_as):
    event, client = make_event(), client_as("editor")

    assert "Save and publish" not in client.get(form_of(event)).content.decode()
    assert post(client, event, _publish="").headers["Location"] == reverse("admin:timeline_event_changelist")
