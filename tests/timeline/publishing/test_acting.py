"""For whom a person acted on the day of an event: chosen from published posts, kept in events, refreshed with them."""

import json

import pytest
from django.core.management import call_command
from django.db import connection

from contracts.models import Membership
from tests.factories import make_event, make_party, make_statement
from timeline.documents.acting import on_the_day
from timeline.models import EventScope, Revision
from timeline.pages.lanes import lane_of
from timeline.publishing import merge, publish, take_down
from timeline.publishing.rederiving import derive_all, outdated

SENATE = {"id": "us-senate", "kind": "legislature", "from": None, "to": None}
OFFICE = {"id": "ministry", "kind": "agency", "from": "2019-07-23", "to": "2020-11-09"}
COMPANY = {"id": "boeing", "kind": "company", "from": "2020-11-09", "to": None}
UNDATED_COMPANY = {**COMPANY, "id": "raytheon", "from": None}


def event_on(first: str, last: str | None = None, *, naming: str = "nobody") -> dict:
    named = {"object": "party", "id": naming}
    return {"object": "event", "date": {"earliest": first, "latest": last or first}, "parties": [{"party": named}]}


@pytest.mark.parametrize(
    ("posts", "event", "organisation"),
    [
        ([SENATE], event_on("2019-08-05"), "us-senate"),
        ([OFFICE], event_on("2019-07-23"), "ministry"),
        ([OFFICE], event_on("2019-07-22"), None),
        ([OFFICE], event_on("2019-07-01", "2019-07-31"), "ministry"),
        ([OFFICE], event_on("2020-11-10"), None),
        ([UNDATED_COMPANY, OFFICE], event_on("2019-08-01"), "ministry"),
        ([UNDATED_COMPANY, OFFICE], event_on("2019-08-01", naming="raytheon"), "ministry"),
        ([UNDATED_COMPANY, OFFICE], event_on("2021-08-01"), "raytheon"),
        ([SENATE, UNDATED_COMPANY], event_on("2019-08-01"), "us-senate"),
        ([SENATE, UNDATED_COMPANY], event_on("2019-08-01", naming="raytheon"), "raytheon"),
        ([OFFICE, COMPANY], event_on("2020-11-09"), "boeing"),
        ([OFFICE, COMPANY], event_on("2020-11-09", naming="ministry"), "ministry"),
    ],
)
def test_the_post_is_the_one_that_the_day_falls_into(posts, event, organisation):
    shown = on_the_day({"name": "A", "posts": posts}, event)
    assert "posts" not in shown
    assert shown.get("acting_for", {}).get("id") == organisation


def test_documents_without_a_day_show_no_post():
    assert on_the_day({"name": "A", "posts": [SENATE]}, {"object": "protest"}) == {"name": "A"}


def newest(object_type: str, key: str) -> dict:
    return json.loads(Revision.objects.filter(document_type=object_type, key=key).order_by("seq").last().document)


@pytest.fixture
def congress():
    return make_party(slug="us-congress", kind="legislature")


@pytest.fixture
def senator(congress):
    person = make_party(slug="senator", kind="person")
    Membership.objects.create(member=person, organization=congress, post="Senator")
    return person


def letter(senator):
    return make_event(type="letter", date="2019-08-05", parties={senator: "author"})


@pytest.mark.django_db
def test_a_senators_letter_lies_in_congress_and_does_not_enter_the_list_of_congress(senator):
    event = letter(senator)
    publish([event])
    document = newest("event", event.public_id)
    assert document["parties"][0]["party"]["acting_for"] == {"id": "us-congress", "kind": "legislature"}
    assert lane_of(document) == "oversight"
    assert not EventScope.objects.filter(scope="party:us-congress").exists()


@pytest.mark.django_db
def test_a_statement_shows_for_whom_its_speaker_stood(senator):
    statement = make_statement(speaker=senator)
    publish([statement])
    assert newest("event", statement.public_id)["speaker"]["acting_for"]["id"] == "us-congress"


@pytest.mark.django_db
def test_unpublished_posts_show_nowhere_and_published_ones_reach_the_events_before(senator):
    event = letter(senator)
    publish([event])
    senator.posts.update(start="2020", end=None)
    event.note = {"en": "Seen again"}
    event.save()
    publish([event])
    assert "acting_for" in newest("event", event.public_id)["parties"][0]["party"]
    publish([senator])
    document = newest("event", event.public_id)
    assert "acting_for" not in document["parties"][0]["party"]
    assert lane_of(document) == "agency"


@pytest.mark.django_db
def test_another_kind_or_name_of_the_organisation_reaches_the_events(senator, congress):
    event = letter(senator)
    publish([event])
    congress.kind = "company"
    congress.save()
    publish([congress])
    assert lane_of(newest("event", event.public_id)) == "bidders"
    into = make_party(slug="parliament", kind="legislature")
    publish([into])
    merge(congress, into, note="Twice in the record")
    shown = newest("event", event.public_id)["parties"][0]["party"]
    assert shown["acting_for"] == {"id": "parliament", "kind": "legislature"}


@pytest.mark.django_db
def test_an_organisation_that_was_taken_down_is_named_in_no_event_of_any_day(senator, congress):
    event = letter(senator)
    publish([event])
    take_down(congress, reason="Asked for")
    documents = Revision.objects.filter(document_type="event", key=event.public_id).values_list("document", flat=True)
    assert documents
    assert not [text for text in documents if "us-congress" in text or "acting_for" in text]
    assert all(json.loads(text)["parties"][0]["party"]["name"] == senator.name for text in documents)


def as_an_earlier_release_wrote_it() -> None:
    """Take the organisations out of all documents of events, past the trigger that lets nobody."""
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        for revision in Revision.objects.filter(document_type="event"):
            document = json.loads(revision.document)
            for row in document["parties"]:
                row["party"].pop("acting_for", None)
            cursor.execute(
                "UPDATE timeline_revision SET document = %s WHERE seq = %s",
                [json.dumps(document, separators=(",", ":"), ensure_ascii=False), revision.seq],
            )
        cursor.execute("SET session_replication_role = DEFAULT")


@pytest.mark.django_db
def test_documents_of_an_earlier_release_are_drawn_and_brought_up_to_date_by_command(senator, client):
    event = letter(senator)
    publish([event])
    as_an_earlier_release_wrote_it()
    assert lane_of(newest("event", event.public_id)) == "agency"
    assert client.get(f"/disputes/{event.dispute.slug}/").status_code == 200
    call_command("rebuild_index", verbosity=0)
    assert [ref.id for ref in outdated()] == [event.public_id]
    assert [ref.id for ref in derive_all()] == [event.public_id]
    assert lane_of(newest("event", event.public_id)) == "oversight"
    assert Revision.objects.filter(key=event.public_id).order_by("seq").last().kind == "refreshed"
    assert outdated() == []
    assert derive_all() == []
