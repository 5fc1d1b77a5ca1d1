"""Databases of the benchmark's own on the server that the site uses, gone when the benchmark ends."""

import itertools
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

from django.core.management import call_command
from django.db import connection

from timeline.bench.filling import fill, without_indexes
from timeline.bench.textbook.tables import make_tables
from timeline.bench.world import World

NUMBERS = itertools.count(1)


@contextmanager
def migrated() -> Iterator[tuple[str, str]]:
    """Make a database with empty tables for the time of the block; yields its name and address."""
    with copied("template0") as (name, url):
        with inside(name):
            call_command("migrate", verbosity=0, interactive=False)
        yield name, url


@contextmanager
def copied(template: str, *, prefix: str = "bench") -> Iterator[tuple[str, str]]:
    """Copy a database that nobody is connected to, for the time of the block; yields the copy's name and address."""
    name = f"{prefix}_{os.getpid()}_{next(NUMBERS)}"
    with connection.cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    try:
        yield name, urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@contextmanager
def inside(name: str) -> Iterator[None]:
    """Point this process at another database for the time of the block."""
    before = connection.settings_dict["NAME"]
    _switch(name)
    try:
        yield
    finally:
        _switch(before)


def prepare(world: World, progress: Callable[[int], None]) -> None:
    """Fill the log with a world, make the textbook's tables out of it, and leave both as autovacuum would."""
    with without_indexes():
        fill(world, progress)
    make_tables()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def deep_position(behind: int) -> str:
    """Return the position of the event that so many newer ones precede."""
    sql = """SELECT position FROM timeline_evententry WHERE valid_to IS NULL AND NOT is_statement
             ORDER BY position DESC OFFSET %s LIMIT 1"""
    with connection.cursor() as cursor:
        cursor.execute(sql, [behind])
        return str(cursor.fetchone()[0])


def _switch(name: str) -> None:
    connection.close()
    connection.settings_dict["NAME"] = name
