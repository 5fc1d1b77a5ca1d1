"""The HTTP client of the pipeline: closed to private addresses but for those that the operator names."""

from urllib.parse import urlsplit

from django.conf import settings

from timeline.ingest.http import Client, Limits
from timeline.models import Feed


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
