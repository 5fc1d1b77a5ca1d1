"""Keeps the figures of the quality page day by day, so that readers see whether the record gets better."""

from datetime import datetime
from zoneinfo import ZoneInfo

from timeline.models import QualityDay
from timeline.selectors.quality import figures

NEW_YORK = ZoneInfo("America/New_York")


def keep(*, now: datetime) -> int:
    """Count now and keep it as the figures of this day in New York, in place of an earlier count; return how many."""
    day = now.astimezone(NEW_YORK).date()
    rows = [
        QualityDay(measure=measure, dispute=dispute, day=day, count=figure.count, total=figure.total)
        for measure, by_dispute in figures().items()
        for dispute, figure in by_dispute.items()
    ]
    QualityDay.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["measure", "dispute", "day"],
        update_fields=["count", "total"],
    )
    return len(rows)
