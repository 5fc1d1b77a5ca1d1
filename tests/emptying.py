"""Empties the tables after a test that commits: only those that were written to, since most tests write to few."""

from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connections, transaction
from django.db.backends.utils import CursorWrapper
from django.db.migrations.recorder import MigrationRecorder
from django.test import TransactionTestCase

# What each test begins with, since every migration ends with it; stays where it is unless a test has changed it.
LASTING = sorted(model._meta.db_table for model in (ContentType, Permission, Group, Group.permissions.through))
# Beyond so many bytes it is quicker to cut off the files of all tables, with what rolled back tests left in them.
FEW_BYTES = 8_000_000
_lasting_rows: dict[str, list[str]] = {}


def install() -> None:
    """Let tests that commit leave by this door; Django's cuts off all hundred files each time, and makes roles anew."""
    TransactionTestCase._fixture_teardown = _empty  # type: ignore[method-assign]


def _empty(test: TransactionTestCase) -> None:
    for name in test._databases_names(include_mirrors=False):
        with transaction.atomic(name), connections[name].cursor() as cursor:
            done = _deleted(cursor, name)
        if not done:
            call_command("flush", verbosity=0, interactive=False, database=name)
            with connections[name].cursor() as cursor:
                _lasting_rows[name] = _rows_that_last(cursor)


def _deleted(cursor: CursorWrapper, name: str) -> bool:
    """Delete all rows but those that last; return False if that would not do, and nothing was done.

    It waits, as cutting off does, until nobody else is about to write.
    """
    tables = connections[name].introspection.django_table_names(only_existing=True, include_views=False)
    cursor.execute(f"LOCK TABLE {', '.join(map(_quoted, tables))} IN ACCESS EXCLUSIVE MODE")
    cursor.execute(
        "SELECT relname, pg_relation_size(oid) FROM pg_class"
        " WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND pg_relation_size(oid) > 0"
    )
    written = dict(cursor.fetchall())
    cursor.execute("SELECT current_setting('is_superuser')")
    [may_skip_triggers] = cursor.fetchone()
    if (
        may_skip_triggers != "on"
        or sum(written.values()) > FEW_BYTES
        or _rows_that_last(cursor) != _lasting_rows.get(name)
    ):
        return False
    cursor.execute("SET LOCAL session_replication_role = replica")  # the log is append-only for everybody else
    for table in written.keys() - {*LASTING, MigrationRecorder.Migration._meta.db_table}:
        cursor.execute(f"DELETE FROM {_quoted(table)}")  # noqa: S608 - a table's own name
    return True


def _rows_that_last(cursor: CursorWrapper) -> list[str]:
    found = []
    for table in LASTING:
        cursor.execute(f"SELECT md5(string_agg(t::text, '|' ORDER BY t::text)) FROM {_quoted(table)} t")  # noqa: S608
        found.append(cursor.fetchone()[0])
    return found


def _quoted(table: str) -> str:
    return f'"{table}"'
