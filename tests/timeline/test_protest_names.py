"""What a proceeding is called where it is only named: by who challenges, and never the government against itself."""

import pytest

from contracts.models import Protest, ProtestParty
from tests.factories import make_dispute, make_event, make_party
from timeline.publishing import publish
from timeline.selectors import find

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("roles", "name"),
    [
        ({"palantir": "appellant", "united-states": "appellee"}, "Palantir v. United States"),
        ({"united-states": "appellant", "palantir": "appellee"}, "Palantir v. United States"),
        ({"palantir": "plaintiff", "boeing": "plaintiff"}, "Boeing and Palantir v. United States"),
    ],
)
def test_a_case_keeps_its_name_when_the_government_appeals(roles, name):
    dispute = make_dispute()
    protest = Protest.objects.create(dispute=dispute, forum="CAFC", docket="2017-1465")
    for slug, role in sorted(roles.items()):
        kind = "government" if slug == "united-states" else "company"
        party = make_party(slug=slug, name=slug.replace("-", " ").title(), kind=kind)
        ProtestParty.objects.create(protest=protest, party=party, role=role)
    event = make_event(dispute=dispute, protest=protest)
    publish([dispute, protest, event])
    assert find("event", event.public_id).data["protest"]["name"] == name
