"""A database of the benchmark's own on the server that the site uses, gone when the benchmark ends."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

from django.core.management import call_command
from django.db import connection

from timeline.bench.filling import fill, without_indexes
from timeline.bench.textbook.tables import make_tables
from timeline.bench.world import World

NAME = f"bench_{os.getpid()}"


@contextmanager
def own_database() -> Iterator[str]:
    """Point this process at an empty migrated database for the time of the block; yields its address."""
    before = connection.settings_dict["NAME"]
    with connection.cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{NAME}"')
    _switch(NAME)
    try:
        call_command("migrate", verbosity=0, interactive=False)
        yield urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{NAME}").geturl()
    finally:
        _switch(before)
        with connection.cursor() as cursor:
            cursor.execute(f'DROP DATABASE "{NAME}" WITH (FORCE)')


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
