"""The page of due dates and its calendars: they say what is due on the day in New York and how it was computed."""

from datetime import UTC, date, datetime, timedelta

import icalendar
import pytest

from contracts.models import ProtestParty
from tests.factories import make_contract, make_event, make_party, make_protest
from tests.timeline.due_record import due_record, step_event
from timeline.codelists import RevisionKind
from timeline.models import Revision
from timeline.pages import reading
from timeline.publishing import publish, restore, retract, take_down

pytestmark = pytest.mark.django_db


@pytest.fixture
def read_on(client, monkeypatch):
    """Read a page as on a day in New York."""

    def read(path: str, day: date, status: int = 200) -> str:
        monkeypatch.setattr(reading, "reading_day", lambda now=None: day)
        response = client.get(path)
        assert response.status_code == status, response.content[:500]
        return response.content.decode()

    return read


def test_a_running_clock_is_due_next_and_later_stands_among_the_past(read_on):
    due_record()
    running, over = read_on("/deadlines/", date(2018, 11, 1)), read_on("/deadlines/", date(2018, 12, 1))
    assert 'id="open"' in running
    assert "GAO_DECISION_100" in running.split('id="past"')[0]
    assert 'id="open"' not in over
    assert "GAO_DECISION_100" in over.split('id="past"')[1]
    assert "1\u00a0November\u00a02018 in New York" in running


def test_each_date_names_rule_certainty_working_and_that_it_is_no_advice(read_on):
    due_record()
    html = read_on("/deadlines/", date(2018, 11, 1))
    assert "31 U.S.C. § 3554(a)(1); 4 C.F.R. § 21.9(a)" in html
    assert "2018-08-06 + 100 days = Wednesday 2018-11-14" in html
    assert "Veterans Day" in html
    assert "Date fixed by rule and record" in html
    assert "No legal advice" in html


def test_the_working_calls_the_agency_by_its_name(read_on, client):
    contract = make_contract(buyer=make_party(kind="agency", slug="us-air-force", name="The Air Force"))
    protest = make_protest(dispute=contract.dispute, protester=make_party(), forum="agency")
    ProtestParty.objects.create(protest=protest, party=contract.buyer, role="buyer")
    protest.contracts.set([contract])
    publish([contract.dispute, contract, protest, step_event(protest, "2018-08-06", "protest-filed", "agency.filed")])
    shown = "Inputs: agency The Air Force."
    assert shown in read_on("/deadlines/", date(2018, 8, 7))
    assert shown in read_on(f"/protests/{protest.public_id}/", date(2018, 8, 7))
    assert shown in client.get("/deadlines.ics").text.replace("\r\n ", "")
    assert "Behörde The Air Force" in read_on("/de/deadlines/", date(2018, 8, 7))
    due = client.get("/api/v1/deadlines/").json()["results"][0]
    assert shown in client.get(due["explain_url"]).json()["lines"]


def test_each_date_says_how_far_its_rule_was_read_under_the_edition_that_binds_the_agency(read_on, client):
    protest = make_protest(docket="A-1", forum="agency")
    army = make_party(name="Department of the Army", kind="agency", slug="department-of-the-army")
    protest.parties.create(party=army, role="respondent")
    publish([protest.dispute, army, protest, step_event(protest, "2026-02-03", "protest-filed", "agency.filed")])
    html = read_on("/deadlines/", date(2026, 2, 20))
    assert "RFO FAR 33.104-4 (text of the limit not read)" in html
    assert "Rule: partly verified (RFO_DEVIATION)" in html
    assert "Rule or closure not confirmed in full" in html
    [due] = client.get("/api/v1/deadlines/").json()["results"]
    assert (due["rule"], due["rule_verified"]) == ("AGENCY_DECISION_TARGET_35", False)


def test_what_nothing_met_is_overdue(read_on):
    due_record(decided=False)
    html = read_on("/deadlines/", date(2019, 1, 1))
    assert "GAO_DECISION_100" in html.split('id="overdue"')[1].split('id="past"')[0]


def test_projected_dates_stand_apart(read_on):
    due_record(decided=False)
    html = read_on("/deadlines/", date(2018, 8, 20))
    assert "GAO_COMMENTS_10" in html.split('id="projected"')[1].split('id="past"')[0]
    assert "GAO_COMMENTS_10" not in html.split('id="projected"')[0]


def test_filters_narrow_the_page_and_what_is_no_filter_is_named(read_on):
    dispute, *_ = due_record()
    other, *_ = due_record()
    day = date(2018, 11, 1)
    html = read_on(f"/deadlines/?dispute={dispute.slug}&kind=LEGAL&state=OPEN&forum=GAO", day)
    assert f'href="/disputes/{dispute.slug}/"' in html
    assert f'href="/disputes/{other.slug}/"' not in html
    assert "colour" in read_on("/deadlines/?colour=red", day, 400)
    assert "state" in read_on("/deadlines/?state=LATE", day, 400)
    assert "year" in read_on("/deadlines/?year=20x8", day, 400)


