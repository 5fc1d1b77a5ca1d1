"""What the pipeline asks a feed with: its kind of source, and a client closed to private addresses."""

from urllib.parse import urlsplit

from django.conf import settings

from timeline.ingest.http import Client, Limits
from timeline.ingest.source import Source
from timeline.ingest.sources import SOURCES
from timeline.models import Feed


class UnknownSource(LookupError):
    """A feed names a kind of source that this version does not have."""


def source_of(feed: Feed) -> Source:
    """Return the kind of source that a feed is; raise UnknownSource that names those there are."""
    try:
        return SOURCES[feed.parser]
    except KeyError:
        raise UnknownSource(f"there is no kind of source “{feed.parser}”; there are: {', '.join(SOURCES)}") from None


def client_for(feed: Feed) -> Client:
    """Return the client that may call a feed's address.

    The demonstration feed lives on this machine, so its own host and port are opened for it, and only where examples
    are allowed at all.
    """
    allowed = list(settings.FETCH_ALLOW_HOSTS)
    if feed.is_example and settings.PUBLISH_EXAMPLES:
        allowed.append(urlsplit(feed.url).netloc)
    limits = Limits(total_seconds=float(settings.FETCH_SECONDS))
    return Client(contact=settings.FETCH_CONTACT, limits=limits, allow_hosts=allowed)


def is_own_net(feed: Feed, url: str) -> bool:
    """Say whether an address belongs to the operator or the demonstration, who need not be spared."""
    return feed.is_example or is_own_address(url)


def is_own_address(url: str) -> bool:
    """Say whether an address is one of those of the operator's own net that were opened."""
    parts = urlsplit(url)
    return not {parts.netloc, parts.hostname}.isdisjoint(settings.FETCH_ALLOW_HOSTS)
