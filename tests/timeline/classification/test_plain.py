"""Only the clerk's own forms let a docket entry go public unseen as a ruling, remand, stay or decision."""

import pytest

from timeline.classification import Told, classify
from timeline.classification.plain import says_plainly

CAPTION = "19-1796C ALPHA, INC. v. USA"


@pytest.mark.parametrize(
    ("entry", "type_"),
    [
        ("REPORTED OPINION AND ORDER. Signed by Judge Jane Doe. (Entered: 03/06/2020)", "ruling"),
        ("Opinion (document 91)", "ruling"),
        ("[Opinion] (<a>91</a>) OPINION filed for the court by Bryson, Circuit Judge. Affirmed.", "ruling"),
        ("ORDER granting 14 Motion to Dismiss. Signed by Judge Jane Doe. (Entered: 05/01/2020)", "ruling"),
        ("ORDER DISMISSING CASE without prejudice.", "ruling"),
        ("ORDER. The case is hereby DISMISSED.", "ruling"),
        ("ORDER REMANDING CASE to the Department of Veterans Affairs for sixty days pursuant to RCFC 52.", "remand"),
        ("ORDER granting 9 Unopposed Motion for Voluntary Remand. Signed by Judge Jane Doe.", "remand"),
        ("ORDER: The matter is REMANDED.", "remand"),
        ("ORDER staying case. The parties shall file a joint status report.", "stay"),
        ("ORDER to stay proceedings pending the appeal.", "stay"),
        ("Petition DENIED.", "decision"),
    ],
)
def test_the_clerks_own_form_is_plain(entry, type_):
    assert classify(Told(title=CAPTION, text=entry, kind="docket-entry")).type == type_
    assert says_plainly(type_, CAPTION, entry)


@pytest.mark.parametrize("type_", ["ruling", "remand", "stay", "decision"])
@pytest.mark.parametrize(
    "entry",
    [
        "",
        "ORDER granting 40 Motion for Leave to File reply in support of Motion to Dismiss",
        "ORDER granting Motion to Stay briefing on motion to dismiss",
        "ORDER granting Motion to Dismiss Count IV.",
        "ORDER granting Motion to Dismiss (Count IV).",
        "ORDER granting in part 12 Motion to Dismiss.",
        "ORDER granting 12 Motion to Dismiss. The motion for judgment remains pending.",
        "ORDER staying case. The stay of March 1 is VACATED.",
        "ORDER staying deadline to answer.",
        "ORDER. Parties shall report every 30 days while the case is stayed.",
        "ORDER on status of the remand.",
        "OPINION AND ORDER on Motion for Extension of Time",
        "REPORTED OPINION AND ORDER reissuing 164 sealed opinion.",
        "NOTICE that the petition is denied in a related case.",
        "Petition DENIED as moot for want of not being served in error.",
    ],
)
def test_what_only_mentions_a_decision_is_not_plain(entry, type_):
    assert not says_plainly(type_, CAPTION, entry)


def test_an_entry_without_text_is_read_behind_the_caption():
    assert says_plainly("ruling", f"{CAPTION}: Opinion", "")
    assert not says_plainly("ruling", f"{CAPTION}: Opinion on Motion to Seal", "")


def test_other_types_are_read_from_what_was_filed():
    assert says_plainly("order", CAPTION, "ORDER granting the motion.")
    assert says_plainly("motion", CAPTION, "")
