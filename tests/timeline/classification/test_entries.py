"""Docket entries that mention what they are not: the opening words decide, and no rule of the press reads on."""

import pytest

from timeline.classification.classify import classify
from timeline.classification.plain import says_plainly
from timeline.classification.told import Told

ENTRY = "docket-entry"
OTHERS = [
    "ADMINISTRATIVE RECORD filed by USA in response to Complaint.",
    "ANSWER to 210 Amended Complaint by USA.",
    "Reset Deadlines: Amended Complaint due 10/23/2020.",
    "Set/Reset Deadlines as to MOTION to Dismiss. Response due 5/1/2020.",
    "PROPOSED ORDER re motion to dismiss by USA.",
    "Motions terminated: 40 MOTION to Stay.",
    "Remark: decision on Motion to Dismiss expected by Friday.",
    "Application (20A99) to extend the time to file a petition for a writ of certiorari.",
    "Notice of Appeal fee paid. Receipt number 0613.",
    "COMPLAINT exhibits A-F unsealed per order of 12/9/2019.",
    "Lodged: Amended Complaint exhibit.",
    "Filing fee received for Notice of Appeal.",
]
ORDERS = [
    "Petition for rehearing en banc DENIED.",
    "Petition for panel rehearing DENIED. Mandate to issue in due course.",
    "MOTION granted. Signed by Judge Patricia E. Campbell-Smith.",
    "Motion to extend the time to file a response is granted and the time is further extended to April 28, 2021.",
    "Joint Motion for a protective order is GRANTED.",
    "JUDGMENT VACATED. The clerk is directed to reopen the case.",
    "ORDER lifting stay and setting schedule. The case was stayed and the matter remanded to the agency on 2/19/2019.",
]
FILED = [
    ("COMPLAINT against USA, filed by AMAZON WEB SERVICES, INC.", "protest-filed"),
    ("SEALED COMPLAINT filed by Oracle America, Inc.", "protest-filed"),
    ("MOTION to Dismiss pursuant to Rule 12(b)(1), filed by USA. Response due by 3/1/2020.", "motion"),
    ("NOTICE OF APPEAL filed by ORACLE AMERICA, INC.", "appeal-filed"),
    ("First AMENDED COMPLAINT against USA, filed by AMAZON WEB SERVICES, INC.", "amended-complaint"),
    ("Petition for rehearing en banc filed by Oracle.", "motion"),
    ("JUDGMENT entered, pursuant to Rule 58.", "judgment"),
]


def type_of(text: str) -> str:
    return classify(Told(title="19-1796C AMAZON WEB SERVICES, INC. v. USA", text=text, kind=ENTRY)).type


@pytest.mark.parametrize("text", OTHERS)
def test_what_an_entry_mentions_is_not_what_it_is(text):
    assert type_of(text) == "other"


@pytest.mark.parametrize("text", ORDERS)
def test_what_became_of_a_motion_is_the_courts_order(text):
    assert type_of(text) == "order"


@pytest.mark.parametrize(("text", "type_"), FILED)
def test_what_is_filed_is_read_and_beyond_doubt(text, type_):
    assert type_of(text) == type_
    assert says_plainly(type_, "", text)


@pytest.mark.parametrize(
    ("type_", "text"),
    [
        ("motion", "MOTION to Stay, withdrawn by counsel."),
        ("protest-filed", "COMPLAINT unsealed and entered on the public docket."),
        ("appeal-filed", "Notice of Appeal. Filing fee not paid."),
        ("motion", "MOTION to Dismiss. Denied as moot."),
    ],
)
def test_an_entry_that_says_more_than_what_was_filed_waits_for_an_editor(type_, text):
    assert not says_plainly(type_, "", text)
