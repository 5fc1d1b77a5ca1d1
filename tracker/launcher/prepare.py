"""Brings the database up to date before the site starts: schema, shipped records, the first editor.

Run as a process of its own by `make run`. Its last line on standard output is a JSON object for the launcher; all else
is for people.
"""

import hashlib
import json
import os
import secrets
import sys
from io import StringIO
from pathlib import Path

import django
from django.apps import apps
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command, get_commands
from django.db import connection

from tracker.launcher import ports
from tracker.launcher.console import say
from tracker.launcher.folder import CHECKOUT, LocalFolder

EDITOR = "editor"
RECORDS = CHECKOUT / "timeline" / "records"


def prepare(folder: LocalFolder) -> dict[str, str]:
    """Migrate, load changed records, make the editor; return what the launcher shall tell at the end."""
    call_command("migrate", interactive=False, verbosity=0)
    told = {}
    if problem := load_changed_records(folder, sorted(RECORDS.glob("*.yaml"))):
        told["records"] = problem
    call_command("feeds", "install", stdout=StringIO())
    password = first_editor()
    if password:
        told["password"] = password
    if port := demonstration(folder, is_new=password is not None):
        told["demo"] = str(port)
    return told


def load_changed_records(folder: LocalFolder, files: list[Path]) -> str | None:
    """Load the shipped record files if they or the database changed since the last load; return why it failed.

    A record file with a mistake loads nothing, so the site can still show what it had.
    """
    if not files or "load_record" not in get_commands():
        return None
    state = {"database": database_identity(), "files": digest(files)}
    if folder.recall("records") == state:
        return None
    say(f"Loading {len(files)} record files.")
    try:
        call_command("load_record", *map(str, files))
    except CommandError as error:
        return str(error)
    folder.remember("records", state)
    return None


def first_editor() -> str | None:
    """Make the account `editor` if there is no account at all; return its password, which is stored nowhere."""
    users = get_user_model()
    if users.objects.exists():
        return None
    password = secrets.token_urlsafe(12)
    users.objects.create_superuser(username=EDITOR, email="", password=password)
    return password


def demonstration(folder: LocalFolder, *, is_new: bool) -> int | None:
    """Set the demonstration up on a new site; return the port to serve it on, None where it was removed.

    It keeps its port from one start to the next, since the addresses of its items hold it.
    """
    if not is_new and not apps.get_model("timeline", "Feed").objects.filter(slug="example-wire").exists():
        return None
    remembered = folder.recall("ports")
    port = ports.choose(remembered.get("demo"))
    folder.remember("ports", {**remembered, "demo": port})
    call_command("demo", install=True, port=port, stdout=StringIO())
    return port


def database_identity() -> str:
    """Return what tells this database from another one at the same address."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT system_identifier::text || '/' || current_database() FROM pg_control_system()")
        row = cursor.fetchone()
    return str(row[0]) if row else ""


def digest(files: list[Path]) -> str:
    """Return one hash over names and contents."""
    total = hashlib.sha256()
    for file in files:
        total.update(file.name.encode() + b"\0" + hashlib.sha256(file.read_bytes()).digest())
    return total.hexdigest()


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")
    django.setup()
    print(json.dumps(prepare(LocalFolder(Path(sys.argv[1])))))
