"""What a migration may not do while the release before it still runs: found in the operations, without a database."""

from collections.abc import Iterator

from django.db import migrations, models
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

Migrations = list[migrations.Migration]

# The older code still names these columns and tables.
TAKES_AWAY = (
    migrations.RemoveField,
    migrations.RenameField,
    migrations.DeleteModel,
    migrations.RenameModel,
    migrations.AlterModelTable,
)


def broken(before: ProjectState, later: Migrations) -> list[str]:
    """Return what the code that fits `before` would stumble over once `later` ran, one sentence each.

    Tables that are new among the later ones are theirs. Code and SQL of a migration cannot be judged from here:
    that the older release works beside them is tried.
    """
    state, known, found = before.clone(), set(before.models), []
    for migration in later:
        replaced = _removed_constraints(migration)
        for operation in migration.operations:
            app = migration.app_label
            if _key(app, operation) in known:
                said = _said(operation, app, state, before, replaced)
                found += [f"{app}.{migration.name}: {one}" for one in said]
            operation.state_forwards(app, state)
    return found


def _key(app: str, operation: Operation) -> tuple[str, str]:
    name = getattr(operation, "model_name", "") or getattr(operation, "old_name", "") or getattr(operation, "name", "")
    return app, str(name).lower()


def _removed_constraints(migration: migrations.Migration) -> set[str]:
    return {one.name for one in migration.operations if isinstance(one, migrations.RemoveConstraint)}


def _said(
    operation: Operation, app: str, state: ProjectState, before: ProjectState, replaced: set[str]
) -> Iterator[str]:
    key = _key(app, operation)
    if isinstance(operation, TAKES_AWAY):
        yield f"{operation.describe()}: take it away a release later, when no running code names it"
    elif isinstance(operation, migrations.AddField):
        if _must_be_given(operation.field):
            yield f"{key[1]}.{operation.name} must be given by who does not know it: null=True or db_default"
    elif isinstance(operation, migrations.AlterField):
        old = state.models[key].fields[operation.name]
        yield from (f"{key[1]}.{operation.name} {what}" for what in _narrowed(old, operation.field))
    elif isinstance(operation, migrations.AddConstraint):
        of_old_columns = _columns(operation.constraint) & set(before.models[key].fields)
        if of_old_columns and operation.constraint.name not in replaced:
            yield f"{operation.constraint.name} may refuse what the running code writes: add it a release later"


def _must_be_given(field: models.Field) -> bool:
    if isinstance(field, models.ManyToManyField | models.GeneratedField):
        return False
    return not field.null and not field.has_db_default()


def _narrowed(old: models.Field, new: models.Field) -> Iterator[str]:
    if old.null and not new.null:
        yield "takes no null any more: the running code may write it"
    if type(old) is not type(new) and old.get_internal_type() != new.get_internal_type():
        yield "becomes another type of column"
    if new.max_length is not None and (old.max_length is None or new.max_length < old.max_length):
        yield "becomes shorter"
    if new.unique and not old.unique:
        yield "becomes unique"
    if old.has_db_default() and not new.has_db_default() and not new.null:
        yield "loses the default that the running code relies on"


def _columns(constraint: models.BaseConstraint) -> set[str]:
    """Return the fields a constraint speaks of, as far as it says so."""
    if isinstance(constraint, models.UniqueConstraint):
        return set(constraint.fields) | _named(constraint.condition)
    return _named(getattr(constraint, "condition", None))


def _named(condition: object) -> set[str]:
    if not isinstance(condition, models.Q):
        return set()
    names: set[str] = set()
    for child in condition.children:
        names |= {child[0].split("__")[0]} if isinstance(child, tuple) else _named(child)
    return names
