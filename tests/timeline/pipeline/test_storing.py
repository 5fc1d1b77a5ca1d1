"""What storing costs: queries that do not grow with the items, indexes, and no row written for what was known."""

import re
import zlib
from datetime import timedelta

import orjson
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from zstandard import ZstdCompressor

from tests.factories import make_feed
from tests.feed_server import entry, rss
from tests.timeline.pipeline.conftest import NOW, poll_again, run_all
from timeline import pipeline
from timeline.models import Body, Feed, Fetch, Item
from timeline.pipeline.item_rows import REPEATED
from timeline.pipeline.seen import KNOWN, Seen

pytestmark = pytest.mark.django_db
NEWS = (entry("a", title="One"), entry("b", title="Two"))


def keep(feed, folder, body):
    path = folder / "answer.xml"
    path.write_bytes(body)
    return pipeline.keep_file(feed, path, now=NOW)


def answer_of(feed, server, body):
    """Poll a feed that gives this, and read nothing yet; return the number of the answer."""
    server["/feed"] = body
    Feed.objects.update(due_at=NOW)
    return pipeline.poll(feed.pk, now=NOW)


def queries_to_read(fetch):
    with CaptureQueriesContext(connection) as captured:
        pipeline.read(fetch.pk, now=NOW + timedelta(minutes=1))
    return [query["sql"] for query in captured]


def entries(count):
    return rss(*(entry(f"key-{number}", title=f"Entry {number}") for number in range(count)))


def versions():
    """Say for each item which transaction wrote its row."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT key, xmin::text, ctid::text FROM timeline_item ORDER BY key")
        return cursor.fetchall()


@pytest.mark.parametrize("again", [False, True], ids=["new", "known"])
def test_reading_costs_the_same_queries_however_many_items_there_are(tmp_path, again):
    counts = []
    for size in (10, 900):
        feed = make_feed(slug=f"feed-{size}")
        fetch = keep(feed, tmp_path, entries(size))
        if again:
            queries_to_read(fetch)
            fetch = keep(feed, tmp_path, entries(size))
        counts.append(len(queries_to_read(fetch)))

    assert counts[0] == counts[1] <= 16
    assert Item.objects.count() == 910


def test_known_items_are_not_written_though_the_answer_was_written_anew(feed, server):
    server["/feed"] = rss(*NEWS)
    run_all()
    before = versions()
    server["/feed"] = rss(*reversed(NEWS))
    poll_again(feed)

    assert versions() == before
    newest = Fetch.objects.order_by("-pk")[0]
    assert (newest.items_new, newest.items_changed, newest.items_same, newest.repeated) == (0, 0, 2, [])


def test_a_new_release_reads_known_entries_anew(feed, server, settings):
    server["/feed"] = rss(*NEWS)
    run_all()
    Item.objects.filter(key="a").update(title="what an older reader made of it", content_hash="0")
    server["/feed"] = rss(*reversed(NEWS))
    poll_again(feed)
    assert Item.objects.get(key="a").title == "what an older reader made of it"

    settings.RELEASE = "another"
    server["/feed"] = rss(*NEWS)
    poll_again(feed)
    assert Item.objects.get(key="a").title == "One"


@pytest.fixture
def meanwhile(monkeypatch):
    """Let something happen once, between an answer's look at what is there and its storing."""

    def happens(what):
        asked = Seen.by_mark

        def by_mark(seen, marks):
            monkeypatch.setattr(Seen, "by_mark", asked)
            known = asked(seen, marks)
            what()
            return known

        monkeypatch.setattr(Seen, "by_mark", by_mark)

    return happens


def test_an_item_that_changed_while_it_was_passed_over_is_read(feed, server, meanwhile):
    server["/feed"] = rss(*NEWS)
    run_all()
    fetches = [answer_of(feed, server, body) for body in (rss(entry("a", title="Edited")), rss(*reversed(NEWS)))]
    meanwhile(lambda: pipeline.read(fetches[0], now=NOW + timedelta(hours=1)))
    stored = pipeline.read(fetches[1], now=NOW + timedelta(hours=1))

    assert (stored.changed, stored.same) == (1, 1)
    assert Item.objects.get(key="a").title == "One"


def test_an_item_that_another_reading_brought_meanwhile_is_not_stored_twice(feed, server, meanwhile):
    fetches = [answer_of(feed, server, body) for body in (rss(NEWS[0]), rss(*NEWS))]
    meanwhile(lambda: pipeline.read(fetches[0], now=NOW + timedelta(hours=1)))
    stored = pipeline.read(fetches[1], now=NOW + timedelta(hours=1))

    assert (stored.new, stored.same) == (1, 1)
    assert sorted(Item.objects.values_list("key", flat=True)) == ["a", "b"]
    assert not Fetch.objects.exclude(state="read").exists()


def test_what_is_known_is_found_by_its_keys_and_never_by_reading_what_the_feed_ever_brought(tmp_path):
    feed = make_feed()
    pipeline.read(keep(feed, tmp_path, entries(1)).pk, now=NOW)
    keys = ["key-0", *(f"other-{number}" for number in range(1, 20_000, 20))]
    marks = orjson.dumps(dict.fromkeys(keys, "1")).decode()
    with connection.cursor() as cursor:
        cursor.execute(
            """INSERT INTO timeline_item (feed_id, key, key_basis, content_hash, kind, title, url, lang, parsed,
               revision, state, first_seen_at, changed_at, attempts, error) SELECT feed_id, 'other-' || n, key_basis,
               content_hash, kind, title, url, lang, parsed, 1, 'unmatched', now(), now(), 0, ''
               FROM timeline_item, generate_series(1, 20000) n"""
        )
        for _ in ("without statistics", "with them"):
            for sql, values in (
                (KNOWN, [feed.pk, orjson.dumps(keys).decode()]),
                (REPEATED, {"marks": marks, "rows": "[1]", "feed": feed.pk, "fetch": 1}),
            ):
                cursor.execute(f"EXPLAIN {sql}", values)
                plan = "\n".join(line for (line,) in cursor.fetchall())
                assert re.search(r"item_once_a_feed on timeline_item.*\n *Index Cond: .*key\)::text = ANY", plan), plan
                assert "Seq Scan on timeline_item" not in plan, plan
            cursor.execute("ANALYZE timeline_item")


@pytest.mark.parametrize("pack", [zlib.compress, lambda content: ZstdCompressor().compress(content)])
def test_bytes_come_back_as_they_came_whatever_they_were_packed_with(pack):
    content = rss(*NEWS)
    Body.objects.create(sha256="0" * 64, packed=pack(content), size=len(content))

    assert Body.objects.get().content() == content
    assert Body.keep(content * 2).content() == content * 2
