"""`manage.py status`: a proceeding's derived history as a day knows it."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests.factories import make_protest
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
