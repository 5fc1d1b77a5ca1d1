"""The due dates of a file of vectors, and of our own vectors constructed from the rules."""

import csv
import io
import json
from datetime import date
from pathlib import Path

import pytest

from contracts.procedure.due import due_date
from contracts.procedure.inputs import NO_INPUTS, inputs_from
from contracts.procedure.rules import RULES, Unit, rule_named
from contracts.procedure.vectors import check

FURTHER = Path(__file__).with_name("further_vectors.csv")
GIVEN = Path(__file__).with_name("deadline_vectors.csv")

# rule, trigger, inputs, expected; each with the reason why the day is this one
OWN = [
    # Christmas 2022 is a Sunday: the Monday after is off, so the roll-over ends on Tuesday.
    ("GAO_POSTAWARD_10", "2022-12-15", {}, "2022-12-27"),
    # 1 January 2022 is a Saturday: Friday 31 December 2021 is the holiday of the year before.
    ("GAO_POSTAWARD_10", "2021-12-21", {}, "2022-01-03"),
    # 19 June 2022 is a Sunday, observed on Monday 20 June.
    ("GAO_POSTAWARD_10", "2022-06-08", {}, "2022-06-21"),
    # 4 July 2026 is a Saturday, observed on Friday 3 July; the weekend follows.
    ("GAO_POSTAWARD_10", "2026-06-23", {}, "2026-07-06"),
    # A notice by e-mail at 18:00 on a Friday is notice on Monday.
    ("GAO_AFTER_AGENCY_10", "2019-04-19", {"time": "18:00"}, "2019-05-02"),
    # The same notice at noon is notice on the day itself: the tenth day is Monday.
    ("GAO_AFTER_AGENCY_10", "2019-04-19", {"time": "12:00"}, "2019-04-29"),
    # Filing at 17:31:00 is too late, at 17:30:59 in time; the hour is New York's.
    ("GAO_FILED_EFFECTIVE_DATE", "2025-03-14", {"time": "17:31:00"}, "2025-03-17"),
    ("GAO_FILED_EFFECTIVE_DATE", "2025-03-14", {"time": "17:30:59"}, "2025-03-14"),
    ("GAO_FILED_EFFECTIVE_DATE", "2025-03-14", {"time": "14:30:00-07:00"}, "2025-03-14"),
    ("GAO_FILED_EFFECTIVE_DATE", "2025-03-14", {"time": "14:31:00", "zone": "America/Los_Angeles"}, "2025-03-17"),
    # In Honolulu it is still Thursday when New York's Friday ends the day.
    ("GAO_FILED_EFFECTIVE_DATE", "2025-03-13", {"time": "22:00", "zone": "Pacific/Honolulu"}, "2025-03-14"),
    ("AGENCY_FILED_EFFECTIVE_DATE", "2025-03-14", {"time": "16:30"}, "2025-03-14"),
    ("AGENCY_FILED_EFFECTIVE_DATE", "2025-03-14", {"time": "16:59"}, "2025-03-17"),
    # A filing on a Saturday counts for Monday, so its hundred days start there.
    ("GAO_DECISION_100", "2024-11-23", {}, "2025-03-05"),
    # Answers start the five days for defence agencies only.
    (
        "CICA_STAY",
        "2025-06-13",
        {
            "agency": "GSA",
            "award_date": "2025-06-13",
            "debriefing_date": "2025-06-20",
            "answers_delivered": "2025-07-01",
        },
        "2025-06-25",
    ),
    (
        "CICA_STAY",
        "2025-06-13",
        {
            "agency": "department-of-the-navy",
            "award_date": "2025-06-13",
            "debriefing_date": "2025-06-20",
            "answers_delivered": "2025-07-01",
        },
        "2025-07-07",
    ),
    # Questions that came too late move nothing.
    (
        "CICA_STAY",
        "2025-06-13",
        {
            "agency": "DoD",
            "award_date": "2025-06-13",
            "debriefing_date": "2025-06-20",
            "answers_delivered": "2025-07-01",
            "questions_timely": False,
        },
        "2025-06-25",
    ),
    # A debriefing that was not required gives no five days.
    (
        "CICA_STAY",
        "2025-06-13",
        {"award_date": "2025-06-13", "debriefing_date": "2025-06-30", "debriefing_required": False},
        "2025-06-23",
    ),
    # The trigger is the debriefing where it is not the award.
    ("CICA_STAY", "2025-02-12", {"award_date": "2025-02-03"}, "2025-02-18"),
    ("CICA_STAY", "2025-02-03", {"debriefing_date": "2025-02-12"}, "2025-02-18"),
    # A notice that comes while GAO is closed is notice all the same.
    ("GAO_RECON_10", "2018-01-22", {"time": "10:00"}, "2018-02-01"),
    # Both anchors on closed days: one roll-over of the later one.
    ("CICA_STAY", "2024-08-22", {"award_date": "2024-08-22", "debriefing_date": "2024-08-26"}, "2024-09-03"),
    ("AGENCY_STAY_POST", "2025-02-03", {"award_date": "2025-02-03", "debriefing_date": "2025-02-12"}, "2025-02-18"),
    # A closing time that falls on a Sunday does not move.
    ("GAO_PREAWARD_CLOSING", "2025-06-01", {}, "2025-06-01"),
    ("GAO_PREAWARD_CLOSING", "2025-06-02", {"next_closing": "2025-07-04"}, "2025-07-04"),
    ("GAO_PREAWARD_CLOSING", "2025-06-02", {"amended": "2025-06-05"}, "2025-06-16"),
    # Backwards: five days before 9 July 2025 is Independence Day, so the day before.
    ("GAO_DOC_LIST_5_BEFORE", "2025-07-09", {}, "2025-07-03"),
    ("SCOTUS_EXTENSION_REQUEST_10_BEFORE", "2025-06-04", {}, "2025-05-23"),
    # A due date after the closure gains nothing; one on its first day gains all of it.
    (
        "GAO_OTHER_FILING_CLOSURE",
        "2025-10-07",
        {"closures": [{"forum": "GAO", "from": "2025-10-01", "to": "2025-10-05"}]},
        "2025-10-07",
    ),
    (
        "GAO_OTHER_FILING_CLOSURE",
        "2025-10-01",
        {"closures": [{"forum": "GAO", "from": "2025-10-01", "to": "2025-10-05"}]},
        "2025-10-06",
    ),
    # A new protest gets no credit for the closed days.
    (
        "GAO_NEW_PROTEST_CLOSURE",
        "2025-10-01",
        {"closures": [{"forum": "GAO", "from": "2025-10-01", "to": "2025-10-05"}]},
        "2025-10-06",
    ),
    # Another forum's closure changes nothing at GAO.
    (
        "GAO_POSTAWARD_10",
        "2025-12-16",
        {"closures": [{"forum": "AGENCY", "from": "2025-12-26", "to": "2025-12-26"}]},
        "2025-12-26",
    ),
    # Executive-order days close the agency, as the shipped table knows, but not GAO.
    ("AGENCY_POSTAWARD_10", "2020-12-14", {}, "2020-12-28"),
    ("GAO_POSTAWARD_10", "2020-12-14", {}, "2020-12-24"),
    # A closure that begins within the tolled days counts as well.
    (
        "GAO_DECISION_TOLLED",
        "2025-07-01",
        {
            "closures": [
                {"forum": "GAO", "from": "2025-10-01", "to": "2025-10-05"},
                {"forum": "GAO", "from": "2025-10-14", "to": "2025-10-15"},
            ]
        },
        "2025-10-16",
    ),
    ("CAFC_NOTICE_OF_APPEAL_60", "2019-07-12", {"judgment_entered": "2019-07-26"}, "2019-09-24"),
    ("CAFC_NOTICE_OF_APPEAL_60", "2025-01-02", {"reconsideration_decided": "2025-02-03"}, "2025-04-04"),
    # The pandemic order covers no judgment from 19 July 2021 on, and no petition due before it.
    ("SCOTUS_CERT_150_COVID", "2021-07-18", {}, "2021-12-15"),
    ("SCOTUS_CERT_150_COVID", "2021-07-19", {}, "NONE"),
    ("SCOTUS_CERT_150_COVID", "2019-12-19", {}, "NONE"),
    ("SCOTUS_CERT_150_COVID", "2019-12-20", {}, "2020-05-18"),
    ("SCOTUS_CERT_90", "2025-02-25", {"rehearing_denied": "2025-04-01"}, "2025-06-30"),
    ("COFC_REMAND_MONTHS(6)", "2024-08-31", {}, "2025-02-28"),
    ("COFC_REMAND_DAYS(60)", "2025-01-02", {"until": "2025-03-08"}, "2025-03-08"),
    ("COFC_PREFILING_24H", "2025-03-12", {"time": "18:00"}, "2025-03-14"),
    ("CDA_COFC_12M", "2024-02-29", {}, "2025-02-28"),
    ("COFC_RECON_28", "2025-01-21", {}, "2025-02-18"),
    ("AGENCY_STAY_PRE", "2025-01-21", {}, "NONE"),
]


