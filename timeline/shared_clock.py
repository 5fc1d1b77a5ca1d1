"""The clock that all machines of a site share: the database's. Work is due, and claimed until a moment, by it alone."""

from datetime import datetime

from django.db import connection


def now() -> datetime:
    """Return the moment by the database's clock (UTC), also within a transaction that has lasted for a while."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        moment: datetime = cursor.fetchone()[0]
    return moment
