"""The limits of a record file are those of the tables, so that what loads can be edited and what is edited loads."""

import pytest

from contracts.models import Award, Bid, Case, Contract, Dispute, Membership, Party, Phase, Protest, ProtestParty, Stay
from contracts.models.fields import LocalizedTextField
from timeline.models import Citation, Claim, Event, EventAmount, Source, Statement
from timeline.records.fields import Line, Words
from timeline.records.schema import AWARD, BID, CASE, CITATION, ENTRIES, PART, PHASE, POST, STAY, field_of

SHAPES = [
    (ENTRIES["party"], Party),
    (ENTRIES["dispute"], Dispute),
    (ENTRIES["contract"], Contract),
    (ENTRIES["protest"], Protest),
    (ENTRIES["claim"], Claim),
    (ENTRIES["event"], Event),
    (ENTRIES["statement"], Statement),
    (ENTRIES["source"], Source),
    (BID, Bid),
    (AWARD, Award),
    (PHASE, Phase),
    (STAY, Stay),
    (CASE, Case),
    (PART, ProtestParty),
    (POST, Membership),
    (CITATION, Citation),
    (field_of("event", "amounts"), EventAmount),
]
COLUMNS = {"short": "short_title", "docket": "docket_raw", "as": "role_note", "id": "slug"}


def limits(shape, model) -> list[tuple[str, int, int]]:
    """Return name, limit in the file and limit in the table of every text that both have under a known name."""
    columns = {field.name: field for field in model._meta.get_fields() if not field.is_relation}
    found = []
    for name, field in getattr(shape, "item", shape).fields.items():
        column = columns.get(COLUMNS.get(name, "")) or (columns.get(name) if name != "id" else None)
        if isinstance(field, Line | Words) and column is not None:
            longest = column.longest if isinstance(column, LocalizedTextField) else column.max_length
            found.append((name, field.longest, longest))
    return found


@pytest.mark.parametrize(("shape", "model"), SHAPES, ids=lambda value: getattr(value, "__name__", ""))
def test_texts_may_be_as_long_in_a_file_as_in_the_table(shape, model):
    compared = limits(shape, model)
    assert compared
    assert [(name, mine) for name, mine, _ in compared] == [(name, theirs) for name, _, theirs in compared]
