"""Small builders of JSON Schema (2020-12), so that the components read as lists of fields. Pure."""

from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias

from django.db.models import Choices

from timeline.filters import DAY_PATTERN

Schema: TypeAlias = dict[str, Any]
COMPONENTS = "#/components/schemas/"


def described(schema: Schema, description: str) -> Schema:
    """Add a description; it may stand beside a `$ref`."""
    return {**schema, "description": description} if description else schema


def text(description: str = "", **more: Any) -> Schema:
    """Describe a string."""
    return described({"type": "string", **more}, description)


def number(description: str = "", **more: Any) -> Schema:
    """Describe a whole number."""
    return described({"type": "integer", **more}, description)


def flag(description: str = "") -> Schema:
    """Describe true or false."""
    return described({"type": "boolean"}, description)


def day(description: str = "") -> Schema:
    """Describe an ISO day."""
    return text(description, format="date")


def asked_day() -> Schema:
    """Describe a day as addresses take it; an empty value is none, for forms send such."""
    return {"type": "string", "anyOf": [{"format": "date", "pattern": DAY_PATTERN}, {"maxLength": 0}]}


def constant(value: str) -> Schema:
    """Describe a string that is always the same."""
    return {"type": "string", "const": value}


def ref(name: str, description: str = "") -> Schema:
    """Point to a component."""
    return described({"$ref": f"{COMPONENTS}{name}"}, description)


def maybe(schema: Schema, description: str = "") -> Schema:
    """Allow null as well."""
    if isinstance(schema.get("type"), str) and "enum" not in schema and "const" not in schema:
        return described({**schema, "type": [schema["type"], "null"]}, description)
    return described({"anyOf": [schema, {"type": "null"}]}, description)


def listed(items: Schema, description: str = "") -> Schema:
    """Describe a list."""
    return described({"type": "array", "items": items}, description)


def record(fields: Mapping[str, Schema], description: str = "", *, optional: Iterable[str] = (), **more: Any) -> Schema:
    """Describe an object; all its fields are always there but the optional ones."""
    required = [name for name in fields if name not in set(optional)]
    return described({"type": "object", "properties": dict(fields), "required": required, **more}, description)


def code(choices: type[Choices], description: str = "", *, empty: bool = False) -> Schema:
    """Describe a code of a codelist with the meaning of each; `empty` allows "" for none."""
    meanings = "\n".join(f"- `{value}`: {label}" for value, label in choices.choices)
    values = [*choices.values, *([""] if empty else [])]
    kind = "integer" if all(isinstance(value, int) for value in choices.values) else "string"
    return {"type": kind, "enum": values, "description": f"{description}\n\n{meanings}".strip()}


def term_code(codes: Iterable[str], description: str = "", *, empty: bool = False) -> Schema:
    """Describe a code out of a plain list."""
    return described({"type": "string", "enum": [*codes, *([""] if empty else [])]}, description)
