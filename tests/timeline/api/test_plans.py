"""Plans of the lists' statements on skewed data: an index is walked, and no large contract is sorted or counted."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from timeline.bench.filling import fill
from timeline.bench.world import make_world
from timeline.models import EventScope

pytestmark = pytest.mark.django_db
EVENTS = 2_500


@pytest.fixture
def world():
    made = make_world(EVENTS)
    fill(made)
    return made


def plans(read, path):
    """Return the plan of every statement that an address runs, each as a flat list of its nodes."""
    with CaptureQueriesContext(connection) as queries:
        read(path)
    found = []
    for query in queries:
        if query["sql"].startswith("EXPLAIN"):
            continue  # the selectors ask for an estimate themselves
        with connection.cursor() as cursor:
            cursor.execute("EXPLAIN (ANALYZE, FORMAT JSON) " + query["sql"].replace("%", "%%"))
            [[plan]] = cursor.fetchall()
        found.append(nodes((json.loads(plan) if isinstance(plan, str) else plan)[0]["Plan"]))
    return found


def nodes(plan):
    return [plan, *(node for child in plan.get("Plans", ()) for node in nodes(child))]


def held(world):
    return EventScope.objects.filter(scope=f"contract:{world.largest_contract}").count()


def test_a_list_of_the_largest_contract_sorts_none_of_its_rows(read, world):
    assert held(world) > 300
    queries = [
        "",
        "&type=modification",
        "&type=modification&from=2002-01-01&to=2025-12-31",
        "&order=oldest",
        "&include=statements",
    ]
    for query in queries:
        for plan in plans(read, f"events/?contract={world.largest_contract}&limit=20{query}"):
            assert not [
                node for node in plan if node["Node Type"] in {"Sort", "Incremental Sort", "Aggregate", "Memoize"}
            ], query
            assert max(node["Actual Rows"] * node["Actual Loops"] for node in plan) <= 150, query


def test_the_whole_list_is_walked_too(read, world):
    for plan in plans(read, "events/?limit=20"):
        assert not [node for node in plan if node["Node Type"] in {"Sort", "Seq Scan", "Aggregate"}]


def test_a_window_deep_in_the_list_reads_no_more_rows_than_the_first(read, world):
    first = read.json("events/?limit=20")
    path = first["next"]
    for _ in range(60):
        deep = read.json(path.removeprefix("http://127.0.0.1:8000"))
        path = deep["next"]
    rows = [
        max(node["Actual Rows"] * node["Actual Loops"] for plan in plans(read, one) for node in plan)
        for one in ("events/?limit=20", path.removeprefix("http://127.0.0.1:8000"))
    ]
    assert rows[1] <= rows[0] + 1


@pytest.mark.parametrize("words", ["gyroscope", "zymurgy"])
def test_words_that_few_events_hold_are_looked_up_and_the_date_index_is_not_walked(read, world, words):
    with connection.cursor() as cursor:
        cursor.execute("SET enable_sort = off")  # makes the walk look cheap, as it does among many more events
    for plan in plans(read, f"events/?limit=20&q={words}"):
        walked = [node for node in plan if node.get("Index Name") in {"event_entry_list", "event_entry_type_list"}]
        assert not walked


def test_what_is_searched_for_common_words_is_found_in_order(read, world):
    found = read.json("events/?limit=100&q=protest")["results"]
    days = [event["date"]["earliest"] for event in found]
    assert len(days) == 100
    assert days == sorted(days, reverse=True)


@pytest.mark.parametrize(
    ("query", "statements"),
    [
        ("", 1),
        ("&type=modification&from=2002-01-01&to=2025-12-31", 1),
        ("&order=oldest&include=statements", 1),
        ("&type=statement", 3),  # finds nothing: then it is asked whether the contract exists, and read after that
    ],
)
def test_a_list_is_read_in_one_statement_if_it_holds_anything(read, world, query, statements):
    with CaptureQueriesContext(connection) as queries:
        read(f"events/?contract={world.largest_contract}&limit=20{query}")
    assert len(queries) == statements, [one["sql"] for one in queries]


def test_a_list_tells_when_the_log_last_changed_without_asking_for_it_again(read, world):
    answer = read(f"events/?contract={world.largest_contract}&limit=20")
    assert answer["ETag"] == read("events/?limit=20&contract=" + world.largest_contract)["ETag"]
    assert answer["Last-Modified"] == "Wed, 01 Jan 2020 00:00:00 GMT"


@pytest.mark.parametrize("query", ["contract=nowhere", "contract={0}&contract=nowhere", "contract={0},nowhere"])
def test_a_name_that_does_not_exist_is_refused_though_others_find_something(read, world, query):
    problem = read.json(f"events/?{query.format(world.largest_contract)}", 400)
    assert [error["parameter"] for error in problem["errors"]] == ["contract"]
    assert "nowhere" in problem["errors"][0]["message"]
