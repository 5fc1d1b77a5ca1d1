"""Merges what releases say into what a record says, as the standard's routine does, and readies them for it. Pure.

That routine can neither take an item out of a list nor a member out of an object without leaving its name behind
(open-contracting/standard#232). So no release of the past says what the process no longer says: all of them together,
in any order, merge to what it says now.
"""

from typing import Any

from timeline.exports.ocds.values import Json, filled

# Our own lists are replaced whole, as docs/ocds-extension/release-schema.json says of them.
WHOLE = frozenset({"complaints", "statements", "awardNumbers"})


def merged(target: Json, newer: Json) -> Json:
    """Lay a newer release's members over what older ones said: objects by member, lists of things by their id."""
    found = dict(target)
    for name, value in newer.items():
        found[name] = value if name in WHOLE else _merged(found.get(name), value)
    return found


def within(past: Json, now: Json) -> Json:
    """Return what a process said in the past, without members and items that it no longer has."""
    found = {name: value if name in WHOLE else _within(value, now[name]) for name, value in past.items() if name in now}
    return filled(**found)


def _merged(target: Any, newer: Any) -> Any:
    if isinstance(newer, dict) and isinstance(target, dict):
        found = dict(target)
        for name, value in newer.items():
            found[name] = _merged(found.get(name), value)
        return found
    if _is_of_things(newer) and _is_of_things(target):
        items = {item["id"]: item for item in target}
        for item in newer:
            items[item["id"]] = _merged(items.get(item["id"]), item)
        return list(items.values())
    return newer


def _within(past: Any, now: Any) -> Any:
    if isinstance(past, dict) and isinstance(now, dict):
        return filled(**{name: _within(value, now[name]) for name, value in past.items() if name in now})
    if _is_of_things(past) and _is_of_things(now):
        items = {item["id"]: item for item in now}
        return [_within(item, items[item["id"]]) for item in past if item["id"] in items]
    return past


def _is_of_things(value: Any) -> bool:
    """Say whether a value is a list that the standard merges by the ids of its items."""
    return isinstance(value, list) and bool(value) and all(isinstance(item, dict) and "id" in item for item in value)
