"""The pytest plugin that gives every test run PostgreSQL and Valkey of its own before the settings are read."""

import contextlib
import os

import pytest

from tracker.launcher.folder import CHECKOUT, LauncherError, LocalFolder
from tracker.launcher.home import forget_outside
from tracker.launcher.servers import Servers

# A crash of the test machine costs nothing, so commits need not wait for the disk.
SETTINGS = (("synchronous_commit", "off"),)
SLOTS = 16


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> None:
    """Start the servers and set the environment; pytest-django reads the settings right after this."""
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
        TRACKER_MODE="test",
        DEBUG="0",
        SECRET_KEY=folder.secret("django"),
        ALLOWED_HOSTS="testserver,127.0.0.1,localhost",
        TEST_DATABASE=f"test_tracker_{folder.path.name.rpartition('-')[2]}",
    )


def _free_slot(stack: contextlib.ExitStack) -> LocalFolder:
    """Take the first folder that no other test run of this checkout uses; its cluster is kept for the next run."""
    for number in range(1, SLOTS + 1):
        folder = LocalFolder(CHECKOUT / ".local" / f"test-{number}")
        folder.create()
        if stack.enter_context(folder.locked("run", wait=False)):
            return folder
    raise LauncherError(f"{SLOTS} test runs of this checkout are under way; wait for one to end.")
