"""What an editor types is saved as it was meant, with its parts."""

from typing import Any

import pytest
from django.contrib.admin.utils import flatten, flatten_fieldsets
from django.db.models import CASCADE
from django.urls import reverse

from contracts.codelists import Fate
from contracts.models import Case, Contract, Party, Protest
from tests.factories import make_event, make_party, make_protest
from tests.timeline.admin.forms import add_line, inputs
from tests.timeline.admin.typed import errors, form_of, pages
from timeline.models import Citation, Event, Statement

BY_THE_FORM = {"Case.forum", "Statement.dispute"}  # taken over from the proceeding, from the event
SCRIPT = "<script>alert('x')</script>"


@pytest.mark.parametrize("name", ["dispute", "contract", "protest", "party", "claim", "event", "statement", "source"])
def test_a_form_posted_back_unchanged_changes_nothing(name: str, published: Any, client_as: Any):
    row = getattr(published, name)
    client = client_as("editor")
    before = type(row).objects.filter(pk=row.pk).values().get()
    response = client.post(form_of(row), inputs(client, form_of(row)))
    assert response.status_code == 302, errors(response)
    assert type(row).objects.filter(pk=row.pk).values().get() == before


def test_a_new_event_with_parties_citations_steps_and_amounts(record: Any, client_as: Any):
    client = client_as("contributor")
    url = reverse("admin:timeline_event_add")
    data = inputs(client, url)
    data |= {
        "dispute": record.dispute.pk,
        "type": "ruling",
        "date": "2020-02",
        "title_en": "Court grants preliminary injunction",
        "title_de": "Gericht erlässt einstweilige Verfügung",
        "summary_en": "The court halted the work.",
        "contracts": [record.contract.pk],
        "protest": record.protest.pk,
    }
    add_line(data, "parties", party=record.party.pk, role="movant", role_note="moving party")
    add_line(data, "citations", source=record.source.pk, anchor="the court halted", locator="p. 3")
    add_line(data, "steps", protest=record.protest.pk, step="gao.decided", disposition="sustained", until="2020-03-01")
    add_line(data, "amounts", amount="42000000", currency="USD", what_en="security")
    add_line(data, "links", relation="follows-from", target=record.event.pk)
    response = client.post(url, data)
    assert response.status_code == 302, errors(response)
    event = Event.objects.latest("pk")
    assert str(event.date) == "2020-02"
    assert event.title["de"] == "Gericht erlässt einstweilige Verfügung"
    assert event.parties.get().role_note == "moving party"
    assert event.citations.get().locator == "p. 3"
    assert event.steps.get().disposition == "sustained"
    assert event.amounts.get().what == {"en": "security"}
    assert event.links.get().target == record.event
    assert list(event.contracts.all()) == [record.contract]


def test_a_link_can_be_changed_and_removed(record: Any, client_as: Any):
    client = client_as("editor")
    data = inputs(client, form_of(record.event)) | {"links-0-relation": "amends"}
    assert client.post(form_of(record.event), data).status_code == 302
    assert record.event.links.get().relation == "amends"
    data = inputs(client, form_of(record.event)) | {"links-0-DELETE": "on"}
    assert client.post(form_of(record.event), data).status_code == 302
    assert not record.event.links.exists()


def test_docket_numbers_are_normalised_and_unique_in_their_forum(record: Any, client_as: Any):
    client = client_as("editor")
    data = inputs(client, form_of(record.protest))
    add_line(data, "cases", docket_raw="No. b–416657.2", kind="supplemental")
    assert client.post(form_of(record.protest), data).status_code == 302
    case = Case.objects.get(docket_raw="No. b–416657.2")
    assert (case.docket_number, case.forum) == ("B-416657.2", "GAO")
    other = make_protest(dispute=record.dispute)
    data = inputs(client, form_of(other))
    add_line(data, "cases", docket_raw="B-416657.2", kind="initial")
    assert "has the number B-416657.2" in errors(client.post(form_of(other), data))
    data = inputs(client, form_of(other))
    add_line(data, "cases", docket_raw="B-1", kind="initial")
    add_line(data, "cases", docket_raw="b-1", kind="initial")
    assert "listed twice" in errors(client.post(form_of(other), data))


