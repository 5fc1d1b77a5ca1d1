"""Holds values against the components of the API's description, strictly: an undescribed field is an error."""

import copy
from functools import cache

from jsonschema import Draft202012Validator

from timeline.api.schema.answers import components


def merged(schema, all_components):
    """Return a schema with `allOf` and its references made one object, so that unknown fields can be refused."""
    if "allOf" not in schema:
        return schema
    properties, required = {}, []
    for part in schema["allOf"]:
        name = part.get("$ref", "").rpartition("/")[2]
        found = merged(copy.deepcopy(all_components[name]) if name else part, all_components)
        properties |= found["properties"]
        required += found["required"]
    return {"type": "object", "properties": properties, "required": required}


def closed(schema):
    """Return a schema that knows no field beyond those it names."""
    if isinstance(schema, list):
        return [closed(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    found = {name: closed(value) for name, value in schema.items()}
    if found.get("type") == "object" and "properties" in found:
        found["additionalProperties"] = False
    return found


@cache
def _closed_components():
    everything = components()
    return {name: closed(merged(schema, everything)) for name, schema in everything.items()}


def validator_of(name):
    """Return the validator of a component that refuses every field it does not name."""
    root = {"$ref": f"#/components/schemas/{name}", "components": {"schemas": _closed_components()}}
    return Draft202012Validator(root, format_checker=Draft202012Validator.FORMAT_CHECKER)


def errors(validator, value):
    found = sorted(validator.iter_errors(value), key=lambda error: len(error.absolute_path), reverse=True)
    return [f"{error.json_path}: {error.message[:300]}" for error in found[:5]]
