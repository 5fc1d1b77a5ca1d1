"""The public document of a statement: an event of type statement, with speaker, exact words and stance."""

from django.db.models import QuerySet

from contracts.dates import certainly_before
from timeline.codelists import EventType, PublicBasis, Significance, StatementRelation
from timeline.documents.citations import CITATIONS, citation_shapes
from timeline.documents.events import public_shape
from timeline.documents.shapes import Document, Facts, Lookup, date_shape, reference
from timeline.models import Statement

EXCERPT = 90


def rows() -> QuerySet[Statement]:
    """Return statements with all that their documents need."""
    return Statement.objects.select_related(
        "dispute", "event__protest", "speaker", "on_behalf_of", "claim"
    ).prefetch_related("event__contracts", *CITATIONS)


def document(statement: Statement) -> Document:
    """Build the document of a statement; contracts and proceeding are those of its event."""
    event = statement.event
    behalf, claim = statement.on_behalf_of, statement.claim
    return {
        "object": "event",
        "id": statement.public_id,
        "type": EventType.STATEMENT.value,
        "dispute": reference("dispute", statement.dispute.slug),
        "contracts": [reference("contract", contract.slug) for contract in event.contracts.all()],
        "protest": reference("protest", event.protest.public_id) if event.protest else None,
        "event": {"relation": statement.relation, "event": reference("event", event.public_id)},
        "date": date_shape(statement.date),
        "until": None,
        "day_order": 0,
        "public": _public(statement),
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


def _public(statement: Statement) -> Document:
    """Words said in an event are as public as the event; words said before it, or about it, on their own day."""
    if statement.relation == StatementRelation.MADE_IN and not certainly_before(statement.date, statement.event.date):
        return {**public_shape(statement.event), "existence": None}
    return {"date": date_shape(statement.date), "basis": PublicBasis.ASSUMED.value, "existence": None}


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
