"""What came of every shipped proceeding, in practice and on review, as the record's own sentences tell it."""

from datetime import date

import pytest
import yaml
from django.utils import timezone

from contracts.identifiers import public_id_for
from contracts.procedure import states_on, status_on
from timeline import log
from timeline.derived import derivation_of
from timeline.documents.shapes import Ref
from timeline.records.loading import SHIPPED, load

TODAY = date(2026, 11, 22)
# Status on that day, disposition, reason, what came of it in practice, what a higher court made of it.
RESULTS = {
    # GAO found that the follow-on agreement to REAN was wrongly made; whether the Army followed is not in the record.
    "gao-b-416061": ("closed", "sustained", None, "recommendation", None),
    "gao-b-416657": ("closed", "denied", None, "none", None),
    # Oracle's suit had put the matter before a court.
    "gao-b-416657-5": ("closed", "dismissed", "court-pending", "none", None),
    "cofc-18-1880": ("closed", "denied", None, "none", "affirmed"),
    "cafc-2019-2326": ("closed", "affirmed", None, "none", None),
    "scotus-20-1057": ("closed", "cert-denied", None, "none", None),
    # Enjoined from 13 February 2020, and moot once the contract was cancelled.
    "cofc-19-1796": ("closed", "dismissed", "moot", "injunction", None),
    # NASA's single award stood at GAO, and Blue Origin had no standing in court.
    "gao-b-419783": ("closed", "denied", None, "none", None),
    "cofc-21-1695": ("closed", "dismissed", "no-standing", "none", None),
    # The award to Northrop Grumman was set aside later; the record ties no step of that to the protest.
    "gao-b-311344": ("closed", "sustained", None, "recommendation", None),
    "gao-b-403464": ("closed", "denied", None, "none", None),
    "gao-b-412746": ("closed", "denied", None, "none", None),
    "cofc-16-784": ("closed", "granted", None, "judgment", "affirmed"),
    "cafc-2017-1465": ("closed", "affirmed", None, "none", None),
    "gao-b-416181": ("closed", "denied", None, "none", None),
    # NSA decided again, for Amazon again.
    "gao-b-420004": ("closed", "sustained", None, "recommendation-followed", None),
    # The record knows no end of it; readers are told so once its decision is a year overdue.
    "aws-agency-protest-2020": ("pending", None, None, None, None),
}
# Days on which a decision or an answer was due, counted by hand from the day of filing or of the order.
DUE = {
    ("gao-b-416061", "GAO_DECISION_100"): "2018-05-31",
    ("gao-b-416657", "GAO_DECISION_100"): "2018-11-14",
    ("gao-b-419783", "GAO_DECISION_100"): "2021-08-04",
    ("gao-b-420004", "GAO_DECISION_100"): "2021-10-29",
    ("gao-b-311344", "GAO_DECISION_100"): "2008-06-19",
    ("cofc-19-1796", "COFC_REMAND_DAYS"): "2020-08-17",
}


@pytest.fixture
def shipped(db):
    """Documents of all shipped protests by their key in the record."""
    load([SHIPPED], now=timezone.now())
    found = {}
    for path in SHIPPED.glob("*.yaml"):
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        for protest in content.get("protests", []):
            ref = Ref("protest", public_id_for("protest", content["dispute"]["id"], protest["id"]))
            found[protest["id"]] = log.live_documents([ref])[ref]
    return found


def test_what_came_of_each_is_what_the_record_tells(shipped):
    found, due = {}, {}
    for key, document in shipped.items():
        derivation = derivation_of(document)
        found[key] = (
            status_on(derivation, TODAY),
            derivation.disposition,
            derivation.reason,
            derivation.practical_result,
            derivation.review_disposition,
        )
        due |= {(key, one.rule): one.due_date.isoformat() for one in derivation.deadlines if (key, one.rule) in DUE}
        assert len(states_on(derivation, TODAY)) == len(document["cases"]) or not document["cases"]
    assert found == RESULTS
    assert due == DUE
