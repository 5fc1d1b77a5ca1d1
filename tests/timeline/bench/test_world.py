"""The benchmark's world: repeatable, skewed, and shaped like what is really published."""

from collections import Counter

import pytest

from tests.timeline.api.described import errors, validator_of
from timeline.bench.filling import fill
from timeline.bench.world import make_events, make_world
from timeline.models import Entry, EventEntry, EventScope, Revision
from timeline.publishing.rebuild import rebuild_index
from timeline.selectors import latest_seq


def test_the_same_size_gives_the_same_world():
    first, second = make_world(200), make_world(200)
    assert list(first.documents) == list(second.documents)
    assert list(make_events(first)) == list(make_events(second))


def test_the_largest_contract_holds_far_more_than_its_share():
    world = make_world(3_000)
    held = Counter(event["contracts"][0]["id"] for event in make_events(world))
    assert held.most_common(1)[0] == (world.largest_contract, max(held.values()))
    assert held[world.largest_contract] > 10 * 3_000 / len(world.contracts)


def test_invented_documents_have_the_published_shape():
    world = make_world(50)
    for document in [*world.documents, *make_events(world)]:
        assert errors(validator_of(f"{document['object'].capitalize()}Document"), document) == []


@pytest.mark.django_db
def test_the_log_is_filled_as_publishing_would_index_it():
    total = fill(make_world(300))
    assert latest_seq() == Revision.objects.count() == Entry.objects.count() == total
    assert EventEntry.objects.count() == 300
    scopes = set(EventScope.objects.values_list("scope", "seq", "position"))
    rebuild_index()
    assert set(EventScope.objects.values_list("scope", "seq", "position")) == scopes


@pytest.mark.django_db
def test_only_an_empty_log_is_filled():
    fill(make_world(10))
    with pytest.raises(RuntimeError):
        fill(make_world(10))
