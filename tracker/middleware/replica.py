"""Serves readers from a replica of the database while that has all of the log, and from the primary otherwise."""

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http import HTTPStatus
from threading import Lock

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.core.handlers.asgi import ASGIRequest
from django.db import DatabaseError, InterfaceError, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from timeline.log import latest_seq
from tracker.databases import REPLICA
from tracker.middleware.places import ADMIN, GERMAN, HOOKS

logger = logging.getLogger(__name__)

# What is not of the log: accounts, and what readers themselves left with us and want to see at once.
OWN = (ADMIN, HOOKS, "/health/", "/metrics", "/streams/", "/api-keys/", "/report/", "/alerts/", "/webhooks/")
# After a replica did not answer it is left alone for so many seconds.
SPARED = 5.0
# For so long one look at the replica serves all readers who need no newer line of the log, in seconds.
LOOKED = 0.5
# Seconds that what was last replayed lies back, 0 where all that came was replayed while the stream runs.
LAG = """SELECT CASE WHEN pg_last_wal_receive_lsn() = pg_last_wal_replay_lsn()
                      AND EXISTS (SELECT 1 FROM pg_stat_wal_receiver) THEN 0
                ELSE coalesce(extract(epoch FROM clock_timestamp() - pg_last_xact_replay_timestamp()), 1e9) END"""


class ReplicaMiddleware:
    """Lead all that a reader's request asks of the database to the replica, if that has all of the log."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        if REPLICA not in settings.DATABASES:
            raise MiddlewareNotUsed
        self.get_response = get_response
        self._lock = Lock()
        self._seq, self._looked, self._spared_until = -1, 0.0, 0.0

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer from the replica if it may, and once more from the primary if that went wrong."""
        if not _is_readers(request) or not self._has(latest_seq()):
            return self.get_response(request)
        with _replica_as_default():
            response = self.get_response(request)
        if response.status_code != HTTPStatus.INTERNAL_SERVER_ERROR:
            return response
        logger.warning("answered %s from the primary, since the replica failed", request.path_info)
        self._spare()
        return self.get_response(request)

    def _has(self, seq: int) -> bool:
        """Say whether the replica has this line of the log and lags less than it may."""
        now = time.monotonic()
        if now < self._spared_until:
            return False
        if seq <= self._seq and now - self._looked < LOOKED:
            return True
        try:
            with _replica_as_default() as replica, replica.cursor() as cursor:
                cursor.execute(LAG)
                lag, there = float(cursor.fetchone()[0]), latest_seq()
        except (DatabaseError, InterfaceError) as error:
            logger.warning("the replica does not answer, readers are served from the primary: %s", type(error).__name__)
            self._spare()
            return False
        if lag > settings.READ_LAG_SECONDS:
            return False
        with self._lock:
            self._seq, self._looked = there, now
        return there >= seq

    def _spare(self) -> None:
        self._spared_until = time.monotonic() + SPARED
        connections[REPLICA].close()


def _is_readers(request: HttpRequest) -> bool:
    """Say whether a request only reads what is public; who shows a key is looked up where keys are written."""
    if request.method not in {"GET", "HEAD"} or isinstance(request, ASGIRequest) or "Authorization" in request.headers:
        return False
    return not f"/{request.path_info.removeprefix(GERMAN).removeprefix('/')}".startswith(OWN)


@contextmanager
def _replica_as_default() -> Iterator[BaseDatabaseWrapper]:
    """Let this thread's default connection be the replica's, so that no query of a request sees another state."""
    primary, replica = connections["default"], connections[REPLICA]
    connections["default"] = replica
    try:
        yield replica
    finally:
        connections["default"] = primary
