"""Dates as editors write them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.dates import DateError, PartialDate
from tests.timeline.admin.forms import inputs
from timeline.written_dates import read_written

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("said", "edtf"),
    [
        ("2018-10-12", "2018-10-12"),
        (" 2018-10 ", "2018-10"),
        ("2017~", "2017~"),
        ("Oct 2018", "2018-10"),
        ("Oct. 2018", "2018-10"),
        ("October 2018", "2018-10"),
        ("Oktober 2018", "2018-10"),
        ("12 Oct 2018", "2018-10-12"),
        ("October 12, 2018", "2018-10-12"),
        ("Friday, October 12, 2018", "2018-10-12"),
        ("12. Oktober 2018", "2018-10-12"),
        ("12.10.2018", "2018-10-12"),
        ("10/25/2019", "2019-10-25"),
        ("25/10/2019", "2019-10-25"),
        ("circa 2017", "2017~"),
        ("ca. Okt 2018", "2018-10~"),
        ("c. 2017", "2017~"),
        ("about 12 Oct 2018", "2018-10-12~"),
        ("~2017", "2017~"),
        ("today", "2026-11-23"),
        ("Gestern", "2026-11-22"),
        ("Oct 12, 2018 2:30 pm ET", "2018-10-12T14:30:00-04:00"),
        ("2019-11-22T14:30-05:00", "2019-11-22T14:30-05:00"),
    ],
)
def test_a_date_is_read_as_it_is_usually_written(said, edtf):
    assert read_written(said, today=TODAY) == edtf


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ("10/12/2018", "day and month cannot be told apart"),
        ("Monday, October 12, 2018", "weekday"),
        ("31 Feb 2018", "day"),
        ("Oct 12, 2018 2:30 pm", "say the zone"),
        ("circa Oct 12, 2018 2:30 pm ET", "approximate"),
        ("Oct 18", "is not a date like"),
        ("soon", "is not a date like"),
        ("1066", "1066"),
        ("circa", "is not a date like"),
        ("12 Smarch 2018", "Smarch"),
    ],
)
def test_what_can_be_read_in_two_ways_or_none_is_refused_with_the_reason(said, reason):
    with pytest.raises(DateError, match=reason):
        read_written(said, today=TODAY)


@given(
    st.dates(date(1900, 1, 1), date(2100, 12, 31)), st.sampled_from(["%d %B %Y", "%B %d, %Y", "%Y-%m-%d", "%d.%m.%Y"])
)
def test_every_day_comes_back_from_every_way_to_write_it(day, way):
    assert read_written(day.strftime(way), today=TODAY) == day.isoformat()


@given(st.text(max_size=40))
def test_no_text_is_read_as_anything_but_a_date(said):
    try:
        found = read_written(said, today=TODAY)
    except DateError:
        return
    assert PartialDate.parse(found).text == found


def test_yesterday_is_the_day_before():
    assert read_written("yesterday", today=TODAY) == (TODAY - timedelta(days=1)).isoformat()


def test_an_editor_writes_a_date_in_the_form_and_finds_it_as_it_was_read(record, client_as):
    client, address = client_as("editor"), f"/admin/timeline/event/{record.event.pk}/change/"
    data = inputs(client, address)
    refused = client.post(address, data | {"date": "10/12/2018"})
    assert "day and month cannot be told apart" in refused.content.decode()
    assert client.post(address, data | {"date": "circa Oct 2018"}).status_code == 302
    record.event.refresh_from_db()
    assert record.event.date.text == "2018-10~"
    assert 'value="2018-10~"' in client.get(address).content.decode()
