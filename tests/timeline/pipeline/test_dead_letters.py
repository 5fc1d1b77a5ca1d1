"""What was given up is listed with its error and lives again when somebody asks for it."""

from io import StringIO

import pytest
from django.core.management import call_command

from tests.factories import make_item
from timeline.models import Copy, Delivery, Item
from timeline.pipeline.dead_letters import dead_letters


def command(action):
    said = StringIO()
    call_command("deadletters", action, stdout=said)
    return said.getvalue()


@pytest.mark.django_db
def test_what_was_given_up_is_listed_with_its_error_and_tried_again():
    item = make_item(title="Poison", state="dead", due_at=None, error="KeyError: 'x'", attempts=5)
    Delivery.objects.create(
        hook="courtlistener", key="k", raw=b"{}", state="dead", received_at=item.first_seen_at, error="It died."
    )
    listed = command("list")
    assert "Poison\n    KeyError: 'x'" in listed
    assert "courtlistener k\n    It died." in listed
    assert "2 pieces" in listed

    assert "2 pieces" in command("retry")

    assert list(dead_letters()) == []
    row = Item.objects.get()
    assert (row.state, row.attempts, row.error) == ("waiting", 0, "")
    assert row.due_at is not None
    assert Delivery.objects.get().state == "waiting"


@pytest.mark.django_db
def test_copies_whose_text_could_not_be_read_are_listed_by_their_hash_and_read_again():
    name = "ab" * 32
    Copy.objects.create(
        sha256=name,
        size=9,
        media_type="application/pdf",
        kept_at=make_item().first_seen_at,
        state="dead",
        error="Torn.",
    )

    assert f"copy:{name}" in command("list")
    assert "Torn." in command("list")
    call_command("deadletters", "retry", f"copy:{name}", stdout=StringIO())

    row = Copy.objects.get()
    assert (row.state, row.attempts, row.error) == ("waiting", 0, "")
    assert row.due_at is not None
