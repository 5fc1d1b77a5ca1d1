from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.ingest.date_words import MONTH_NUMBERS
from timeline.ingest.dates import Basis, Precision, read


@pytest.mark.parametrize(
    ("raw", "edtf"),
    [
        ("Wed, 01 May 2024 10:00:00 +0000", "2024-05-01T10:00:00+00:00"),
        ("Wed, 01 May 2024 22:00:00 EST", "2024-05-01T22:00:00-05:00"),
        ("Wed, 7 Oct 2026 10:00:00 CEST", "2026-10-07T10:00:00+02:00"),
        ("Mi, 07 Okt 2026 10:00:00 MESZ", "2026-10-07T10:00:00+02:00"),
        ("Mo, 25 Jun 2018 11:41:36", "2018-06-25T11:41:36+00:00"),
        ("mer, 16 nov 2022 00:38:15 +0100", "2022-11-16T00:38:15+01:00"),
        ("mar, 05 mar 2024 10:00:00 +0100", "2024-03-05T10:00:00+01:00"),
        ("1er mai 2024 à 10:30", "2024-05-01T10:30:00+00:00"),
        ("7. Oktober 2026, 10:00 Uhr", "2026-10-07T10:00:00+00:00"),
        ("07.10.2026 10:00", "2026-10-07T10:00:00+00:00"),
        ("2016/6/29 15:07:41", "2016-06-29T15:07:41+00:00"),
        ("Sat, Dec 16 2023 02:02:33 PM", "2023-12-16T14:02:33+00:00"),
        ("Wed, 01 May 2024 12:15 AM EDT", "2024-05-01T00:15:00-04:00"),
        ("June 29, 2016 3:07 p.m. ET", "2016-06-29T15:07:00-04:00"),
        ("January 29, 2016 3:07 p.m. ET", "2016-01-29T15:07:00-05:00"),
        ("2016-06-29 15:07 BST", "2016-06-29T15:07:00+01:00"),
        ("Wed, 07 Oct 2026 24:00:00 GMT", "2026-10-08T00:00:00+00:00"),
        ("Tue Apr 24 22:30:01 EDT 2018", "2018-04-24T22:30:01-04:00"),
        ("Wed Apr  4 22:30:01 2018", "2018-04-04T22:30:01+00:00"),
        ("Wed, 01 May 24 22:00:00 PDT", "2024-05-01T22:00:00-07:00"),
        ("Wed, 1 May 2024 10:00:00 GMT+0200 (CEST)", "2024-05-01T10:00:00+02:00"),
        ("2024-05-01T10:00:00.123456789Z", "2024-05-01T10:00:00+00:00"),
        ("2024-05-01T10:00:00 Europe/Berlin", "2024-05-01T10:00:00+02:00"),
        ("2024-12-31T23:59:60Z", "2024-12-31T23:59:59+00:00"),
        ("20240501T100000Z", "2024-05-01T10:00:00+00:00"),
        ("2024-05-01", "2024-05-01"),
        ("2023-03-20+01:00", "2023-03-20"),
        ("Sept. 16, 2024", "2024-09-16"),
        ("13/04/2024", "2024-04-13"),
        ("04/13/2024", "2024-04-13"),
        ("20240501", "2024-05-01"),
        ("2024-05", "2024-05"),
        ("März 2019", "2019-03"),
        ("2019", "2019"),
    ],
)
def test_a_date_in_a_known_form_is_read(raw, edtf):
    assert read(raw).edtf == edtf


@pytest.mark.parametrize(
    "raw",
    [
        "sometime in May",
        "03/04/2024",
        "07-10-2026",
        "2024-02-30",
        "2024-13-01",
        "32 May 2024",
        "12:30",
        "1714557600",
        "01 May 2024 25:00:00",
        "01 May 2024 22:00:00 or so",
        "May 1, 2024 | Reuters",
        "29 Μαΐ 2004 12:53:00 GMT",
        "01 May 2024 14:00 AM",
        "2024-05-01T10:00:00 Mars/Olympus",
        "٢٠٢٤-٠٥-٠١",
        "1 May 1724",
    ],
)
def test_what_is_doubtful_stays_unread_with_its_string_and_a_reason(raw):
    reading = read(raw)
    assert reading.value is None
    assert reading.basis is Basis.NOT_UNDERSTOOD
    assert reading.raw == raw
    assert reading.note


