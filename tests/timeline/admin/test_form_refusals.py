"""What an editor types and a form refuses: at its input, in words, and nothing is saved."""

from typing import Any

import pytest
from django.db.models import CheckConstraint

from contracts.models import Party
from tests.factories import make_contract, make_dispute, make_event, make_protest, make_source
from tests.timeline.admin.forms import add_line, inputs
from tests.timeline.admin.typed import errors, form_of, pages
from timeline.admin.constraint_words import WORDS
from timeline.models import Event, EventLink, Source

OUT_OF_REACH = {"case_has_number", "citation_of_one_object"}  # the forms see to them before


@pytest.mark.parametrize("date", ["2020-02-30", "Oct 18", "20", "2020-13", "0000", "2020-02-13T25:00Z", "x" * 5000])
def test_an_impossible_date_is_refused_at_its_input(date: str, record: Any, client_as: Any):
    client = client_as("editor")
    data = inputs(client, form_of(record.event)) | {"date": date}
    response = client.post(form_of(record.event), data)
    assert response.status_code == 200
    assert response.context["adminform"].form.errors["date"]
    assert str(Event.objects.get(pk=record.event.pk).date) == "2018-08-06"


@pytest.mark.parametrize("field", ["title_en", "summary_en"])
def test_the_english_text_is_needed(field: str, record: Any, client_as: Any):
    client = client_as("editor")
    data = inputs(client, form_of(record.event)) | {field: "", "title_de": "Nur Deutsch"}
    assert "required" in errors(client.post(form_of(record.event), data)).lower()


@pytest.mark.parametrize("text", ["a\x00b", "x" * 100_000, "bell \x07"])
def test_what_no_text_may_hold_is_refused(text: str, record: Any, client_as: Any):
    client = client_as("editor")
    data = inputs(client, form_of(record.event)) | {"title_en": text}
    assert errors(client.post(form_of(record.event), data))


def test_an_effect_before_its_cause_is_refused_on_the_form_and_nothing_is_saved(record: Any, client_as: Any):
    later = make_event(dispute=record.dispute, date="2021-01-01")
    client = client_as("editor")
    data = inputs(client, form_of(record.event)) | {"title_en": "Changed"}
    add_line(data, "links", relation="decides", target=later.pk)
    response = client.post(form_of(record.event), data)
    assert "lies before its cause" in errors(response)
    assert str(later) in response.content.decode()
    assert Event.objects.get(pk=record.event.pk).title["en"] != "Changed"
    assert not EventLink.objects.filter(target=later).exists()


def test_a_circle_of_links_is_refused_on_the_form(record: Any, client_as: Any):
    same_day = make_event(dispute=record.dispute, date="2018-08-06")
    same_day.links.create(source=same_day, target=record.event, relation="follows-from")
    client = client_as("editor")
    data = inputs(client, form_of(record.event))
    add_line(data, "links", relation="responds-to", target=same_day.pk)
    assert "circle" in errors(client.post(form_of(record.event), data))


def test_a_changed_date_is_judged_against_the_links_there_are(record: Any, client_as: Any):
    client = client_as("editor")
    data = inputs(client, form_of(record.event)) | {"date": "2017-01-01"}
    assert "lies before its cause" in errors(client.post(form_of(record.event), data))
    record.event.refresh_from_db()
    assert str(record.event.date) == "2018-08-06"


def test_contract_and_proceeding_must_be_of_the_same_dispute(record: Any, client_as: Any):
    elsewhere = make_dispute()
    contract, protest = make_contract(dispute=elsewhere), make_protest(dispute=elsewhere)
    client = client_as("editor")
    data = inputs(client, form_of(record.event)) | {"contracts": [contract.pk], "protest": protest.pk}
    told = errors(client.post(form_of(record.event), data))
    assert "another dispute" in told
    assert "of another dispute" in told


def test_a_date_of_publicity_needs_its_basis(record: Any, client_as: Any):
    client = client_as("editor")
    data = inputs(client, form_of(record.event)) | {"date_public": "2019-12-09"}
    response = client.post(form_of(record.event), data)
    assert "needs its basis" in str(response.context["adminform"].form.errors["date_public"])


def test_a_citation_names_a_source_or_an_event(record: Any, client_as: Any):
    client = client_as("editor")
    data = inputs(client, form_of(record.protest))
    add_line(data, "citations", source=record.source.pk, shown_by=record.event.pk)
    assert "not both" in errors(client.post(form_of(record.protest), data))


def test_only_a_finding_has_a_direction(record: Any, client_as: Any):
    client = client_as("editor")
    data = inputs(client, form_of(record.statement)) | {"finding": "supports"}
    assert "Only a finding" in errors(client.post(form_of(record.statement), data))


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "ftp://example.org/x", "data:text/html,x", "file:///etc/passwd"]
)
def test_a_source_is_a_web_page(url: str, record: Any, client_as: Any):
    client = client_as("editor")
    data = inputs(client, form_of(record.source)) | {"url": url}
    assert errors(client.post(form_of(record.source), data))


def test_the_same_address_twice_is_refused_in_words(record: Any, client_as: Any):
    other = make_source()
    client = client_as("editor")
    data = inputs(client, form_of(record.source)) | {"url": other.url}
    assert "There is a source with this address already" in errors(client.post(form_of(record.source), data))
    assert Source.objects.get(pk=record.source.pk).url == record.source.url


def test_the_second_of_two_editors_is_warned_once(record: Any, client_as: Any):
    first, second = client_as("editor"), client_as("publisher")
    opened = inputs(second, form_of(record.source))
    data = inputs(first, form_of(record.source)) | {"title": "First editor's title"}
    assert first.post(form_of(record.source), data).status_code == 302
    response = second.post(form_of(record.source), opened | {"title": "Second editor's title"})
    assert "Somebody saved this" in errors(response)
    assert Source.objects.get(pk=record.source.pk).title == "First editor's title"
    again = {
        **opened,
        "title": "Second editor's title",
        "edited_from": response.context["adminform"].form["edited_from"].value(),
    }
    assert second.post(form_of(record.source), again).status_code == 302
    assert Source.objects.get(pk=record.source.pk).title == "Second editor's title"


def test_a_public_address_cannot_be_changed(published: Any, client_as: Any):
    client = client_as("editor")
    slug = published.party.slug
    data = inputs(client, form_of(published.party)) | {"slug": "another", "role_title": "Vendor"}
    assert client.post(form_of(published.party), data).status_code == 302
    party = Party.objects.get(pk=published.party.pk)
    assert (party.slug, party.role_title) == (slug, "Vendor")


def test_every_constraint_that_an_editor_can_break_has_its_words():
    unheard = [
        constraint.name
        for model in sorted({page.model for page in pages()}, key=str)
        for constraint in model._meta.constraints
        if isinstance(constraint, CheckConstraint) or constraint.condition
        if not constraint.name.endswith("_known") and constraint.name not in {*WORDS, *OUT_OF_REACH}
    ]
    assert unheard == []


def test_errors_of_parts_are_listed_above_the_form_where_they_stand(record: Any, client_as: Any):
    client = client_as("editor")
    data = inputs(client, form_of(record.contract)) | {
        "title_en": "",
        "bids-0-ended": "someday",
        "bids-0-citations-0-source": "",
    }
    listed = client.post(form_of(record.contract), data).context["form_errors"]
    places = [error.place for error in listed]
    bid = f"Bids, {record.contract.bids.get()}"
    assert places[0] == "Title"
    assert f"{bid}: Ended" in places
    assert any(place.startswith(f"{bid}, citations, ") for place in places)
