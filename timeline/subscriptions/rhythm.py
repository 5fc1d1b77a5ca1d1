"""When a reader is written to next. Pure."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from timeline.codelists import AlertRhythm

NEW_YORK = ZoneInfo("America/New_York")
MORNING = 7  # o'clock in New York, where the record's clocks run


def next_due(rhythm: str, now: datetime) -> datetime | None:
    """Return the next morning, or Monday morning, after `now`; None for who is told once something is new."""
    if rhythm == AlertRhythm.IMMEDIATE:
        return None
    local = now.astimezone(NEW_YORK)
    morning = local.replace(hour=MORNING, minute=0, second=0, microsecond=0)
    if morning <= local:
        morning += timedelta(days=1)
    if rhythm == AlertRhythm.WEEKLY:
        morning += timedelta(days=-morning.weekday() % 7)
    return morning
