"""Find, before anything is written, what only one row may have and another row here has already."""

from collections.abc import Callable, Hashable, Iterable

from contracts.identifiers import normal_docket
from contracts.models import Case, PartyIdentifier
from timeline.models import Source
from timeline.records.decisions import WRITTEN, Action, Decision


def leave_clashes(decisions: Iterable[Decision]) -> None:
    """Turn into conflicts the changes that would take an address, docket number or identifier from another object."""
    decisions = list(decisions)
    for kind, wanted, holders in CLASHES:
        chosen = [d for d in decisions if d.kind == kind and d.action in WRITTEN and d.given]
        being_written = {d.key for d in chosen}
        held = {value: holder for value, holder in holders(chosen) if holder not in being_written} if chosen else {}
        for decision in chosen:
            for value in wanted(decision):
                if value in held:
                    decision.action = Action.CONFLICT
                    decision.reason = f"its {value} already belongs to {kind} {held[value]} here"


def _values(decision: Decision, section: str) -> list[dict[str, str]]:
    return decision.given.values.get(section, []) if decision.given else []


def _addresses(decision: Decision) -> list[Hashable]:
    url = decision.given.values.get("url") if decision.given else None
    return [f"address {url}"] if url else []


def _address_holders(chosen: list[Decision]) -> Iterable[tuple[Hashable, str]]:
    urls = [d.given.values["url"] for d in chosen if d.given and "url" in d.given.values]
    for url, key in Source.objects.filter(url__in=urls).values_list("url", "public_id"):
        yield f"address {url}", key


def _dockets(decision: Decision) -> list[Hashable]:
    forum = decision.given.values["forum"] if decision.given else ""
    return [f"docket number {forum} {normal_docket(case['docket'])}" for case in _values(decision, "cases")]


def _docket_holders(chosen: list[Decision]) -> Iterable[tuple[Hashable, str]]:
    numbers = [normal_docket(case["docket"]) for decision in chosen for case in _values(decision, "cases")]
    rows = Case.objects.filter(docket_number__in=numbers)
    for forum, number, key in rows.values_list("forum", "docket_number", "protest__public_id"):
        yield f"docket number {forum} {number}", key


def _identifiers(decision: Decision) -> list[Hashable]:
    pairs = decision.given.values.get("identifiers", []) if decision.given else []
    return [f"identifier {scheme} {identifier}" for scheme, identifier in pairs]


def _identifier_holders(chosen: list[Decision]) -> Iterable[tuple[Hashable, str]]:
    pairs = [pair for d in chosen if d.given for pair in d.given.values.get("identifiers", [])]
    rows = PartyIdentifier.objects.filter(identifier__in=[identifier for _, identifier in pairs])
    for scheme, identifier, key in rows.values_list("scheme", "identifier", "party__slug"):
        yield f"identifier {scheme} {identifier}", key


CLASHES: tuple[
    tuple[str, Callable[[Decision], list[Hashable]], Callable[[list[Decision]], Iterable[tuple[Hashable, str]]]],
    ...,
] = (
    ("source", _addresses, _address_holders),
    ("protest", _dockets, _docket_holders),
    ("party", _identifiers, _identifier_holders),
)
