"""The call by which a cache lets go of pages: one small request, spoken as the settings say."""

from collections.abc import Iterable
from urllib.parse import urlsplit

import orjson
from django.conf import settings

from timeline.edge import keys
from timeline.ingest.http import Client, Limits
from timeline.ingest.links import redact

LIMITS = Limits(total_seconds=10.0, connect_seconds=5.0, max_bytes=65_536, max_redirects=0)


class PurgeRefused(Exception):
    """A cache did not say that it let go; the message says which, without secrets, and why."""


def purge(named: Iterable[str]) -> None:
    """Let every cache go of all that is filed under one of the keys; raise PurgeRefused at the first that does not.

    The keys travel in the headers `Surrogate-Key` and `Cache-Tag`, or with `CDN_PURGE_AS=json` as `{"tags": […]}`.
    """
    wanted = sorted(named)
    sent, content = keys.headers(wanted), b""
    if settings.CDN_PURGE_AS == "json":
        sent, content = {"Content-Type": "application/json"}, orjson.dumps({"tags": wanted})
    name, _, value = settings.CDN_PURGE_SECRET.partition(":")
    if name:
        sent[name.strip()] = value.strip()
    for url in settings.CDN_PURGE_URLS:
        # The operator named the address: a cache stands within the network more often than not.
        client = Client(contact=settings.FETCH_CONTACT, limits=LIMITS, allow_hosts=[urlsplit(url).hostname or ""])
        answer = client.fetch(url, method=settings.CDN_PURGE_METHOD, content=content, headers=sent)
        if not 200 <= answer.status < 300:
            raise PurgeRefused(f"{redact(url)}: {answer.reason or answer.outcome}")
