"""Orders of every day mention motions that they do not decide; only what ends or decides the case is a ruling."""

import pytest

from timeline.classification import Told, classify


@pytest.mark.parametrize(
    ("entry", "type_"),
    [
        ("ORDER granting 40 Motion for Leave to File reply in support of Motion to Dismiss", "order"),
        ("ORDER granting 41 Motion to Strike response to Motion for Judgment on the Administrative Record", "order"),
        ("ORDER granting Motion to Exceed Page Limit re Motion to Dismiss", "order"),
        ("ORDER granting Motion to Stay briefing on motion to dismiss", "order"),
        ("ORDER granting Unopposed Motion to Withdraw Motion to Dismiss", "order"),
        (
            "ORDER granting 9 Motion to Supplement the Administrative Record. Motions for judgment due 1/3/2020.",
            "order",
        ),
        ("ORDER granting Motion to Compel", "order"),
        ("ORDER granting Motion to Seal Motion for Summary Judgment", "order"),
        ("ORDER granting motion to reconsider the schedule of the motion to dismiss", "order"),
        ("ORDER dismissing as moot Motion to Compel", "order"),
        ("ORDER dismissing the motion to stay as moot. Case remains open.", "order"),
        ("Opinion and Order on Motion for Extension of Time", "order"),
        ("ORDER granting Motion to remand is DENIED", "order"),
        ("ORDER. Parties shall file a status report every 30 days while the matter is remanded", "order"),
        ("ORDER staying deadline to answer", "order"),
        ("ORDER to show cause why the complaint is dismissed", "order"),
        ("ORDER denying Motion to Dismiss", "order"),
        ("ORDER denying Motion for Reconsideration of opinion dismissing case", "order"),
        ("ORDER holding 12 Motion to Dismiss in abeyance", "order"),
        ("ORDER granting 31 Consent Motion to Amend Schedule on Cross-Motions for Judgment", "order"),
        ("ORDER granting motion to lift stay", "order"),
        ("NOTICE of remand decision filed by USA", "other"),
        ("JOINT STATUS REPORT regarding stay", "other"),
        ("ORDER granting 7 Motion to Dismiss - Rule 12(b)(1)", "ruling"),
        ("ORDER granting defendant's and intervenor's 20 cross-motions for judgment", "ruling"),
        ("ORDER granting in part Motion for Summary Judgment", "ruling"),
        ("ORDER. The complaint is hereby DISMISSED.", "ruling"),
        ("ORDER dismissing case and denying as moot motion to compel", "ruling"),
        ("ORDER granting 9 Unopposed Motion for Voluntary Remand", "remand"),
        ("ORDER. The case is REMANDED; reports are due while the matter is remanded.", "remand"),
        ("ORDER. This matter is stayed until further order.", "stay"),
        ("ORDER staying case", "stay"),
    ],
)
def test_an_order_is_a_ruling_only_if_it_decides_the_case(entry, type_):
    assert classify(Told(title="19-1796C ALPHA, INC. v. USA", text=entry, kind="docket-entry")).type == type_
