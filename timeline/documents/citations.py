"""Citations as parts of documents: a source with place and anchor, or an event of the record that shows it."""

from collections.abc import Iterable

from timeline.documents.shapes import Document, reference
from timeline.models import Citation

CITATIONS = ("citations__source", "citations__shown_by")


def citation_shapes(citations: Iterable[Citation]) -> list[Document]:
    """Return the citations of one object in their order."""
    return [_shape(citation) for citation in citations]


def _shape(citation: Citation) -> Document:
    if citation.source is not None:
        return {
            "source": reference("source", citation.source.public_id),
            "anchor": citation.anchor,
            "locator": citation.locator,
        }
    if citation.shown_by is None:
        raise ValueError(f"citation {citation.pk} names neither source nor event")
    return {"event": reference("event", citation.shown_by.public_id)}
