"""Takes a reader's report into the editors' queue, closes it, and erases the address that came with it."""

from datetime import datetime, timedelta

from django.db.models import QuerySet

from timeline.codelists import ReportState
from timeline.models import ReaderReport

KEPT_AFTER_CLOSING = timedelta(days=30)


def receive_report(
    *,
    about: tuple[str, str],
    seq: int | None,
    lang: str,
    message: str,
    source_url: str,
    email: str,
    now: datetime,
) -> ReaderReport:
    """Store a report; `about` is type and key of an object, or two empty texts for the site as a whole."""
    object_type, key = about
    return ReaderReport.objects.create(
        object_type=object_type,
        key=key,
        seq=seq,
        lang=lang,
        message=message,
        source_url=source_url,
        email=email,
        created_at=now,
    )


def close_reports(reports: QuerySet[ReaderReport], *, state: ReportState, now: datetime) -> int:
    """Mark open reports as answered or dismissed; return how many."""
    return reports.filter(state=ReportState.OPEN).update(state=state, closed_at=now)


def erase_addresses(reports: QuerySet[ReaderReport]) -> int:
    """Erase the senders' addresses; return how many there were."""
    return reports.exclude(email="").update(email="")


def erase_old_addresses(*, now: datetime) -> int:
    """Erase the addresses of reports that were closed 30 days ago."""
    return erase_addresses(ReaderReport.objects.filter(closed_at__lte=now - KEPT_AFTER_CLOSING))
