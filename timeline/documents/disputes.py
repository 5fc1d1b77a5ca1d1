"""The public document of a dispute; what belongs to it is derived from the log, so drafts never show."""

from django.db.models import QuerySet

from contracts.models import Dispute
from timeline.documents.shapes import Document, Facts, Lookup


def rows() -> QuerySet[Dispute]:
    """Return disputes with all that their documents need."""
    return Dispute.objects.all()


def document(dispute: Dispute) -> Document:
    """Build the document of a dispute; lists and counts are filled in by `timeline.publishing.derivation`."""
    return {
        "object": "dispute",
        "id": dispute.slug,
        "name": dispute.name,
        "title": dispute.title,
        "standfirst": dispute.standfirst,
        "contracts": [],
        "protests": [],
        "claims": [],
        "counts": {},
        "first_event": None,
        "last_event": None,
    }


def facts(document: Document, _: Lookup) -> Facts:
    """Return what other documents show of a dispute."""
    return {"name": document["name"]}
