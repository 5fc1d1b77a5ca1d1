"""`manage.py status`: a proceeding's derived history as a day knows it."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from contracts.models import Award
from tests.factories import make_contract, make_party, make_protest
from tests.timeline.due_record import due_record, step_event
from timeline.publishing import publish, retract

pytestmark = pytest.mark.django_db


def run(*arguments: str) -> list[str]:
    out = StringIO()
    call_command("status", *arguments, stdout=out)
    return out.getvalue().splitlines()


def test_the_history_up_to_a_day_shows_nothing_that_came_later():
    due_record(docket="B-416657")
    lines = run("b-416657", "--on", "2018-09-10")
    assert "2018-08-06  B-416657  report-pending  (gao.filed)" in lines
    assert any(line.startswith("2018-11-14  GAO_DECISION_100  OPEN  LEGAL  31 U.S.C.") for line in lines)
    assert lines[-2:] == ["On 2018-09-10: pending.", "  B-416657  report-pending"]
    assert not any("denied" in line or "not in the record" in line for line in lines)


def test_the_whole_history_names_result_gaps_refusals_and_what_met_a_clock():
    _, protest, _ = due_record(docket="B-416657")
    publish([step_event(protest, "2018-12-01", "other", "gao.comments_filed")])
    lines = run("B-416657", "--on", "2019-06-01")
    assert "2018-11-14  B-416657  result: denied" in lines
    assert "not in the record: B-416657  gao.report_filed before gao.decided" in lines
    assert any(line.startswith("refused: gao.comments_filed in state closed:denied: ") for line in lines)
    assert any("GAO_DECISION_100  MET" in line for line in lines)
    assert lines[-1] == "  B-416657  closed:denied"


def test_a_day_knows_no_practical_result_that_came_later():
    _, protest, _ = due_record(decided=False, docket="B-416657")
    publish(
        [
            step_event(protest, "2018-10-01", "other", "gao.corrective_action_notice"),
            step_event(protest, "2018-10-10", "decision", "gao.dismissed", reason="academic-corrective-action"),
        ]
    )
    before, announced, closed = (run("B-416657", "--on", day) for day in ("2018-09-30", "2018-10-01", "2018-10-10"))
    assert not any(line.startswith("practical result") for line in before)
    assert "practical result: corrective-action" in announced
    assert not any("result: dismissed" in line for line in announced)
    assert "2018-10-10  B-416657  result: dismissed, academic-corrective-action" in closed


def test_what_followed_a_sustained_protest_is_known_from_its_day():
    _, protest, _ = due_record(decided=False, docket="B-416657")
    publish(
        [
            step_event(protest, "2018-11-10", "decision", "gao.decided", disposition="sustained"),
            step_event(protest, "2019-02-01", "other", "gao.rec_implemented"),
        ]
    )
    assert "practical result: recommendation" in run("B-416657", "--on", "2019-01-31")
    assert "practical result: recommendation-followed" in run("B-416657", "--on", "2019-02-01")


def test_the_last_day_for_the_stay_moves_only_once_the_answers_are_there():
    contract = make_contract()
    army = make_party(name="Department of the Army", kind="agency", slug="department-of-the-army")
    Award.objects.create(contract=contract, date="2025-06-13", status="active")
    protest = make_protest(
        dispute=contract.dispute,
        docket="B-500000",
        forum="GAO",
        stage="post-award",
        debriefing_offered="2025-06-20",
        debriefing_answered="2025-07-01",
    )
    protest.contracts.set([contract])
    protest.parties.create(party=army, role="buyer")
    filed = step_event(protest, "2025-06-24", "protest-filed", "gao.filed")
    publish([contract.dispute, army, contract, protest, filed])

    def stay(day):
        [line] = [line for line in run("B-500000", "--on", day) if "CICA_STAY" in line]
        return line

    assert stay("2025-06-30").startswith("2025-06-25  CICA_STAY  MOOT")
    assert stay("2025-07-01").startswith("2025-07-07  CICA_STAY  OPEN")


def test_a_court_number_is_found_without_the_letter_of_the_court():
    protest = make_protest(docket="19-1796C", forum="COFC")
    publish([protest.dispute, protest, step_event(protest, "2019-11-22", "protest-filed", "cofc.filed")])
    assert run("19-1796") == run("1:19-cv-01796-PEC") == run(protest.public_id)


def test_a_protest_without_steps_is_unknown():
    protest = make_protest(docket="B-416657")
    publish([protest.dispute, protest])
    assert run("B-416657", "--on", "2019-01-02")[-2:] == ["On 2019-01-02: unknown.", "  B-416657  unfiled"]


def test_what_is_not_public_or_no_day_is_refused():
    _, protest, events = due_record(docket="B-416657")
    with pytest.raises(CommandError, match="is no day like 2019-12-09"):
        run("B-416657", "--on", "2019-13-01")
    with pytest.raises(CommandError, match="no published protest has the number B-1"):
        run("B-1")
    retract([*events, protest], note="Entered twice.")
    with pytest.raises(CommandError, match="no published protest"):
        run("B-416657")
