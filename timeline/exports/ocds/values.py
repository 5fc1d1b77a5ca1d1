"""The small values of the standard: texts, days, references to organisations, the identifier of a process. Pure."""

from typing import Any

from contracts import texts
from contracts.codelists import PartyKind
from timeline.documents.shapes import Document

Json = dict[str, Any]
LANGUAGE = "en"


def filled(**values: Any) -> Json:
    """Return an object without its empty members: the standard has no empty text and no empty list."""
    return {name: value for name, value in values.items() if value not in (None, "", [], {})}


def words(text: dict[str, str] | None) -> str:
    """Return an editorial text in the language that every release is written in."""
    return texts.pick(text, LANGUAGE)[0] if text else ""


def instant(date: Document | None) -> str | None:
    """Return a day as the instant at which it begins; None for a date that is no exact day, or circa.

    The standard knows instants only, and takes midnight for a day whose hour is not known.
    """
    if date is None or date["circa"] or date["earliest"] != date["latest"]:
        return None
    return f"{date['earliest']}T00:00:00Z"


def edtf(date: Document | None) -> str | None:
    """Return a date as precise as it is known, in EDTF."""
    return date["text"] if date else None


def organisation(party: Document) -> Json:
    """Return a reference to an organisation that stands among the release's parties, or a person's name.

    Of one that was removed from the record there is nothing to return.
    """
    return {"id": party["id"], "name": party["name"]} if "name" in party else {}


def standing_id(reference: Document | None) -> str | None:
    """Return the id of what a document refers to, None where it refers to nothing that readers still see."""
    return reference["id"] if reference and "state" not in reference else None


def is_organisation(party: Document) -> bool:
    """Say whether a party may stand among a release's parties: people are no organisations."""
    return "name" in party and party.get("kind") != PartyKind.PERSON


def ocid(prefix: str, contract: str) -> str:
    """Return the identifier of a contracting process: the publisher's prefix, then our own permanent slug."""
    return f"{prefix}-{contract}"