def test_a_proceeding_and_its_cases_are_made_in_one_form(record: Any, client_as: Any):
    client = client_as("editor")
    url = reverse("admin:contracts_protest_add")
    data = inputs(client, url) | {"dispute": record.dispute.pk, "forum": "COFC", "docket": "19-1796C"}
    add_line(data, "cases", docket_raw="1:19-cv-01796-PEC", kind="initial", protester=record.party.pk)
    add_line(data, "parties", party=record.party.pk, role="plaintiff")
    add_line(data, "stays", kind="injunction", start="2020-02-13")
    data |= {"stays-0-citations-TOTAL_FORMS": "1", "stays-0-citations-INITIAL_FORMS": "0"}
    data |= {"stays-0-citations-0-source": record.source.pk, "stays-0-citations-0-anchor": "halts"}
    response = client.post(url, data)
    assert response.status_code == 302, errors(response)
    protest = Protest.objects.get(docket="19-1796C")
    assert protest.cases.get().docket_number == "19-1796C"
    assert protest.cases.get().forum == "COFC"
    assert protest.stays.get().citations.get().anchor == "halts"


def test_a_ground_with_what_a_forum_made_of_it(record: Any, client_as: Any):
    client = client_as("editor")
    protest = record.protest
    data = inputs(client, form_of(protest))
    add_line(data, "grounds", title_en="A single award restricts competition", position="0")
    fate = {"protest": protest.pk, "fate": Fate.values[0], "note_en": "As far as the record shows."}
    data |= {"grounds-0-fates-TOTAL_FORMS": "1", "grounds-0-fates-INITIAL_FORMS": "0"}
    data |= {f"grounds-0-fates-0-{name}": value for name, value in fate.items()}
    response = client.post(form_of(protest), data)
    assert response.status_code == 200
    page = response.content.decode()
    assert "<strong>Grounds, no. 1, fates, no. 1:</strong>" in page
    assert "Name the event or the source that shows it." in page
    response = client.post(form_of(protest), {**data, "grounds-0-fates-0-event": record.event.pk})
    assert response.status_code == 302, errors(response)
    assert protest.grounds.get().fates.get().note == {"en": "As far as the record shows."}


def test_cases_follow_a_corrected_forum(record: Any, client_as: Any):
    client = client_as("editor")
    data = inputs(client, form_of(record.protest)) | {"forum": "COFC"}
    assert client.post(form_of(record.protest), data).status_code == 302
    assert set(record.protest.cases.values_list("forum", flat=True)) == {"COFC"}


def test_a_contract_with_bids_and_their_citations(record: Any, client_as: Any):
    client = client_as("editor")
    contract = record.contract
    data = inputs(client, form_of(contract))
    number = int(data["bids-TOTAL_FORMS"][0])
    add_line(data, "bids", bidder=make_party(name="Microsoft").pk, outcome="awarded", summary_en="Won.")
    prefix = f"bids-{number}-citations"
    data |= {f"{prefix}-TOTAL_FORMS": "1", f"{prefix}-INITIAL_FORMS": "0"}
    data |= {f"{prefix}-0-source": record.source.pk, f"{prefix}-0-anchor": "won the contract"}
    response = client.post(form_of(contract), data)
    assert response.status_code == 302, errors(response)
    bid = contract.bids.get(outcome="awarded")
    assert bid.citations.get().anchor == "won the contract"
    data = inputs(client, form_of(contract))
    add_line(data, "bids", bidder=bid.bidder.pk, outcome="pending")
    assert "duplicate data for bidder" in errors(client.post(form_of(contract), data))


def test_a_citation_of_a_bid_can_be_changed_and_counts_as_an_edit(published: Any, client_as: Any):
    client = client_as("editor")
    data = inputs(client, form_of(published.contract)) | {"bids-0-citations-0-anchor": "left out"}
    assert client.post(form_of(published.contract), data).status_code == 302
    assert Citation.objects.filter(bid__contract=published.contract, anchor="left out").exists()
    contract = Contract.objects.get(pk=published.contract.pk)
    assert contract.published_edit_at < contract.changed_at


