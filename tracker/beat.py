"""The clock of Celery, one at a time: a second beat stands by, and goes on when the first is gone."""

import logging
from typing import Any

from celery.beat import PersistentScheduler
from django.db import DatabaseError, InterfaceError, connections
from django.db.backends.base.base import BaseDatabaseWrapper

logger = logging.getLogger(__name__)

# Held by a session of the database, so it ends with the process, the machine or the network of whoever held it.
LOCK = 0x6265_6174  # "beat"
STANDBY_SECONDS = 2.0


class LockedScheduler(PersistentScheduler):
    """Send periodic tasks only while this process holds the lock."""

    _session: BaseDatabaseWrapper | None = None
    _has_waited = False

    def tick(self, *args: Any, **kwargs: Any) -> float:
        """Send what is due and return the seconds until more is; stand by where another beat is the clock."""
        if not self._leads():
            return STANDBY_SECONDS
        self._forget_the_future()
        return min(float(super().tick(*args, **kwargs)), STANDBY_SECONDS)

    def close(self) -> None:
        """Let the next one go on at once."""
        super().close()
        self._let_go()

    def _forget_the_future(self) -> None:
        """Begin anew what was last sent in the future: else a clock set back by an hour silences beat for one."""
        entries = self.schedule.values()
        ahead = [entry for entry in entries if entry.last_run_at and entry.last_run_at > entry.default_now()]
        for entry in ahead:
            entry.last_run_at = entry.default_now()
        if ahead:
            logger.warning("the clock was set back; beat goes on by the new one")
            self._heap = None  # the moments at which each is next

    def _leads(self) -> bool:
        """Say whether the lock is ours: a session that still answers holds what it was given."""
        try:
            if self._session is not None:
                self._ask("SELECT true")
                return True
            # No other code shares this session, whose end would end the lock.
            self._session = connections.create_connection("default")
            if self._ask("SELECT pg_try_advisory_lock(%s)", LOCK):
                logger.info("this beat is the clock")
                return True
        except (DatabaseError, InterfaceError) as error:
            logger.warning("beat stands by, the database does not answer: %s", type(error).__name__)
        else:
            if not self._has_waited:
                logger.info("another beat is the clock; this one stands by")
            self._has_waited = True
        self._let_go()
        return False

    def _ask(self, sql: str, *values: int) -> bool:
        assert self._session is not None  # noqa: S101 - its callers made sure; this tells the type checker
        with self._session.cursor() as cursor:
            cursor.execute(sql, values)
            return bool(cursor.fetchone()[0])

    def _let_go(self) -> None:
        session, self._session = self._session, None
        if session is not None:
            session.close()
