"""Search by program, and the vocabularies: what is public is found, what is not is not, odd queries are refused."""

import pytest

from tests.timeline.api.described import errors, validator_of
from timeline.api.codelists import everything
from timeline.publishing import retract


def found(answer):
    return [hit["id"] for hit in answer["results"]]


def test_words_find_what_holds_them_and_numbers_what_carries_them(read, record):
    answer = read.json("search/?q=tremendous")
    assert found(answer) == [record.statement.public_id]
    assert answer["results"][0]["object"] == "statement"
    assert answer["counts"] == {"statement": 1}
    exact = read.json("search/?q=B-416657")["exact"]
    assert [hit["id"] for hit in exact] == [record.protest.public_id]
    assert read.json(exact[0]["api_url"].partition("8000")[2])["id"] == record.protest.public_id


def test_answers_are_as_described(read, record):
    assert errors(validator_of("SearchResults"), read.json("search/?q=court")) == []
    assert errors(validator_of("Codelists"), read.json("codelists/")) == []


def test_a_type_narrows_the_hits_but_not_the_counts(read, record):
    answer = read.json("search/?q=oracle&object=party")
    assert {hit["object"] for hit in answer["results"]} == {"party"}
    assert set(answer["counts"]) > {"party"}


def test_drafts_and_what_was_removed_are_not_found(read, record):
    assert found(read.json("search/?q=Unpublished")) == []
    retract([record.statement], note="Misquoted.")
    assert found(read.json("search/?q=tremendous")) == []


@pytest.mark.parametrize(
    "query", ["", "q=", "q=%00", f"q={'x' * 201}", "q=a&object=secret", "q=a&limit=101", "q=a&offset=-1", "q=a&page=2"]
)
def test_odd_queries_are_refused(read, record, query):
    assert read.json(f"search/?{query}", 400)["errors"]


def test_every_code_has_its_words_in_both_languages():
    lists = everything()
    assert {"event_type", "role", "forum", "step", "stance"} <= set(lists)
    roles = {one["code"]: one["label"] for one in lists["role"]}
    assert roles["protester"]["en"] != roles["protester"]["de"]
    for codes in lists.values():
        assert all(set(one["label"]) == {"en", "de"} and one["label"]["de"] for one in codes)
