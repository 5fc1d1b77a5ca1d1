"""The shapes all public documents share: references to other objects, dates, citations. Pure.

A document is a plain dict that starts with `object` (its type) and `id`. Any nested dict with `object` is a reference
to another document: `object`, `id` and the few facts that the other's list entry shows. Editorial texts are maps from
language to words, vocabularies are codes, dates carry text, interval and precision.
"""

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any, NamedTuple, TypeAlias

import orjson

from contracts.dates import PartialDate
from timeline.documents.acting import on_the_day

Document: TypeAlias = dict[str, Any]
Facts: TypeAlias = dict[str, Any]


class Ref(NamedTuple):
    """The name of an object in the log."""

    object: str
    id: str

    def __str__(self) -> str:
        """Return type and key."""
        return f"{self.object} {self.id}"


Lookup: TypeAlias = Callable[[Ref], Facts]


def reference(object_type: str, key: str) -> Document:
    """Make a reference whose facts are filled in at publication."""
    return {"object": object_type, "id": key}


def ref_of(document: Document) -> Ref:
    """Return the name of a document or of what a reference names."""
    return Ref(document["object"], document["id"])


def date_shape(value: PartialDate | None) -> Document | None:
    """Return a date as text, interval of days and precision; None stays None."""
    if value is None:
        return None
    return {
        "text": value.text,
        "earliest": value.earliest.isoformat(),
        "latest": value.latest.isoformat(),
        "precision": value.precision,
        "circa": value.circa,
    }


def amount_shape(amount: Decimal | None, currency: str) -> Document | None:
    """Return a sum of money in whole units, as an integer where it has no fraction."""
    if amount is None:
        return None
    return {"amount": int(amount) if amount == amount.to_integral_value() else float(amount), "currency": currency}


def references(document: Document) -> Iterator[tuple[str, Document]]:
    """Walk a document's references with their paths: the top-level key, and `/relation` or `/role` of the item."""
    for name, value in document.items():
        yield from _walk(value, name)


def _walk(value: Any, path: str) -> Iterator[tuple[str, Document]]:
    if isinstance(value, list):
        for item in value:
            yield from _walk(item, path)
        return
    if not isinstance(value, dict):
        return
    if "object" in value:
        yield path, value
        return
    part = value.get("relation") or value.get("role")
    for item in value.values():
        yield from _walk(item, f"{path}/{part}" if part and "/" not in path else path)


def resolve(document: Document, lookup: Lookup) -> None:
    """Fill every reference of a document with the facts of what it names, in place."""
    for _, found in references(document):
        ref = ref_of(found)
        shown = on_the_day(lookup(ref), document)
        found.clear()
        found.update({"object": ref.object, "id": ref.id, **shown})


def shown_facts(document: Document) -> Lookup:
    """Return a lookup of the facts that a stored document itself shows of others."""
    shown = {ref_of(found): found for _, found in references(document)}
    return lambda ref: shown.get(ref, {})


def canonical(document: Document) -> str:
    """Return a document as the JSON text that the log keeps."""
    return orjson.dumps(document).decode()


def parsed(text: str) -> Document:
    """Read a stored document."""
    found: Document = orjson.loads(text)
    return found
