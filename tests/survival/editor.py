"""An editor who publishes the same party again and again, each time with another note, and notes what was committed."""

import os
import sys
import time
from datetime import UTC, datetime
from itertools import count

import django
from django.db import DatabaseError, InterfaceError, connection, transaction

django.setup()

from contracts.models import Party  # noqa: E402 - models need the applications first
from timeline.codelists import AlertRhythm, RevisionKind  # noqa: E402 - models need the applications first
from timeline.models import Feed, Lookup, Revision, Subscription, Webhook  # noqa: E402 - models need the applications first
from timeline.publishing import publish  # noqa: E402 - models need the applications first
from timeline.selectors import latest_seq  # noqa: E402 - models need the applications first
from timeline.webhook_states import WebhookState  # noqa: E402 - models need the applications first
from timeline.webhooks.signing import new_salt  # noqa: E402 - models need the applications first

PAUSE = 2.0
ADDRESS, SCOPE = "reader@survival.example", "party=oracle"


def note(number: int) -> str:
    """Return the note of one publication, found in no other."""
    return f"Survival {number}."


def is_there(number: int) -> bool:
    """Say whether it was committed although nobody heard so."""
    return Revision.objects.filter(document_type="party", document__contains=note(number)).exists()


def publish_one(number: int) -> None:
    """Publish unless it was."""
    with transaction.atomic():
        if not is_there(number):
            party = Party.objects.select_for_update().get(slug="oracle")
            party.note = note(number)
            party.save()
            publish([party], kind=RevisionKind.CORRECTED, note=note(number))


def receive_alerts() -> None:
    """Take webhooks in, and ask nobody beyond this machine for their case."""
    feed = Feed.objects.filter(parser="courtlistener", is_example=False).first()
    if feed is None:
        feed = Feed(slug="survival", name="Survival", parser="courtlistener", pushed=True)
    feed.enabled = True
    feed.save()
    Lookup.objects.get_or_create(
        feed=feed, key="cl:docket:16510274", defaults={"state": "found", "created_at": datetime.now(UTC)}
    )


def follow() -> None:
    """Let a reader who confirmed, and whose program answered, be told of what is published from now on."""
    now = datetime.now(UTC)
    same = {"scope": SCOPE, "lang": "en", "created_at": now, "last_seq": latest_seq()}
    Subscription.objects.get_or_create(
        address=ADDRESS, defaults={**same, "rhythm": AlertRhythm.IMMEDIATE, "confirmed_at": now}
    )
    answered = {"state": WebhookState.ACTIVE, "answered_at": now, "salt": new_salt()}
    Webhook.objects.get_or_create(
        address=ADDRESS,
        url=os.environ["SURVIVAL_RECEIVER"],
        defaults={**same, **answered, "kinds": [RevisionKind.CORRECTED]},
    )


def main() -> None:
    """Publish until ended; each line of the output is a number that is committed."""
    receive_alerts()
    follow()
    for number in count(1):
        while True:
            try:
                publish_one(number)
                break
            except (DatabaseError, InterfaceError):
                connection.close()
                time.sleep(PAUSE)
        sys.stdout.write(f"{number}\n")
        sys.stdout.flush()
        time.sleep(PAUSE)


if __name__ == "__main__":
    main()
