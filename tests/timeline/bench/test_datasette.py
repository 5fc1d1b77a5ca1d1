"""Datasette as a peer of the benchmark: it is given the same record, and what it is asked for has the same facts."""

import json
import sqlite3

import pytest
from django.db import connection

from timeline.bench.database import copied, inside, prepare
from timeline.bench.peers import bare
from timeline.bench.peers.datasette import NESTED, QUERY, TABLES, NoDatasette, install, listed, write
from timeline.bench.world import make_world

ASKED = {"type": "modification", "date_from": "2002-01-01", "date_to": "2025-12-31"}


@pytest.mark.django_db(transaction=True)
def test_datasette_is_given_all_rows_and_its_query_finds_what_the_hand_written_statement_finds(tmp_path, migrated):
    world = make_world(300)
    path = tmp_path / "textbook.db"
    asked = {**ASKED, "contract": world.largest_contract}
    with copied(migrated) as (name, _), inside(name):
        prepare(world, str)
        write(path)
        with connection.cursor() as cursor:
            counts = []
            for table in TABLES:
                cursor.execute(f"SELECT count(*) FROM textbook.{table}")  # noqa: S608 - names of ours
                counts.append(cursor.fetchone()[0])
            cursor.execute(bare.CONTRACT, asked)
            cursor.execute(bare.LIST, {**asked, "contract": cursor.fetchone()[0]})
            expected = json.loads(cursor.fetchone()[0])["results"]
    file = sqlite3.connect(path)
    file.row_factory = sqlite3.Row
    held = [file.execute(f"SELECT count(*) FROM {table}") for table in TABLES]  # noqa: S608 - names of ours
    assert [one.fetchone()[0] for one in held] == counts
    found = [dict(row) for row in file.execute(QUERY, asked)]
    plan = " ".join(row["detail"] for row in file.execute(f"EXPLAIN QUERY PLAN {QUERY}", asked))
    file.close()
    for row in found:
        row |= {name: json.loads(row[name]) if row[name] else None for name in NESTED}
        row["sealed"] = bool(row["sealed"])
    for row in (*found, *expected):  # neither statement orders what is nested
        row["parties"].sort(key=json.dumps)
        row["citations"].sort(key=json.dumps)
    assert len(expected) > 3
    assert found == expected
    # The indexes that serve it best: a peer that is hobbled proves nothing.
    assert {"event_type", "event_party_event", "citation_event"} <= set(plan.split())
    assert "TEMP B-TREE" not in plan


def test_the_address_asks_for_an_array_with_what_is_nested_as_json():
    address = listed("http://127.0.0.1/textbook/events.json", contract="jedi")
    assert address.startswith("http://127.0.0.1/textbook/events.json?contract=jedi&_shape=array&_json=dispute")


def test_without_fetching_it_says_that_datasette_is_not_there(tmp_path):
    with pytest.raises(NoDatasette, match="not here"):
        install(tmp_path, fetch=False)


def test_what_cannot_be_installed_says_why(tmp_path, monkeypatch):
    monkeypatch.setattr("timeline.bench.peers.datasette.sys.executable", str(tmp_path / "nothing"))
    with pytest.raises(NoDatasette, match="could not be installed"):
        install(tmp_path)
