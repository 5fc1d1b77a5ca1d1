"""Turn a protest's published events into the procedure engine's steps, and its result into a part of the document."""

from timeline.documents.shapes import Document


def status_of(protest: Document, events: list[Document]) -> Document | None:
    """Derive a protest's status from its published events."""
    return None
