"""What readers can see: every page, API answer, feed and export reads through here, and here only the log is read."""

from timeline.models import Revision, State
from timeline.selectors.around import (
    corrections_of,
    disputes_of_party,
    gone_today,
    links_to,
    public_after,
    referring,
    speaking,
    statements_of,
)
from timeline.selectors.cited import Cited, cited
from timeline.selectors.deadlines import (
    DeadlineQuery,
    DueDate,
    count_deadlines,
    due_dates,
    page_of_deadlines,
    years_of_deadlines,
)
from timeline.selectors.events import Publication, count_events, facets, list_events, publications
from timeline.selectors.known import known_among
from timeline.selectors.lists import PARTS, count_list, keys_of, page_of
from timeline.selectors.moments import (
    Head,
    MomentRefused,
    head,
    last_taken_down,
    latest_seq,
    published_at,
    resolve_as_of,
)
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
    names,
    removed_since,
    revisions,
)
from timeline.selectors.search import marked, meant, search
from timeline.selectors.windows import Page

__all__ = [
    "PARTS",
    "Cited",
    "DeadlineQuery",
    "DueDate",
    "Found",
    "Head",
    "MomentRefused",
    "Page",
    "Publication",
    "Revision",
    "State",
    "changes",
    "cited",
    "corrections",
    "corrections_of",
    "count_deadlines",
    "count_events",
    "count_list",
    "disputes_of_party",
    "documents",
    "due_dates",
    "facets",
    "find",
    "gone_today",
    "head",
    "incoming_links",
    "keys_of",
    "known_among",
    "known_keys",
    "last_taken_down",
    "latest_seq",
    "links_to",
    "list_events",
    "list_objects",
    "list_parts",
    "marked",
    "meant",
    "names",
    "page_of",
    "page_of_deadlines",
    "public_after",
    "publications",
    "published_at",
    "referring",
    "removed_since",
    "resolve_as_of",
    "revisions",
    "search",
    "speaking",
    "statements_of",
    "years_of_deadlines",
]
