"""Remember on the editors' rows which edit of them readers see, so that waiting edits are listed without the log."""

from collections.abc import Mapping
from datetime import datetime

from django.db import connection

from contracts.models.base import Publishable


def note_published_edits(edits: Mapping[type[Publishable], Mapping[int, datetime]]) -> None:
    """Store, a statement a model, the `changed_at` that each row had when its document was built.

    An edit saved while the document was on its way to the log has a later `changed_at` and so still waits.
    """
    with connection.cursor() as cursor:
        for model, stamps in edits.items():
            table = connection.ops.quote_name(model._meta.db_table)
            cursor.execute(
                f"""UPDATE {table} t SET published_edit_at = x.edit
                    FROM unnest(%s::bigint[], %s::timestamptz[]) AS x(id, edit)
                    WHERE t.id = x.id AND t.published_edit_at IS DISTINCT FROM x.edit""",
                [list(stamps), list(stamps.values())],
            )
