"""From the values of an object to the columns of its row; mentions become primary keys. The reverse of `stored`."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any, TypeAlias

from contracts.dates import PartialDate
from timeline.codelists import PublicBasis
from timeline.records.schema import Values

Columns: TypeAlias = dict[str, Any]
# Gives the primary key of an object of this kind and public name.
Find: TypeAlias = Callable[[str, str], int]


def date(text: str | None) -> PartialDate | None:
    """Read a date that was checked before."""
    return PartialDate.parse(text) if text else None


def amount(text: str | None) -> Decimal | None:
    """Read a sum that was checked before."""
    return Decimal(text) if text else None


def _maybe(find: Find, kind: str, key: str | None) -> int | None:
    return find(kind, key) if key else None


def _texts(values: Values, *names: str) -> Columns:
    """Return columns that are called like the values: texts without translation."""
    return {name: values.get(name, "") for name in names}


def _maps(values: Values, *names: str) -> Columns:
    """Return columns that are called like the values: texts by language."""
    return {name: values.get(name, {}) for name in names}


def _party(values: Values, _: Find) -> Columns:
    return {
        **_texts(values, "name", "kind", "role_title"),
        **_maps(values, "note"),
        "aliases": values.get("aliases", []),
    }


def _dispute(values: Values, _: Find) -> Columns:
    return {**_texts(values, "name"), **_maps(values, "title", "standfirst")}


def _contract(values: Values, find: Find) -> Columns:
    ceiling = values.get("ceiling", {})
    return {
        "dispute_id": find("dispute", values["dispute"]),
        "buyer_id": find("party", values["buyer"]),
        **_texts(values, "acronym", "solicitation_number"),
        **_maps(values, "title", "term", "description", "note"),
        "award_ids": values.get("award_ids", []),
        "ceiling_amount": amount(ceiling.get("amount")),
        "ceiling_currency": ceiling.get("currency", "USD"),
    }


def _protest(values: Values, find: Find) -> Columns:
    debriefing = values.get("debriefing", {})
    return {
        "dispute_id": find("dispute", values["dispute"]),
        "debriefing_offered": date(debriefing.get("offered")),
        "debriefing_answered": date(debriefing.get("answered")),
        "no_debriefing_required": debriefing.get("none_required", False),
        **_texts(values, "forum", "docket", "stage", "reporter_citation", "lower_court_citation"),
        **_maps(values, "note"),
    }


def _claim(values: Values, find: Find) -> Columns:
    return {"dispute_id": find("dispute", values["dispute"]), **_maps(values, "title", "text", "note")}


def _event(values: Values, find: Find) -> Columns:
    public = values.get("public", {})
    return {
        "dispute_id": find("dispute", values["dispute"]),
        "protest_id": _maybe(find, "protest", values.get("protest")),
        **_texts(values, "type", "confidence", "automatic_from"),
        **_maps(values, "title", "summary", "note"),
        "short_title": values.get("short", {}),
        "date": date(values["date"]),
        "until": date(values.get("until")),
        "date_public": date(public.get("date")),
        "public_basis": public.get("basis", PublicBasis.ASSUMED.value),
        "date_existence_known": date(public.get("existence")),
        "significance": values["significance"],
        "day_order": values.get("day_order", 0),
        "sealed": values.get("sealed", False),
    }


def _statement(values: Values, find: Find) -> Columns:
    return {
        "dispute_id": find("dispute", values["dispute"]),
        "event_id": find("event", values["event"]),
        "speaker_id": find("party", values["speaker"]),
        "on_behalf_of_id": _maybe(find, "party", values.get("on_behalf_of")),
        "claim_id": _maybe(find, "claim", values.get("claim")),
        **_texts(values, "relation", "quote", "lang", "stance", "finding"),
        **_maps(values, "capacity", "translations", "note"),
        "date": date(values["date"]),
    }


def _source(values: Values, _: Find) -> Columns:
    return {
        **_texts(values, "url", "title", "publisher", "kind", "lang", "title_basis"),
        **_maps(values, "note"),
        "published": date(values.get("published")),
    }


COLUMNS: dict[str, Callable[[Values, Find], Columns]] = {
    "party": _party,
    "dispute": _dispute,
    "contract": _contract,
    "protest": _protest,
    "claim": _claim,
    "event": _event,
    "statement": _statement,
    "source": _source,
}