@pytest.mark.parametrize("raw", [None, "", "  \n"])
def test_no_date_is_absent_and_not_wrong(raw):
    assert read(raw).basis is Basis.ABSENT


def test_a_missing_zone_is_marked_and_the_sources_own_zone_is_used_where_it_is_known():
    assert read("01 May 2024 22:00:00").basis is Basis.ASSUMED_UTC
    reading = read("01 May 2024 22:00:00", zone=ZoneInfo("America/New_York"))
    assert (reading.edtf, reading.basis) == ("2024-05-01T22:00:00-04:00", Basis.SOURCE_ZONE)


@pytest.mark.parametrize("raw", ["1 May 2024 22:00 IST", "2016-12-29 15:07 BST", "1 May 2024 22:00:00 XYZ"])
def test_a_zone_that_may_be_several_leaves_the_day_as_it_was_said(raw):
    reading = read(raw)
    assert (reading.precision, reading.basis) == (Precision.DAY, Basis.UNKNOWN_ZONE)
    assert "zone" in reading.note


def test_the_order_of_a_source_decides_what_cannot_be_told_apart():
    assert read("03/04/2024", order="mdy").edtf == "2024-03-04"
    assert read("03/04/2024", order="dmy").edtf == "2024-04-03"
    assert read("13/04/2024", order="mdy").value is None


def test_a_wrong_weekday_is_said_and_does_not_move_the_date():
    reading = read("Mon, 01 May 2024 10:00:00 GMT")
    assert reading.edtf == "2024-05-01T10:00:00+00:00"
    assert "weekday" in reading.note
    assert read("Wed, 01 May 2024 10:00:00 GMT").note == ""


def test_the_day_is_the_day_of_the_source_and_not_of_utc():
    assert read("Wed, 01 May 2024 22:00:00 EST").day == date(2024, 5, 1)


def test_a_filled_in_time_can_be_dropped():
    reading = read("2025-08-23T13:00:00Z").as_day("the time is filler")
    assert (reading.edtf, reading.precision, reading.note) == ("2025-08-23", Precision.DAY, "the time is filler")


def test_no_word_names_two_months():
    assert len(MONTH_NUMBERS) > 90
    assert {number for word, number in MONTH_NUMBERS.items() if word.startswith("ju")} == {6, 7}


@given(
    st.datetimes(datetime.fromisoformat("1950-01-01"), datetime.fromisoformat("2100-01-01")),
    st.integers(-12 * 60, 14 * 60),
    st.sampled_from(
        ["%a, %d %b %Y %H:%M:%S {}", "%d %B %Y %H:%M:%S {}", "%Y-%m-%dT%H:%M:%S{}", "%b %d, %Y %I:%M:%S %p {}"]
    ),
)
def test_every_moment_written_with_its_offset_is_read_back_exactly(moment, minutes, form):
    sign, ahead = "-" if minutes < 0 else "+", abs(minutes)
    raw = moment.strftime(form).format(f"{sign}{ahead // 60:02}:{ahead % 60:02}")
    value = read(raw).value
    assert isinstance(value, datetime)
    assert value.replace(tzinfo=None) == moment.replace(microsecond=0)
    assert value.utcoffset() == timedelta(minutes=minutes)


@given(st.text(max_size=40))
def test_no_text_at_all_makes_the_reader_fail(raw):
    reading = read(raw)
    assert (reading.value is None) == (reading.precision is Precision.NONE)


def test_the_string_of_a_date_can_be_stored_whatever_it_was():
    reading = read("soon\ud800\x00")
    assert reading.raw == "soon\ufffd"
    reading.raw.encode()


@pytest.mark.parametrize("text", ["Mon, 01 Jan 0001 00:00:00 GMT", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z"])
def test_what_programs_write_for_unknown_is_no_date(text):
    reading = read(text)

    assert reading.value is None
    assert "out of range" in reading.note
