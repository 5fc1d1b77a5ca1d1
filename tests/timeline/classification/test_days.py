"""Days at the ends of the calendar, which programs write for “unknown”, are no days, and stop nothing."""

from datetime import date

import pytest

from timeline.classification.days import dates_in, happened_on
from timeline.classification.told import Told

FIRST, LAST = date(1, 1, 1), date(9999, 12, 31)


@pytest.mark.parametrize("published", [FIRST, LAST, date(1, 3, 1), None])
@pytest.mark.parametrize("register", ["press", "court", "gao", "contracts"])
@pytest.mark.parametrize(
    "text",
    [
        "On Monday, on Sunday and on Wednesday.",
        "Yesterday.",
        "Today.",
        "It was on March 5.",
        "On December 31.",
        "On 5. März.",
    ],
)
def test_no_day_is_counted_beyond_the_calendar(published, register, text):
    told = Told(title="It ruled.", text=f"{text} (entered: {text} B-416657, {text}", published=published)

    day, reason = happened_on(told, "decision", register)

    assert day is None or reason


def test_a_weekday_is_counted_back_from_its_publication():
    told = Told(title="It ruled on Monday", text="", published=date(2020, 2, 13))

    assert happened_on(told, "decision", "press")[0] == date(2020, 2, 10)


@pytest.mark.parametrize("text", ["0001-01-01", "December 31, 9999", "1/1/1699", "31. Dezember 2201", "2020-02-30"])
def test_what_the_record_cannot_hold_is_no_day(text):
    assert list(dates_in(text, date(2020, 1, 1))) == []


def test_a_day_without_a_year_is_of_the_year_that_ends_then():
    assert [day for _, day in dates_in("December 5 and January 7", date(2020, 1, 31))] == [
        date(2019, 12, 5),
        date(2020, 1, 7),
    ]
