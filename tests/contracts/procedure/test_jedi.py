"""The worked example of the procedure file: what the JEDI proceedings derive to."""

import pytest

from contracts.procedure import DeadlineState, deadline_state, derive, headline, status_on
from tests.contracts.procedure.steps import JEDI, day, deadline, named

DERIVED = {docket: derive(facts, steps) for docket, (facts, steps) in JEDI.items()}


def test_every_proceeding_ends_as_the_record_says() -> None:
    ends = {docket: end for derived in DERIVED.values() for docket, end in named(derived).items()}
    assert ends == {
        "B-416657": "CLOSED(DENIED)",
        "B-416657.2": "CLOSED(DENIED)",
        "B-416657.3": "CLOSED(DENIED)",
        "B-416657.4": "CLOSED(DENIED)",
        "B-416657.5": "CLOSED(DISMISSED)",
        "B-416657.6": "CLOSED(DISMISSED)",
        "18-1880C": "FINAL(AFFIRMED)",
        "2019-2326": "CLOSED(AFFIRMED)",
        "20-1057": "DENIED",
        "19-1796C": "DISMISSED",
    }
    assert not [refusal for derived in DERIVED.values() for refusal in derived.refused]


def test_gao_decided_oracles_protest_on_day_one_hundred_exactly() -> None:
    hundred = deadline(DERIVED["B-416657"], "GAO_DECISION_100")
    assert hundred.due_date == hundred.raw_date == hundred.met_on == DERIVED["B-416657"].decided == day("2018-11-14")
    assert deadline_state(hundred, day("2018-11-13")) is DeadlineState.OPEN
    assert deadline_state(hundred, day("2018-11-14")) is DeadlineState.MET


def test_the_supplements_keep_the_decision_date_of_the_first_protest() -> None:
    dues = [d for d in DERIVED["B-416657"].deadlines if d.rule == "GAO_SUPPLEMENT_SAME_DUE"]
    assert {d.case for d in dues} == {"B-416657.3", "B-416657.4"}
    assert {d.due_date for d in dues} == {day("2018-11-14")}


def test_what_gao_did_between_is_listed_as_not_in_the_record() -> None:
    missing = [(gap.missing, gap.before_step) for gap in DERIVED["B-416657"].gaps if gap.case == "B-416657"]
    assert missing == [("gao.report_filed", "gao.decided"), ("gao.comments_filed", "gao.decided")]


def test_gao_dismissed_ibm_because_the_matter_was_before_the_court() -> None:
    ibm = DERIVED["B-416657.5"]
    assert (ibm.disposition, ibm.reason, ibm.decided) == ("dismissed", "court-pending", day("2018-12-11"))
    assert [note.on for note in ibm.notes if note.code == "court-pending"] == [day("2018-12-06")]
    assert deadline(ibm, "GAO_DECISION_100").due_date == day("2019-01-18")


def test_oracles_own_gao_protest_was_over_when_it_went_to_court() -> None:
    assert not [note for note in DERIVED["B-416657"].notes if note.code == "court-pending"]


def test_the_court_case_is_on_appeal_from_the_notice_and_final_after_the_mandate_was_due() -> None:
    court = DERIVED["18-1880C"]
    assert status_on(court, day("2019-08-25")) == "decided"
    assert status_on(court, day("2019-08-26")) == "on-appeal"
    assert status_on(court, day("2020-10-26")) == "on-appeal"
    assert status_on(court, day("2020-10-27")) == "closed"
    assert court.disposition == "denied"
    assert court.review_disposition == "affirmed"


def test_an_appeal_without_recorded_judgment_is_accepted_and_the_judgment_is_a_gap() -> None:
    assert ("cofc.judgment_entered", "cafc.notice_of_appeal") in [
        (gap.missing, gap.before_step) for gap in DERIVED["18-1880C"].gaps
    ]
    assert not [d for d in DERIVED["18-1880C"].deadlines if d.rule == "CAFC_NOTICE_OF_APPEAL_60"]


def test_the_petition_was_in_time_only_because_of_the_pandemic_order() -> None:
    petition = deadline(DERIVED["2019-2326"], "SCOTUS_CERT_150_COVID")
    assert petition.due_date == day("2021-02-01")
    assert petition.met_on == day("2021-01-29")
    assert deadline_state(petition, day("2021-01-29")) is DeadlineState.MET
    assert DERIVED["20-1057"].disposition == "cert-denied"


def test_the_remand_of_120_days_ends_on_a_monday() -> None:
    remand = deadline(DERIVED["19-1796C"], "COFC_REMAND_DAYS")
    assert remand.raw_date == day("2020-08-15")
    assert remand.due_date == day("2020-08-17")
    assert remand.due_date.weekday() == 0
    assert remand.rolled_days == 2
    assert not [note for note in DERIVED["19-1796C"].notes if note.code == "order-differs"]


def test_the_formal_end_of_the_aws_case_and_its_practical_result_are_two_things() -> None:
    aws = DERIVED["19-1796C"]
    assert (aws.disposition, aws.reason) == ("dismissed", "moot")
    assert aws.practical_result == "injunction"
    assert [(change.state, change.since.isoformat()) for change in aws.injunction_states] == [
        ("in-effect", "2020-02-13"),
        ("ended", "2021-07-09"),
    ]


@pytest.mark.parametrize(
    ("on", "status"),
    [
        ("2019-11-21", "unknown"),
        ("2019-11-22", "pending"),
        ("2020-04-17", "remanded"),
        ("2020-09-04", "pending"),
        ("2021-07-09", "closed"),
    ],
)
def test_the_status_of_the_aws_case_on_a_day(on: str, status: str) -> None:
    assert status_on(DERIVED["19-1796C"], day(on)) == status


@pytest.mark.parametrize(
    ("on", "code", "protest"),
    [
        ("2018-08-01", "unknown", None),
        ("2018-09-01", "open", "gao-b-416657"),
        ("2018-12-20", "open", "cofc-18-1880"),
        ("2020-03-01", "stayed", "cofc-19-1796"),
        ("2021-08-01", "open", "scotus-20-1057"),
        ("2021-11-01", "closed", "scotus-20-1057"),
    ],
)
def test_the_headline_of_the_procurement_is_its_most_alive_case(on: str, code: str, protest: str | None) -> None:
    found = headline(DERIVED.values(), day(on))
    assert found.code == code
    if code != "closed":
        assert found.protest == protest
