"""How a proceeding stands on a day, in words: status, formal end and its reason, what came of it, what is ahead."""

import re
from dataclasses import replace
from datetime import date

import pytest

from contracts.procedure import CaseFacts, ProtestFacts, as_document, derive
from tests.contracts.procedure.steps import step
from timeline.derived import EVENTS, decided_on
from timeline.documents.shapes import Document
from timeline.pages.clocks import stages
from timeline.pages.play import state_of_play
from timeline.pages.proceedings import axis_of, proceeding
from timeline.pages.related import related
from timeline.templatetags.record import bar

EMPTY = {"contracts": [], "parties": [], "first_event": None, "last_event": None, "id": "x"}


def referred(value: object) -> object:
    """Name events as documents do."""
    if isinstance(value, list):
        return [referred(one) for one in value]
    if not isinstance(value, dict):
        return value
    found = {}
    for name, one in value.items():
        if name in EVENTS:
            shape = {"text": "2024-01-01", "earliest": "2024-01-01", "latest": "2024-01-01", "precision": "day"}
            found[EVENTS[name]] = {"object": "event", "id": one, "date": {**shape, "circa": False}} if one else None
        else:
            found[name] = referred(one)
    return found


def protest(forum: str, *steps: tuple[str, str, dict[str, str]]) -> Document:
    facts = ProtestFacts("p", forum, (CaseFacts("1-1"),))
    derived = derive(facts, [step(on, code, **more) for on, code, more in steps])
    return {
        "object": "protest",
        "id": "p",
        "forum": forum,
        "cases": [{"docket": "1-1", "docket_number": "1-1"}],
        "parties": [],
        "stage": None,
        "contracts": [],
        "status": referred(as_document(derived)),
    }


def flag(document: Document, day: date) -> str:
    return state_of_play(EMPTY, [], [proceeding(document, day)], day).flag.replace("\u00a0", " ")


FILED = ("2024-01-02", "gao.filed", {})
CORRECTED = (
    FILED,
    ("2024-01-20", "gao.corrective_action_notice", {}),
    ("2024-01-25", "gao.dismissed", {"reason": "academic-corrective-action"}),
)
JUDGED = (
    ("2024-01-02", "cofc.filed", {}),
    ("2024-02-01", "cofc.mjar_decided", {"disposition": "denied"}),
    ("2024-02-02", "cofc.judgment_entered", {}),
)


def test_a_dismissal_after_corrective_action_is_no_defeat():
    row = proceeding(protest("GAO", *CORRECTED), date(2024, 2, 1))
    assert (row.outcome, row.besides) == ("Dismissed", ["Academic: corrective action", "Corrective action"])
    assert str(row.standing.words.label) == "Closed"


def test_before_its_end_nothing_of_the_end_is_told():
    row = proceeding(protest("GAO", *CORRECTED), date(2024, 1, 22))
    assert (row.outcome, row.besides, row.pending) == ("Pending", [], True)
    assert str(row.standing.words.label) == "Corrective action announced"


def test_the_flag_says_what_holds_an_open_case():
    document = protest("COFC", JUDGED[0], ("2024-01-15", "cofc.pi_granted", {}))
    assert flag(document, date(2024, 1, 10)) == "Pending in the Court of Federal Claims"
    assert flag(document, date(2024, 1, 20)) == "Pending in the Court of Federal Claims, held by an injunction"


def test_the_flag_says_until_when_a_judgment_can_be_appealed():
    document = protest("COFC", *JUDGED)
    assert flag(document, date(2024, 2, 10)) == "Decided; an appeal is possible until 2 April 2024"
    assert flag(document, date(2024, 4, 3)) == "Nothing pending"


@pytest.mark.parametrize(("day", "pending"), [(date(2024, 5, 1), True), (date(2026, 1, 1), False)])
def test_a_case_of_which_nothing_was_heard_for_long_is_not_pending(day, pending):
    row = proceeding(protest("GAO", FILED), day)
    assert row.pending is pending
    assert row.outcome == ("Pending" if pending else "No outcome found")
    assert str(row.standing.words.label) == row.outcome