def test_every_given_vector_agrees() -> None:
    with GIVEN.open(encoding="utf-8", newline="") as stream:
        checked = list(check(csv.DictReader(stream)))
    assert len(checked) >= 64
    assert [vector for vector in checked if not vector.agrees] == []


def test_every_further_vector_agrees_and_every_counted_rule_has_one() -> None:
    with FURTHER.open(encoding="utf-8", newline="") as stream:
        checked = list(check(csv.DictReader(stream)))
    assert [vector for vector in checked if not vector.agrees] == []
    tried = {rule_named(vector.rule).code.partition("(")[0] for vector in checked} | {rule for rule, *_ in OWN}
    assert {code for code, rule in RULES.items() if rule.unit is not Unit.ORDER} - tried <= {
        "GAO_ORDERED_DATE",
        "COFC_ORDERED_DATE",
    }


@pytest.mark.parametrize(("rule", "trigger", "inputs", "expected"), OWN)
def test_our_own_vectors_agree(rule: str, trigger: str, inputs: dict[str, object], expected: str) -> None:
    row = {
        "id": "own",
        "rule": rule,
        "trigger_date": trigger,
        "inputs": json.dumps(inputs),
        "expected_date": expected,
    }
    assert [vector.computed for vector in check([row])] == [expected]


