"""What the procedure engine derives of the shipped proceedings is what research found."""

from pathlib import Path

import pytest
import yaml
from django.utils import timezone

from contracts.identifiers import public_id_for
from contracts.procedure.steps import REASONS
from timeline import log
from timeline.documents.shapes import Ref
from timeline.records.loading import SHIPPED, load

EXPECTED = {
    protest: expected
    for path in sorted(Path(__file__).parent.glob("expected_outcomes*.yaml"))
    for protest, expected in yaml.safe_load(path.read_text(encoding="utf-8")).items()
}


@pytest.mark.django_db
def test_the_derived_status_of_every_shipped_protest_is_the_researched_one():
    load([SHIPPED], now=timezone.now())
    wrong = {}
    for path in SHIPPED.glob("*.yaml"):
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        for protest in content.get("protests", []):
            ref = Ref("protest", public_id_for("protest", content["dispute"]["id"], protest["id"]))
            derived = log.live_documents([ref])[ref]["status"]
            expected = EXPECTED[protest["id"]]
            found = {name: derived[name] for name in ("filed", "decided")}
            found["outcome"] = derived["reason" if expected.get("outcome") in REASONS else "disposition"]
            wanted = {name: str(expected[name]) if name in expected else None for name in (*found,)}
            if found != wanted or derived["refused"]:
                wrong[protest["id"]] = (found, wanted, derived["refused"])
    assert wrong == {}