def test_a_year_narrows_the_past(read_on):
    due_record()
    html = read_on("/deadlines/?year=2018", date(2020, 1, 1))
    assert "GAO_DECISION_100" in html
    assert "GAO_DECISION_100" not in read_on("/deadlines/?year=2017", date(2020, 1, 1))


def test_the_page_changes_its_tag_at_midnight(read_on, client, monkeypatch):
    due_record()
    read_on("/deadlines/", date(2018, 11, 14))
    tag = client.get("/deadlines/")["ETag"]
    assert client.get("/deadlines/", headers={"If-None-Match": tag}).status_code == 304
    monkeypatch.setattr(reading, "reading_day", lambda now=None: date(2018, 11, 15))
    assert client.get("/deadlines/", headers={"If-None-Match": tag}).status_code == 200


def test_the_number_of_queries_does_not_grow_with_the_due_dates(client, django_assert_max_num_queries):
    for _ in range(4):
        due_record()
    with django_assert_max_num_queries(8):
        client.get("/deadlines/")
    with django_assert_max_num_queries(5):
        client.get("/deadlines.ics")


def test_each_due_date_leads_to_its_row_on_the_page_of_the_protest(read_on, client):
    _, protest, _ = due_record()
    html = read_on("/deadlines/", date(2018, 11, 1))
    [target, *_] = [part.split('"')[0] for part in html.split(f'href="/protests/{protest.public_id}/#')[1:]]
    assert f'id="{target}"' in client.get(f"/protests/{protest.public_id}/").content.decode()


def calendar_of(client, path="/deadlines.ics"):
    response = client.get(path)
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    raw = response.content
    assert all(len(line) <= 75 for line in raw.split(b"\r\n"))
    assert raw.replace(b"\r\n", b"").count(b"\n") == 0
    return icalendar.Calendar.from_ical(raw)


def test_the_calendar_is_valid_and_complete(client):
    due_record()
    calendar = calendar_of(client)
    assert calendar["version"] == "2.0"
    assert calendar["prodid"]
    for event in calendar.walk("VEVENT"):
        assert not event.errors
        assert {"UID", "DTSTAMP", "DTSTART", "SEQUENCE", "SUMMARY", "STATUS"} <= set(event)
        assert event.decoded("dtend") - event.decoded("dtstart") == timedelta(days=1)
        assert event.decoded("dtstamp").utcoffset() == timedelta(0)
    uids = [event["uid"] for event in calendar.walk("VEVENT")]
    assert len(uids) == len(set(uids)) > 3


def test_a_moved_clock_keeps_its_entry_and_raises_its_sequence(client):
    _, _, events = due_record()

    def decision():
        [found] = [one for one in calendar_of(client).walk("VEVENT") if "GAO_DECISION_100" in one["uid"]]
        return found

    before = decision()
    events[0].date = "2018-08-07"
    events[0].save()
    publish(events[:1])
    after = decision()
    assert after["uid"] == before["uid"]
    assert after["sequence"] > before["sequence"]
    assert after.decoded("dtstart") == before.decoded("dtstart") + timedelta(days=1)
    assert after.decoded("dtstamp") >= before.decoded("dtstamp") > datetime(2020, 1, 1, tzinfo=UTC)


def test_what_a_later_step_settled_is_cancelled_and_what_is_projected_is_tentative(client):
    due_record(decided=False)
    states = {event["uid"].split("-")[1]: event["status"] for event in calendar_of(client).walk("VEVENT")}
    assert states["GAO_DECISION_100"] == "CONFIRMED"
    assert states["GAO_COMMENTS_10"] == "TENTATIVE"
    dispute, protest, _ = due_record()
    ended_event = step_event(protest, "2018-09-01", "decision", "gao.withdrawn")
    publish([ended_event])
    ended = [one["status"] for one in calendar_of(client, f"/disputes/{dispute.slug}/deadlines.ics").walk("VEVENT")]
    assert "CANCELLED" in ended


def test_a_dispute_has_a_calendar_of_its_own_linked_from_its_page(client):
    dispute, protest, _ = due_record()
    due_record()
    path = f"/disputes/{dispute.slug}/deadlines.ics"
    events = calendar_of(client, path).walk("VEVENT")
    assert {event["uid"].split("-")[0] for event in events} == {protest.public_id}
    assert f'href="{path}"' in client.get(f"/disputes/{dispute.slug}/").content.decode()
    assert client.get("/disputes/nowhere/deadlines.ics").status_code == 404


def hearing(protest, day, **given):
    event = make_event(dispute=protest.dispute, protest=protest, date=day, type="hearing", **given)
    publish([event])
    return event


