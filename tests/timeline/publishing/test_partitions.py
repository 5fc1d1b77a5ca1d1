"""The log in partitions reads, grows and guards itself as before; all of it is rolled back with the test."""

import io
import json
from itertools import pairwise

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from tests.factories import make_dispute, make_event
from timeline import selectors, tasks
from timeline.models import Entry, Revision
from timeline.publishing import partitions, publish, retract, take_down
from timeline.publishing.rebuild import rebuild_index
from timeline.selectors.windows import HEAD

pytestmark = pytest.mark.django_db
LINES = 20


def settle():
    """Check now what is checked at a commit: a table is not changed while checks wait."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


@pytest.fixture
def log(client):
    """Give a dispute with a log in partitions, and what its page and history said before that."""
    dispute = make_dispute(slug="long")
    events = [make_event(dispute=dispute, title={"en": f"Event number {number}"}) for number in range(12)]
    publish(events)
    settle()
    paths = ("/disputes/long/", "/api/v1/events/?dispute=long", "/api/v1/changes/", "/api/v1/events/?as_of_seq=5")
    before = {path: client.get(path).content for path in paths}
    call_command("partition_log", lines=LINES, stdout=io.StringIO())
    return events, before


def grow(lines):
    """Publish until the log has so many lines more."""
    upto = selectors.latest_seq() + lines
    dispute = make_dispute()
    while selectors.latest_seq() < upto:
        publish([make_event(dispute=dispute) for _ in range(8)])
    settle()


def plan(query, *values):
    """Return the nodes of the plan by which a query ran: type, table, index, and whether it ran at all."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(f"EXPLAIN (ANALYZE, FORMAT JSON) {query}", values)
        ((said,),) = cursor.fetchall()
    top = (json.loads(said) if isinstance(said, str) else said)[0]["Plan"]
    return list(_nodes(top))


def _nodes(node):
    yield (node["Node Type"], node.get("Relation Name", ""), node.get("Index Name", ""), node["Actual Loops"] > 0)
    for below in node.get("Plans", []):
        yield from _nodes(below)


def read_from(nodes):
    return {table for _kind, table, _index, ran in nodes if ran and table.startswith("timeline_revision")}


def test_readers_see_what_they_saw(log, client):
    _events, before = log

    assert partitions.is_partitioned()
    assert {path: client.get(path).content for path in before} == before
    assert list(Revision.objects.values_list("seq", flat=True)) == list(range(1, selectors.latest_seq() + 1))


def test_the_log_grows_over_bounds_without_a_gap_and_its_time_rises_with_it(log):
    for _round in range(3):
        grow(2 * LINES)
        tasks.extend_log()

    newest = selectors.latest_seq()
    rows = list(Revision.objects.order_by("seq").values_list("seq", "published_at"))
    assert [seq for seq, _at in rows] == list(range(1, newest + 1))
    assert all(earlier[1] < later[1] for earlier, later in pairwise(rows))
    assert newest + partitions.AHEAD * LINES < partitions.bounds()[-1]
    assert Entry.objects.count() == newest
    entries = list(Entry.objects.order_by("pk").values())
    rebuild_index()
    assert list(Entry.objects.order_by("pk").values()) == entries


def test_what_readers_ask_touches_the_partitions_it_needs_and_no_other(log):
    for _round in range(3):
        grow(2 * LINES)
        partitions.extend()
    there = partitions.bounds()
    assert len(there) > 6

    newest = plan(HEAD.strip("()"))
    assert all("Index" in kind for kind, table, _index, ran in newest if ran and table)
    assert len(read_from(newest)) <= partitions.AHEAD + 2  # those ahead are empty
    by_number = plan("SELECT document FROM timeline_revision WHERE seq = %s", 3)
    assert read_from(by_number) == {"timeline_revision_p0"}
    listed = plan(
        "SELECT r.document FROM timeline_entry e JOIN timeline_revision r ON r.seq = e.seq"
        " WHERE e.document_type = 'event' AND e.valid_to IS NULL ORDER BY e.position LIMIT 5"
    )
    assert not [node for node in listed if node[0] == "Seq Scan"]
    at_a_moment = plan(
        "SELECT seq FROM timeline_revision WHERE published_at <= now() ORDER BY published_at DESC LIMIT 1"
    )
    assert not [node for node in at_a_moment if node[0] in {"Seq Scan", "Sort"}]


def test_the_log_guards_itself_in_every_partition(log):
    events, _before = log
    grow(3 * LINES)
    assert selectors.latest_seq() > partitions.bounds()[0]

    for seq in (1, selectors.latest_seq()):
        for statement in (
            "DELETE FROM timeline_revision WHERE seq = %s",
            "UPDATE timeline_revision SET note = 'x' WHERE seq = %s",
        ):
            with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(statement, [seq])
    retract([events[0]], note="It was not so.")
    take_down(events[1], reason="A court ordered it.")
    settle()

    assert 'Event number 1"' not in "".join(Revision.objects.values_list("document", flat=True))
    assert selectors.find("event", events[1].public_id).state == "taken_down"


def test_what_points_at_lines_still_must_find_them(log):
    with pytest.raises(DatabaseError), transaction.atomic():
        point_nowhere()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT bool_and(convalidated), count(*) FROM pg_constraint"
            " WHERE confrelid = 'timeline_revision'::regclass AND conparentid = 0"
        )
        assert cursor.fetchone() == (True, 2)


def point_nowhere():
    with connection.cursor() as cursor:
        cursor.execute("UPDATE timeline_entry SET seq = 999999 WHERE seq = 1")
    settle()


def test_it_is_done_once(log):
    with pytest.raises(CommandError, match="already"):
        call_command("partition_log")


def test_a_log_without_partitions_is_left_alone_by_the_task():
    tasks.extend_log()

    assert not partitions.is_partitioned()
