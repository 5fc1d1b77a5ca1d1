"""The public document of a source, and what other documents show of it."""

from django.db.models import QuerySet

from timeline.codelists import PRIMARY_SOURCE_KINDS
from timeline.documents.shapes import Document, Facts, Lookup, date_shape, reference
from timeline.models import Source


def rows() -> QuerySet[Source]:
    """Return sources with all that their documents need."""
    return Source.objects.select_related("dispute")


def document(source: Source) -> Document:
    """Build the document of a source."""
    return {
        "object": "source",
        "id": source.public_id,
        "dispute": reference("dispute", source.dispute.slug) if source.dispute else None,
        "title": source.title,
        "url": source.url,
        "publisher": source.publisher,
        "published": date_shape(source.published),
        "kind": source.kind,
        "primary": source.kind in PRIMARY_SOURCE_KINDS,
        "lang": source.lang,
        "title_basis": source.title_basis,
        "note": source.note,
    }


def facts(document: Document, _: Lookup) -> Facts:
    """Return what a citation shows of its source."""
    published = document["published"]
    return {
        "name": document["title"],
        "url": document["url"],
        "publisher": document["publisher"],
        "published": published["text"] if published else None,
        "kind": document["kind"],
        "primary": document["primary"],
        "lang": document["lang"],
    }
