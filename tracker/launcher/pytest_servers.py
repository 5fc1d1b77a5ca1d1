"""The pytest plugin that gives every test run PostgreSQL and Valkey of its own before the settings are read."""

import contextlib
import os
import secrets

import pytest

from tracker.launcher.folder import CHECKOUT, LauncherError, LocalFolder
from tracker.launcher.home import forget_outside
from tracker.launcher.servers import Servers

# A crash of the test machine costs nothing, so nothing need wait for the disk; tests of crashes have their own servers.
# What a test rolls back leaves only dead rows, from which autovacuum learns that tables are empty, at moments of its
# own choosing: the next test's queries are then planned for one row, and some of them take minutes.
SETTINGS = (
    ("synchronous_commit", "off"),
    ("fsync", "off"),
    ("full_page_writes", "off"),
    ("checkpoint_timeout", "1h"),
    ("max_wal_size", "4GB"),
    ("autovacuum", "off"),
)
SLOTS = 16


# What the settings want to see in a process that only hands tests out to others.
NO_SERVERS = {"DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none", "REDIS_URL": "redis://127.0.0.1:1/0"}


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> None:
    """Start the servers and set the environment; pytest-django reads the settings right after this.

    With `-n 2` this runs in each of the processes that run tests, so that they share no server.
    """
    os.environ.update(TRACKER_MODE="test", DEBUG="0", ALLOWED_HOSTS="testserver,127.0.0.1,localhost")
    if _hands_out(early_config):
        os.environ.update(NO_SERVERS, SECRET_KEY=secrets.token_hex())
        return
    for name, value in NO_SERVERS.items():
        if os.environ.get(name) == value:  # handed down by the process that hands out
            del os.environ[name]
    stack = contextlib.ExitStack()
    early_config.add_cleanup(stack.close)
    try:
        folder = _free_slot(stack)
        servers = Servers(folder, SETTINGS)
        servers.start()
    except LauncherError as error:
        raise pytest.UsageError(str(error)) from error
    stack.callback(forget_outside, folder)
    stack.callback(servers.stop)
    os.environ.update(servers.environment())
    os.environ.update(
        SECRET_KEY=folder.secret("django"),
        TEST_DATABASE=f"test_tracker_{folder.path.name.rpartition('-')[2]}",
    )


def _hands_out(config: pytest.Config) -> bool:
    asked = getattr(config.known_args_namespace, "numprocesses", None)
    return bool(asked) and "PYTEST_XDIST_WORKER" not in os.environ


def _free_slot(stack: contextlib.ExitStack) -> LocalFolder:
    """Take the first folder that no other test run of this checkout uses; its cluster is kept for the next run."""
    for number in range(1, SLOTS + 1):
        folder = LocalFolder(CHECKOUT / ".local" / f"test-{number}")
        folder.create()
        if stack.enter_context(folder.locked("run", wait=False)):
            return folder
    raise LauncherError(f"{SLOTS} test runs of this checkout are under way; wait for one to end.")
