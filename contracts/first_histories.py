"""Begins the history of rows that were there before it: what each holds today, written down once by a migration."""

from typing import Any

SQL = """INSERT INTO {history} (pgh_created_at, pgh_label, pgh_obj_id, {columns})
SELECT now(), 'found', id, {columns} FROM {kept}"""


def begin_histories(app: str, apps: Any, schema_editor: Any) -> None:
    """Write the first version of every row of an app; `apps` are those of the migration."""
    quote = schema_editor.quote_name
    for history in apps.get_app_config(app).get_models():
        kept = next((f.related_model for f in history._meta.fields if f.name == "pgh_obj"), None)
        if kept is None:
            continue
        columns = [column.column for column in history._meta.concrete_fields if not column.name.startswith("pgh_")]
        schema_editor.execute(
            SQL.format(
                history=quote(history._meta.db_table),
                columns=", ".join(map(quote, columns)),
                kept=quote(kept._meta.db_table),
            )
        )
