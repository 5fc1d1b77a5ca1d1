"""What documents keep of a derivation can be read back without loss."""

import pytest

from contracts.procedure import as_document
from tests.timeline.due_record import due_record
from timeline.derived import EVENTS, derivation_of
from timeline.selectors import documents

pytestmark = pytest.mark.django_db


def with_ids(value):
    """Return a document with the ids of events in place of references, as the engine writes it."""
    if isinstance(value, list):
        return [with_ids(item) for item in value]
    if not isinstance(value, dict):
        return value
    engine_names = {stored: name for name, stored in EVENTS.items()}
    found = {}
    for name, item in value.items():
        if isinstance(item, dict) and item.get("object") == "event":
            found[engine_names[name]] = item["id"]
        elif name in engine_names and item is None:
            found[engine_names[name]] = None
        else:
            found[name] = with_ids(item)
    return found


def test_reading_a_stored_derivation_back_loses_nothing():
    _, protest, _ = due_record()
    document = documents([("protest", protest.public_id)])["protest", protest.public_id]
    read = as_document(derivation_of(document))
    assert {name: read[name] for name in document["status"]} == with_ids(document["status"])


def test_a_protest_without_steps_has_no_derivation():
    assert derivation_of({"object": "protest", "id": "x", "forum": "GAO", "status": None}) is None
