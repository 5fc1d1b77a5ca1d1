"""From a pasted address to a source: recognised, asked for by a worker, read, confirmed, kept as a copy."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories import make_source
from tests.feed_server import status
from tests.timeline.admin.forms import inputs
from tests.timeline.evidence.conftest import html, page, publisher
from timeline import evidence, pasting
from timeline.models import Capture, Copy, PastedAddress, Source
from timeline.pasting import asking
from timeline.pipeline import ClaimLost

__all__ = ["publisher"]
PASTE = reverse("admin:timeline_source_paste")


def paste(client: Any, address: str) -> Any:
    return client.post(PASTE, {"url": address}, follow=True)


def asked() -> PastedAddress:
    """Do what a worker does, and return the only address."""
    for pk in pasting.due_now(now=timezone.now()):
        pasting.ask(pk, now=timezone.now())
    return PastedAddress.objects.get()


def here(pasted: PastedAddress) -> str:
    return reverse("admin:timeline_source_pasted", args=[pasted.pk])


def test_a_page_is_read_confirmed_and_becomes_a_source_with_its_first_copy(db: None, publisher: Any, client_as: Any):
    publisher["/story"] = html(page())
    client = client_as("contributor")
    waiting = paste(client, publisher("/story"))
    assert "It is being asked for." in waiting.content.decode()
    assert waiting["Refresh"] == "2"
    assert 'name="title"' not in waiting.content.decode(), "a page that looks again by itself holds no form"
    by_hand = client.get(f"{here(PastedAddress.objects.get())}?by_hand=1")
    assert 'name="title"' in by_hand.content.decode()
    assert "Refresh" not in by_hand
    pasted = asked()
    assert pasted.state == "read"
    shown = client.get(here(pasted)).content.decode()
    assert 'value="Court halts work on the cloud"' in shown
    given = inputs(client, here(pasted))
    given["publisher"] = ["The Example"]
    made = client.post(here(pasted), given)
    source = Source.objects.get()
    assert made.headers["Location"] == reverse("admin:timeline_source_change", args=[source.pk])
    assert (source.title, source.publisher, source.lang) == ("Court halts work on the cloud", "The Example", "en")
    assert source.published_edit_at is None
    assert Capture.objects.get().source == source
    assert Capture.objects.get().copy == Copy.objects.get()
    evidence.tidy(now=timezone.now() + timedelta(days=30))
    assert Copy.objects.exists()


@pytest.mark.parametrize("spelled", ["{}/", "{}?utm_source=mail", "  {}  "])
def test_an_address_of_the_record_leads_to_its_source_and_is_not_asked_for(
    db: None, publisher: Any, client_as: Any, spelled: str
):
    source = make_source(url=publisher("/story"))
    answer = paste(client_as("contributor"), spelled.format(source.url))
    assert answer.redirect_chain[-1][0] == reverse("admin:timeline_source_change", args=[source.pk])
    assert PastedAddress.objects.get().state == "known"
    assert pasting.due_now(now=timezone.now()) == []


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("not an address", "This is no address of the web"),
        ("javascript:alert(1)", "This is no address of the web"),
        ("https://gao.gov/x?token=abc", "holds a key or a password"),
    ],
)
def test_what_is_no_address_is_refused_at_its_input(db: None, client_as: Any, address: str, words: str):
    shown = paste(client_as("contributor"), address).content.decode()
    assert words in shown
    assert not PastedAddress.objects.exists()


def test_a_password_within_an_address_is_kept_nowhere(db: None, client_as: Any):
    paste(client_as("contributor"), "https://user:secret@gao.gov/x")
    assert PastedAddress.objects.get().url == "https://gao.gov/x"


def test_addresses_of_the_inside_are_not_asked_for(db: None, settings: Any, client_as: Any):
    settings.FETCH_ALLOW_HOSTS = []
    paste(client_as("contributor"), "http://127.0.0.1:1/secrets")
    assert asked().state == "refused"
    assert not Copy.objects.exists()


def test_a_site_that_refuses_programs_says_so_and_the_editor_fills_in_by_hand(db: None, publisher: Any, client_as: Any):
    publisher["/story"] = status(403)
    client = client_as("contributor")
    paste(client, publisher("/story"))
    pasted = asked()
    assert pasted.state == "refused"
    assert "Fill in by hand" in client.get(here(pasted)).content.decode()
    given = inputs(client, here(pasted)) | {"title": "By hand", "publisher": "The Example"}
    assert client.post(here(pasted), given).status_code == 302
    assert Source.objects.get().title == "By hand"
    assert not Capture.objects.exists()


def test_hostile_titles_are_text(db: None, publisher: Any, client_as: Any):
    body = (
        page()
        .replace(b"<title>Court", b"<title>&lt;script&gt;alert(1)&lt;/script&gt; Court")
        .replace(b"<h1>Court", b"<h1>&lt;script&gt;alert(1)&lt;/script&gt; Court")
    )
    publisher["/story"] = html(body)
    client = client_as("contributor")
    paste(client, publisher("/story"))
    assert "<script>alert(1)" not in client.get(here(asked())).content.decode()


def test_what_somebody_else_pasted_is_not_shown(db: None, publisher: Any, client_as: Any):
    publisher["/story"] = html(page())
    paste(client_as("contributor"), publisher("/story"))
    assert client_as("editor").get(here(asked())).status_code == 404


def test_twice_is_once(db: None, publisher: Any, client_as: Any):
    publisher["/story"] = html(page())
    client = client_as("contributor")
    paste(client, publisher("/story"))
    pasted = asked()
    given = inputs(client, here(pasted)) | {"publisher": "The Example"}
    client.post(here(pasted), given)
    client.post(here(pasted), given)
    assert Source.objects.count() == 1


def test_a_worker_who_is_late_changes_nothing_of_what_was_filled_in_by_hand(
    db: None, publisher: Any, client_as: Any, monkeypatch: Any
):
    publisher["/story"] = html(page())
    client = client_as("contributor")
    paste(client, publisher("/story"))
    pasted = PastedAddress.objects.get()
    read = asking.said_by

    def meanwhile(*given: Any, **more: Any) -> Any:
        typed = inputs(client, f"{here(pasted)}?by_hand=1") | {"title": "By hand", "publisher": "The Example"}
        assert client.post(here(pasted), typed).status_code == 302
        return read(*given, **more)

    monkeypatch.setattr(asking, "said_by", meanwhile)
    with pytest.raises(ClaimLost):
        pasting.ask(pasted.pk, now=timezone.now())
    pasted.refresh_from_db()
    assert (pasted.state, pasted.source.title) == ("taken", "By hand")


def test_what_was_pasted_a_week_ago_is_forgotten(db: None, publisher: Any, client_as: Any):
    paste(client_as("contributor"), publisher("/story"))
    assert pasting.forget(now=timezone.now() + timedelta(days=6)) == 0
    assert pasting.forget(now=timezone.now() + timedelta(days=8)) == 1
