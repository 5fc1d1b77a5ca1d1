"""Frees work that a clock left in the future: one that went ahead, and was set back since."""

from datetime import datetime, timedelta

from django.conf import settings

from timeline.models import Delivery, Fetch, Item, Letter, Lookup, WebhookMessage
from timeline.models.work import Work

# What is due as soon as it is written, and the column that says when that was.
WRITTEN: dict[type[Work], str] = {
    Delivery: "received_at",
    Fetch: "fetched_at",
    Item: "changed_at",
    Lookup: "created_at",
    Letter: "created_at",
    WebhookMessage: "created_at",
}


def free(*, now: datetime) -> int:
    """Make due what was written in the future, and end claims that reach further than any does; return how many.

    A worker that still holds such a claim finds it lost, and writes nothing.
    """
    freed = 0
    for model, written in WRITTEN.items():
        ahead = model._default_manager.filter(due_at__gt=now, attempts=0, **{f"{written}__gt": now})
        freed += ahead.update(due_at=now)
    beyond = now + timedelta(seconds=2 * settings.CLAIM_SECONDS)
    for model in Work.__subclasses__():
        freed += model._default_manager.filter(due_at__isnull=False, claimed_until__gt=beyond).update(
            claimed_until=None
        )
    return freed
