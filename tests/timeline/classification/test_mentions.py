"""Papers of GAO and of buyers mention steps that nobody has taken; those are no events."""

import pytest

from timeline.classification import Told, classify


@pytest.mark.parametrize(
    "text",
    [
        "Agency will not take corrective action.",
        "The agency declined to take corrective action.",
        "The agency is considering whether to take corrective action.",
        "The protester asked the agency to take corrective action.",
        "No corrective action has been announced.",
        "Corrective action was not taken.",
        "The agency didn't take corrective action.",
    ],
)
def test_corrective_action_that_is_not_taken_is_none(text):
    for kind in ("gao-filed", "gao-listed", ""):
        told = classify(
            Told(title="B-424516.1 Alpha, Inc.", text=text, kind=kind, url="https://www.gao.gov/docket/b-1")
        )
        assert told.type in {"protest-filed", "other"}


@pytest.mark.parametrize(
    "text",
    [
        "The agency notified GAO of its intent to take corrective action.",
        "Corrective action announced on 3 May.",
        "The agency will not oppose the protest. It will take corrective action.",
        "In response to the protest, the Army has decided to take corrective action.",
    ],
)
def test_corrective_action_that_is_announced_is_one(text):
    told = classify(Told(title="B-424516.1 Alpha, Inc.", text=text, kind="gao-filed"))

    assert told.type == "corrective-action"


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("Alpha Inc., Reston, Virginia, was awarded a $9,000,000 contract. This is not a modification.", "award"),
        ("Alpha Inc. was awarded a contract. It may be terminated for the convenience of the government.", "award"),
        ("Alpha Inc. was awarded a contract; terminated for the convenience of government possible.", "award"),
        ("Alpha Inc. was awarded a contract. The termination for convenience clause of the FAR applies.", "award"),
        ("Alpha Inc. was awarded a contract. The solicitation was never cancelled.", "award"),
        ("Request for proposals. No award will be made; no contract was awarded.", "solicitation"),
        ("Contract N00024-25-C-1234 was terminated for the convenience of the government.", "termination"),
        ("Alpha Inc. was awarded a not-to-exceed $9,000,000 modification to contract N00024.", "modification"),
        ("Not all bids were responsive. The solicitation is hereby cancelled.", "termination"),
    ],
)
def test_a_notice_tells_what_was_done_and_not_what_may_be(text, type_):
    assert classify(Told(title="Contracts", text=text, kind="notice", url="https://sam.gov/opp/1")).type == type_
