"""The start page: its counts are those of the lists they lead to."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from tests.factories import make_candidate, make_event, make_feed, make_item, make_party
from timeline.models import Candidate, Lookup
from timeline.publishing import publish, retract

START = "/admin/"


def test_every_count_is_that_of_the_list_it_leads_to(published: Any, client_as: Any):
    for row in (published.event, published.party, published.protest, published.dispute):
        row.save()
    taken_back = make_event()
    publish([taken_back])
    retract([taken_back], note="No.")
    taken_back.save()
    make_event()
    make_candidate(changed_since=True)
    make_candidate(strength="identifier")
    client = client_as("superuser")
    page = client.get(START).context
    counted = [*page["drafts"], *page["edits"], *page["candidates"]]
    assert {one.name for one in page["edits"]} == {"event", "party", "protest", "dispute"}
    assert len(counted) >= 6
    for one in counted:
        assert client.get(one.url).context["cl"].result_count == one.count, one


def test_given_up_lookups_are_counted_with_the_other_dead_letters(db: Any, client_as: Any):
    feed, now = make_feed(), timezone.now()
    for number, state in enumerate(("given-up", "given-up", "found")):
        Lookup.objects.create(feed=feed, key=f"cl:docket:{number}", state=state, created_at=now)
    make_item(feed=feed, state="dead", due_at=None)
    client = client_as("superuser")
    counted = client.get(START).context["dead_letters"]
    assert [one.count for one in counted] == [1, 2]
    for one in counted:
        assert client.get(one.url).context["cl"].result_count == one.count, one


def test_candidates_that_are_put_off_do_not_wait(db: Any, client_as: Any):
    waiting, later = make_candidate(), make_candidate()
    Candidate.objects.filter(pk=later.pk).update(state="snoozed", snoozed_until=timezone.now() + timedelta(days=1))
    page = client_as("editor").get(START).context
    assert page["best_candidates"] == [waiting]
    assert sum(one.count for one in page["candidates"]) == 1


def test_sick_feeds_are_shown_with_what_is_wrong(db: Any, client_as: Any):
    make_feed(name="Sick", enabled=True, state="blocked", state_detail="It refuses us: 403")
    make_feed(name="Well", enabled=True)
    make_feed(name="Sick but off", state="broken")
    content = client_as("editor").get(START).content.decode()
    assert "It refuses us: 403" in content
    assert "Sick but off" not in content


@pytest.mark.parametrize("role", ["contributor", "editor", "publisher", "administrator", ""])
def test_each_role_sees_what_it_may_see(role: str, published: Any, client_as: Any):
    make_party()
    response = client_as(role).get(START)
    assert response.status_code == 200
    assert ("candidates" in response.context) is (role in {"editor", "publisher", "administrator"})
    assert bool(response.context["drafts"]) is bool(role)
    assert ("New event" in response.content.decode()) is bool(role)


def test_the_start_page_costs_the_same_for_more_rows(db: Any, client_as: Any, django_assert_max_num_queries: Any):
    for _ in range(10):
        make_candidate()
        make_event()
    client = client_as("superuser")
    client.get(START)
    with django_assert_max_num_queries(35):
        client.get(START)
