"""What the readers of JSON interfaces have in common: foreign values of every type, and answers that are none."""

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.ingest import courtlistener, federal_register, sam_gov, usaspending
from timeline.ingest.errors import BlockPage, EmptyBody, Malformed, NotThisFormat, ParseError
from timeline.ingest.json_fields import number, part, parts, prose, words

READERS = [courtlistener.parse, federal_register.parse, sam_gov.parse, usaspending.parse]


@pytest.mark.parametrize("parse", READERS)
@pytest.mark.parametrize(
    ("body", "error"),
    [
        (b" ", EmptyBody),
        (b'{"a": ', Malformed),
        (b"[]", NotThisFormat),
        (b'{"unknown": 1}', NotThisFormat),
        (b"<html><title>Access Denied</title>Reference #1.2</html>", BlockPage),
    ],
)
def test_what_is_no_answer_of_the_interface_is_an_error(parse, body, error):
    with pytest.raises(error):
        parse(body)


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


@given(st.dictionaries(st.sampled_from(["a", "b"]), values))
def test_a_field_of_any_type_is_read_or_left_and_never_fails(entry):
    assert isinstance(words(entry, "a", "b"), str)
    assert isinstance(prose(entry, "a"), str)
    assert isinstance(part(entry, "a"), dict)
    assert all(isinstance(one, dict) for one in parts(entry, "a"))
    assert number(entry, "a") is None or isinstance(number(entry, "a"), Decimal)


def test_numbers_and_empty_words_are_told_apart():
    assert words({"a": " null ", "b": 3}, "a", "b") == "3"
    assert number({"a": "1,234.50"}, "a") == Decimal("1234.50")
    assert str(number({"a": 1600000.0}, "a")) == "1600000"
    assert number({"a": "nan"}, "a") is None
    assert number({"a": True}, "a") is None


keys = st.sampled_from(
    """results opportunitiesData noticeId document_number id award agencies webhook payload generated_unique_award_id
    generated_internal_id cluster_id docketNumber recap_documents postedDate""".split()  # noqa: SIM905 - a list of words
)


@pytest.mark.parametrize("parse", READERS)
@given(
    value=st.recursive(values, lambda inner: st.dictionaries(keys, inner | st.lists(inner, max_size=2)), max_leaves=12)
)
def test_no_json_at_all_makes_a_reader_fail_otherwise_than_it_says(parse, value):
    try:
        result = parse(json.dumps(value).encode())
    except ParseError:
        return
    assert all(item.content_hash() for item in result.items)
