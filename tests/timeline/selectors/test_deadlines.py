"""Due dates in lists: what each is on a day agrees with the engine, whatever the record says of it."""

from datetime import date, timedelta

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contracts.procedure import Certainty, DeadlineKind, DeadlineState
from contracts.procedure.deadlines import NOTHING_CAME, UNSEEN
from tests.timeline.due_record import due_record
from timeline.clocks import deadline_state_on
from timeline.codelists import DueKind, DueState
from timeline.documents.shapes import canonical
from timeline.models import Part
from timeline.publishing import publish, retract
from timeline.publishing.rebuild import rebuild_index
from timeline.selectors import DeadlineQuery, due_dates, page_of_deadlines, years_of_deadlines
from timeline.selectors.deadlines import STATE

pytestmark = pytest.mark.django_db
DAY = date(2020, 6, 15)
near = st.integers(-40, 40).map(lambda days: (DAY + timedelta(days=days)).isoformat())


stored_deadlines = st.fixed_dictionaries(
    {
        "due_date": near,
        "met_on": st.none() | near,
        "superseded_on": st.none() | near,
        "moot_on": st.none() | near,
        "moot_why": st.sampled_from([None, "case closed", "not in the record", NOTHING_CAME, UNSEEN]),
        "right": st.booleans(),
        "owner": st.sampled_from(["protester", "GAO", "court", "agency"]),
        "kind": st.sampled_from([kind.value for kind in DeadlineKind]),
        "certainty": st.sampled_from([certainty.value for certainty in Certainty]),
    }
)


@given(stored_deadlines)
@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_database_and_the_engine_agree_on_every_state(stored):
    sql = f"SELECT {STATE} FROM (SELECT %(text)s::jsonb AS due) d"  # noqa: S608 - no value is spliced in
    with connection.cursor() as cursor:
        cursor.execute(sql, {"text": canonical(stored), "on": DAY.isoformat()})
        assert cursor.fetchone() == (deadline_state_on(stored, DAY).value,)


def test_the_codelists_say_what_the_engine_says():
    assert set(DueState.values) == {state.value for state in DeadlineState}
    assert set(DueKind.values) == {kind.value for kind in DeadlineKind}


def test_a_list_is_ordered_by_due_date_and_windows_meet_without_gaps():
    due_record()
    query = DeadlineQuery(date(2026, 1, 1))
    whole = [one["id"] for one in page_of_deadlines(query).documents]
    first = page_of_deadlines(query, limit=2)
    second = page_of_deadlines(query, after=first.next, limit=2)
    back = page_of_deadlines(query, before=second.previous, limit=2)
    days = [one["due_date"] for one in page_of_deadlines(query).documents]
    assert days == sorted(days)
    assert [one["id"] for page in (first, second) for one in page.documents] == whole[:4]
    assert [one["id"] for one in back.documents] == whole[:2]


def test_a_clock_that_starts_later_is_not_in_the_list_of_a_day():
    due_record()
    assert due_dates(DeadlineQuery(date(2018, 8, 5)), limit=9) == []
    before = {due.document["rule"]: due.state for due in due_dates(DeadlineQuery(date(2018, 11, 13)), limit=99)}
    after = {due.document["rule"]: due.state for due in due_dates(DeadlineQuery(date(2018, 11, 15)), limit=99)}
    assert before["GAO_DECISION_100"] is DeadlineState.OPEN
    assert after["GAO_DECISION_100"] is DeadlineState.MET


def test_filters_narrow_the_list():
    dispute, protest, _ = due_record()
    due_record()
    on = date(2018, 11, 15)
    chosen = {"dispute": (dispute.slug,), "protest": (protest.public_id,), "forum": ("GAO",), "state": ("MET",)}
    found = due_dates(DeadlineQuery(on, chosen), limit=99)
    assert {due.document["protest"]["id"] for due in found} == {protest.public_id}
    assert {due.state for due in found} == {DeadlineState.MET}
    assert due_dates(DeadlineQuery(on, {**chosen, "forum": ("COFC",)}), limit=99) == []
    assert sum(years_of_deadlines(DeadlineQuery(on, chosen)).values()) == len(found)


def test_due_dates_of_a_retracted_protest_are_gone_and_readable_in_the_past():
    _, protest, events = due_record()
    query = DeadlineQuery(date(2026, 1, 1))
    seq = max(due.seq for due in due_dates(query, limit=99))
    retract([protest, *events], note="No.")
    assert due_dates(query, limit=99) == []
    assert due_dates(DeadlineQuery(date(2026, 1, 1), as_of_seq=seq), limit=99)


def test_a_clock_keeps_its_id_when_its_day_moves():
    _, _, events = due_record()
    query = DeadlineQuery(date(2026, 1, 1))
    before = {due.document["rule"]: due for due in due_dates(query, limit=99)}["GAO_DECISION_100"]
    events[0].date = "2018-08-07"
    events[0].save()
    publish(events[:1])
    after = {due.document["rule"]: due for due in due_dates(query, limit=99)}["GAO_DECISION_100"]
    assert before.document["due_date"] < after.document["due_date"]
    assert before.document["id"] == after.document["id"]
    assert before.seq < after.seq


def test_a_rebuilt_index_holds_the_same_due_dates():
    due_record()
    before = list(Part.objects.filter(kind="deadline").order_by("seq", "key").values())
    rebuild_index()
    assert list(Part.objects.filter(kind="deadline").order_by("seq", "key").values()) == before
