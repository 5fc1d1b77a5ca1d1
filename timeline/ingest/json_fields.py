"""Reading fields out of foreign JSON, where a value may be missing, null, empty, of another type or the word “null”."""

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from timeline.ingest.errors import BadEntry
from timeline.ingest.text import one_line, paragraphs

Json = Mapping[str, Any]


def words(entry: Json, *names: str) -> str:
    """Give the first of these fields that holds words or a number, on one line; empty if none does."""
    for name in names:
        value = entry.get(name)
        if isinstance(value, int | float) and not isinstance(value, bool):
            return str(value)
        if isinstance(value, str) and (said := one_line(value, 2_000)) and said.lower() not in {"null", "none"}:
            return said
    return ""


def prose(entry: Json, *names: str) -> str:
    """Give the first of these fields that holds text, with its lines."""
    return next((text for text in (paragraphs(str(entry.get(name) or "")) for name in names) if text), "")


def part(entry: Json, name: str) -> Json:
    """Give a field that is an object; an empty one for anything else."""
    value = entry.get(name)
    return value if isinstance(value, dict) else {}


def parts(entry: Json, name: str) -> list[Json]:
    """Give a field that is a list of objects, without what else it holds."""
    value = entry.get(name)
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def number(entry: Json, name: str) -> Decimal | None:
    """Give a field that is a number, or a string that writes one; None for anything else."""
    value = entry.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        amount = Decimal(str(value).replace(",", "").strip())
    except InvalidOperation:
        return None
    if not amount.is_finite():
        return None
    return amount.to_integral_value() if amount == amount.to_integral_value() else amount


def required(entry: Json, name: str, *, place: int, source: str) -> str:
    """Give a field without which the entry is none; raise BadEntry."""
    found = words(entry, name)
    if not found:
        raise BadEntry("is missing or empty", source=source, entry=place, field=name)
    return found
