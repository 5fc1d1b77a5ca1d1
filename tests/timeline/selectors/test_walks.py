"""Walks through everything a query finds: the same documents in the same order as in lists, all of one moment."""

from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import make_contract, make_event
from timeline.filters import EventQuery
from timeline.publishing import publish
from timeline.selectors import latest_seq, list_events, walk_events, walk_lines, walks

pytestmark = pytest.mark.django_db


@pytest.fixture
def dispute(monkeypatch):
    monkeypatch.setattr(walks, "BATCH", 2)
    contract = make_contract()
    days = ("2018-08-06", "2018-11-14", "2019-04", "2019-10-25", "2019-11-22")
    publish([make_event(dispute=contract.dispute, contracts=[contract], date=day) for day in days])
    return contract.dispute


def of(dispute, **kwargs) -> EventQuery:
    return EventQuery(dispute=(dispute.slug,), **kwargs)


@pytest.mark.parametrize("order", [{"oldest_first": True}, {"oldest_first": False}])
@pytest.mark.parametrize("several", [True, False])
def test_lines_are_the_texts_of_the_list_in_its_order(dispute, order, several):
    query = of(dispute, **order) if several else of(dispute, happened_from=None, type=("no-such-type",), **order)
    expected = list_events(query, limit=100).texts
    assert len(expected) == (5 if several else 0)
    assert [text for text, _seq in walk_events(query)] == expected
    windows = list(walk_lines(query))
    assert b"".join(windows).decode() == "".join(f"{text}\n" for text in expected)
    assert len(windows) == (3 if several else 0)


def test_what_is_published_while_somebody_reads_is_in_no_window_of_an_earlier_moment(dispute):
    query = of(dispute, oldest_first=True, as_of_seq=latest_seq())
    expected = "".join(f"{text}\n" for text in list_events(query, limit=100).texts)
    reading = walk_lines(query)
    read = next(reading)
    publish([make_event(dispute=dispute, contracts=[dispute.contracts.get()], date="2019-10-26")])
    assert (read + b"".join(reading)).decode() == expected
    assert b"".join(walk_lines(replace(query, as_of_seq=latest_seq()))).count(b"\n") == 6
    assert b"".join(walk_lines(query)).decode() == expected


def test_a_walk_of_the_newest_moment_reads_the_lean_index_with_one_statement_a_window(dispute):
    with CaptureQueriesContext(connection) as queries:
        list(walk_lines(of(dispute, as_of_seq=latest_seq())))
    windows = [query["sql"] for query in queries if "string_agg" in query["sql"]]
    assert len(windows) == 3
    assert all("valid_to IS NULL" in sql and "valid_to >" not in sql for sql in windows)
