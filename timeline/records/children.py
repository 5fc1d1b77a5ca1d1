"""The rows that hang on an object's row (posts, bids, cases, steps, citations …), replaced whole and set-based."""

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from typing import Any, NamedTuple, TypeAlias

from django.db.models import Model

from contracts.identifiers import normal_docket
from contracts.models import (
    Award,
    Bid,
    Case,
    Contract,
    Membership,
    PartyIdentifier,
    Phase,
    Protest,
    ProtestParty,
    Stay,
)
from timeline.links import NewLink, replace_links
from timeline.models import Citation, Event, EventAmount, EventParty, EventStep
from timeline.records.columns import Find, amount
from timeline.records.ground_rows import write_grounds
from timeline.records.schema import Values

Owned: TypeAlias = Sequence[tuple[int, Values]]  # primary key of the row, and its values


class Cited(NamedTuple):
    """A row that carries citations: which column of a citation names it, its primary key, and its citations."""

    column: str
    pk: int
    citations: list[Values]


def write_party(owned: Owned, find: Find) -> list[Cited]:
    """Write identifiers and posts."""
    _empty(owned, (PartyIdentifier, "party"), (Membership, "member"))
    PartyIdentifier.objects.bulk_create(
        PartyIdentifier(party_id=pk, scheme=scheme, identifier=identifier)
        for pk, values in owned
        for scheme, identifier in values.get("identifiers", [])
    )
    Membership.objects.bulk_create(
        Membership(
            member_id=pk,
            organization_id=find("party", post["of"]),
            post=post["post"],
            start=post.get("from"),
            end=post.get("to"),
            note=post.get("note", ""),
        )
        for pk, values in owned
        for post in values.get("posts", [])
    )
    return _own_citations("party", owned)


def write_contract(owned: Owned, find: Find) -> list[Cited]:
    """Write phases, bids, awards and what a contract succeeds."""
    _empty(owned, (Phase, "contract"), (Bid, "contract"), (Award, "contract"))
    _set(Contract, "succeeds", ((pk, [find("contract", key) for key in v.get("succeeds", [])]) for pk, v in owned))
    phases = _parts(
        owned,
        "phases",
        lambda pk, phase: Phase(
            contract_id=pk,
            public_id=phase["key"],
            name=phase["name"],
            start=phase["start"],
            end=phase.get("end"),
        ),
    )
    bids = _parts(
        owned,
        "bids",
        lambda pk, bid: Bid(
            contract_id=pk,
            public_id=bid["key"],
            bidder_id=find("party", bid["bidder"]),
            submitted=bid.get("submitted"),
            outcome=bid["outcome"],
            ended=bid.get("ended"),
            summary=bid.get("summary", {}),
        ),
    )
    awards = _parts(
        owned,
        "awards",
        lambda pk, award: Award(
            contract_id=pk,
            public_id=award["key"],
            date=award["date"],
            status=award["status"],
            amount=amount(award.get("amount")),
            currency=award["currency"],
            note=award.get("note", {}),
        ),
    )
    _set(Award, "suppliers", ((pk, [find("party", key) for key in award["suppliers"]]) for pk, award in awards))
    return [
        *_own_citations("contract", owned),
        *_own_citations("phase", phases),
        *_own_citations("bid", bids),
        *_own_citations("award", awards),
    ]


def write_protest(owned: Owned, find: Find) -> list[Cited]:
    """Write cases, parties, stays, grounds, contracts and what a protest appeals; steps keep the cases they name."""
    steps = _steps_naming_cases(owned)
    _empty(owned, (Case, "protest"), (ProtestParty, "protest"), (Stay, "protest"))
    _set(Protest, "contracts", ((pk, [find("contract", key) for key in v.get("contracts", [])]) for pk, v in owned))
    cases = Case.objects.bulk_create(
        Case(
            protest_id=pk,
            forum=values["forum"],
            docket_raw=case["docket"],
            docket_number=normal_docket(case["docket"]),
            kind=case["kind"],
            protester_id=find("party", case["protester"]) if "protester" in case else None,
            date_filed=case.get("filed"),
        )
        for pk, values in owned
        for case in values.get("cases", [])
    )
    numbers = {(case.protest_id, case.docket_number): case.pk for case in cases}
    _set(EventStep, "cases", ((step, [numbers[case]]) for step, case in steps if case in numbers), empty=False)
    _write_protest_parties(owned, find)
    write_grounds(owned, find)
    stays = _parts(
        owned,
        "stays",
        lambda pk, stay: Stay(
            protest_id=pk,
            public_id=stay["key"],
            kind=stay["kind"],
            start=stay["start"],
            end=stay.get("end"),
            note=stay.get("note", {}),
        ),
    )
    return [*_own_citations("protest", owned), *_own_citations("stay", stays)]


def _steps_naming_cases(owned: Owned) -> list[tuple[int, tuple[int, str]]]:
    """Remember which steps name which docket numbers before their rows are replaced."""
    through = EventStep.cases.through._default_manager.filter(case__protest__in=[pk for pk, _ in owned])
    rows = through.order_by("pk").values_list("eventstep_id", "case__protest_id", "case__docket_number")
    return [(step, (protest, number)) for step, protest, number in rows]


