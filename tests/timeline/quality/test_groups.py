"""How right the grouping is on labelled reports; those that were first measured without being looked at, apart."""

from collections import Counter

import orjson
import pytest

from timeline.bench.parts.corroboration import GROUPS, PRECISION, RECALL, measure_pairs

# The marks tell pytest-django to set up the database that the module's fixture fills.
pytestmark = pytest.mark.django_db


def test_the_set_holds_groups_and_many_reports_that_belong_to_none():
    labels = [orjson.loads(line) for line in GROUPS.read_bytes().splitlines()]
    sizes = Counter(one["group"] for one in labels)

    assert len(labels) >= 150
    assert len({one["id"] for one in labels}) == len(labels)
    assert sum(size > 1 for size in sizes.values()) >= 40
    assert sum(size == 1 for size in sizes.values()) >= 30
    assert sum(one["part"] == "held-out" for one in labels) >= 40


@pytest.mark.parametrize("part", ["all", "rules", "held-out"])
def test_reports_are_grouped_precisely_and_most_are_found(index, part):
    pairs = measure_pairs(index, part=part)

    assert pairs.precision >= PRECISION, pairs.wrong
    assert pairs.recall >= RECALL, pairs.missed
