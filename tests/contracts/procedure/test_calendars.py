"""Open and closed days against the holiday statute, computed here a second way."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.procedure import CLOSURES, Closure, ClosureKind
from contracts.procedure.calendars import calendar_of, federal_holidays
from contracts.procedure.counting import months_after

DAY = timedelta(days=1)
DAYS = st.dates(date(1998, 1, 1), date(2058, 12, 31))


def nth_weekday(year: int, month: int, weekday: int, n: int) -> date:
    days = [date(year, month, 1) + DAY * i for i in range(28)]
    return [day for day in days if day.weekday() == weekday][n - 1]


def last_monday_of_may(year: int) -> date:
    return max(day for day in (date(year, 5, 31) - DAY * i for i in range(7)) if day.weekday() == 0)


def named_days(year: int) -> list[date]:
    """The days of 5 U.S.C. § 6103(a) themselves."""
    days = [
        date(year, 1, 1),
        nth_weekday(year, 1, 0, 3),
        nth_weekday(year, 2, 0, 3),
        last_monday_of_may(year),
        date(year, 7, 4),
        nth_weekday(year, 9, 0, 1),
        nth_weekday(year, 10, 0, 2),
        date(year, 11, 11),
        nth_weekday(year, 11, 3, 4),
        date(year, 12, 25),
    ]
    return [*days, date(year, 6, 19)] if year >= 2021 else days


def observed(day: date) -> date:
    return {5: day - DAY, 6: day + DAY}.get(day.weekday(), day)


@pytest.mark.parametrize("year", range(1998, 2060))
def test_holidays_of_a_year_are_those_of_the_statute_with_their_observed_days(year: int) -> None:
    expected = {day for around in (year, year + 1) for named in named_days(around) for day in (named, observed(named))}
    assert set(federal_holidays(year)) == {day for day in expected if day.year == year}


def test_a_saturday_new_year_closes_the_last_day_of_the_year_before() -> None:
    assert date(2021, 12, 31) in federal_holidays(2021)
    assert calendar_of("GAO").next_open(date(2021, 12, 31)) == date(2022, 1, 3)


def test_juneteenth_is_a_holiday_only_since_2021() -> None:
    assert date(2020, 6, 19) not in federal_holidays(2020)
    assert date(2021, 6, 18) in federal_holidays(2021)
    assert date(2025, 6, 19) in federal_holidays(2025)


def test_the_day_before_christmas_is_no_holiday_but_an_executive_order_can_close_agencies() -> None:
    day = date(2025, 12, 24)
    assert not calendar_of("GAO").is_closed(day)
    assert calendar_of("agency").is_closed(day)
    assert "executive order" in calendar_of("agency").why_closed(day)


def test_every_shipped_closure_has_a_source_and_an_order() -> None:
    for closure in CLOSURES:
        assert closure.source
        assert closure.first <= closure.last
        assert closure.days == (closure.last - closure.first).days + 1


def test_unconfirmed_closures_can_be_left_out() -> None:
    day = date(2025, 10, 14)
    assert calendar_of("GAO").is_closed(day)
    assert not calendar_of("GAO", unverified=False).is_closed(day)


def test_a_closure_over_new_year_closes_days_of_both_years() -> None:
    stated = (Closure("GAO", date(2024, 12, 23), date(2025, 1, 10), ClosureKind.STATED, "test"),)
    assert calendar_of("GAO", stated).next_open(date(2024, 12, 24)) == date(2025, 1, 13)
    assert calendar_of("GAO", stated).previous_open(date(2025, 1, 8)) == date(2024, 12, 20)


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(0, 20)), max_size=4), st.integers(0, 80), st.integers(0, 20))
def test_the_closure_ahead_lies_behind_a_span_that_no_closure_meets(
    spans: list[tuple[int, int]], start: int, length: int
) -> None:
    first = date(2030, 3, 1)
    stated = tuple(
        Closure("GAO", first + DAY * begin, first + DAY * (begin + days), ClosureKind.STATED, "test")
        for begin, days in spans
    ) or (Closure("GAO", date(2040, 1, 2), date(2040, 1, 2), ClosureKind.STATED, "test"),)
    days = {first + DAY * (start + i) for i in range(length + 1)}
    met = any(closure.first <= day <= closure.last for closure in stated for day in days)
    assert (calendar_of("GAO", stated).look_ahead(min(days)).closure > max(days)) is not met


@given(DAYS)
def test_the_next_open_day_is_open_and_no_open_day_lies_before_it(day: date) -> None:
    calendar = calendar_of("GAO")
    found = calendar.next_open(day)
    assert not calendar.is_closed(found)
    assert all(calendar.is_closed(day + DAY * i) for i in range((found - day).days))


@given(DAYS)
def test_what_lies_ahead_of_a_day_is_kept_as_it_would_be_found(day: date) -> None:
    calendar = calendar_of("GAO")
    found = calendar.look_ahead(day)
    assert found == calendar.ahead[day]
    assert found.open == calendar.next_open(day)


def test_one_can_look_ahead_up_to_the_last_day_of_the_calendar() -> None:
    assert calendar_of("GAO").look_ahead(date.max).open == date.max


@given(DAYS, st.integers(1, 30))
def test_the_nth_business_day_has_n_open_days_up_to_it(day: date, count: int) -> None:
    calendar = calendar_of("agency")
    found = calendar.open_day_after(day, count)
    after = [day + DAY * i for i in range(1, (found - day).days + 1)]
    assert sum(not calendar.is_closed(other) for other in after) == count


def test_months_end_at_the_last_day_of_a_shorter_month() -> None:
    assert months_after(date(2023, 8, 31), 6) == date(2024, 2, 29)
    assert months_after(date(2024, 2, 29), 12) == date(2025, 2, 28)
    assert months_after(date(2024, 12, 31), 2) == date(2025, 2, 28)