def entry_of(client, event, path="/deadlines.ics"):
    found = [one for one in calendar_of(client, path).walk("VEVENT") if one["uid"].startswith(event.public_id)]
    return found[0] if found else None


def test_a_hearing_stands_in_the_calendar_and_moves_with_its_day(client):
    dispute, protest, _ = due_record()
    event = hearing(protest, "2018-10-01", title={"en": "Argument", "de": "Verhandlung"})
    before = entry_of(client, event)
    assert before["summary"].endswith("Argument")
    assert (before.decoded("dtstart"), before.decoded("dtend")) == (date(2018, 10, 1), date(2018, 10, 2))
    assert f"/events/{event.public_id}/" in before["url"]
    event.date = "2018-10-08"
    event.save()
    publish([event], kind=RevisionKind.AMENDED)
    after = entry_of(client, event, f"/disputes/{dispute.slug}/deadlines.ics")
    assert after["uid"] == before["uid"]
    assert after["sequence"] > before["sequence"]
    assert after.decoded("dtstart") == date(2018, 10, 8)
    assert entry_of(client, event, "/de/deadlines.ics")["summary"].endswith("Verhandlung")


def test_a_retracted_hearing_is_cancelled_where_it_was_and_says_nothing_any_more(client):
    dispute, protest, _ = due_record()
    event = hearing(protest, "2018-10-01", title={"en": "Argument on the Quagmire"}, summary={"en": "The Quagmire."})
    before = entry_of(client, event)
    retract([event], note="It was not held, said Velocipede.")

    for path in ("/deadlines.ics", f"/disputes/{dispute.slug}/deadlines.ics", f"/deadlines.ics?dispute={dispute.slug}"):
        after = entry_of(client, event, path)
        assert (after["uid"], after["status"]) == (before["uid"], "CANCELLED")
        assert after["sequence"] > before["sequence"]
        assert after.decoded("dtstart") == Revision.objects.latest("seq").published_at.date()
        assert not any(word in client.get(path).content for word in (b"Quagmire", b"Velocipede", b"20181001"))
    assert entry_of(client, event, "/deadlines.ics?forum=COFC") is None


def test_of_a_hearing_that_was_taken_down_no_calendar_says_that_there_was_one(client):
    _, protest, _ = due_record()
    event = hearing(protest, "2018-10-01")
    retract([event], note="Wrong.")
    take_down(event, reason="A court ordered it.")

    assert entry_of(client, event) is None


def test_a_restored_hearing_is_on_again(client):
    _, protest, _ = due_record()
    event = hearing(protest, "2018-10-01")
    retract([event], note="Wrong.")
    gone = entry_of(client, event)
    restore([event], note="It was held after all.")
    back = entry_of(client, event)

    assert (back["status"], back.decoded("dtstart")) == ("CONFIRMED", date(2018, 10, 1))
    assert back["sequence"] > gone["sequence"]


def test_a_hearing_at_an_hour_stands_there_and_one_without_a_day_nowhere(client):
    _, protest, _ = due_record()
    at, month = hearing(protest, "2018-10-01T14:30-04:00"), hearing(protest, "2018-11")
    entry = entry_of(client, at)
    assert entry.decoded("dtstart") == datetime(2018, 10, 1, 18, 30, tzinfo=UTC)
    assert "DTEND" not in entry
    assert entry_of(client, month) is None


def test_filters_of_due_dates_hold_for_hearings_or_leave_them_out(client):
    dispute, protest, _ = due_record()
    event = hearing(protest, "2018-10-01")
    other, _, _ = due_record()
    assert entry_of(client, event, f"/deadlines.ics?dispute={dispute.slug}") is not None
    assert entry_of(client, event, f"/deadlines.ics?dispute={other.slug}") is None
    assert entry_of(client, event, "/deadlines.ics?forum=COFC") is None
    assert entry_of(client, event, "/deadlines.ics?due_from=2018-10-01&due_to=2018-10-01") is not None
    assert entry_of(client, event, "/deadlines.ics?due_from=2018-10-02") is None
    assert entry_of(client, event, "/deadlines.ics?rule=GAO_DECISION_100") is None


def test_a_calendar_refuses_unknown_filters_by_name(client):
    response = client.get("/deadlines.ics?colour=red")
    assert response.status_code == 400
    assert "colour" in response.content.decode()


def test_the_state_of_play_says_what_is_due_next(read_on):
    dispute, *_ = due_record(decided=False)
    html = read_on(f"/disputes/{dispute.slug}/", date(2018, 11, 1))
    box = html.split('class="next"')[1].split("</div>")[0]
    assert "GAO decides" in box
    assert "Comments" not in box
    assert 'class="next"' not in read_on(f"/disputes/{dispute.slug}/", date(2019, 11, 1))
    past = read_on(f"/disputes/{dispute.slug}/?known_by=2018-08-20", date(2018, 11, 1))
    assert 'class="next"' not in past
