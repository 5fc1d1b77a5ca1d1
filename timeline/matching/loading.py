"""Reads names and numbers of the editors' tables into the index of the matching, and keeps it until they change."""

from collections import defaultdict
from datetime import date
from typing import Any

from django.db import connection

from contracts.codelists import CHALLENGER_ROLES, PartyKind, Role
from contracts.models import Bid, Case, Contract, Dispute, Party, ProtestParty
from contracts.texts import pick
from timeline.matching.index import ContractNames, DisputeNames, Index, Part, PartyNames, ProtestNumbers, build
from timeline.models import EventParty

BIDDING_ROLES = CHALLENGER_ROLES | {Role.INTERVENOR, Role.AWARDEE, Role.OFFEROR}
# Courts, governments and legislatures take part in any dispute: their names lead to none.
EVERYWHERE = {PartyKind.COURT, PartyKind.GOVERNMENT, PartyKind.LEGISLATURE, PartyKind.OVERSIGHT_BODY}

# One cheap look tells whether anything changed that the index is made of.
SIGNATURE = """SELECT string_agg(part, ';') FROM (
 SELECT concat('d', max(changed_at), count(*)) AS part FROM contracts_dispute WHERE deleted_at IS NULL UNION ALL
 SELECT concat('c', max(changed_at), count(*)) FROM contracts_contract WHERE deleted_at IS NULL UNION ALL
 SELECT concat('o', max(changed_at), count(*)) FROM contracts_party WHERE deleted_at IS NULL UNION ALL
 SELECT concat('p', max(changed_at), count(*)) FROM contracts_protest WHERE deleted_at IS NULL UNION ALL
 SELECT concat('n', max(id), count(*)) FROM contracts_case UNION ALL
 SELECT concat('b', max(id), count(*)) FROM contracts_bid UNION ALL
 SELECT concat('r', max(id), count(*)) FROM contracts_protestparty) AS parts"""

_kept: dict[str, Index] = {}


def current_index() -> Index:
    """Return the index of the record as it is now; built anew only if what it is made of changed."""
    with connection.cursor() as cursor:
        cursor.execute(SIGNATURE)
        row = cursor.fetchone()
    signature = f"{connection.settings_dict['NAME']}:{row[0] if row else ''}"
    index = _kept.get(signature)
    if index is None:
        index = build(load_record_names())
        _kept.clear()
        _kept[signature] = index
    return index


def load_record_names() -> list[DisputeNames]:
    """Read what every dispute is recognised by: a constant number of queries."""
    contracts = _contracts()
    protests = _protests()
    parties = _parties()
    spans = _spans()
    found = []
    for dispute in Dispute.objects.filter(deleted_at=None):
        first, last = spans.get(dispute.pk, (None, None))
        found.append(
            DisputeNames(
                pk=dispute.pk,
                slug=dispute.slug,
                name=dispute.name,
                title=pick(dispute.title, "en")[0],
                words=" ".join([*dispute.standfirst.values(), *(text for _, text in contracts[dispute.pk])]),
                contracts=tuple(names for names, _ in contracts[dispute.pk]),
                protests=tuple(protests[dispute.pk]),
                parties=tuple(parties[dispute.pk]),
                first=first,
                last=last,
            )
        )
    return found


def _contracts() -> dict[int, list[tuple[ContractNames, str]]]:
    """Return the names of every dispute's contracts, each with what its description says."""
    found: dict[int, list[tuple[ContractNames, str]]] = defaultdict(list)
    for contract in Contract.objects.filter(deleted_at=None):
        names = ContractNames(
            pk=contract.pk,
            name=str(contract),
            title=pick(contract.title, "en")[0],
            acronym=contract.acronym,
            numbers=tuple(filter(None, (contract.solicitation_number, *contract.award_ids))),
        )
        found[contract.dispute_id].append((names, " ".join(contract.description.values())))
    return found


def _protests() -> dict[int, list[ProtestNumbers]]:
    dockets: dict[int, list[str]] = defaultdict(list)
    protests = {}
    cases = Case.objects.select_related("protest").filter(protest__deleted_at=None)
    for case in cases.prefetch_related("protest__contracts"):
        protests[case.protest_id] = case.protest
        dockets[case.protest_id].append(case.docket_raw)
    found: dict[int, list[ProtestNumbers]] = defaultdict(list)
    for pk, protest in protests.items():
        about = tuple(contract.pk for contract in protest.contracts.all())
        names = ProtestNumbers(pk=pk, name=str(protest), dockets=tuple(dockets[pk]), contracts=about)
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
                kept: Part = "other" if party.kind in EVERYWHERE or party.kind == PartyKind.PERSON else part
                names = PartyNames(slug=party.slug, name=party.name, aliases=tuple(party.aliases), part=kept)
                found[dispute].append(names)
    return found


def _spans() -> dict[int, tuple[date, date]]:
    """Return the days of every dispute's first and last event; EDTF texts sort by year."""
    sql = """SELECT dispute_id, min(left(date, 4)), max(left(date, 4)) FROM timeline_event
             WHERE deleted_at IS NULL AND NOT is_example GROUP BY dispute_id"""
    with connection.cursor() as cursor:
        cursor.execute(sql)
        rows: list[Any] = cursor.fetchall()
    return {dispute: (date(int(first), 1, 1), date(int(last), 12, 31)) for dispute, first, last in rows}
