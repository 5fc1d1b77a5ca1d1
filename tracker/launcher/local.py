"""The environment of a checkout: what `manage.py`, `make run` and the test suite set before the settings are read."""

import os
from pathlib import Path

from tracker.launcher.folder import CHECKOUT, LocalFolder

# Commands that need the settings but never a server.
WITHOUT_SERVERS = {"help", "--help", "-h", "version", "--version", "startapp", "makemessages", "compilemessages"}
NO_SERVERS = {"DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none", "REDIS_URL": "redis://127.0.0.1:1/0"}


def local_folder() -> LocalFolder:
    """Return the folder of this checkout, `.local/` unless LOCAL_FOLDER names another."""
    return LocalFolder(Path(os.environ.get("LOCAL_FOLDER") or CHECKOUT / ".local").absolute())


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


def address_of_site(folder: LocalFolder) -> dict[str, str]:
    """Return the variable with the public address of the site that runs here, none where the environment has one."""
    url = folder.recall("site").get("url", "")
    return {"SITE_URL": url.rstrip("/")} if url and not os.environ.get("SITE_URL") else {}


def addresses_for(arguments: list[str]) -> dict[str, str] | None:
    """Return placeholders for a command line that needs no server, None for one that does."""
    command = arguments[1] if len(arguments) > 1 else "help"
    return {**NO_SERVERS, **given_addresses()} if command in WITHOUT_SERVERS else None


def given_addresses() -> dict[str, str]:
    """Return the addresses that the environment names itself."""
    return {name: os.environ[name] for name in NO_SERVERS if os.environ.get(name)}