def test_what_lies_ahead_of_an_open_case_is_not_missing_from_the_record():
    day = date(2024, 1, 10)
    document = protest("GAO", FILED)
    bar = stages(document, day, pending=True)
    assert [(str(one.label), one.ahead) for one in bar] == [
        ("Protest filed", False),
        ("Agency report filed", True),
        ("Comments filed", True),
        ("Decided", True),
    ]
    assert "due" in bar[3].when
    assert "Apr" in bar[3].when
    silent = stages(document, date(2026, 1, 1), pending=False)
    assert [one.ahead for one in silent] == [False] * 4


def test_a_step_passed_over_is_missing_and_not_ahead():
    appeal = protest("CAFC", ("2024-01-02", "cafc.notice_of_appeal", {}), ("2024-06-10", "cafc.argued", {}))
    bar = stages(appeal, date(2024, 6, 12), pending=True)
    assert [(one.event is not None, one.ahead) for one in bar] == [
        (True, False),
        (False, False),
        (True, False),
        (False, True),
        (False, True),
    ]


def test_an_undecided_agency_protest_does_not_look_denied():
    bar = stages(protest("agency", ("2024-01-02", "agency.filed", {})), date(2024, 1, 10), pending=True)
    assert [str(one.label) for one in bar] == ["Agency protest filed", "Decision"]


def brought(key: str, forum: str, filed: str, who: str = "oracle", **more: object) -> Document:
    code = {"GAO": "gao.filed", "COFC": "cofc.filed", "CAFC": "cafc.notice_of_appeal", "agency": "agency.filed"}[forum]
    found = {**protest(forum, (filed, code, {})), "id": key, "appeals": None, "contracts": [{"id": "jedi"}], **more}
    role = "appellant" if forum == "CAFC" else "plaintiff" if forum == "COFC" else "protester"
    return {**found, "parties": [{"party": {"id": who}, "role": role}]}


def test_a_proceeding_leads_to_its_appeal_and_to_where_its_matter_went_and_came_from():
    gao, cofc = brought("gao", "GAO", "2018-08-06"), brought("cofc", "COFC", "2018-12-06")
    appeal = brought("cafc", "CAFC", "2019-08-26", appeals={"object": "protest", "id": "cofc"})
    foreign = brought("ibm", "GAO", "2018-10-10", who="ibm")
    everything, day = [gao, cofc, appeal, foreign], date(2019, 9, 1)

    def found(one: Document, on: date = day) -> list[tuple[str, str]]:
        return [(other.how, other.row.document["id"]) for other in related(one, everything, on)]

    assert found(gao) == [("Went on in", "cofc")]
    assert found(cofc) == [("Came from", "gao"), ("Appealed in", "cafc")]
    assert found(cofc, date(2019, 1, 1)) == [("Came from", "gao")]
    assert found(foreign) == []


def test_a_result_of_which_only_the_year_is_known_is_told_with_no_day():
    document = protest(
        "GAO", ("2017-05-01", "gao.filed", {}), ("2018-01-01/2018-12-31", "gao.decided", {"disposition": "denied"})
    )
    row = proceeding(document, date(2024, 1, 1))
    assert (row.ended_words, row.ended_short, row.days) == ("2018", "2018", None)
    told = " ".join(state_of_play(EMPTY, [], [row], date(2024, 1, 1)).paragraphs)
    assert "denied in\u00a02018" in told or "denied in 2018" in told
    assert "1 January" not in told.replace("\u00a0", " ")
    assert decided_on(document["status"]) is None
    assert proceeding(document, date(2018, 6, 1)).ended_within is None


def test_a_result_of_a_known_day_keeps_it():
    document = protest("GAO", FILED, ("2024-04-10", "gao.decided", {"disposition": "denied"}))
    row = proceeding(document, date(2024, 6, 1))
    assert (row.ended_words.replace("\u00a0", " "), row.days) == ("10 April 2024", 99)
    assert decided_on(document["status"]) == "2024-04-10"


def test_the_bar_of_a_pending_case_reaches_the_day_that_is_shown_and_a_silent_one_does_not():
    document, ends = protest("GAO", FILED), []
    for day in (date(2024, 2, 1), date(2024, 5, 1), date(2026, 1, 1)):
        row = proceeding(document, day)
        drawn = bar(row, replace(axis_of([row], day), last=date(2025, 12, 31)))
        [end] = re.findall(r'class="bar-open" d="M([\d.]+) ', drawn)
        ends.append(float(end))
    soon, later, silent = ends
    assert soon < later
    assert silent < later, "nobody knows how long it was open"
