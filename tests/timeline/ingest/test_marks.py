"""Entries that are known as they stand are passed over; anything that could make them another item is not."""

from hypothesis import given
from hypothesis import strategies as st

from tests.feed_server import entry, rss
from timeline.ingest.feed import parse

DOCUMENT = rss(entry("a", title="One"), entry("b", title="Two"))


def marks_of(body, **more):
    return {item.key: item.mark for item in parse(body, edition="1", **more).items}


def read_knowing(body, marks, **more):
    def known(asked):
        return {key for key, mark in asked.items() if marks.get(key) == mark}

    return parse(body, known=known, **{"edition": "1", **more})


def test_without_an_edition_nothing_is_marked():
    assert [item.mark for item in parse(DOCUMENT).items] == ["", ""]


def test_what_is_known_by_its_mark_is_passed_over():
    marks = marks_of(DOCUMENT)
    again = read_knowing(DOCUMENT, marks)

    assert again.items == ()
    assert again.unchanged == marks


def test_an_edited_entry_is_read_and_its_neighbour_is_not():
    again = read_knowing(rss(entry("a", title="One"), entry("b", title="Two, edited")), marks_of(DOCUMENT))

    assert [item.title for item in again.items] == ["Two, edited"]
    assert list(again.unchanged) == ["a"]


def test_the_place_of_an_entry_does_not_matter():
    assert marks_of(rss(entry("b", title="Two"), entry("a", title="One"))) == marks_of(DOCUMENT)


def test_another_edition_of_the_program_reads_everything():
    assert len(read_knowing(DOCUMENT, marks_of(DOCUMENT), edition="2").items) == 2


def test_an_id_over_two_different_entries_is_never_known():
    twice = rss(entry("a", title="One"), entry("a", title="Another"), entry("b", title="Two"))
    again = read_knowing(twice, marks_of(DOCUMENT))

    assert [item.title for item in again.items] == ["One", "Another"]
    assert list(again.unchanged) == ["b"]


def test_an_id_that_was_shared_before_is_never_known():
    again = read_knowing(DOCUMENT, marks_of(DOCUMENT), shared_guids=frozenset({"a"}))

    assert [item.title for item in again.items] == ["One"]


def test_where_an_entry_has_no_id_all_are_read():
    anonymous = "<item><title>No id</title><link>https://news.example/a</link></item>"

    assert len(read_knowing(rss(entry("a", title="One"), anonymous), marks_of(DOCUMENT)).items) == 2


def test_an_entry_that_stands_there_twice_alike_is_known_and_said():
    again = read_knowing(rss(*[entry("a", title="One")] * 3), marks_of(DOCUMENT))

    assert list(again.unchanged) == ["a"]
    assert again.warnings == ("2 entries repeat another one of the same document and were left out",)


@given(st.lists(st.text("ab<&é", max_size=3), min_size=2, max_size=2, unique=True))
def test_different_words_have_different_marks(titles):
    first, second = (marks_of(rss(entry("a", text=f"<![CDATA[{title}]]>"))) for title in titles)

    assert first != second
