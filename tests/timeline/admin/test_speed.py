"""How many queries the desk's pages cost, whatever the number of rows."""

from typing import Any

import pytest
from django.contrib import admin
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories import make_event, make_party, make_statement
from timeline.admin import pagination
from timeline.admin.publishable import PublishableAdmin
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
