"""Stages and clocks of a proceeding as its page shows them."""

from datetime import date
from typing import Any

import pytest

from tests.factories import make_protest
from timeline.pages.clocks import certainty_words, stages, state_words
from timeline.pages.wording import term
from timeline.publishing import publish

MANY = [f"B-311344.{number}" for number in range(1, 9)]


def change(step: str, day: str) -> dict[str, Any]:
    date = {"text": day, "earliest": day, "latest": day, "precision": "day", "circa": False}
    return {"step": step, "since": day, "event": {"object": "event", "id": step, "date": date}}


def labels(forum: str, *states: Any, injunction: tuple[Any, ...] = (), stay: tuple[Any, ...] = ()) -> list[str]:
    status = {"states": [*states], "injunction_states": [*injunction], "stay_states": [*stay]}
    return [f"{stage.label}{'' if stage.event else '?'}" for stage in stages({"forum": forum, "status": status})]


def test_turns_off_the_usual_course_stand_in_their_place_by_date():
    found = labels(
        "COFC",
        change("cofc.filed", "2019-11-22"),
        change("cofc.remanded", "2020-04-17"),
        change("cofc.remand_completed", "2020-09-04"),
        change("cofc.dismissed", "2021-07-09"),
        injunction=(change("cofc.pi_granted", "2020-02-13"),),
    )
    assert found == [
        "Complaint filed",
        "Preliminary injunction granted",
        "Remanded to the agency",
        "Remand completed",
        "Dismissed",
    ]


def test_what_is_not_in_the_record_keeps_its_place_in_the_usual_course():
    found = labels("GAO", change("gao.filed", "2018-08-06"), change("gao.decided", "2018-11-14"))
    assert found == ["Protest filed", "Agency report filed?", "Comments filed?", "Decided"]
    assert labels("GAO", change("gao.decided", "2018-11-14"))[0] == "Protest filed?"


def test_a_decision_after_corrective_action_was_announced_shows_both():
    found = labels(
        "GAO",
        change("gao.filed", "2018-08-06"),
        change("gao.corrective_action_notice", "2018-09-01"),
        change("gao.dismissed", "2018-09-10"),
        stay=(change("stay.imposed", "2018-08-07"), {**change("", "2018-09-10"), "step": None}),
    )
    assert found == ["Protest filed", "Corrective action announced", "Dismissed"]


def test_a_proceeding_without_steps_shows_the_course_as_it_would_be():
    assert labels("CAFC")[0].endswith("?")
    assert stages({"forum": "other", "status": None}) == []
    assert str(term("Dismissed")) == "Dismissed"


@pytest.mark.django_db
@pytest.mark.parametrize(("docket", "kept"), [("No. 19-1796C (1:19-cv-01796-PEC)", True), ("; ".join(MANY), False)])
def test_a_docket_number_is_kept_on_a_line_but_not_a_list_of_them(client, docket, kept):
    protest = make_protest(docket="B-416657")
    protest.docket = docket
    protest.save()
    publish([protest.dispute, protest])
    html = client.get(f"/protests/{protest.public_id}/").content.decode()
    assert (f'<span class="nowrap">{docket}' in html) is kept
    assert docket in html


def test_a_day_that_lacks_facts_is_not_said_to_be_met_late():
    due = {
        "right": True,
        "owner": "protester",
        "moot_why": None,
        "due_date": "2008-03-10",
        "met_on": "2008-03-12",
        "moot_on": None,
        "superseded_on": None,
        "kind": "LEGAL",
        "certainty": "projected",
    }
    assert state_words(due, date(2009, 1, 1)) == "Met"
    assert "earliest" in certainty_words(due)
    assert "moves with" in certainty_words({**due, "kind": "PROJECTED"})
    assert state_words({**due, "certainty": "fixed", "kind": "TARGET"}, date(2009, 1, 1)) == "Met late"
