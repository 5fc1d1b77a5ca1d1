"""A trusted docket feed, a published proceeding, and one entry of its docket that may be published without review."""

from datetime import UTC, datetime, timedelta

import pytest

from contracts.models import Protest
from tests.factories import make_candidate, make_contract, make_dispute, make_feed, make_item, make_party, make_protest
from timeline import automatic
from timeline.models import AutomaticPublication, Candidate, Feed
from timeline.pipeline.automatic_rows import note_candidates
from timeline.publishing import publish

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
SEEN = NOW - timedelta(minutes=5)
DAY = "2026-11-20"


@pytest.fixture
def protest(db) -> Protest:
    dispute = make_dispute(slug="jedi", name="JEDI")
    contract = make_contract(dispute=dispute, solicitation_number="HQ0034-18-R-0077")
    amazon = make_party(slug="amazon", name="Amazon Web Services, Inc.")
    protest = make_protest(dispute=dispute, forum="COFC", docket="19-1796C", protester=amazon)
    publish([dispute, contract, amazon, protest])
    return protest


@pytest.fixture
def feed(db, django_user_model) -> Feed:
    row = make_feed(slug="court", name="Court of Federal Claims", parser="pacer-rss", enabled=True)
    Feed.objects.filter(pk=row.pk).update(source_kind="court-filing")
    automatic.trust(row, actor=django_user_model.objects.create_user("petra"), now=NOW - timedelta(days=1))
    return Feed.objects.get(pk=row.pk)


def entry(
    feed: Feed, protest: Protest, *, title: str = "Order on motion", item=None, proposal=None, match=None
) -> Candidate:
    """A docket entry of the proceeding, matched by its own number; the keyword arguments make it another."""
    parsed = {
        "text": "ORDER granting the motion.",
        "identifiers": [{"scheme": "docket", "value": "1:19-cv-01796-PEC", "court": "uscfc"}],
    }
    values = {
        "feed": feed,
        "title": title,
        "kind": "docket-entry",
        "state": "matched",
        "due_at": None,
        "happened": DAY,
        "parsed": parsed,
        "first_seen_at": SEEN,
        "changed_at": SEEN,
        **(item or {}),
    }
    proposed = {
        "title": {"en": title},
        "summary": {"en": f"The docket shows: {title}."},
        "date": values["happened"] or DAY,
        "date_basis": "happened",
        "type": "order",
        **(proposal or {}),
    }
    return make_candidate(
        item=make_item(**values),
        dispute=protest.dispute,
        **{"protest": protest, "strength": "identifier", "proposal": proposed, "proposed_at": SEEN, **(match or {})},
    )


def tried(candidate: Candidate, *, now: datetime = NOW) -> AutomaticPublication:
    """Note a candidate as the matching does, and do what a worker would; return the row as it is then."""
    note_candidates([candidate.item_id], now=now)
    automatic.publish_next(now=now)
    return AutomaticPublication.objects.get(candidate=candidate)