def test_a_vector_that_cannot_be_computed_says_why_and_does_not_agree() -> None:
    rows = csv.DictReader(
        io.StringIO(
            "id,rule,trigger_date,inputs,expected_date\n"
            "A,NO_SUCH_RULE,2025-01-01,,2025-01-02\n"
            "B,GAO_REPORT_30,2025-13-01,,2025-01-02\n"
            "C,GAO_REPORT_30,2025-01-01,[1],2025-01-02\n"
            "D,COFC_REMAND_DAYS,2025-01-01,,2025-01-02\n"
            "E,GAO_REPORT_30\n"
            "F,GAO_REPORT_30,2025-01-01,,2025-01-31,more,fields\n"
            "G,GAO_REPORT_30,2025-01-01,{,2025-01-31\n"
            "H,GAO_REPORT_30,2025-01-01,,31 January\n"
            "I,GAO_REPORT_30,9999-12-31,,2025-01-31\n"
        )
    )
    checked = list(check(rows))
    assert [vector.agrees for vector in checked] == [False] * 9
    assert checked[0].computed == "no such rule: NO_SUCH_RULE"
    assert all(vector.computed.startswith("unreadable: ") for vector in checked[1:])
    assert all(vector.unreadable for vector in checked)
    assert checked[4].computed == "unreadable: it lacks trigger_date"


def test_a_code_that_nearly_is_one_names_what_it_may_mean() -> None:
    row = {"id": "A", "rule": "GAO_DECISION_10", "trigger_date": "2025-01-02", "expected_date": "2025-01-13"}
    assert "GAO_DECISION_100" in next(check([row])).computed


def test_an_input_that_no_rule_takes_is_named() -> None:
    row = {
        "id": "A",
        "rule": "GAO_REPORT_30",
        "trigger_date": "2025-01-02",
        "inputs": '{"colour": "red"}',
        "expected_date": "2025-02-03",
    }
    (vector,) = check([row])
    assert vector.agrees
    assert vector.unused == ("colour",)


def test_a_lapse_tolls_the_decision_date_of_a_real_case_but_not_of_a_vector() -> None:
    filed = date(2025, 7, 1)
    assert due_date("GAO_DECISION_100", filed, NO_INPUTS, strict=True).due == date(2025, 10, 9)
    assert due_date("GAO_DECISION_100", filed).due == date(2025, 11, 21)


def test_a_lapse_extends_comments_day_for_day_and_a_new_protest_to_the_first_open_day() -> None:
    assert due_date("GAO_COMMENTS_10", date(2018, 1, 10)).due == date(2018, 1, 23)
    assert due_date("GAO_COMMENTS_10", date(2018, 1, 12)).tolled == 3
    assert due_date("GAO_COMMENTS_10", date(2018, 1, 12)).due == date(2018, 1, 25)
    assert due_date("GAO_POSTAWARD_10", date(2018, 1, 12)).due == date(2018, 1, 23)


def test_stated_closures_replace_the_shipped_table_of_their_forum() -> None:
    stated = inputs_from({"closures": [{"forum": "GAO", "from": "2030-01-02", "to": "2030-01-02"}]})
    assert due_date("GAO_POSTAWARD_10", date(2018, 1, 12), stated).due == date(2018, 1, 22)