def test_a_changed_part_counts_as_an_edit_of_the_whole(published: Any, client_as: Any):
    client = client_as("editor")
    data = inputs(client, form_of(published.event)) | {"parties-0-role_note": "in its own words"}
    assert client.post(form_of(published.event), data).status_code == 302
    event = Event.objects.get(pk=published.event.pk)
    assert event.published_edit_at < event.changed_at


def test_names_with_commas_stay_whole(record: Any, client_as: Any):
    client = client_as("editor")
    data = inputs(client, form_of(record.party))
    assert data["aliases"] == ["Oracle\nOracle, Inc."]
    data |= {"aliases": "Oracle, Inc.\r\n\r\n Oracle \r\nOracle, Inc."}
    assert client.post(form_of(record.party), data).status_code == 302
    assert Party.objects.get(pk=record.party.pk).aliases == ["Oracle, Inc.", "Oracle"]
    data |= {"aliases": "x" * 201, "edited_from": ""}
    assert "at most 200" in errors(client.post(form_of(record.party), data))


def test_a_statement_belongs_to_the_dispute_of_its_event(record: Any, client_as: Any):
    client = client_as("contributor")
    url = reverse("admin:timeline_statement_add")
    data = inputs(client, url) | {
        "speaker": record.party.pk,
        "date": "2020-02-13",
        "quote": "We will appeal.",
        "event": record.event.pk,
        "claim": record.claim.pk,
        "stance": "alleges",
    }
    assert client.post(url, data).status_code == 302
    assert Statement.objects.get(quote="We will appeal.").dispute == record.dispute
    data["event"] = make_event().pk
    assert "another dispute" in errors(client.post(url, data))


def test_scripts_in_every_text_are_shown_as_text(record: Any, client_as: Any):
    for row in record.all():
        for field in row._meta.concrete_fields:
            name = type(field).__name__
            if name == "LocalizedTextField" and field.name != "short_title":
                setattr(row, field.name, {"en": f"en {SCRIPT}"[: field.longest], "de": f"de {SCRIPT}"[: field.longest]})
            elif (
                name in {"CharField", "TextField"}
                and not field.choices
                and field.editable
                and field.name not in {"lang", "ceiling_currency"}
            ):
                setattr(row, field.name, SCRIPT[: field.max_length])
            elif name == "ArrayField":
                setattr(row, field.name, [SCRIPT])
        row.save()
    record.event.parties.update(role_note=SCRIPT)
    record.event.citations.update(anchor=SCRIPT, locator=SCRIPT)
    client = client_as("superuser")
    for row in record.all():
        pages = [reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_changelist"), form_of(row)]
        if row is not record.case:
            pages += [form_of(row).replace("/change/", f"/{verb}/") for verb in ("publish", "preview", "delete-draft")]
        for page in pages:
            content = client.get(page).content.decode()
            assert "alert(" in content or "delete-draft" in page, page
            assert "<script>alert" not in content, page


@pytest.mark.parametrize(
    ("name", "term"),
    [("event", "ourt rules"), ("party", "oracle"), ("party", "ORACLE, INC"), ("source", "report"), ("claim", "claim")],
)
def test_lists_are_searched_by_what_is_read_in_them(name: str, term: str, record: Any, client_as: Any):
    row = getattr(record, name)
    listed = reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_changelist")
    client = client_as("contributor")
    assert row in client.get(listed, {"q": term}).context["cl"].result_list
    assert not client.get(listed, {"q": "nothing like it"}).context["cl"].result_list


def test_every_column_of_the_record_has_its_input():
    shown: dict[Any, set[str]] = {}
    for page in pages():
        names = flatten_fieldsets(page.fieldsets) if page.fieldsets else flatten(page.fields)
        shown.setdefault(page.model, set()).update(names)
    missing = [
        f"{model.__name__}.{field.name}"
        for model, names in shown.items()
        for field in (*model._meta.concrete_fields, *model._meta.many_to_many)
        if field.editable and not field.auto_created and field.name not in names and not is_link_to_the_whole(field)
    ]
    assert set(missing) == BY_THE_FORM


def is_link_to_the_whole(field: Any) -> bool:
    """Say whether a part's column names what it is a part of."""
    return bool(field.remote_field) and getattr(field.remote_field, "on_delete", None) is CASCADE
