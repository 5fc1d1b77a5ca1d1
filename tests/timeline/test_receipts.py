"""A correction that matters reaches feed, letter, webhook and embed with before, after and reason; a typo does not."""

import json

import pytest
from django.test import Client

from tests.factories import make_event
from timeline import selectors
from timeline.alerts import news, payloads
from timeline.codelists import RevisionKind
from timeline.models import Event, Revision
from timeline.publishing import publish, retract, take_down

pytestmark = pytest.mark.django_db
BEFORE, AFTER, REASON = "The court ruled for Oracle.", "The court ruled for the agency.", "The parties were mixed up."
PARTS = (BEFORE, AFTER, REASON)


@pytest.fixture
def event() -> Event:
    event = make_event(summary={"en": BEFORE})
    publish([event])
    return event


def edited(event: Event, kind: RevisionKind, note: str = "") -> None:
    event.summary = {"en": AFTER}
    event.save()
    publish([event], kind=kind, note=note)


def told(event: Event, since: int) -> dict[str, str]:
    """Return what each way to follow tells of an event after a seq."""
    client, slug = Client(), event.dispute.slug
    feeds = {form: client.get(f"/disputes/{slug}/feed.{form}").content.decode() for form in ("rss", "atom", "json")}
    items = news.news(f"dispute={slug}", since=since, upto=selectors.latest_seq()).items
    last = Revision.objects.filter(document_type="event", key=event.public_id).latest("seq")
    data = json.loads(payloads.payload(last.seq, whole=True))["data"]
    return {
        **feeds,
        "corrections": client.get("/corrections/feed.atom").content.decode(),
        "letter": "\n".join(f"{item.reason} {item.mended}" for item in items),
        "webhook": json.dumps(data["correction"]),
        "embed": client.get(f"/embed/events/{event.public_id}/").content.decode(),
    }


def test_a_correction_reaches_everybody_with_before_after_and_reason(event):
    since = selectors.latest_seq()
    edited(event, RevisionKind.CORRECTED, REASON)

    missing = {name: [part for part in PARTS if part not in text] for name, text in told(event, since).items()}
    assert not {name: parts for name, parts in missing.items() if parts}


def test_a_typing_error_reaches_nobody_as_a_correction(event):
    since = selectors.latest_seq()
    edited(event, RevisionKind.AMENDED)

    found = told(event, since)
    assert all(BEFORE not in text for text in found.values()), found
    assert found["letter"] == ""
    assert found["webhook"] == "null"
    assert "orrection" not in found["embed"]


def test_what_is_gone_is_told_again_in_no_receipt(event):
    other = make_event(dispute=event.dispute)
    publish([other])
    edited(event, RevisionKind.CORRECTED, REASON)
    since = selectors.latest_seq()
    retract([event], note="It never happened.")
    assert all(BEFORE not in text and AFTER not in text for text in told(event, since).values())
    take_down(event, reason="By order of a court.")
    assert all(part not in text for text in told(event, since).values() for part in (BEFORE, AFTER, "mixed up"))


def test_a_feed_asks_for_what_corrections_changed_once_however_many(event, django_assert_max_num_queries):
    for number in range(12):
        event.summary = {"en": f"The court ruled for the {number}th party."}
        event.save()
        publish([event], kind=RevisionKind.CORRECTED, note=f"Number {number}.")
    with django_assert_max_num_queries(6):
        text = Client().get("/corrections/feed.atom").content.decode()
    assert text.count("&lt;del&gt;") == 12
