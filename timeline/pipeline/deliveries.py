"""The other first stage: a webhook that was stored becomes a fetch that waits to be read, like any answer."""

import logging
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from timeline.codelists import DeliveryState, FetchState
from timeline.ingest.outcome import Outcome
from timeline.models import Body, Delivery, Feed, Fetch
from timeline.models.work import due
from timeline.pipeline.claims import Claim, ClaimLost, give_back, settle, take_some

logger = logging.getLogger(__name__)

MOST_AT_ONCE = 50


def waiting_deliveries(now: datetime) -> bool:
    """Say whether something that a source sent waits, and its feed is on."""
    return Delivery.objects.filter(due(now), hook__in=_open_hooks()).exists()


def take_in(*, now: datetime) -> list[int]:
    """Make fetches of stored webhooks; return those that now wait to be read.

    What comes for a feed that is switched off waits for it.
    """
    claim = take_some(Delivery, now=now, limit=MOST_AT_ONCE, only=Q(hook__in=_open_hooks()))
    if claim is None:
        return []
    try:
        with transaction.atomic():
            return _take(claim)
    except ClaimLost:
        raise
    except Exception as error:
        logger.exception("taking in webhooks failed")
        reason = f"{type(error).__name__}: {error}"
        # Rows are taken together only at their first attempt, so all of them have had as many.
        attempts = max(Delivery.objects.filter(claim.mine).values_list("attempts", flat=True), default=1)
        give_back(claim, reason=reason, attempts=attempts, now=now, state=DeliveryState.DEAD)
        return []


def _take(claim: Claim[Delivery]) -> list[int]:
    """Make fetches of the deliveries that are held, and end the claim."""
    feeds = {hook_of(feed.parser, is_example=feed.is_example): feed for feed in Feed.objects.filter(pushed=True)}
    deliveries = list(Delivery.objects.filter(claim.mine).order_by("pk"))
    settle(claim, state=DeliveryState.TAKEN, raw=None)
    taken = []
    for delivery in deliveries:
        fetch = _fetch(delivery, feeds[delivery.hook])
        taken.append(fetch.pk)
        Delivery.objects.filter(pk=delivery.pk).update(fetch=fetch)
    return taken


def _fetch(delivery: Delivery, feed: Feed) -> Fetch:
    content = bytes(delivery.raw or b"")
    return Fetch.objects.create(
        feed=feed,
        url=f"webhook {delivery.key}",
        fetched_at=delivery.received_at,
        headers=delivery.headers,
        body=Body.keep(content),
        outcome=Outcome.OK,
        state=FetchState.WAITING,
        due_at=delivery.received_at,
    )


def hook_of(parser: str, *, is_example: bool) -> str:
    """Return the name of the receiver whose deliveries a pushed feed takes in; examples have one of their own."""
    return f"example-{parser}" if is_example else parser


def _open_hooks() -> list[str]:
    open_feeds = Feed.objects.filter(pushed=True, enabled=True).values_list("parser", "is_example")
    return [hook_of(parser, is_example=is_example) for parser, is_example in open_feeds]
