"""Holds releases against the standard's schema, patched by the extensions that they use. Pure."""

from collections.abc import Iterable, Iterator
from functools import reduce
from typing import Any

from jsonschema import Draft4Validator, FormatChecker

from timeline.exports.ocds.values import Json


def patched(schema: Json, patches: Iterable[Json]) -> Json:
    """Lay extensions over a schema, each as a JSON Merge Patch (RFC 7386)."""
    return reduce(_merged, patches, schema)


def faults(schema: Json, release: Json) -> Iterator[str]:
    """Yield what is wrong with a release: where, and what the schema says.

    A member that the schema does not know is a fault here, though the standard allows it: it would be a field that
    nothing documents.
    """
    for error in Draft4Validator(schema, format_checker=FormatChecker()).iter_errors(release):
        yield f"{'/'.join(map(str, error.absolute_path)) or 'release'}: {error.message}"
    yield from _unknown(schema, schema, release, "")


def unknown_roles(release: Json, known: frozenset[str]) -> Iterator[str]:
    """Yield each role of a party that no codelist has: the standard's schema leaves them open."""
    for party in release.get("parties", []):
        for role in party.get("roles", []):
            if role not in known:
                yield f"parties/{party['id']}/roles: no codelist has “{role}”"


def _merged(target: Any, patch: Any) -> Any:
    if not isinstance(patch, dict):
        return patch
    found = dict(target) if isinstance(target, dict) else {}
    for name, value in patch.items():
        if value is None:
            found.pop(name, None)
        else:
            found[name] = _merged(found.get(name), value)
    return found


def _unknown(root: Json, schema: Json, value: Any, path: str) -> Iterator[str]:
    schema = _resolved(root, schema)
    if isinstance(value, list):
        for number, item in enumerate(value):
            yield from _unknown(root, schema.get("items", {}), item, f"{path}/{number}")
    elif isinstance(value, dict):
        known = schema.get("properties", {})
        for name, item in value.items():
            if name in known:
                yield from _unknown(root, known[name], item, f"{path}/{name}")
            else:
                yield f"{path}/{name}: no schema describes this member".lstrip("/")


def _resolved(root: Json, schema: Json) -> Json:
    """Follow references within the schema."""
    while "$ref" in schema:
        schema = root["definitions"][schema["$ref"].removeprefix("#/definitions/")]
    return schema
