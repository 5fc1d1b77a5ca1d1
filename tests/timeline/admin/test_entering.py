"""Parties and sources typed as lines on the form of an event: read while they are typed, added when it is saved."""

from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from contracts.models import Party
from tests.factories import make_event, make_party, make_source
from tests.timeline.admin.forms import inputs
from tests.timeline.evidence.conftest import html, page, publisher
from timeline import pasting
from timeline.models import Capture, Citation, EventParty, PastedAddress, Source

__all__ = ["publisher"]
pytestmark = pytest.mark.django_db
LINES = reverse("admin:timeline_event_lines")


@pytest.fixture
def event() -> Any:
    return make_event(cited=False)


def form_of(event: Any) -> str:
    return reverse("admin:timeline_event_change", args=[event.pk])


def said(client: Any, kind: str, text: str) -> str:
    return " ".join(client.post(LINES, {"kind": kind, "text": text}).content.decode().split())


def save(client: Any, event: Any, **given: str) -> Any:
    return client.post(form_of(event), {**inputs(client, form_of(event)), **given})


def ask() -> None:
    for pk in pasting.due_now(now=timezone.now()):
        pasting.ask(pk, now=timezone.now())


def test_lines_become_parties_and_citations_and_what_is_missing_drafts(event, client_as):
    aws = make_party(name="Amazon Web Services, Inc.", slug="aws", aliases=["Amazon"])
    source = make_source(url="https://www.example.org/story")

    answer = save(
        client_as("contributor"),
        event,
        party_lines="plaintiff: amazon\n\nDefendant: + agency Department of Examples",
        source_lines=f"{source.url} “its words”\nhttps://example.net/paper | A paper | The Example | 2019-11",
    )

    assert answer.status_code == 302
    new = Party.objects.get(name="Department of Examples")
    assert (new.kind, new.slug, new.published_edit_at) == ("agency", "department-of-examples", None)
    assert set(EventParty.objects.filter(event=event).values_list("party", "role")) == {
        (aws.pk, "plaintiff"),
        (new.pk, "defendant"),
    }
    paper = Source.objects.get(title="A paper")
    assert (str(paper.published), paper.dispute, paper.published_edit_at) == ("2019-11", event.dispute, None)
    assert set(Citation.objects.filter(event=event).values_list("source", "anchor")) == {
        (source.pk, "its words"),
        (paper.pk, ""),
    }


def test_saving_the_same_lines_again_adds_nothing(event, client_as):
    make_party(name="Amazon", slug="aws")
    source = make_source(url="https://www.example.org/story")
    client = client_as("contributor")
    lines = {"party_lines": "plaintiff: aws", "source_lines": source.url}

    save(client, event, **lines)
    answer = save(client, event, **lines)

    assert answer.status_code == 302
    assert event.parties.count() == event.citations.count() == 1


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"party_lines": "plaintiff: aws\nwinner: aws"}, "Line 2: “winner” is no role"),
        ({"party_lines": "plaintiff: Amazn"}, "Line 1: No party is called “Amazn”. Did you mean “aws”?"),
        ({"party_lines": "plaintiff: + firm Example"}, "Line 1: After + comes what it is"),
        ({"party_lines": "plaintiff: + company AMAZON"}, "Line 1: The record has “AMAZON” already"),
        ({"party_lines": "plaintiff: aws\nplaintiff: Amazon"}, "Line 2: This stands above already."),
        ({"source_lines": "javascript:alert(1)"}, "Line 1: “javascript:alert(1)” is no address of the web."),
        (
            {"source_lines": "https://example.org/?api_key=0123456789abcdef"},
            "Line 1: The address holds a key or a password.",
        ),
        ({"source_lines": "https://example.org/ | T | P | soon"}, "Line 1: "),
        ({"source_lines": "https://example.org/"}, "Line 1: It is still being asked for."),
        ({"party_lines": "\n".join(["judge: aws"] * 50)}, "Line 41: More than 40 lines."),
    ],
)
def test_a_line_that_is_wrong_is_named_and_nothing_is_stored_or_lost(event, client_as, given, words):
    make_party(name="Amazon", slug="aws")
    typed = {"party_lines": "speaker: + person Jane Example", **given}
    (changed,) = given

    answer = save(client_as("contributor"), event, **typed)

    shown = answer.content.decode().replace("&#x27;", "'")
    assert words in shown
    assert given[changed] in shown
    assert Party.objects.count() == 1
    assert not Source.objects.exists()
    assert not event.parties.exists()
    assert not event.citations.exists()


def test_an_address_nobody_knows_is_asked_for_while_somebody_types_and_becomes_its_source(event, client_as, publisher):
    publisher["/story"] = html(page())
    client = client_as("contributor")

    assert "It is being asked for." in said(client, "sources", publisher("/story"))
    assert "data-waits" in said(client, "sources", publisher("/story"))
    assert PastedAddress.objects.count() == 1, "asked for once however often it is looked at"
    ask()
    assert "A new draft: Court halts work on the cloud" in said(client, "sources", publisher("/story"))
    assert not Source.objects.exists()

    assert save(client, event, source_lines=publisher("/story")).status_code == 302
    source = Source.objects.get()
    assert source.title == "Court halts work on the cloud"
    assert Capture.objects.get().source == source
    assert event.citations.get().source == source
    assert "In the record: Court halts" in said(client, "sources", publisher("/story"))


def test_an_address_that_says_nothing_can_be_written_by_hand(event, client_as, publisher):
    client = client_as("contributor")
    said(client, "sources", publisher("/nothing"))
    ask()

    refused = said(client, "sources", publisher("/nothing"))
    assert "Write its title after it" in refused
    assert "Fill in by hand" not in refused
    assert save(client, event, source_lines=f"{publisher('/nothing')} | A title").status_code == 302
    assert Source.objects.get().title == "A title"


def test_what_was_meant_is_offered_as_a_whole_line(client_as):
    make_party(name="Amazon", slug="aws")

    assert 'data-line="1" data-instead="plaintiff: aws"' in said(
        client_as("contributor"), "parties", "plaintiff: Amazn"
    )


def test_script_in_a_line_or_in_what_a_page_says_stays_text(event, client_as, publisher):
    publisher["/story"] = html(page().replace(b"Court halts", b"&lt;img src=x onerror=alert(1)&gt; Court halts"))
    client = client_as("contributor")
    said(client, "sources", publisher("/story"))
    ask()

    for shown in (said(client, "sources", publisher("/story")), said(client, "parties", "judge: <img src=x>")):
        assert "<img" not in shown


def test_somebody_elses_address_is_not_told(client_as, publisher):
    publisher["/story"] = html(page())
    said(client_as("editor"), "sources", publisher("/story"))
    ask()

    assert "It is being asked for." in said(client_as("contributor"), "sources", publisher("/story"))


def test_lines_are_read_only_when_they_are_sent(client_as):
    assert client_as("contributor").get(LINES).status_code == 405


def test_a_password_within_an_address_is_kept_nowhere(event, client_as):
    save(client_as("contributor"), event, source_lines="https://user:secret@example.org/x | A title")

    assert Source.objects.get().url == PastedAddress.objects.get().url == "https://example.org/x"


def test_whoever_may_only_look_is_offered_no_lines(published, client_as):
    form = form_of(published.event)

    assert 'name="party_lines"' in client_as("editor").get(form).content.decode()
    assert 'name="party_lines"' not in client_as("contributor").get(form).content.decode()
