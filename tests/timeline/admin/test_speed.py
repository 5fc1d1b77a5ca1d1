"""How many queries the desk's pages cost, whatever the number of rows."""

from typing import Any

import pytest
from django.contrib import admin
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from contracts.models import Party
from tests.factories import make_event, make_party, make_statement
from timeline.admin import pagination
from timeline.admin.publishable import PublishableAdmin
from timeline.bench.parts.desk import is_full_count
from timeline.models import Event
from timeline.publishing import publish

LISTS = [model for model, desk in admin.site._registry.items() if isinstance(desk, PublishableAdmin)]


def queries(client: Any, url: str, **given: str) -> list[str]:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url, given).status_code == 200
    return [query["sql"] for query in captured.captured_queries]


def test_the_list_of_events_costs_at_most_twelve_queries_for_an_editor(db: Any, client_as: Any):
    events = [make_event(parties={make_party(): "judge"}) for _ in range(10)]
    publish(events[:5])
    for event in events[:3]:
        event.save()
    client = client_as("editor")
    listed = reverse("admin:timeline_event_changelist")
    few = queries(client, listed)
    assert len(few) <= 12
    publish([make_event() for _ in range(20)])
    assert len(queries(client, listed)) == len(few)
    for given in ({"standing": "edited"}, {"standing": "retracted"}, {"q": "court"}, {"type__exact": "ruling"}):
        assert len(queries(client, listed, **given)) <= 12


@pytest.mark.parametrize("model", LISTS, ids=lambda model: model._meta.label_lower)
def test_no_list_costs_more_for_more_rows(model: Any, db: Any, client_as: Any):
    client = client_as("superuser")
    listed = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
    publish([make_statement()])
    few = len(queries(client, listed))
    publish([make_statement() for _ in range(5)])
    assert len(queries(client, listed)) == few <= 12


def test_long_lists_are_estimated_and_never_counted(db: Any, client_as: Any, monkeypatch: Any):
    monkeypatch.setattr(pagination, "COUNTED", 5)
    for _ in range(8):
        make_event()
    client = client_as("editor")
    counts = [sql for sql in queries(client, reverse("admin:timeline_event_changelist")) if "COUNT(" in sql]
    assert len(counts) == 1
    assert "LIMIT 6" in counts[0]
    assert pagination.EstimatingPaginator(Event.objects.all(), 50).is_estimate
    assert pagination.EstimatingPaginator(Event.objects.all(), 50).count >= 6
    assert not pagination.EstimatingPaginator(Event.objects.filter(pk=0), 50).is_estimate


def test_the_newest_page_of_events_walks_an_index(db: Any):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL enable_sort = off")
    assert "event_newest_first" in Event.objects.order_by("-date", "-pk")[:50].explain()


MADE_EVENTS = """
    INSERT INTO timeline_event (public_id, dispute_id, type, title, short_title, summary, note, date, public_basis,
           significance, day_order, sealed, confidence, automatic_from, is_example, created_at, changed_at)
    SELECT 'x' || n, %s, 'other', '{"en": "Event"}', '{}', '{"en": "It happened."}', '{}', '2000', 'assumed', 2, 0,
           false, 'unverified', '', false, now(), now()
    FROM generate_series(1, 10000) n
"""


@pytest.mark.parametrize("given", [{}, {"type__exact": "other"}, {"standing": "draft"}, {"p": "3"}], ids=str)
def test_a_list_of_ten_thousand_costs_what_a_short_one_costs_and_counts_no_table(
    given: dict[str, str], db: Any, client_as: Any
):
    client, listed = client_as("editor"), reverse("admin:timeline_event_changelist")
    event = make_event()
    few = queries(client, listed)
    with connection.cursor() as cursor:
        cursor.execute(MADE_EVENTS, [event.dispute_id])
    asked = queries(client, listed, **given)
    assert len(few) <= len(asked) <= 12
    assert not [sql for sql in asked if is_full_count(sql)]


def test_a_count_without_a_bound_is_called_one():
    assert is_full_count('SELECT COUNT(*) AS "__count" FROM "timeline_event"')
    assert not is_full_count('SELECT COUNT(*) FROM (SELECT 1 AS "a" FROM "timeline_event" LIMIT 2001) subquery')


def suggested(client: Any, term: str, **given: str) -> Any:
    source = {"app_label": "timeline", "model_name": "eventparty", "field_name": "party"}
    return client.get(reverse("admin:autocomplete"), {**source, "term": term, **given})


def test_suggestions_are_found_by_any_name_and_never_counted(db: Any, client_as: Any):
    client = client_as("editor")
    make_party(name="Oracle America, Inc.", aliases=["Big Red"], slug="oracle")
    for number in range(25):
        make_party(name=f"Meridian {number:02}")
    for term in ("oracle", "ACLE amer", "big red", "d re"):
        assert [one["text"] for one in suggested(client, term).json()["results"]] == ["Oracle America, Inc."]
    first, second = (suggested(client, "meridian", page=page).json() for page in ("1", "2"))
    assert (len(first["results"]), first["pagination"]["more"]) == (20, True)
    assert (len(second["results"]), second["pagination"]["more"]) == (5, False)
    assert suggested(client, "zymurgy").json() == {"results": [], "pagination": {"more": False}}
    assert [suggested(client, "a", page=page).status_code for page in ("0", "-1", "9" * 20)] == [404, 404, 404]
    with CaptureQueriesContext(connection) as captured:
        suggested(client, "meridian")
    assert not [query for query in captured.captured_queries if "COUNT(" in query["sql"]]


def test_suggestions_of_parties_walk_their_indexes(db: Any):
    desk = admin.site._registry[Party]
    request = RequestFactory().get("/")
    rows, _ = desk.get_search_results(request, desk.get_queryset(request), "oracle")
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL enable_indexscan = off")
    plan = rows.order_by().explain()
    assert "party_upper_name_trigrams" in plan
    assert "party_words_trigrams" in plan
