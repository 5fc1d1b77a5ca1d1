"""Databases that are made once and copied: the empty tables for every run of this machine, and the shipped record."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from pytest_django.plugin import DjangoDbBlocker

from timeline.bench.database import copied, inside

PREFIX = "test_tracker_migrated_"
LOCK = 8  # any number: whoever makes a template lets others on the same server wait


@pytest.fixture(scope="session")
def migrated(django_db_blocker: DjangoDbBlocker) -> str:
    """Name of a database with all tables and no rows of ours; kept on the server until a migration changes."""
    name = PREFIX + _fingerprint_of_migrations()
    with django_db_blocker.unblock(), connection._nodb_cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        cursor.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [PREFIX])
        kept = {found for (found,) in cursor.fetchall()}
        if name not in kept:
            for old in kept:
                cursor.execute(f'DROP DATABASE "{old}" WITH (FORCE)')
            draft = f"{PREFIX}draft"  # nobody takes what a run that was cut off left half made
            cursor.execute(f'CREATE DATABASE "{draft}"')
            with inside(draft):
                call_command("migrate", verbosity=0, interactive=False)
            cursor.execute(f'ALTER DATABASE "{draft}" RENAME TO "{name}"')
    return name


@pytest.fixture(scope="session")
def shipped(migrated: str, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """Name of a database with the five disputes, loaded once for a run; to be copied, not to be changed."""
    with django_db_blocker.unblock(), copied(migrated, prefix="test_tracker_shipped") as (name, _url):
        with inside(name):
            call_command("load_record", verbosity=0)
        yield name


def _fingerprint_of_migrations() -> str:
    digest = hashlib.sha256()
    for app in apps.get_app_configs():
        for path in sorted((Path(app.path) / "migrations").glob("*.py")):
            digest.update(f"{app.label}/{path.name}\n".encode() + path.read_bytes())
    return digest.hexdigest()[:16]
