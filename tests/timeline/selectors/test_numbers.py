"""Proceedings and contracts by their numbers: rows of an index, so that no document is read to find one."""

from importlib import import_module

import pytest
from django.db import connection

from contracts.models import Case
from tests.factories import make_contract, make_protest
from timeline import selectors
from timeline.index_rows import letters_and_digits
from timeline.models import Part
from timeline.publishing import publish, retract
from timeline.publishing.rebuild import rebuild_index
from timeline.selectors.objects import DOCKETS

pytestmark = pytest.mark.django_db
FILLING = "timeline.migrations.0010_find_parts_by_number"


def numbers() -> set[tuple[object, ...]]:
    return set(Part.objects.filter(kind="number").values_list())


@pytest.fixture
def protest():
    found = make_protest(docket="B-416657")
    publish([found.dispute, found])
    supplement = Case(protest=found, docket_raw="B-416657.2", kind="supplemental")
    supplement.clean()
    supplement.save()
    publish([found])
    return found


@pytest.mark.parametrize("written", ["B-416657", "b-416657.2", " B‑416657 "])
def test_a_proceeding_is_found_by_any_of_its_numbers_however_written(protest, written):
    assert selectors.known_keys("protest", [written]) == {written: protest.public_id}


@pytest.mark.django_db
def test_the_letter_of_the_court_of_federal_claims_may_be_left_out():
    found = make_protest(docket="19-1796C", forum="COFC")
    publish([found.dispute, found])
    assert selectors.known_keys("protest", ["19-1796", "19-1796c"]) == dict.fromkeys(
        ["19-1796", "19-1796c"], found.public_id
    )
    assert selectors.known_keys("protest", ["19-179"]) == {}


def test_a_number_finds_nothing_of_another_kind_nor_what_is_no_longer_public(protest):
    contract = make_contract(solicitation_number="HQ0034-18-R-0077")
    publish([contract.dispute, contract])
    assert selectors.known_keys("protest", ["HQ0034-18-R-0077", "B-416657.9"]) == {}
    retract([protest], note="Entered twice.")
    assert selectors.known_keys("protest", ["B-416657"]) == {}


def test_to_find_a_number_no_document_is_read(protest, django_assert_num_queries):
    with django_assert_num_queries(2) as asked:
        selectors.known_keys("protest", ["B-416657", "B-416657.2", "B-1"])
    assert not any("timeline_revision" in query["sql"] for query in asked.captured_queries)


def test_among_many_numbers_one_is_looked_up_in_an_index(protest):
    many = """INSERT INTO timeline_part SELECT 1000000 + n, 'number', 'B-' || n, 'protest', 'p' || n, '', 'B' || n, '{}'
     FROM generate_series(1, 5000) n"""
    with connection.cursor() as cursor:
        cursor.execute(many)
        cursor.execute("ANALYZE timeline_part")
        cursor.execute(f"EXPLAIN {DOCKETS}", [["B-416657"]])
        plan = "\n".join(line for (line,) in cursor.fetchall())
    assert "part_by_key" in plan
    assert "Seq Scan" not in plan


def test_a_log_from_before_gets_the_rows_that_publishing_writes(protest):
    contract = make_contract(solicitation_number="HQ0034-18-R-0077", award_ids=["HQ0034-20-D-0001"])
    publish([contract.dispute, contract])
    retract([protest], note="Entered twice.")
    written, migration = numbers(), import_module(FILLING)
    assert len(written) >= 5
    with connection.cursor() as cursor:
        cursor.execute(migration.EMPTY)
        assert not numbers()
        cursor.execute(migration.FILL)
    assert numbers() == written
    rebuild_index()
    assert numbers() == written


def test_letters_and_digits_are_what_two_spellings_share():
    assert letters_and_digits("HQ0034-18-R-0077") == letters_and_digits("hq0034 18r0077") == "HQ003418R0077"
