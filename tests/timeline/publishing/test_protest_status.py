"""A proceeding's derived status: what the editors' facts of a debriefing do to the last day for the automatic stay."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from contracts.models import Award, Protest
from contracts.models.fields import PartialDate
from tests.factories import make_contract, make_party, make_protest
from tests.timeline.due_record import step_event
from timeline import selectors
from timeline.publishing import publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def protest() -> Protest:
    """A protest of 11 March 2008 against an award of 29 February 2008, a draft."""
    contract = make_contract()
    Award.objects.create(contract=contract, date=PartialDate.parse("2008-02-29"), status="active")
    found = make_protest(dispute=contract.dispute, protester=make_party(), stage="post-award")
    found.contracts.set([contract])
    return found


def stay(protest: Protest, **facts: Any) -> Any:
    """Publish the protest with facts of its debriefing and return the last day for its stay."""
    for name, value in facts.items():
        setattr(protest, name, PartialDate.parse(value) if isinstance(value, str) else value)
    protest.save()
    publish([protest, step_event(protest, "2008-03-11", "protest-filed", "gao.filed")])
    [(_, document)] = selectors.documents([("protest", protest.public_id)]).items()
    [found] = [due for due in document["status"]["deadlines"] if due["rule"] == "CICA_STAY"]
    return found


def test_without_a_known_debriefing_the_last_day_for_the_stay_is_the_earliest_it_can_be(protest):
    found = stay(protest)
    assert (found["due_date"], found["certainty"]) == ("2008-03-10", "projected")
    assert any("so this is the earliest that it can be" in line for line in found["working"]["assumptions"])


def test_a_known_debriefing_fixes_it(protest):
    found = stay(protest, debriefing_offered="2008-03-07")
    assert (found["due_date"], found["certainty"]) == ("2008-03-12", "fixed")
    assert found["working"]["reasons"] == ["required debriefing + 5 days is later than award + 10 days"]


def test_a_month_is_no_day_to_count_from(protest):
    assert stay(protest, debriefing_offered="2008-03")["certainty"] == "projected"


def test_where_no_debriefing_was_required_the_award_alone_counts(protest):
    found = stay(protest, no_debriefing_required=True)
    assert (found["due_date"], found["certainty"]) == ("2008-03-10", "fixed")


def test_a_debriefing_and_none_exclude_each_other(protest):
    protest.debriefing_offered, protest.no_debriefing_required = PartialDate.parse("2008-03-07"), True
    with pytest.raises(IntegrityError, match="protest_debriefing_or_none"), transaction.atomic():
        protest.save()
