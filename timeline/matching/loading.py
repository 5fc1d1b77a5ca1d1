"""Reads names and numbers of the editors' tables into the index of the matching, and keeps it until they change."""

from collections import defaultdict
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import connection

from contracts.codelists import CHALLENGER_ROLES, PartyKind, Role
from contracts.dates import PartialDate
from contracts.models import Award, Bid, Case, Contract, Dispute, Party, ProtestParty
from contracts.texts import pick
from timeline.matching.index import Index, build
from timeline.matching.names import ContractNames, DisputeNames, Part, PartyNames, ProtestNumbers
from timeline.models import EventParty

BIDDING_ROLES = CHALLENGER_ROLES | {Role.INTERVENOR, Role.AWARDEE, Role.OFFEROR}
# Courts, governments and legislatures take part in any dispute, and people in several: their names lead to none.
LEAD_NOWHERE = {
    PartyKind.COURT,
    PartyKind.GOVERNMENT,
    PartyKind.LEGISLATURE,
    PartyKind.OVERSIGHT_BODY,
    PartyKind.PERSON,
}

# One cheap look tells whether anything changed that the index is made of. Times of change are summed up, as the latest
# says nothing of a change that was made before it and committed after it. Of rows without one it is the transactions
# that wrote them and the places where they stand, so that a docket number edited in place counts; to read what the rows
# hold would cost seven times that.
_TIMES = "count(*), sum(extract(epoch FROM changed_at))"
_WRITTEN = "count(*), sum(xmin::text::bigint), sum(hashtid(ctid))"
SIGNATURE = f"""SELECT string_agg(part, ';') FROM (
 SELECT concat_ws(' ', 'd', {_TIMES}) AS part FROM contracts_dispute WHERE deleted_at IS NULL UNION ALL
 SELECT concat_ws(' ', 'c', {_TIMES}) FROM contracts_contract WHERE deleted_at IS NULL UNION ALL
 SELECT concat_ws(' ', 'o', {_TIMES}) FROM contracts_party WHERE deleted_at IS NULL UNION ALL
 SELECT concat_ws(' ', 'p', {_TIMES}) FROM contracts_protest WHERE deleted_at IS NULL UNION ALL
 SELECT concat_ws(' ', 'm', {_WRITTEN}) FROM contracts_protest_contracts UNION ALL
 SELECT concat_ws(' ', 'n', {_WRITTEN}) FROM contracts_case UNION ALL
 SELECT concat_ws(' ', 'b', {_WRITTEN}) FROM contracts_bid UNION ALL
 SELECT concat_ws(' ', 'a', {_WRITTEN}) FROM contracts_award UNION ALL
 SELECT concat_ws(' ', 'r', {_WRITTEN}) FROM contracts_protestparty) AS parts"""  # noqa: S608 - constants

_kept: dict[str, Index] = {}


def current_index() -> Index:
    """Return the index of the record as it is now; built anew only if what it is made of changed."""
    signature = f"{connection.settings_dict['NAME']}:{record_signature()}"
    index = _kept.get(signature)
    if index is None:
        index = build(load_record_names())
        _kept.clear()
        _kept[signature] = index
    return index


def record_signature() -> str:
    """Return what tells the present state of all that the index is made of from any other."""
    with connection.cursor() as cursor:
        cursor.execute(SIGNATURE)
        row = cursor.fetchone()
    return row[0] if row else ""


def load_record_names() -> list[DisputeNames]:
    """Read what every dispute is recognised by: a constant number of queries."""
    slugs = dict(Party.objects.values_list("pk", "slug"))
    contracts = _contracts(slugs)
    protests = _protests(slugs)
    parties = _parties()
    spans = _spans("event.dispute_id", "timeline_event event")
    found = []
    for dispute in Dispute.objects.filter(deleted_at=None):
        first, last = spans.get(dispute.pk, (None, None))
        found.append(
            DisputeNames(
                pk=dispute.pk,
                slug=dispute.slug,
                name=dispute.name,
                title=pick(dispute.title, "en")[0],
                words=(pick(dispute.standfirst, "en")[0], *(text for _, text in contracts[dispute.pk])),
                contracts=tuple(names for names, _ in contracts[dispute.pk]),
                protests=tuple(protests[dispute.pk]),
                parties=tuple(parties[dispute.pk]),
                first=date(first.year, 1, 1) if first else None,
                last=date(last.year, 12, 31) if last else None,
            )
        )
    return found


