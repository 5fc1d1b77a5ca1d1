"""Webhooks and what was given up, on the desk: listed with their errors, shown as text, tried again."""

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories import make_feed, make_item
from timeline.models import Body, Delivery, Fetch, Item, Lookup

pytestmark = pytest.mark.django_db
LISTED = "/admin/timeline/delivery/"
MARKUP = b'{"webhook": "<script>alert(1)</script>"}'


def make_delivery(**given):
    now = timezone.now()
    values = {"hook": "courtlistener", "key": "key-1", "raw": MARKUP, "received_at": now, "due_at": now}
    return Delivery.objects.create(**{**values, **given})


def form_of(row):
    return reverse(f"admin:timeline_{row._meta.model_name}_change", args=[row.pk])


def test_a_webhook_shows_its_body_as_text_and_never_as_markup(client_as):
    page = client_as("editor").get(form_of(make_delivery())).content.decode()

    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<script>alert(1)" not in page


def test_the_body_is_shown_from_the_fetch_once_it_became_one(client_as):
    now = timezone.now()
    fetch = Fetch.objects.create(
        feed=make_feed(), url="webhook key-1", fetched_at=now, body=Body.keep(MARKUP), outcome="ok", state="read"
    )
    taken = make_delivery(state="taken", raw=None, due_at=None, fetch=fetch)
    client = client_as("editor")

    for page in (client.get(form_of(taken)).content.decode(), client.get(form_of(fetch)).content.decode()):
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_bytes_that_are_no_text_are_shown_too(client_as):
    page = client_as("editor").get(form_of(make_delivery(raw=b"\xff\xfe\x00<b>"))).content.decode()

    assert "\\xff\\xfe" in page
    assert "6 bytes." in page


def test_the_list_is_filtered_by_state_and_shows_the_error(client_as):
    make_delivery(key="waits")
    make_delivery(key="died", state="dead", due_at=None, error="KeyError: 'payload'")

    listed = client_as("editor").get(f"{LISTED}?state__exact=dead").content.decode()

    assert "died" in listed
    assert "KeyError" in listed
    assert "waits" not in listed


def test_what_was_given_up_is_tried_again_and_nothing_else(client_as):
    dead = make_delivery(key="died", state="dead", due_at=None, error="It died.", attempts=5)
    taken = make_delivery(key="done", state="taken", due_at=None, raw=None)

    client_as("administrator").post(LISTED, {"action": "try_again", "_selected_action": [dead.pk, taken.pk]})

    dead.refresh_from_db()
    taken.refresh_from_db()
    assert (dead.state, dead.attempts, dead.error, dead.due_at is not None) == ("waiting", 0, "", True)
    assert taken.state == "taken"


def test_an_editor_may_look_but_not_have_it_tried_again(client_as):
    dead = make_delivery(state="dead", due_at=None)

    client_as("editor").post(LISTED, {"action": "try_again", "_selected_action": [dead.pk]})

    dead.refresh_from_db()
    assert dead.state == "dead"


def test_a_lookup_that_was_given_up_is_asked_again_from_the_first_round_on(client_as):
    now = timezone.now()
    given_up = Lookup.objects.create(
        feed=make_feed(),
        key="cl:1",
        url="https://x.example/",
        reason="Case",
        state="given-up",
        rounds=12,
        created_at=now,
    )

    client_as("administrator").post(
        "/admin/timeline/lookup/", {"action": "ask_again", "_selected_action": [given_up.pk]}
    )

    given_up.refresh_from_db()
    assert (given_up.state, given_up.rounds) == ("waiting", 0)


def test_the_start_page_counts_what_was_given_up_and_leads_to_it(client_as):
    item = make_item(title="Poison", state="dead", due_at=None, error="KeyError: 'x'")
    make_delivery(state="dead", due_at=None)
    client = client_as("administrator")

    start = client.get("/admin/").content.decode()

    assert "Given up after several attempts" in start
    for address in ("/admin/timeline/item/?state__exact=dead", "/admin/timeline/delivery/?state__exact=dead"):
        assert address in start
        assert client.get(address).status_code == 200
    assert "Poison" in client.get("/admin/timeline/item/?state__exact=dead").content.decode()
    assert "KeyError" in client.get(form_of(item)).content.decode()
    client.post("/admin/timeline/item/", {"action": "match_again", "_selected_action": [item.pk]})
    assert Item.objects.get().state == "waiting"
