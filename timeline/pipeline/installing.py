"""Puts the shipped feeds into the table, switched off; what an editor changed or removed there stays so."""

from datetime import timedelta

from timeline.ingest.catalogue import SHIPPED, Shipped
from timeline.ingest.sources import SOURCES
from timeline.models import Feed

HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)


def install() -> list[Feed]:
    """Set up the shipped feeds that are not there yet; return them. Running it again does nothing."""
    missing = {one.slug: one for one in SHIPPED}
    for slug in Feed.objects.filter(slug__in=missing).values_list("slug", flat=True):
        del missing[slug]
    receivers = set(Feed.objects.filter(pushed=True, is_example=False).values_list("parser", flat=True))
    rows = [_row(one) for one in missing.values() if not (one.pushed and one.source in receivers)]
    Feed.objects.bulk_create(rows, ignore_conflicts=True)
    return rows


def _row(one: Shipped) -> Feed:
    source = SOURCES[one.source]
    return Feed(
        slug=one.slug,
        name=one.name,
        parser=one.source,
        url=one.url,
        source_kind=one.kind,
        language=one.language,
        pushed=one.pushed,
        poll_minutes=max(1, round(source.poll_every / MINUTE)),
        rhythm_hours=max(1, round(source.rhythm / HOUR)),
    )
