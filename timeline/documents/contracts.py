"""The public document of a contracting process with phases, bids and awards, and what other documents show of it."""

from django.db.models import QuerySet

from contracts.models import Award, Bid, Contract, Phase
from timeline.documents.citations import CITATIONS, citation_shapes
from timeline.documents.shapes import Document, Facts, Lookup, amount_shape, date_shape, reference

PREFETCH = [
    "succeeds",
    "bids__bidder",
    "awards__suppliers",
    *(f"{part}__{path}" for part in ("phases", "bids", "awards") for path in CITATIONS),
    *CITATIONS,
]


def rows() -> QuerySet[Contract]:
    """Return contracts with all that their documents need."""
    return Contract.objects.select_related("dispute", "buyer").prefetch_related(*PREFETCH)


def document(contract: Contract) -> Document:
    """Build the document of a contracting process."""
    return {
        "object": "contract",
        "id": contract.slug,
        "dispute": reference("dispute", contract.dispute.slug),
        "title": contract.title,
        "acronym": contract.acronym,
        "buyer": reference("party", contract.buyer.slug),
        "solicitation_number": contract.solicitation_number,
        "award_ids": list(contract.award_ids),
        "ceiling": amount_shape(contract.ceiling_amount, contract.ceiling_currency),
        "term": contract.term,
        "description": contract.description,
        "note": contract.note,
        "succeeds": [reference("contract", earlier.slug) for earlier in contract.succeeds.all()],
        "phases": [_phase(phase) for phase in contract.phases.all()],
        "bids": [_bid(bid) for bid in contract.bids.all()],
        "awards": [_award(award) for award in contract.awards.all()],
        "citations": citation_shapes(contract.citations.all()),
    }


def _phase(phase: Phase) -> Document:
    return {
        "id": phase.public_id,
        "name": phase.name,
        "start": date_shape(phase.start),
        "end": date_shape(phase.end),
        "citations": citation_shapes(phase.citations.all()),
    }


def _bid(bid: Bid) -> Document:
    return {
        "id": bid.public_id,
        "bidder": reference("party", bid.bidder.slug),
        "submitted": date_shape(bid.submitted),
        "outcome": bid.outcome,
        "ended": date_shape(bid.ended),
        "summary": bid.summary,
        "citations": citation_shapes(bid.citations.all()),
    }


def _award(award: Award) -> Document:
    return {
        "id": award.public_id,
        "suppliers": [reference("party", supplier.slug) for supplier in award.suppliers.all()],
        "date": date_shape(award.date),
        "status": award.status,
        "value": amount_shape(award.amount, award.currency),
        "note": award.note,
        "citations": citation_shapes(award.citations.all()),
    }


def facts(document: Document, _: Lookup) -> Facts:
    """Return what other documents show of a contract."""
    return {"name": document["title"], "acronym": document["acronym"]}
