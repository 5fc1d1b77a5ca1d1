"""The switch of a feed that lets it publish without review: only where its kind of source decides something itself."""

from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser

from timeline.models import Feed
from timeline.pipeline.client import UnknownSource, source_of


class CannotTrust(Exception):
    """The feed may not publish without review; the message says why."""


def reason_against_trusting(feed: Feed) -> str:
    """Say why a feed can never publish without review; empty if it can."""
    if feed.is_example:
        return "The demonstration is never published without review."
    try:
        source = source_of(feed)
    except UnknownSource as unknown:
        return str(unknown)
    return "" if source.may_publish else f"“{source.name}” decides nothing itself: its items always need an editor."


def trust(feed: Feed, *, actor: AbstractBaseUser | None, now: datetime) -> None:
    """Let a feed publish without review what its source decides, from now on; raise CannotTrust where that cannot be.

    What was seen before stays with the editors. Doing it twice changes nothing.
    """
    against = reason_against_trusting(feed)
    if against:
        raise CannotTrust(against)
    Feed.objects.filter(pk=feed.pk, publishes_unreviewed=False).update(
        publishes_unreviewed=True,
        unreviewed_since=now,
        unreviewed_by=actor,
    )


def distrust(feed: Feed) -> None:
    """Stop a feed from publishing without review; it waits for an act that is under way, and none follows."""
    Feed.objects.filter(pk=feed.pk).update(publishes_unreviewed=False)
