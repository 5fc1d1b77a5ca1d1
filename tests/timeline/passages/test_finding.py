"""The passage check: what counts as the same words, and what does not."""

import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from timeline.passages.finding import Sought, compared, composed, passage

LETTER = composed(
    """The judge wrote: “We do not agree with the Depart-
ment’s long-
term view” — and that was it.

Costs rose from $10,000 to $12.5 million; the agency can’t say why. The Ofﬁce of Manage-
ment and Budget looked at pre- and post-award work. “It was the ‘best’ offer,” said the con\u00adtracting officer on
13\u00a0February 2020. She added: They were told nothing. It then re-
signed the agreement.
"""
)


def found(quote: str, text: str = LETTER) -> str | None:
    place = Sought(text).find(passage(quote))
    return text[place.start : place.end] if place else None


@pytest.mark.parametrize(
    "quote",
    [
        "We do not agree with the Department's long-term view",
        "we do not agree",
        "the Department’s longterm view",
        'It was the "best" offer',
        "It was the best offer",
        "view - and that was it",
        "view—and that was it",
        "Office of Management and Budget",
        "pre- and post-award work",
        "the contracting officer on 13 February 2020",
        "$12.5 million",
        "[t]he agency can't say why",
        "[w]e do not agree with the Department's … view",
        "We do not agree ... and that was it.",
        "We do not agree [. . .] and that was it",
        "[The contracting officer] added: They were told nothing",
        "said the contract[ing] officer",
        "the contracting officer[s] on 13 February",
        "It was the [very] best offer",
        "They were told nothing.",
        "…agree with the Department’s…",
    ],
)
def test_the_same_words_are_found_whatever_the_typesetting(quote):
    assert found(quote)


@pytest.mark.parametrize(
    "quote",
    [
        "We do agree with the Department's long-term view",
        "We do not agree with the Departments",
        "and that was it … We do not agree",
        "Costs rose from $10",
        "to $12 million",
        "the agency can say why",
        "the agency can",
        "We do not disagree",
        "They were told nothin",
        "contract officer",
        "signed the agreement",
        "She added [sic]: They were told everything",
        "the 'worst' offer",
        "[He] was told nothing",
    ],
)
def test_a_changed_word_is_not_found(quote):
    assert found(quote) is None


@pytest.mark.parametrize("quote", ["", "…", "[…]", "[sic]", "“”", "—", "."])
def test_a_quote_without_words_is_none(quote):
    assert passage(quote) == ()


def test_the_place_is_that_of_the_text_as_it_stands():
    assert found("Office of Management") == "Ofﬁce of Manage-\nment"
    assert found("agree … view") == "agree with the Depart-\nment’s long-\nterm view"


def test_an_ellipsis_leaves_out_a_passage_but_not_half_a_book():
    text = "It began well. " + "Then nothing happened. " * 400 + "It ended badly."

    assert found("Then nothing happened. … It ended badly", text)
    assert found("It began well … It ended badly", text) is None


def test_a_page_is_counted_from_one_and_passages_run_across_pages():
    text = "First page ends in the mid-\fdle of a word. Second page."

    assert Sought(text, has_pages=True).find(passage("Second page")).page == 2
    assert Sought(text, has_pages=True).find(passage("ends in the middle of a word")).page == 1
    assert Sought(text).find(passage("Second page")).page == 0


def test_places_are_right_far_into_a_long_text():
    text = "".join(f"Sentence {number}, “said” the Of\ufb01ce — twice. " for number in range(3_000))

    assert found('Sentence 2471, "said" the Office - twice', text) == "Sentence 2471, “said” the Of\ufb01ce — twice"


def test_a_hostile_text_costs_no_more_than_its_length():
    text = "the " * 100_000

    assert found("the … the … the … the … end", text) is None


WORDS = st.text(alphabet="abcdefgäéßﬁ", min_size=1, max_size=9).map(composed)
TEXTS = st.lists(WORDS, min_size=12, max_size=60, unique=True)


@given(words=TEXTS, data=st.data())
def test_a_quote_cut_out_of_a_text_is_found_with_all_changes_that_are_allowed(words, data):
    first = data.draw(st.integers(0, len(words) - 6))
    last = data.draw(st.integers(first + 5, len(words)))
    breaks = st.sampled_from([" ", "\n", "  \n ", "\u00a0", " \f"])
    text = words[0]
    for word in words[1:]:
        cut = data.draw(st.integers(0, 12))
        divided = f"{word[:1]}-\n{word[1:]}" if cut == 0 and len(word) > 1 and word[1:].isalnum() else word
        opened = f"“{divided}”" if cut == 1 else divided
        text += data.draw(breaks) + opened
    quoted = list(words[first:last])
    if data.draw(st.booleans()) and len(quoted) > 4:
        at = data.draw(st.integers(1, len(quoted) - 3))
        quoted[at : at + 2] = [data.draw(st.sampled_from(["…", "[…]", "...", "[of ours]"]))]
    if data.draw(st.booleans()):
        quoted[0] = f"[{quoted[0][0].upper()}]{quoted[0][1:]}" if len(quoted[0]) > 1 else quoted[0].upper()
    assume(compared(quoted[0]))
    quote = " ".join(quoted)

    place = Sought(composed(text)).find(passage(quote))

    assert place is not None
    span = compared(composed(text)[place.start : place.end])
    assert compared(words[last - 1]) in span.replace("\x01", "")


@given(words=st.lists(st.text(alphabet="abcdefg", min_size=2, max_size=8), min_size=8, max_size=40), data=st.data())
def test_a_quote_with_one_word_changed_is_not_found(words, data):
    text = " ".join(words)
    first = data.draw(st.integers(0, len(words) - 5))
    quoted = words[first : first + 5]
    quoted[data.draw(st.integers(0, 4))] = data.draw(st.text(alphabet="hijkl", min_size=1, max_size=8))

    assert Sought(text).find(passage(" ".join(quoted))) is None


@given(text=st.text(max_size=300), quote=st.text(max_size=60))
def test_nothing_makes_it_fail_and_a_place_lies_within_the_text(text, quote):
    text = composed(text)
    sought = passage(quote)
    place = Sought(text).find(sought) if sought else None

    if place is not None:
        assert 0 <= place.start < place.end <= len(text)


@given(text=st.text(alphabet="ab -—\n“”'’[].…ﬁ\u00ad", max_size=200))
def test_the_form_of_a_long_text_is_that_of_its_pieces(text):
    long = composed(f"{text}word and word. {text}word and word. {text}" * 60)

    assert re.sub(r" +", " ", Sought(long).form).strip() == re.sub(r" +", " ", compared(long)).strip()
