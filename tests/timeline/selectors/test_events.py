"""Lists of events: filters, windows, moments, counts; and that drafts are in none of them."""

import json
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.factories import make_claim, make_contract, make_event, make_party, make_protest, make_statement
from timeline.filters import EventQuery, QueryRefused
from timeline.publishing import publish, retract
from timeline.selectors import (
    MomentRefused,
    count_events,
    facets,
    find,
    incoming_links,
    known_keys,
    latest_seq,
    list_events,
    resolve_as_of,
)

pytestmark = pytest.mark.django_db


def read(**parameters: str) -> EventQuery:
    return EventQuery.read({name.rstrip("_"): [value] for name, value in parameters.items()}, known=known_keys)


def ids(query: EventQuery, **window: object) -> list[str]:
    return [json.loads(text)["id"] for text in list_events(query, **window).texts]


@pytest.fixture
def record():
    contract = make_contract()
    dispute, oracle = contract.dispute, make_party(slug="oracle", name="Oracle America, Inc.", aliases=["Oracle"])
    protest = make_protest(dispute=dispute, protester=oracle, docket="B-416657", forum="GAO")
    events = [
        make_event(dispute=dispute, contracts=[contract], date=day, type=kind, parties={oracle: role}, protest=in_case)
        for day, kind, role, in_case in (
            ("2018-08-06", "protest-filed", "protester", protest),
            ("2018-11-14", "decision", "protester", protest),
            ("2019-04", "competitive-range", "offeror", None),
            ("2019-10-25", "award", "other", None),
        )
    ]
    claim = make_claim(dispute=dispute)
    statement = make_statement(event=events[3], claim=claim, date="2019-10-26", quote="A tremendous complaint")
    draft = make_event(dispute=dispute, contracts=[contract], title={"en": "Unpublished draft"})
    publish([*events, statement])
    return dispute, events, statement, draft


def test_a_list_is_newest_first_and_holds_no_drafts_and_no_statements(record):
    dispute, events, _, _ = record
    assert ids(read(dispute=dispute.slug)) == [event.public_id for event in reversed(events)]


def test_statements_come_when_asked_for(record):
    dispute, _, statement, _ = record
    assert ids(read(dispute=dispute.slug, type="statement")) == [statement.public_id]
    assert len(ids(read(dispute=dispute.slug, include="statements"))) == 5


@pytest.mark.parametrize(
    ("parameters", "expected"),
    [
        ({"type": "award"}, [3]),
        ({"type": "award,decision"}, [3, 1]),
        ({"party": "oracle", "role": "protester"}, [1, 0]),
        ({"forum": "GAO"}, [1, 0]),
        ({"protest": "B-416657"}, [1, 0]),
        ({"from_": "2019-04-20", "to": "2019-05-01"}, [2]),
        ({"from_": "2018-11-14", "to": "2018-11-14"}, [1]),
        ({"known_by": "2018-12-31"}, [1, 0]),
        ({"q": "Oracle"}, [3, 2, 1, 0]),
        ({"q": "nowhere"}, []),
    ],
)
def test_filters_find_what_they_say(record, parameters, expected):
    _, events, _, _ = record
    assert ids(read(**parameters)) == [events[number].public_id for number in expected]


def test_unknown_names_and_values_are_refused_together_with_what_exists():
    with pytest.raises(QueryRefused) as refused:
        read(colour="red", type="nonsense", dispute="unheard-of", from_="2019-02-30")
    by_name = {refusal.name: refusal for refusal in refused.value.refusals}
    assert set(by_name) == {"colour", "type", "dispute", "from"}
    assert "ruling" in by_name["type"].known


def test_windows_walk_both_ways(record):
    dispute, events, _, _ = record
    query = read(dispute=dispute.slug)
    first = list_events(query, limit=3)
    second = list_events(query, after=first.next, limit=3)
    assert [document["id"] for document in second.documents] == [events[0].public_id]
    assert second.next == ""
    assert list_events(query, before=second.previous, limit=3).texts == first.texts


def test_the_past_is_as_it_was(record):
    dispute, events, _, _ = record
    then = latest_seq()
    retract([events[2]], note="No.")
    now_ids, then_query = ids(read(dispute=dispute.slug)), EventQuery(dispute=(dispute.slug,), as_of_seq=then)
    assert events[2].public_id not in now_ids
    assert events[2].public_id in ids(then_query)
    assert find("event", events[2].public_id).state == "retracted"
    assert find("event", events[2].public_id, as_of=then).retracted_later


def test_the_future_is_refused():
    with pytest.raises(MomentRefused):
        resolve_as_of("2999-01-01", now=timezone.now())
    with pytest.raises(MomentRefused):
        resolve_as_of("99", now=timezone.now())


def test_drafts_and_unknown_ids_look_the_same(record):
    _, _, _, draft = record
    assert find("event", draft.public_id) is None
    assert find("event", "unknown") is None


def test_counts_and_facets_leave_their_own_filter_out(record):
    dispute, _, _, _ = record
    query = read(dispute=dispute.slug, type="award")
    assert count_events(read(dispute=dispute.slug)) == (4, 1)
    counts = facets(query)
    assert counts["type"] == {"award": 1, "competitive-range": 1, "decision": 1, "protest-filed": 1}
    assert counts["party"]["oracle"] == 1
    assert counts["year"] == {"2019": 1}


def test_a_list_takes_one_query(record):
    dispute, _, _, _ = record
    query = read(dispute=dispute.slug, type="award")
    with CaptureQueriesContext(
        connection,
    ) as queries:
        list_events(query)
    assert len(queries) == 1


def test_links_are_read_from_both_ends():
    first, second = make_event(), make_event()
    second.links.create(source=second, target=first, relation="responds-to")
    publish([first, second])
    [(relation, event)] = incoming_links("event", first.public_id)
    assert relation == "responds-to"
    assert event["id"] == second.public_id


def test_a_sealed_filing_is_not_known_before_its_release():
    event = make_event(
        date="2019-11-22", date_public="2019-12-09", public_basis="release", date_existence_known="2019-11-22"
    )
    publish([event])
    assert ids(EventQuery(known_by=date(2019, 12, 8))) == []
    assert ids(EventQuery(known_by=date(2019, 12, 9))) == [event.public_id]
