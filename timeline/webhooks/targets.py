"""What may be called: addresses of the public web, over TLS, without a name and password; and the client that calls."""

from urllib.parse import urlsplit

from django.conf import settings

from timeline.ingest.http import Client, Limits
from timeline.ingest.outcome import Outcome

LONGEST = 500
# A receiver has this long for everything together; what it answers is read as far as the challenge needs it.
LIMITS = Limits(total_seconds=15.0, connect_seconds=5.0, max_bytes=65_536, max_redirects=0)


# An answer whose head said yes but that never came to its end is no yes.
UNFINISHED = frozenset({Outcome.TOO_SLOW, Outcome.INCOMPLETE, Outcome.NETWORK_ERROR, Outcome.FORBIDDEN_TARGET})


class TargetRefused(ValueError):
    """What cannot be called: no address of the web, or none that may be called."""


def read_target(text: str) -> str:
    """Return the address to be called; raise TargetRefused. Where its name leads is asked at each call anew."""
    text = text.strip()
    try:
        parts = urlsplit(text)
        host, port = parts.hostname or "", parts.port
    except ValueError as error:
        raise TargetRefused from error
    # Names in other scripts have a form in ASCII, too.
    strange = not text.isascii() or not text.isprintable() or " " in text or "#" in text
    if strange or len(text) > LONGEST or not host or "@" in parts.netloc:
        raise TargetRefused
    is_opened = not {host, f"{host}:{port}"}.isdisjoint(settings.WEBHOOK_ALLOW_HOSTS)
    if parts.scheme != "https" and not (parts.scheme == "http" and is_opened):
        raise TargetRefused
    if parts.netloc == urlsplit(settings.SITE_URL).netloc:
        raise TargetRefused
    return text


def host_of(url: str) -> str:
    """Return the host of an address: all of it that lists show."""
    return urlsplit(url).hostname or ""


def caller() -> Client:
    """Return the client: public addresses only, no redirects, one deadline for everything."""
    return Client(contact=settings.FETCH_CONTACT, limits=LIMITS, allow_hosts=settings.WEBHOOK_ALLOW_HOSTS)


def is_yes(outcome: str, status: int) -> bool:
    """Say whether an answer took what was sent."""
    return 200 <= status < 300 and outcome not in UNFINISHED
