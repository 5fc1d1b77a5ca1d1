"""The public document of a statement: an event of type statement, with speaker, exact words and stance."""

from django.db.models import QuerySet

from timeline.codelists import EventType, Significance
from timeline.documents.citations import CITATIONS, citation_shapes
from timeline.documents.shapes import Document, Facts, Lookup, date_shape, reference
from timeline.models import Statement

EXCERPT = 90


def rows() -> QuerySet[Statement]:
    """Return statements with all that their documents need."""
    return Statement.objects.select_related("dispute", "event", "speaker", "on_behalf_of", "claim").prefetch_related(
        *CITATIONS
    )


def document(statement: Statement) -> Document:
    """Build the document of a statement.

    Contracts, proceeding and day of publicity are those of its published event: `timeline.publishing.inheriting` fills
    them in, since the event's row may hold edits that are not public.
    """
    event = statement.event
    behalf, claim = statement.on_behalf_of, statement.claim
    return {
        "object": "event",
        "id": statement.public_id,
        "type": EventType.STATEMENT.value,
        "dispute": reference("dispute", statement.dispute.slug),
        "contracts": [],
        "protest": None,
        "event": {"relation": statement.relation, "event": reference("event", event.public_id)},
        "date": date_shape(statement.date),
        "until": None,
        "day_order": 0,
        "public": {},
        "speaker": reference("party", statement.speaker.slug),
        "capacity": statement.capacity,
        "on_behalf_of": reference("party", behalf.slug) if behalf else None,
        "quote": {"lang": statement.lang, "text": statement.quote, "translations": statement.translations},
        "claim": reference("claim", claim.slug) if claim else None,
        "stance": statement.stance,
        "finding": statement.finding,
        "note": statement.note,
        "significance": Significance.NORMAL.value,
        "citations": citation_shapes(statement.citations.all()),
    }


def facts(document: Document, _: Lookup) -> Facts:
    """Return what other documents show of a statement."""
    text = document["quote"]["text"]
    return {
        "type": document["type"],
        "name": {document["quote"]["lang"]: text if len(text) <= EXCERPT else text[:EXCERPT].rsplit(" ", 1)[0] + " …"},
        "slug": "",
        "date": document["date"],
        "significance": document["significance"],
    }
