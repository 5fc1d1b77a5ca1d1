"""One request to a source: with its key, within the budget of its host, which learns how it went."""

from datetime import datetime, timedelta

from django.conf import settings

from timeline.ingest.http import Client, Fetched
from timeline.ingest.source import Source
from timeline.models import Feed
from timeline.pipeline import hosts
from timeline.pipeline.client import client_for, is_own_net, source_of


def ask(
    feed: Feed, url: str, *, now: datetime, client: Client | None = None, etag: str = "", last_modified: str = ""
) -> Fetched | datetime:
    """Ask an address of a feed; return the answer, or when to come back if its host is to be spared until then.

    One that cannot be read has no host to spare and hears no key: the answer says what is wrong with it.
    """
    if not hosts.has_host(url):
        return (client or client_for(feed)).fetch(url)
    source = source_of(feed)
    pause = timedelta(0) if is_own_net(feed, url) else source.pause
    later = hosts.reserve(url, source.budget, pause, now=now)
    if later is not None:
        return later
    asking = source.ask(url, day=now.date(), key=_key(feed, source, url))
    answer = (client or client_for(feed)).fetch(
        asking.url,
        method=asking.method,
        content=asking.content,
        headers=asking.headers,
        accept=source.accept,
        etag=etag,
        last_modified=last_modified,
    )
    hosts.note(url, answer.outcome, answer.retry_after, now=now + timedelta(seconds=answer.seconds))
    return answer


def _key(feed: Feed, source: Source, url: str) -> str:
    """Return the operator's key if this address may be told it: editors choose addresses, but must not learn keys."""
    if feed.is_example or not source.may_have_key(url):
        return ""
    return settings.SOURCE_KEYS.get(source.code, "")
