"""The docket of a proceeding counts days since filing, as far as days are known."""

import pytest

from tests.timeline.due_record import due_record, step_event
from timeline.publishing import publish

pytestmark = pytest.mark.django_db


def test_a_docket_counts_no_days_to_an_entry_whose_day_is_not_known(client):
    _, protest, _ = due_record(docket="B-416657")
    publish([step_event(protest, "2018-09", "other", "gao.entry")])
    docket = client.get(f"/protests/{protest.public_id}/").context["docket"]
    assert [line["since"] for line in docket] == [0, None, 100]
