from hypothesis import given
from hypothesis import strategies as st

from timeline.matching.numbers import docket_forms, family_of, numbers
from timeline.matching.words import Phrases, words


def spellings(phrases, text):
    return [hit.spelling for hit in phrases.find(words(text))]


def test_the_longest_name_at_a_place_is_found():
    phrases = Phrases([("Amazon", 1), ("Amazon Web Services", 2), ("Web", 3)])

    assert spellings(phrases, "Amazon Web Services and amazon") == ["Amazon Web Services", "amazon"]


def test_punctuation_does_not_hide_a_name():
    phrases = Phrases([("KC-X", 1), ("U.S. Army", 2)])

    assert spellings(phrases, "The KC‑X (U.S. Army’s tanker)") == ["KC X", "U S Army"]


@given(st.text(), st.lists(st.text(min_size=1), max_size=5))
def test_no_text_breaks_the_search_and_what_is_found_stands_in_it(text, names):
    phrases = Phrases([(name, name) for name in names])
    folded = [word.folded for word in words(text)]

    for hit in phrases.find(words(text)):
        assert folded[hit.at : hit.at + hit.length] == [word.folded for word in words(hit.names[0])]


@given(st.text(max_size=500))
def test_no_text_breaks_the_search_for_numbers(text):
    for number in numbers(text):
        assert number.raw in text or number.raw.upper() in text.upper()


def test_a_supplement_is_another_number_of_the_same_family_and_the_first_is_the_family_itself():
    assert docket_forms("B-416657.5") == ("B-416657.5",)
    assert docket_forms("B-416657.1") == ("B-416657.1", "B-416657")
    assert family_of("B-416657.5") == family_of("B-416657") == "B-416657"
    assert family_of("19-1796C") == ""


def test_a_docket_number_is_the_same_with_a_long_or_a_short_year():
    assert set(docket_forms("2019-2326")) & set(docket_forms("19-2326"))
