"""Two reports: what makes them one happening, and what shows that they are two."""

from datetime import date, timedelta

import pytest

from timeline.corroboration import ENOUGH, Report, compare

DAY = date(2020, 2, 13)


def report(key="a", **given):
    values = {
        "key": key,
        "dispute": 1,
        "type": "order",
        "forum": "COFC",
        "day": DAY,
        "published": DAY,
        "challengers": frozenset({"amazon"}),
        "parties": frozenset({"amazon", "microsoft"}),
        "deeds": frozenset({"halts"}),
    }
    return Report(**{**values, **given})


def copied(key, text_id=range(20), **given):
    return report(key, passages=frozenset(text_id), **given)


def test_one_day_type_forum_challenger_and_deed_are_one_happening_and_each_is_said():
    pairing = compare(report("a"), report("b", published=DAY + timedelta(days=1)))

    assert pairing.holds
    assert any("13 February 2020" in reason for reason in pairing.reasons)
    assert any("order" in reason for reason in pairing.reasons)
    assert any("amazon" in reason for reason in pairing.reasons)
    assert any("halts" in reason for reason in pairing.reasons)


@pytest.mark.parametrize(
    "other",
    [
        {"dispute": 2},
        {"day": DAY + timedelta(days=4), "published": DAY + timedelta(days=4)},
        {"forum": "GAO"},
        {"type": "award"},
        {"challengers": frozenset({"oracle"}), "parties": frozenset({"oracle"})},
        {"deeds": frozenset({"denies"})},
        {"is_comment": True},
        {"is_answer": True},
        {"published": DAY + timedelta(days=730), "day": None},
        {"published": DAY + timedelta(days=730)},
    ],
)
def test_what_contradicts_keeps_two_apart_whatever_else_agrees(other):
    pairing = compare(report("a"), report("b", **other))

    assert pairing.conflict
    assert not pairing.holds


def test_which_report_comes_first_changes_nothing():
    one, other = report("a", day=None), report("b", type="ruling", deeds=frozenset({"grants"}))

    assert compare(one, other) == compare(other, one)


def test_a_copy_with_another_headline_is_known_by_its_words_though_the_rules_read_it_otherwise():
    pairing = compare(copied("a"), copied("b", type="press-statement", forum="", deeds=frozenset()))

    assert pairing.holds
    assert "word for word" in pairing.reasons[0]


def test_the_same_words_weeks_later_are_another_item():
    assert compare(copied("a"), copied("b", published=DAY + timedelta(days=30))).conflict


def test_two_entries_of_a_docket_are_two_unless_they_are_one_in_all_words_and_numbers():
    first = copied("a", register="court", kind="docket-entry", figures=frozenset({"130"}))
    second = copied("b", register="court", kind="docket-entry", figures=frozenset({"131"}))

    assert compare(first, second).conflict
    assert compare(first, copied("c", register="court", kind="docket-entry", figures=frozenset({"130"}))).holds


def test_a_report_of_the_release_pairs_with_the_paper_that_was_sealed_until_then():
    paper = report(
        "paper",
        register="court",
        kind="docket-entry",
        type="ruling",
        published=DAY + timedelta(days=22),
        deeds=frozenset(),
    )
    article = report("article", type="ruling", day=paper.published, published=paper.published, deeds=frozenset())

    pairing = compare(paper, article)

    assert pairing.holds
    assert any("became public" in reason for reason in pairing.reasons)


def test_neither_type_nor_day_alone_is_enough():
    bare = {"challengers": frozenset(), "deeds": frozenset(), "forum": "", "parties": frozenset()}

    assert (
        compare(report("a", **bare, type="press-statement"), report("b", **bare, type="press-statement")).score < ENOUGH
    )
    assert compare(report("a", **bare, day=None), report("b", **bare, day=None)).score < ENOUGH


def test_two_events_of_the_record_are_two():
    assert compare(report("event:a", event=1), report("event:b", event=2)).conflict


def test_a_report_is_kept_and_read_again_unchanged():
    whole = copied("a", words=frozenset({"judge", "cloud"}), figures=frozenset({"42"}), subject="amazon")

    assert Report.from_json(whole.as_json()) == whole