def _contracts(slugs: dict[int, str]) -> dict[int, list[tuple[ContractNames, str]]]:
    """Return the names of every dispute's contracts, each with its description.

    A description in one language only: in two, their small words would seem to be shared words of what is bought.
    """
    parties: dict[int, set[int]] = defaultdict(set)
    sums = defaultdict[int, set[Decimal]](set)
    for contract_pk, bidder in Bid.objects.values_list("contract_id", "bidder_id"):
        parties[contract_pk].add(bidder)
    for contract_pk, supplier, amount in Award.objects.values_list("contract_id", "suppliers", "amount"):
        parties[contract_pk].add(supplier)
        if amount is not None:
            sums[contract_pk].add(amount)
    protested = set()
    for contract_pk, member, role in ProtestParty.objects.values_list("protest__contracts", "party_id", "role"):
        protested.add(contract_pk)
        if role in BIDDING_ROLES and contract_pk is not None:
            parties[contract_pk].add(member)
    spans = _spans(
        "tie.contract_id", "timeline_event event JOIN timeline_event_contracts tie ON tie.event_id = event.id"
    )
    found: dict[int, list[tuple[ContractNames, str]]] = defaultdict(list)
    for contract in Contract.objects.filter(deleted_at=None):
        first, last = spans.get(contract.pk, (None, None))
        names = ContractNames(
            pk=contract.pk,
            slug=contract.slug,
            name=str(contract),
            title=pick(contract.title, "en")[0],
            acronym=contract.acronym,
            numbers=tuple(filter(None, (contract.solicitation_number, *contract.award_ids))),
            buyer=slugs[contract.buyer_id],
            parties=frozenset(slugs[pk] for pk in parties[contract.pk] if pk in slugs),
            sums=frozenset(filter(None, (contract.ceiling_amount, *sums[contract.pk]))),
            first=first,
            last=last,
            is_protested=contract.pk in protested,
        )
        found[contract.dispute_id].append((names, pick(contract.description, "en")[0]))
    return found


def _protests(slugs: dict[int, str]) -> dict[int, list[ProtestNumbers]]:
    dockets: dict[int, list[str]] = defaultdict(list)
    parties: dict[int, set[str]] = defaultdict(set)
    challengers: dict[int, set[str]] = defaultdict(set)
    for protest_pk, party, role in ProtestParty.objects.values_list("protest_id", "party_id", "role"):
        parties[protest_pk].add(slugs[party])
        if role in CHALLENGER_ROLES:
            challengers[protest_pk].add(slugs[party])
    protests = {}
    cases = Case.objects.select_related("protest").filter(protest__deleted_at=None)
    for case in cases.prefetch_related("protest__contracts"):
        protests[case.protest_id] = case.protest
        dockets[case.protest_id].append(case.docket_raw)
    found: dict[int, list[ProtestNumbers]] = defaultdict(list)
    for pk, protest in protests.items():
        names = ProtestNumbers(
            pk=pk,
            name=str(protest),
            dockets=tuple(dockets[pk]),
            forum=protest.forum,
            contracts=tuple(contract.pk for contract in protest.contracts.all()),
            parties=frozenset(parties[pk]),
            challengers=frozenset(challengers[pk]),
        )
        found[protest.dispute_id].append(names)
    return found


def _parties() -> dict[int, list[PartyNames]]:
    """Return every dispute's parties: who buys, who bids or protests, and who else has a part in its events."""
    parts: dict[int, dict[int, Part]] = defaultdict(dict)

    def note(dispute: int, party: int, part: Part) -> None:
        if parts[dispute].get(party, "other") == "other":
            parts[dispute][party] = part

    for dispute, buyer in Contract.objects.filter(deleted_at=None).values_list("dispute_id", "buyer_id"):
        note(dispute, buyer, "buyer")
    for dispute, bidder in Bid.objects.values_list("contract__dispute_id", "bidder_id"):
        note(dispute, bidder, "bidder")
    for dispute, member, role in ProtestParty.objects.values_list("protest__dispute_id", "party_id", "role"):
        note(dispute, member, "bidder" if role in BIDDING_ROLES else "other")
    events = EventParty.objects.filter(event__deleted_at=None, event__is_example=False)
    for dispute, member in events.values_list("event__dispute_id", "party_id").distinct():
        note(dispute, member, "other")
    known = {party.pk: party for party in Party.objects.filter(deleted_at=None)}
    found: dict[int, list[PartyNames]] = defaultdict(list)
    for dispute, members in parts.items():
        for pk, part in members.items():
            if pk in known:
                party = known[pk]
                names = PartyNames(
                    slug=party.slug,
                    name=party.name,
                    aliases=tuple(party.aliases),
                    part="other" if party.kind in LEAD_NOWHERE else part,
                    kind=party.kind,
                )
                found[dispute].append(names)
    return found


def _spans(key: str, tables: str) -> dict[int, tuple[date, date]]:
    """Return the first and the last day of the events behind each key; EDTF texts sort as dates."""
    sql = f"""SELECT {key}, min(left(replace(event.date, '~', ''), 10)), max(left(replace(event.date, '~', ''), 10))
              FROM {tables} WHERE event.deleted_at IS NULL AND NOT event.is_example GROUP BY 1"""  # noqa: S608 - constants
    with connection.cursor() as cursor:
        cursor.execute(sql)
        rows: list[Any] = cursor.fetchall()
    return {pk: (PartialDate.parse(first).earliest, PartialDate.parse(last).latest) for pk, first, last in rows}
