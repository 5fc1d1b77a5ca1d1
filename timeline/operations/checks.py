"""Looks at each thing the site stands on: what must be there to serve readers, and what only editors miss at first."""

import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.core.cache import cache
from django.db import DatabaseError, InterfaceError, connection
from redis.exceptions import RedisError

from timeline.operations import pulse

LEAST_FREE = 0.05


@dataclass(frozen=True, slots=True)
class Check:
    """What became of looking at one thing: whether it is well, whether readers need it, and a word on it."""

    name: str
    is_well: bool
    is_needed: bool
    detail: str


def checks(*, now: datetime) -> list[Check]:
    """Look at database, cache, workers and disk; none of them raises."""
    broker = _asked("broker", _ask_broker)
    return [_asked("database", _ask_database), broker, _workers(now, broker), _disk()]


def _asked(name: str, ask: Callable[[], None]) -> Check:
    """Ask one of the servers without which no reader is served."""
    begin = time.perf_counter()
    try:
        ask()
    except (DatabaseError, InterfaceError, RedisError, OSError) as error:
        return Check(name, is_well=False, is_needed=True, detail=type(error).__name__)
    return Check(name, is_well=True, is_needed=True, detail=f"{(time.perf_counter() - begin) * 1_000:.1f} ms")


def _ask_database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def _ask_broker() -> None:
    cache.get(pulse.KEY)


def _workers(now: datetime, broker: Check) -> Check:
    """Ask the broker for the workers' sign of life, unless it has just been asked in vain."""
    if not broker.is_well:
        return Check("workers", is_well=False, is_needed=False, detail=broker.detail)
    try:
        age = pulse.age(now=now)
    except (RedisError, OSError) as error:
        return Check("workers", is_well=False, is_needed=False, detail=type(error).__name__)
    detail = "no sign of life yet" if age is None else f"last sign of life {age:.0f} s ago"
    return Check("workers", is_well=age is not None and age <= pulse.LATE, is_needed=False, detail=detail)


def _disk() -> Check:
    """Look at the disk of the uploads and copies, or of the next folder above that is there."""
    folder = Path(settings.MEDIA_ROOT)
    folder = next(path for path in (folder, *folder.parents) if path.exists())
    usage = shutil.disk_usage(folder)
    free = usage.free / usage.total
    return Check("disk", is_well=free >= LEAST_FREE, is_needed=False, detail=f"{free:.0%} free")
