"""A live site with the whole shipped record, loaded once for all tests of a module that only read it."""

from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import override_settings, setup_databases, teardown_databases
from pytest_django.live_server_helper import LiveServer
from pytest_django.plugin import DjangoDbBlocker


@pytest.fixture(scope="module")
def shipped_site(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """Serve the five disputes and give the address.

    Who asks for it must not use the database itself: within a module such tests run after all that do, when the
    tables are free, and they are emptied again for the next module, whichever that is.
    """
    with django_db_blocker.unblock(), ExitStack() as stack:
        # pytest-django makes a database only if some test of the run asks for one.
        if not connection.settings_dict["NAME"].startswith("test_"):
            made = setup_databases(verbosity=0, interactive=False, aliases={"default"})
            stack.callback(teardown_databases, made, verbosity=0)
        # Beside a running browser Django takes another connection than at the end of the run, which nobody would close.
        stack.callback(connection.close)
        stack.callback(call_command, "flush", verbosity=0, interactive=False)
        stack.callback(_end_sessions_but, _sessions())
        call_command("load_record", verbosity=0)
        server = LiveServer("127.0.0.1")
        stack.callback(server.stop)
        stack.enter_context(override_settings(SITE_URL=server.url))
        yield server.url


def _sessions() -> list[int]:
    """Return the sessions that there are, this one and those that the tests of other modules use again."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pid FROM pg_stat_activity WHERE datname = current_database()")
        return [pid for (pid,) in cursor.fetchall()]


def _end_sessions_but(kept: list[int]) -> None:
    """End what the server's threads left open: a browser keeps its lines to the server, and they their database."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid() AND pid <> ALL(%s)",
            [kept],
        )
