"""The public document of an event, and what other documents show of it."""

from django.db.models import QuerySet
from django.utils.text import slugify

from contracts.dates import PartialDate
from timeline.documents.citations import CITATIONS, citation_shapes
from timeline.documents.shapes import Document, Facts, Lookup, amount_shape, date_shape, reference
from timeline.models import Event, EventStep


def rows() -> QuerySet[Event]:
    """Return events with all that their documents need."""
    return Event.objects.select_related("dispute", "protest").prefetch_related(
        "contracts",
        "parties__party",
        "amounts",
        "steps__protest",
        "steps__cases",
        "steps__parties",
        "links__target",
        *CITATIONS,
    )


def document(event: Event) -> Document:
    """Build the document of an event."""
    return {
        "object": "event",
        "id": event.public_id,
        "type": event.type,
        "slug": slugify(event.title["en"])[:80].strip("-"),
        "dispute": reference("dispute", event.dispute.slug),
        "contracts": [reference("contract", contract.slug) for contract in event.contracts.all()],
        "protest": reference("protest", event.protest.public_id) if event.protest else None,
        "date": date_shape(event.date),
        "until": date_shape(event.until),
        "day_order": event.day_order,
        "public": public_shape(event),
        "title": event.title,
        "short_title": event.short_title,
        "summary": event.summary,
        "note": event.note,
        "significance": event.significance,
        "sealed": event.sealed,
        "confidence": event.confidence,
        "example": event.is_example,
        "parties": [
            {"party": reference("party", row.party.slug), "role": row.role, "role_note": row.role_note}
            for row in event.parties.all()
        ],
        "amounts": [
            {**(amount_shape(row.amount, row.currency) or {}), "what": row.what} for row in event.amounts.all()
        ],
        "steps": [_step(row) for row in event.steps.all()],
        "links": [
            {"relation": row.relation, "event": reference("event", row.target.public_id)} for row in event.links.all()
        ],
        "citations": citation_shapes(event.citations.all()),
        # Only where a source was trusted: documents of events that people decided on stay as they are.
        **({"automatic_from": event.automatic_from} if event.automatic_from else {}),
    }


def _step(row: EventStep) -> Document:
    return {
        "protest": reference("protest", row.protest.public_id),
        "step": row.step,
        "cases": [case.docket_raw for case in row.cases.all()],
        "disposition": row.disposition,
        "reason": row.reason,
        "days": row.days,
        "until": date_shape(row.until),
        "parties": [reference("party", party.slug) for party in row.parties.all()],
    }


def public_on(event: Event) -> PartialDate:
    """Return when an event's content became public; its own date where nothing else is known."""
    known: PartialDate = event.date_public or event.date
    return known


def public_shape(event: Event) -> Document:
    """Return when content and existence of an event became public, and how that is known."""
    return {
        "date": date_shape(public_on(event)),
        "basis": event.public_basis,
        "existence": date_shape(event.date_existence_known),
    }


def facts(document: Document, _: Lookup) -> Facts:
    """Return what other documents show of an event."""
    return {
        "type": document["type"],
        "name": document["title"],
        "slug": document["slug"],
        "date": document["date"],
        "significance": document["significance"],
    }
