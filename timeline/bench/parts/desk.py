"""What the desk costs an editor of a large record: a list of a million events, suggestions among 100,000 parties."""

import re
import time
from collections.abc import Iterator
from statistics import median
from typing import Final

from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from contracts.models import Party
from timeline.bench.figures import Figure, at_most, bars, told
from timeline.bench.running import Run

EVENTS: Final = 1_000_000
PARTIES: Final = 100_000
ROUNDS: Final = 31
MOST_QUERIES: Final = 12
TIMES_RAW: Final = 2
# Pieces of names as they are typed: one party, some dozens, a tenth of all, and none.
TYPED: Final = ("company 77123", "77123", "meridian", "merid", "zymurgy")
ASKS: Final[tuple[dict[str, str], ...]] = (
    {},
    {"type__exact": "ruling"},
    {"standing": "edited"},
    {"standing": "published"},
)
FULL_COUNT: Final = re.compile(r"\bCOUNT\(", re.IGNORECASE)
BOUND: Final = re.compile(r"\bLIMIT \d+\) subquery", re.IGNORECASE)
BARS = bars(
    at_most(
        "desk_list_queries",
        MOST_QUERIES,
        "queries for the desk's list of a million events, plain and filtered",
        "queries",
    ),
    at_most("desk_list_full_counts", 0, "of these, counts over the whole table", "queries"),
    told("desk_list_time", "time to answer with the plain list, in this process", "ms"),
    at_most(
        "desk_autocomplete_vs_trigram",
        TIMES_RAW,
        "database time of suggestions among 100,000 parties (names, slugs, other names), slowest of five things typed, "
        "against the raw trigram query over names alone",
    ),
    told("desk_autocomplete_time", "time to answer with the slowest suggestions, in this process", "ms"),
)
RAW: Final = "SELECT id, name FROM contracts_party WHERE name ILIKE %s ORDER BY name LIMIT 21"
DISPUTE: Final = """
    INSERT INTO contracts_dispute (slug, name, title, standfirst, created_at, changed_at)
    VALUES ('bench', 'Bench', '{"en": "Bench"}', '{}', now(), now())
"""
PARTIES_MADE: Final = """
    INSERT INTO contracts_party (slug, name, kind, aliases, role_title, note, created_at, changed_at)
    SELECT 'company-' || n, initcap((ARRAY['northern','meridian','atlas','cedar','summit','harbor','pioneer','vector',
           'keystone','granite'])[n %% 10 + 1]) || ' Company ' || n || ', Inc.', 'company',
           ARRAY['C' || n], '', '{}', now(), now()
    FROM generate_series(1, %s) n
"""
EVENTS_MADE: Final = """
    INSERT INTO timeline_event (public_id, dispute_id, type, title, short_title, summary, note, date, public_basis,
           significance, day_order, sealed, confidence, automatic_from, is_example, created_at,
           changed_at, published_edit_at)
    SELECT 'bench' || n, (SELECT min(id) FROM contracts_dispute), (ARRAY['ruling','other'])[n %% 2 + 1],
           jsonb_build_object('en', 'Event ' || n), '{}', '{"en": "It happened."}', '{}',
           to_char(date '2000-01-01' + n %% 9000, 'YYYY-MM-DD'), 'assumed', 2, 0, false, 'unverified', '', false,
           now(), now(), CASE WHEN n %% 1000 > 0 THEN now() END
    FROM generate_series(1, %s) n
"""


def measure(run: Run) -> Iterator[Figure]:
    """Fill the editors' tables, then ask the desk as a browser does."""
    with run.empty():
        _fill(DISPUTE)
        _fill(EVENTS_MADE, run.sized(EVENTS))
        _fill(PARTIES_MADE, run.sized(PARTIES))
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
        client = _editor()
        yield from _lists(client)
        yield from _suggestions(client, run)


def _fill(sql: str, count: int | None = None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, None if count is None else [count])


def _editor() -> Client:
    client = Client(SERVER_NAME="localhost")
    client.force_login(User.objects.create_user("bench", is_staff=True, is_superuser=True))
    return client


def _asked(client: Client, url: str, given: dict[str, str]) -> tuple[list[dict[str, str]], float]:
    """Ask once; return the queries, and the milliseconds that the answer took."""
    with CaptureQueriesContext(connection) as captured:
        begin = time.perf_counter()
        answer = client.get(url, given)
        taken = (time.perf_counter() - begin) * 1_000
    if answer.status_code != 200:
        raise RuntimeError(f"{url} answers {answer.status_code}")
    return captured.captured_queries, taken


def _lists(client: Client) -> Iterator[Figure]:
    url = reverse("admin:timeline_event_changelist")
    asked = [_asked(client, url, given)[0] for given in ASKS]
    yield BARS["desk_list_queries"].figure(max(len(queries) for queries in asked))
    yield BARS["desk_list_full_counts"].figure(sum(map(is_full_count, (one["sql"] for some in asked for one in some))))
    yield BARS["desk_list_time"].figure(median(_asked(client, url, {})[1] for _ in range(ROUNDS)))


def is_full_count(sql: str) -> bool:
    """Say whether a query counts rows without a bound."""
    return bool(FULL_COUNT.search(sql)) and not BOUND.search(sql)


def _suggestions(client: Client, run: Run) -> Iterator[Figure]:
    """Compare what each typed word costs in the database, in turns with the raw query for the same word."""
    slowest, answered = 0.0, 0.0
    party = Party._meta.db_table
    source = {"app_label": "timeline", "model_name": "eventparty", "field_name": "party"}
    for typed in TYPED:
        queries, taken = _asked(client, reverse("admin:autocomplete"), {**source, "term": typed})
        searches = [one["sql"] for one in queries if f'FROM "{party}"' in one["sql"]]
        turns = [(sum(_timed(sql, None) for sql in searches), _timed(RAW, [f"%{typed}%"])) for _ in range(ROUNDS)]
        # The quickest of many turns: what takes less than a millisecond is lost in what else the machine does.
        own, raw = (min(times) for times in zip(*turns, strict=True))
        run.say(f"“{typed}”: {own:.2f} ms, raw {raw:.2f} ms, answered in {taken:.1f} ms")
        slowest, answered = max(slowest, own / raw), max(answered, taken)
    yield BARS["desk_autocomplete_vs_trigram"].figure(slowest)
    yield BARS["desk_autocomplete_time"].figure(answered)


def _timed(sql: str, given: list[str] | None) -> float:
    with connection.cursor() as cursor:
        begin = time.perf_counter()
        cursor.execute(sql, given)
        cursor.fetchall()
        return (time.perf_counter() - begin) * 1_000
