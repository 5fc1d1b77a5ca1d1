#!/usr/bin/env python
"""Runs one management command, with the servers of the environment, of a running site, or with its own."""

import os
import sys

from django.core.management import execute_from_command_line

from tracker.launcher import local
from tracker.launcher.console import say
from tracker.launcher.folder import LauncherError
from tracker.launcher.servers import joined_or_started


def main() -> int:
    """Prepare the environment, run the command, stop what was started for it."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")
    if not local.is_checkout_run():
        execute_from_command_line(sys.argv)
        return 0
    folder = local.local_folder()
    try:
        folder.create()
        os.environ.update(local.development_environment(folder))
        if placeholders := local.addresses_for(sys.argv):
            os.environ.update(placeholders)
            execute_from_command_line(sys.argv)
            return 0
        with joined_or_started(folder) as addresses:
            os.environ.update(addresses | local.address_of_site(folder))
            execute_from_command_line(sys.argv)
    except LauncherError as error:
        say(f"manage.py: {error}")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
