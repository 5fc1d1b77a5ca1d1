"""The page on which two objects become one: it lists what moves, asks what is taken, and is open to its roles only."""

import re
from typing import Any

import pytest
from django.urls import reverse

from contracts.models import Party
from tests.factories import make_event, make_party
from timeline.models import EventParty, Rearrangement
from timeline.publishing import merge, publish

ROLES = ["contributor", "editor", "publisher", "administrator", ""]


def page(*rows: Any) -> str:
    return reverse("admin:contracts_party_merge_rows") + "?pks=" + ",".join(str(row.pk) for row in rows)


def two(*, live: bool) -> tuple[Party, Party]:
    kept, gone = make_party(name="Oracle America"), make_party(name="Oracle", kind="agency")
    event = make_event(parties={kept: "protester"})
    EventParty.objects.create(event=event, party=gone, role="protester", role_note="as agent")
    make_event(parties={gone: "awardee"}, dispute=event.dispute)
    if live:
        publish([event, kept, gone])
    return kept, gone


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("live", [True, False])
def test_merging_is_open_to_its_roles_only(live: bool, role: str, client_as: Any):
    client = client_as(role)
    rows = two(live=live)
    expected = role in ({"publisher", "administrator"} if live else {"editor", "publisher", "administrator"})
    assert (client.get(page(*rows)).status_code == 200) is expected
    assert (client.post(page(*rows), {"note": "The same."}).status_code == 200) is expected
    assert not Rearrangement.objects.exists()


def test_the_page_shows_what_moves_and_what_falls_together_and_merges(client_as: Any):
    client = client_as("publisher")
    kept, gone = two(live=True)
    shown = client.get(page(kept, gone)).content.decode()
    assert "1 event party" in shown
    assert "as agent" in shown
    assert "Both have it" in shown
    seen = re.search(r'name="seen" value="([0-9a-f]{64})"', shown)[1]
    pair = re.search(r'name="(pair:[^"]+)"', shown)[1]
    given = {"note": "One firm.", "seen": seen, pair: "gone", "field:name": "kept", "field:kind": "kept"}
    EventParty.objects.filter(party=gone, role="awardee").update(role_note="edited meanwhile")
    refused = client.post(page(kept, gone), given).content.decode()
    assert "look again" in refused
    assert not Rearrangement.objects.exists()
    given["seen"] = re.search(r'name="seen" value="([0-9a-f]{64})"', refused)[1]
    assert client.post(page(kept, gone), given).status_code == 302
    assert Rearrangement.objects.get().made_by.username == "publisher-user"
    assert {row.role_note for row in EventParty.objects.filter(party=kept)} == {"as agent", "edited meanwhile"}


def test_one_alone_is_not_merged(client_as: Any):
    assert client_as("publisher").get(page(make_party())).status_code == 302


@pytest.mark.parametrize("role", ROLES)
def test_publishers_undo_a_merge_on_its_page(role: str, client_as: Any):
    client = client_as(role)
    kept, gone = two(live=True)
    merge(Party.objects.get(pk=gone.pk), Party.objects.get(pk=kept.pk), note="One firm.")
    one = Rearrangement.objects.get()
    url = reverse("admin:timeline_rearrangement_undo", args=[one.pk])
    allowed = role in {"publisher", "administrator"}
    assert (client.get(url).status_code == 200) is allowed
    assert (client.post(url, {"note": "They are two."}).status_code == 302) is allowed or role == ""
    one.refresh_from_db()
    assert (one.undone_at is not None) is allowed
    assert EventParty.objects.filter(party=gone).exists() is allowed