def _write_protest_parties(owned: Owned, find: Find) -> None:
    ProtestParty.objects.bulk_create(
        ProtestParty(protest_id=pk, party_id=find("party", part["id"]), role=part["role"], role_note=part.get("as", ""))
        for pk, values in owned
        for part in values.get("parties", [])
    )
    protests = [Protest(pk=pk, appeals_id=find("protest", v["appeals"]) if "appeals" in v else None) for pk, v in owned]
    Protest.objects.bulk_update(protests, ["appeals"])


def write_event(owned: Owned, find: Find) -> list[Cited]:
    """Write steps, parties, amounts, contracts and links; raise `timeline.links.LinkRefused`."""
    _empty(owned, (EventStep, "event"), (EventParty, "event"), (EventAmount, "event"))
    _set(Event, "contracts", ((pk, [find("contract", key) for key in v.get("contracts", [])]) for pk, v in owned))
    EventParty.objects.bulk_create(
        EventParty(event_id=pk, party_id=find("party", part["id"]), role=part["role"], role_note=part.get("as", ""))
        for pk, values in owned
        for part in values.get("parties", [])
    )
    EventAmount.objects.bulk_create(
        EventAmount(event_id=pk, amount=Decimal(found["amount"]), currency=found["currency"], what=found["what"])
        for pk, values in owned
        for found in values.get("amounts", [])
    )
    _write_steps(owned, find)
    links = [
        NewLink(pk, find("event", link["to"]), link["relation"])
        for pk, values in owned
        for link in values.get("links", [])
    ]
    replace_links(of=[pk for pk, _ in owned], links=links)
    return _own_citations("event", owned)


def _write_steps(owned: Owned, find: Find) -> None:
    steps = _parts(
        owned,
        "steps",
        lambda pk, step: EventStep(
            event_id=pk,
            protest_id=find("protest", step["protest"]),
            step=step["step"],
            disposition=step.get("disposition", ""),
            reason=step.get("reason", ""),
            days=step.get("days"),
            until=step.get("until"),
        ),
    )
    protests = {find("protest", step["protest"]) for _, step in steps}
    cases = {(c.protest_id, c.docket_raw): c.pk for c in Case.objects.filter(protest__in=protests)}
    _set(
        EventStep,
        "cases",
        (
            (pk, [cases[find("protest", step["protest"]), docket] for docket in step.get("cases", [])])
            for pk, step in steps
        ),
        empty=False,
    )
    _set(EventStep, "parties", ((pk, [find("party", key) for key in s.get("for", [])]) for pk, s in steps), empty=False)


def write_cited_only(column: str) -> "Writer":
    """Return the writer of a kind on whose rows nothing but citations hangs."""
    return lambda owned, _: _own_citations(column, owned)


def write_nothing(_: Owned, __: Find) -> list[Cited]:
    """Write nothing: disputes and sources stand alone."""
    return []


Writer: TypeAlias = Callable[[Owned, Find], list[Cited]]
WRITERS: dict[str, Writer] = {
    "party": write_party,
    "dispute": write_nothing,
    "source": write_nothing,
    "contract": write_contract,
    "protest": write_protest,
    "claim": write_cited_only("claim"),
    "event": write_event,
    "statement": write_cited_only("statement"),
}


def write_citations(cited: Iterable[Cited], find: Find) -> None:
    """Replace the citations of rows, when all events and sources exist."""
    cited = list(cited)
    for column in {row.column for row in cited}:
        Citation.objects.filter(**{f"{column}__in": [row.pk for row in cited if row.column == column]}).delete()
    Citation.objects.bulk_create(
        Citation(
            **{f"{row.column}_id": row.pk},
            source_id=find("source", citation["source"]) if "source" in citation else None,
            shown_by_id=find("event", citation["event"]) if "event" in citation else None,
            anchor=citation.get("anchor", ""),
            locator=citation.get("locator", ""),
        )
        for row in cited
        for citation in row.citations
    )


def _own_citations(column: str, owned: Owned) -> list[Cited]:
    return [Cited(column, pk, values.get("citations", [])) for pk, values in owned]


def _empty(owned: Owned, *children: tuple[type[Model], str]) -> None:
    for model, owner in children:
        model._default_manager.filter(**{f"{owner}__in": [pk for pk, _ in owned]}).delete()


def _parts(owned: Owned, section: str, make: Callable[[int, Values], Model]) -> list[tuple[int, Values]]:
    """Create the rows of a section in their order; return primary keys with values."""
    values = [part for _, found in owned for part in found.get(section, [])]
    rows = [make(pk, part) for pk, found in owned for part in found.get(section, [])]
    if not rows:
        return []
    made = type(rows[0])._default_manager.bulk_create(rows)
    return [(row.pk, part) for row, part in zip(made, values, strict=True)]


def _set(model: type[Model], name: str, pairs: Iterable[tuple[int, list[int]]], *, empty: bool = True) -> None:
    """Make these the only members of a many-to-many field; `empty` says that there may be others now."""
    field: Any = model._meta.get_field(name)
    through, own, other = field.remote_field.through, field.m2m_field_name(), field.m2m_reverse_field_name()
    found = list(pairs)
    if empty:
        through._default_manager.filter(**{f"{own}__in": [pk for pk, _ in found]}).delete()
    through._default_manager.bulk_create(
        through(**{f"{own}_id": pk, f"{other}_id": member}) for pk, members in found for member in members
    )
