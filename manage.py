#!/usr/bin/env python
"""Runs one management command, with the servers of the environment, of a running site, or with its own."""

import os
import sys

from django.core.management import execute_from_command_line

from tracker.launcher import local
from tracker.launcher.console import say
from tracker.launcher.folder import LauncherError, LocalFolder
from tracker.launcher.servers import joined_or_started


def main() -> int:
    """Prepare the environment, run the command, stop what was started for it."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")
    if not local.is_checkout_run():
        execute_from_command_line(sys.argv)
        return 0
    folder = LocalFolder(local.DEFAULT_FOLDER)
    try:
        folder.create()
        with joined_or_started(folder) as addresses:
            os.environ.update(addresses, **local.development_environment(folder))
            execute_from_command_line(sys.argv)
    except LauncherError as error:
        say(f"manage.py: {error}")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
