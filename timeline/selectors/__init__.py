"""What readers can see: every page, API answer, feed and export reads through here, and here only the log is read."""

from timeline.selectors.events import Page, count_events, facets, list_events
from timeline.selectors.moments import MomentRefused, latest_seq, published_at, resolve_as_of
from timeline.selectors.objects import (
    Found,
    changes,
    corrections,
    documents,
    find,
    incoming_links,
    known_keys,
    list_objects,
    list_parts,
    revisions,
)

__all__ = [
    "Found",
    "MomentRefused",
    "Page",
    "changes",
    "corrections",
    "count_events",
    "documents",
    "facets",
    "find",
    "incoming_links",
    "known_keys",
    "latest_seq",
    "list_events",
    "list_objects",
    "list_parts",
    "published_at",
    "resolve_as_of",
    "revisions",
]
