"""Gives items the shape that a reader asks for: some fields alone, some left out, references filled with documents.

`fields=id,title.en,parties.party.name` keeps what is named (and always the id), `omit=citations` leaves out,
`expand=protest,parties.party` puts the whole documents where references stand. Names are checked against the API's own
description, so a wrong one is refused with what exists.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, TypeAlias

import orjson

from timeline import selectors
from timeline.api.resources import Resource
from timeline.api.schema.answers import components, item_name
from timeline.api.schema.builders import COMPONENTS, Schema
from timeline.filters import Refusal

NAMES = ("fields", "omit", "expand")
# Bounds of one request; whoever needs more asks twice.
MOST_PATHS, DEEPEST, LONGEST = 60, 6, 4_000
MOST_EXPANSIONS, MOST_EXPANDED = 5, 500
ALWAYS = "id"

Tree: TypeAlias = dict[str, "Tree"]


@dataclass(frozen=True, slots=True)
class Shape:
    """What is asked of items beyond the ordinary; empty for nearly every request."""

    fields: Tree = field(default_factory=dict)
    omit: Tree = field(default_factory=dict)
    expand: tuple[tuple[str, ...], ...] = ()

    def __bool__(self) -> bool:
        """Say whether items need any work."""
        return bool(self.fields or self.omit or self.expand)

    def of(self, texts: Iterable[str], *, as_of: int | None) -> list[str]:
        """Return items, given as JSON texts, in this shape; references are filled as of the same moment."""
        values = [orjson.loads(text) for text in texts]
        if self.expand:
            _expand(values, self.expand, as_of)
        shaped = [_without(_only(value, self.fields), self.omit) for value in values]
        return [orjson.dumps(value).decode() for value in shaped]


def read_shape(parameters: Mapping[str, Sequence[str]], resource: Resource, refusals: list[Refusal]) -> Shape:
    """Read the three parameters; note a refusal for every path that the resource does not have."""
    if not any(name in parameters for name in NAMES):
        return Shape()
    found = {name: _paths(parameters, name, resource, refusals) for name in NAMES}
    kept = _tree([*found["fields"], (ALWAYS,)]) if found["fields"] else {}
    return Shape(kept, _tree(path for path in found["omit"] if path != (ALWAYS,)), tuple(found["expand"]))


def _paths(
    parameters: Mapping[str, Sequence[str]], name: str, resource: Resource, refusals: list[Refusal]
) -> list[tuple[str, ...]]:
    said = ",".join(parameters.get(name, ()))
    if len(said) > LONGEST:
        refusals.append(Refusal(name, f"is longer than {LONGEST} characters"))
        return []
    paths = [tuple(path.strip().split(".")) for path in said.split(",") if path.strip()]
    most = MOST_EXPANSIONS if name == "expand" else MOST_PATHS
    if len(paths) > most:
        refusals.append(Refusal(name, f"takes at most {most} paths"))
        return []
    good = []
    for path in dict.fromkeys(paths):
        known = _refused_at(path, resource.object, references_only=name == "expand")
        if known is None:
            good.append(path)
        else:
            refusals.append(Refusal(name, f"knows no “{'.'.join(path)[:80]}”", known))
    return good


def _refused_at(path: tuple[str, ...], object_type: str, *, references_only: bool) -> tuple[str, ...] | None:
    """Return what exists where a path leads nowhere, None for a path that exists."""
    here: tuple[Schema, ...] = (_item_of(object_type),)
    for part in path[: DEEPEST + 1]:
        below = _properties(here)
        if part not in below:
            return tuple(sorted(below))
        here = tuple(below[part])
    if len(path) > DEEPEST:
        return ()
    if references_only and not {"object", "id"} <= set(_properties(here)):
        return expandable(object_type)
    return None


@cache
def paths_of(object_type: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return all paths of a resource, and those that lead to references."""
    every: list[str] = []
    references: list[str] = []

    def walk(schemas: tuple[Schema, ...], above: str, depth: int) -> None:
        for name, values in _properties(schemas).items():
            every.append(f"{above}{name}")
            if {"object", "id"} <= set(_properties(values)):
                references.append(f"{above}{name}")
            if depth < DEEPEST:
                walk(tuple(values), f"{above}{name}.", depth + 1)

    walk((_item_of(object_type),), "", 1)
    return tuple(every), tuple(references)


@cache
def expandable(object_type: str) -> tuple[str, ...]:
    """Return the paths of a resource that lead to references, nearest first."""
    found = []
    for name, schemas in _properties((_item_of(object_type),)).items():
        below = _properties(tuple(schemas))
        if {"object", "id"} <= set(below):
            found.append(name)
        found += [
            f"{name}.{inner}" for inner, inside in below.items() if {"object", "id"} <= set(_properties(tuple(inside)))
        ]
    return tuple(sorted(found))


@cache
def _item_of(object_type: str) -> Schema:
    resource = Resource("", object_type, "")
    return _components()[item_name(resource)]


@cache
def _components() -> dict[str, Schema]:
    return components()


def _properties(schemas: Iterable[Schema]) -> dict[str, list[Schema]]:
    """Return what may stand below any of some schemas: names with the schemas of their values."""
    found: dict[str, list[Schema]] = {}
    for schema in schemas:
        for plain in _plain(schema):
            for name, value in plain.get("properties", {}).items():
                found.setdefault(name, []).append(value)
    return found


def _plain(schema: Schema) -> Iterator[Schema]:
    """Yield the objects that a schema may be, through references, alternatives and lists."""
    if "$ref" in schema:
        yield from _plain(_components()[schema["$ref"].removeprefix(COMPONENTS)])
    for name in ("allOf", "anyOf", "oneOf"):
        for one in schema.get(name, ()):
            yield from _plain(one)
    if "items" in schema:
        yield from _plain(schema["items"])
    if "properties" in schema:
        yield schema


def _tree(paths: Iterable[tuple[str, ...]]) -> Tree:
    tree: Tree = {}
    for path in sorted(paths, key=len, reverse=True):
        here = tree
        for part in path[:-1]:
            here = here.setdefault(part, {})
        here[path[-1]] = {}  # the shorter path comes later and means all that is below it
    return tree


def _only(value: Any, tree: Tree) -> Any:
    if not tree:
        return value
    if isinstance(value, list):
        return [_only(one, tree) for one in value]
    if isinstance(value, dict):
        return {name: _only(one, tree[name]) for name, one in value.items() if name in tree}
    return value


def _without(value: Any, tree: Tree) -> Any:
    if not tree:
        return value
    if isinstance(value, list):
        return [_without(one, tree) for one in value]
    if isinstance(value, dict):
        return {
            name: _without(one, tree.get(name, {})) for name, one in value.items() if name not in tree or tree[name]
        }
    return value


def _expand(values: list[Any], paths: Sequence[tuple[str, ...]], as_of: int | None) -> None:
    """Put documents where references stand, at most so many different ones; what is not public stays a reference."""
    places = [place for path in paths for value in values for place in _places(value, path)]
    refs = list(dict.fromkeys((place["object"], place["id"]) for place in places))[:MOST_EXPANDED]
    documents = selectors.documents(refs, as_of=as_of)
    for place in places:
        if (document := documents.get((place["object"], place["id"]))) is not None:
            place.update(document)


def _places(value: Any, path: Sequence[str]) -> Iterator[dict[str, Any]]:
    if isinstance(value, list):
        for one in value:
            yield from _places(one, path)
    elif isinstance(value, dict):
        if path:
            yield from _places(value.get(path[0]), path[1:])
        elif "object" in value and "id" in value:
            yield value
