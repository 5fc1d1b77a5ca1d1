"""The public document of a contested claim; counts and findings are derived from published statements."""

from django.db.models import QuerySet

from timeline.documents.citations import CITATIONS, citation_shapes
from timeline.documents.shapes import Document, Facts, Lookup, reference
from timeline.models import Claim


def rows() -> QuerySet[Claim]:
    """Return claims with all that their documents need."""
    return Claim.objects.select_related("dispute").prefetch_related(*CITATIONS)


def document(claim: Claim) -> Document:
    """Build the document of a claim; `counts` and `findings` are filled in by `timeline.publishing.derivation`."""
    return {
        "object": "claim",
        "id": claim.slug,
        "dispute": reference("dispute", claim.dispute.slug),
        "title": claim.title,
        "text": claim.text,
        "note": claim.note,
        "citations": citation_shapes(claim.citations.all()),
        "counts": {},
        "findings": [],
    }


def facts(document: Document, _: Lookup) -> Facts:
    """Return what other documents show of a claim."""
    return {"name": document["title"]}
