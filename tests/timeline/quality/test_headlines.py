"""How right headlines are typed; those that were first measured without being looked at, apart."""

from collections import Counter

import orjson
import pytest

from timeline.bench.headlines import HEADLINES, measure_headlines
from timeline.bench.parts.quality import HEADLINE_TYPES

PARTS = ["all", "rules", "held-out"]


def test_there_are_enough_headlines_of_both_languages_and_many_that_tell_of_nothing_done():
    labels = [orjson.loads(line) for line in HEADLINES.read_bytes().splitlines()]
    held_out = Counter((one["lang"], one["told"]) for one in labels if one["part"] == "held-out")

    assert len({one["id"] for one in labels}) == len({one["title"] for one in labels}) == len(labels) >= 300
    assert sum(held_out.values()) >= 60
    assert held_out.keys() == {("en", True), ("en", False), ("de", True), ("de", False)}
    assert sum(not one["told"] for one in labels) >= 100


@pytest.mark.parametrize("part", PARTS)
def test_most_headlines_get_the_right_type(part):
    typed = measure_headlines(part)

    assert typed.types.right
    assert typed.types.precision >= HEADLINE_TYPES, typed.types.wrong


@pytest.mark.parametrize("part", PARTS)
def test_what_is_denied_asked_expected_or_supposed_is_never_taken_for_a_fact(part):
    assert measure_headlines(part).false_facts == []


def test_a_headline_that_makes_a_fact_of_a_question_would_be_counted(tmp_path):
    path = tmp_path / "headlines.jsonl"
    line = {"id": "1", "part": "held-out", "lang": "en", "told": False, "expect": ["press-statement"]}
    path.write_bytes(orjson.dumps({**line, "title": "Army awards Oshkosh truck contract"}))

    typed = measure_headlines("all", path)

    assert (typed.types.right, typed.false_facts) == (0, ["1: Army awards Oshkosh truck contract → award"])
