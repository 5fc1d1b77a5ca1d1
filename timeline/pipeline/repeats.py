"""Which answers repeat one that was read, so that reading them too would change nothing; and which are still unread."""

from datetime import datetime, timedelta

from django.conf import settings

from timeline.codelists import FeedState, FetchState
from timeline.ingest.item import digest
from timeline.models import Body, Feed, Fetch
from timeline.pipeline.client import source_of

# An answer that waits, or could not be read, may be read after those that came later.
UNREAD = (FetchState.WAITING, FetchState.UNREADABLE, FetchState.DEAD)
# After so long it is history: newer answers need not remember any more what they repeated.
READ_LATE = timedelta(days=30)


def read_as(feed: Feed, *, content_type: str, final_url: str, damage: str) -> str:
    """Hash all that decides besides its bytes what reading an answer changes, in 32 hexadecimal digits.

    These are the program, the kind of source, what the answer says of itself, the ids that the feed is known to give
    to several entries, whether any of its items was edited since, and what is said of the damage of its last answer.
    """
    edition = (settings.RELEASE, feed.parser, content_type, final_url, damage)
    return digest(*edition, *sorted(feed.shared_guids), f"edits {feed.edits}")[:32]


def read_before(feed: Feed, body: Body, *, content_type: str, final_url: str, at: datetime) -> Fetch | None:
    """Return the answer with the same bytes that was read, if reading them again would change nothing; else None.

    Nothing may have edited an item of the feed since, and no answer that came since may still be read. The caller
    holds the lock of the feed.
    """
    window = source_of(feed).window
    if window is not None and feed.last_success_at is not None and at - feed.last_success_at > window:
        return None  # a reading notes that entries may have come and gone
    damage = feed.state_detail if feed.state == FeedState.OK else ""
    known = read_as(feed, content_type=content_type, final_url=final_url, damage=damage)
    read = feed.fetches.filter(body=body, state=FetchState.READ, read_as=known).order_by("-pk").first()
    if read is None or feed.fetches.filter(state__in=UNREAD, body__isnull=False, pk__gt=read.pk).exists():
        return None
    return read


def may_be_overtaken(fetch: Fetch) -> bool:
    """Say whether an older answer of the same feed may still be read, and must not replace what this one repeats."""
    older = Fetch.objects.filter(feed=fetch.feed_id, state__in=UNREAD, body__isnull=False, pk__lt=fetch.pk)
    return older.filter(fetched_at__gte=fetch.fetched_at - READ_LATE).exists()
