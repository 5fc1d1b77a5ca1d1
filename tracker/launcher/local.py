"""The environment of a checkout: what `manage.py`, `make run` and the test suite set before the settings are read."""

import os

from tracker.launcher.folder import CHECKOUT, LocalFolder

DEFAULT_FOLDER = CHECKOUT / ".local"
# Commands that never look at the database; everything else gets servers.
WITHOUT_SERVERS = {"help", "--help", "-h", "version", "--version", "startapp", "makemessages", "compilemessages"}


def is_checkout_run() -> bool:
    """Say whether nobody configured this process, so that the launcher must."""
    return not os.environ.get("TRACKER_MODE") and not os.environ.get("SECRET_KEY")


def development_environment(folder: LocalFolder) -> dict[str, str]:
    """Return the variables of a development run: mode, a secret key kept in the folder, loopback hosts."""
    host = os.environ.get("HOST", "")
    loopback = host in {"", "localhost", "::1"} or host.startswith("127.")
    return {
        "TRACKER_MODE": "development",
        "DEBUG": os.environ.get("DEBUG", "0"),
        "SECRET_KEY": folder.secret("django"),
        "ALLOWED_HOSTS": os.environ.get("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]" if loopback else "*"),
    }
