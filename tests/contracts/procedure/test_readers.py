"""The further inputs of a time limit, however a file spells them."""

from datetime import date, time
from zoneinfo import ZoneInfo

import pytest

from contracts.procedure import FORUMS, Closure, ClosureKind, Inputs, inputs_from
from contracts.procedure.inputs import input_name
from contracts.procedure.readers import as_closures, as_day, as_flag_or_day, as_time, as_trigger

OCTOBER = date(2025, 10, 1), date(2025, 10, 5)


@pytest.mark.parametrize("written", ["award_date", "Award Date", "award-date", "awardDate", " AWARD_DATE ", "award"])
def test_an_input_is_known_however_its_words_are_set_apart(written: str) -> None:
    assert input_name(written) == "award_date"
    assert inputs_from({written: "2025-02-03"}) == Inputs(award_date=date(2025, 2, 3))


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("17:45", time(17, 45)),
        ("17:45:30", time(17, 45, 30)),
        ("T17:45", time(17, 45)),
        ("5:45 PM", time(17, 45)),
        ("5 pm", time(17)),
        ("12:10 a.m.", time(0, 10)),
        ("12:10 pm", time(12, 10)),
        ("9:05", time(9, 5)),
        ("5:45 PM ET", time(17, 45, tzinfo=ZoneInfo("America/New_York"))),
        ("14:45 Pacific", time(14, 45, tzinfo=ZoneInfo("America/Los_Angeles"))),
    ],
)
def test_a_time_of_day_can_be_written_in_many_ways(text: str, at: time) -> None:
    assert as_time(text) == at
    assert str(as_time(text).tzinfo) == str(at.tzinfo)


def test_a_time_of_day_can_have_an_offset() -> None:
    assert as_time("22:45Z").isoformat() == "22:45:00+00:00"
    assert as_time("17:45-05:00").isoformat() == "17:45:00-05:00"


@pytest.mark.parametrize("text", ["", "25:00", "13:00 pm", "0:30 am", "noon", "17:45 Olympus", ":30 pm", "1745pm"])
def test_what_is_no_time_of_day_is_refused(text: str) -> None:
    with pytest.raises((ValueError, OSError, KeyError)):
        as_time(text)


def test_of_a_moment_the_day_counts_and_a_trigger_keeps_its_hour() -> None:
    assert as_day(" 2025-02-03T10:00:00-05:00 ") == date(2025, 2, 3)
    assert as_trigger("2025-02-03") == (date(2025, 2, 3), None)
    assert as_trigger("2025-02-03 17:45") == (date(2025, 2, 3), time(17, 45))


@pytest.mark.parametrize(
    ("value", "read"),
    [(True, True), ("yes", True), (False, False), ("No", False), ("none", False), ("2019-07-26", date(2019, 7, 26))],
)
def test_judgment_is_entered_or_not_or_on_a_day(value: object, read: bool | date) -> None:
    assert as_flag_or_day(value) == read


def test_no_judgment_is_what_null_says_of_it_and_nothing_is_what_null_says_elsewhere() -> None:
    assert inputs_from({"judgment_entered": None}) == Inputs(judgment_entered=False)
    assert inputs_from({"agency": None}) == Inputs()


@pytest.mark.parametrize(
    "value",
    [
        [{"forum": "GAO", "from": "2025-10-01", "to": "2025-10-05"}],
        {"forum": "gao", "first": "2025-10-01", "last": "2025-10-05"},
        [{"forum": "Government Accountability Office", "start": "2025-10-01", "end": "2025-10-05"}],
    ],
)
def test_a_closure_can_be_written_in_many_ways(value: object) -> None:
    assert as_closures(value) == (Closure("GAO", *OCTOBER, ClosureKind.STATED, "stated"),)


@pytest.mark.parametrize(
    "value", ["2025-10-01/2025-10-05", ["2025-10-01/2025-10-05"], {"from": "2025-10-01", "to": "2025-10-05"}]
)
def test_a_closure_that_names_no_forum_closes_every_one(value: object) -> None:
    found = as_closures(value)
    assert {closure.forum for closure in found} == set(FORUMS)
    assert {(closure.first, closure.last) for closure in found} == {OCTOBER}


@pytest.mark.parametrize(
    ("kind", "read"),
    [
        ("lapse-in-appropriations", ClosureKind.LAPSE),
        ("SHUTDOWN", ClosureKind.LAPSE),
        ("Executive order", ClosureKind.EXECUTIVE_ORDER),
        ("snow", ClosureKind.STATED),
        (None, ClosureKind.STATED),
    ],
)
def test_the_cause_of_a_closure_is_known_by_its_words(kind: str | None, read: ClosureKind) -> None:
    (closure,) = as_closures({"forum": "GAO", "date": "2025-10-01", "kind": kind})
    assert closure == Closure("GAO", OCTOBER[0], OCTOBER[0], read, "stated")


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("GAO_OTHER_FILING_CLOSURE", ClosureKind.LAPSE),
        ("GAO_DECISION_TOLLED", ClosureKind.LAPSE),
        ("funding gap", ClosureKind.LAPSE),
        ("Lapse in appropriations", ClosureKind.LAPSE),
        ("executive-order", ClosureKind.EXECUTIVE_ORDER),
        ("", ClosureKind.STATED),
        (None, ClosureKind.STATED),
    ],
)
def test_a_lapse_is_known_by_any_of_its_names(word: str | None, kind: ClosureKind) -> None:
    [closure] = as_closures([{"forum": "GAO", "from": "2025-10-01", "to": "2025-10-05", "kind": word}])
    assert closure.kind is kind
