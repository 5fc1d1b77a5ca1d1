"""Finds the source that an address belongs to already, however it is spelled, and how its publisher is called here."""

from urllib.parse import urlsplit, urlunsplit

from django.db.models import Count

from contracts.models.base import KEPT
from timeline.ingest.links import web_address
from timeline.models import Source


def known_source(address: str) -> Source | None:
    """Return the source with this address; scheme, “www.”, tracking, a fragment or a last slash make no difference."""
    known: Source | None = Source.objects.filter(KEPT, url__in=spellings(address)).order_by("pk").first()
    return known


def spellings(address: str) -> list[str]:
    """Return the ways in which one address is written, the cleaned one first; the one given if it is no address."""
    clean = web_address(address)
    if clean is None:
        return [address]
    found = [clean]
    for one in dict.fromkeys((address, clean)):
        parts = urlsplit(one)
        bare = parts.netloc.removeprefix("www.")
        path = parts.path.rstrip("/")
        found += [
            urlunsplit((scheme, host, path + slash, parts.query, ""))
            for scheme in ("https", "http")
            for host in (bare, f"www.{bare}")
            for slash in ("", "/")
        ]
    return list(dict.fromkeys(found))


def publisher_of(address: str) -> str:
    """Return how most sources of the same host name their publisher; empty if there are none."""
    host = urlsplit(address).netloc
    sources = Source.objects.none()
    for scheme in ("https", "http"):
        # A range of the unique index; “0” is the sign after “/”.
        begin, end = f"{scheme}://{host}/", f"{scheme}://{host}0"
        sources = sources | Source.objects.filter(KEPT, url__gte=begin, url__lt=end)
    counted = sources.exclude(publisher="").order_by().values("publisher").annotate(n=Count("pk")).order_by("-n")
    best = counted.first()
    return str(best["publisher"]) if best else ""
