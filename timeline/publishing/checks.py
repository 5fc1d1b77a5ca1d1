"""What a document must have before it may become public, beyond what its row's constraints say."""

from collections.abc import Iterator

from timeline.documents.shapes import Document, Ref
from timeline.publishing.errors import Problem


def problems_of(ref: Ref, document: Document, *, allow_examples: bool) -> Iterator[Problem]:
    """Yield the reasons against publishing one document."""
    if ref.object == "event":
        if not any("source" in citation for citation in document["citations"]):
            yield Problem(ref, "has no citation of a source; every event and statement needs one")
        if document.get("example") and not allow_examples:
            yield Problem(ref, "was made by the demonstration feed and may not be published on this site")
