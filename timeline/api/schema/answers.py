"""Components of the answers around the documents: items, lists, details, changes, histories, the entrance, problems."""

from timeline.api.problems import TITLES
from timeline.api.resources import BY_NAME, RESOURCES, Resource
from timeline.api.schema.builders import Schema, flag, listed, maybe, number, record, ref, term_code, text
from timeline.api.schema.copies import COPIES
from timeline.api.schema.deadlines import DEADLINE_COMPONENTS
from timeline.api.schema.documents import DOCUMENTS, INSIDE
from timeline.api.schema.parts import ID, PARTS
from timeline.api.schema.procedure import status
from timeline.api.schema.quality import QUALITY
from timeline.codelists import DocumentType, RevisionKind
from timeline.selectors.public_status import ORDER as HEALTH_STATES
from timeline.selectors.public_status import WORDS as HEALTH_WORDS
from timeline.selectors.search import KINDS

SEQ = "Place in the publication log: the version of what is shown."
AS_OF = number("Seq of the log's state that is shown; give it back as `as_of` to read the same again.", minimum=0)
NEIGHBOUR = maybe(text(format="uri"))

COMMON: dict[str, Schema] = {
    "Addresses": record(
        {
            "api_url": text("Where the API answers with it.", format="uri"),
            "page_url": text("Its page for people.", format="uri"),
            "seq": number(SEQ, minimum=1),
            "removed_later": flag("Only at a past moment, and only if it is not public today."),
        },
        "What stands in front of every item.",
        optional=("removed_later",),
    ),
    "Tombstone": record(
        {
            "object": term_code(DocumentType.values),
            "id": ID,
            "state": term_code(("retracted", "merged", "taken_down")),
            "into": {"description": "What it was merged into.", "type": "object"},
        },
        "What stands for a removed object.",
        optional=("into",),
    ),
    "Change": record(
        {
            "seq": number(SEQ, minimum=1),
            "kind": {
                **term_code(RevisionKind.values),
                "description": "\n".join(f"- `{value}`: {label}" for value, label in RevisionKind.choices),
            },
            "removed": flag("Whether the object is gone after this: drop your copy."),
            "object": term_code(DocumentType.values, "Type of the document."),
            "id": ID,
            "published_at": text("Strictly increasing with seq.", format="date-time"),
            "note": text("The editor's public note."),
            "automatic_from": text("The trusted source that it was published from without review; empty for an act."),
            "api_url": text(format="uri"),
            "page_url": text(format="uri"),
            "document": {
                "description": "The complete document from then on, or its tombstone.",
                "anyOf": [
                    ref("Tombstone"),
                    *(ref(name) for name in DOCUMENTS if name not in INSIDE),
                ],
            },
        },
        "One line of the publication log.",
        optional=("document",),  # left out with `omit=document`
    ),
    "Changes": record(
        {
            "next_since": number("Give it as `since` next time."),
            "newest_seq": number("The log's newest seq."),
            "next": {**NEIGHBOUR, "description": "Address of the next window; null once you are up to date."},
            "results": listed(ref("Change")),
        }
    ),
    "History": record(
        {
            "as_of_seq": AS_OF,
            "object": term_code(DocumentType.values),
            "id": ID,
            "state": term_code(("live", "retracted", "merged", "taken_down"), "What it is today."),
            "next": NEIGHBOUR,
            "results": listed(ref("Change")),
        }
    ),
    "Entrance": record(
        {
            "newest_seq": number(minimum=0),
            "resources": {"type": "object", "additionalProperties": text(format="uri")},
            "search": text("Search everything.", format="uri"),
            "citation_status": text("Whether what was cited still stands.", format="uri"),
            "calculator": text("Compute due dates.", format="uri"),
            "codelists": text("What the codes mean.", format="uri"),
            "sources_health": text("How the sources fare.", format="uri"),
            "quality": text("What the record still lacks.", format="uri"),
            "schema": text(format="uri"),
            "docs": text(format="uri"),
            "for_journalists": text(format="uri"),
            "licence": text(),
        }
    ),
    "CitationState": record(
        {
            "seq": number("The revision that was cited."),
            "state": term_code(
                ("unchanged", "changed", "merged", "moved", "retracted", "unknown"), "What became of it."
            ),
            "object": term_code(DocumentType.values, "Type of the document."),
            "id": ID,
            "kind": term_code(RevisionKind.values, "Why the newest revision of the object was written."),
            "note": text("The editors' public note, where it was removed."),
            "current_seq": number("The object's newest revision.", minimum=1),
            "changed_at": {"type": ["string", "null"], "format": "date-time", "description": "When it last changed."},
            "changes": listed(
                record({"part": text(), "before": {}, "after": {}}, "A part of the document, as it was and as it is."),
                "What differs. Of a dispute nothing: it changes with everything in it.",
            ),
            "successor_url": {
                "type": ["string", "null"],
                "format": "uri",
                "description": "What it was merged into, or is under another address.",
            },
            "api_url": text(format="uri"),
            "page_url": text(format="uri"),
            "cite_url": text("The page that says it to people.", format="uri"),
        },
        "What became of one cited revision; of an unknown one its seq alone.",
        optional=(
            "object",
            "id",
            "kind",
            "note",
            "current_seq",
            "changed_at",
            "changes",
            "successor_url",
            "api_url",
            "page_url",
            "cite_url",
        ),
    ),
    "CitationStatus": record({"as_of_seq": AS_OF, "results": listed(ref("CitationState"), "As they were asked for.")}),
    "SearchHit": record(
        {
            "api_url": text(format="uri"),
            "page_url": text(format="uri"),
            "object": term_code(KINDS, "Type of the hit; statements are a type of their own here."),
            "id": ID,
            "document": {
                "description": "The complete document.",
                "anyOf": [ref(name) for name in DOCUMENTS if name not in INSIDE],
            },
        },
        "One thing that was found.",
    ),
    "SearchResults": record(
        {
            "as_of_seq": AS_OF,
            "counts": {
                "type": "object",
                "additionalProperties": number(minimum=1),
                "description": "Hits by type; at most 5,000 are looked at.",
            },
            "is_capped": flag("Whether there are more hits than were looked at."),
            "exact": listed(ref("SearchHit"), "What carries the very number that was asked for."),
            "results": listed(ref("SearchHit"), "The best first."),
        }
    ),
    "Codelists": record(
        {
            "results": {
                "type": "object",
                "additionalProperties": listed(
                    record({"code": {"type": ["string", "integer"]}, "label": ref("LanguageMap")})
                ),
            }
        },
        "Every vocabulary by name.",
    ),
    **COPIES,
    **QUALITY,
    "SourcesHealth": record(
        {
            "page_url": text("The same for people.", format="uri"),
            "results": listed(
                record(
                    {
                        "slug": text("Short name, permanent."),
                        "name": text(),
                        "state": term_code(
                            HEALTH_STATES, "\n".join(f"- `{state}`: {HEALTH_WORDS[state]}" for state in HEALTH_STATES)
                        ),
                        "pushed": flag("Whether it sends by itself and is never asked."),
                        "publishes_unreviewed": flag("Whether what it decides itself is published without review."),
                        "last_success_at": maybe(text("When it last answered.", format="date-time")),
                        "last_new_item_at": maybe(text("When it last brought something new.", format="date-time")),
                        "gaps": listed(
                            record({"since": text(format="date-time"), "until": text(format="date-time")}),
                            "Times of which entries may be missing, newest first, at most ten.",
                        ),
                        "rhythm_hours": maybe(number("Within how many hours something new is expected.")),
                        "poll_minutes": maybe(number("How often it is asked.")),
                    }
                ),
                "Those that need attention first.",
            ),
        },
        "How the sources fare.",
    ),
    "Problem": record(
        {
            "type": text("Where this kind of problem is explained.", format="uri"),
            "title": term_code([title for _, title in TITLES.values()]),
            "status": number(),
            "detail": text(),
            "instance": text("Path that was asked for."),
            "errors": listed(
                record(
                    {
                        "parameter": text(),
                        "message": text(),
                        "known": listed(text(), "What could be said instead."),
                        "see": text("The list of what exists.", format="uri"),
                    },
                    optional=("known", "see"),
                ),
                "Every refused parameter.",
            ),
            "object": text("Type of a removed object."),
            "id": ID,
            "state": term_code(("retracted", "taken_down")),
            "seq": number("Seq of the removal."),
            "removed_at": text(format="date-time"),
            "revisions": text("History of the removed object.", format="uri"),
        },
        "An error (RFC 9457).",
        optional=("errors", "object", "id", "state", "seq", "removed_at", "revisions"),
    ),
}


def item_name(resource: Resource) -> str:
    """Return the name of the component of a resource's items: `Event`, `Bid`."""
    return resource.object.capitalize()


def item(resource: Resource) -> Schema:
    """Describe an item: addresses and seq in front of the stored document."""
    dated = [ref("DeadlineReading")] if resource.object == "deadline" else []
    return {"allOf": [ref("Addresses"), *dated, ref(f"{item_name(resource)}Document")]}


def detail(resource: Resource) -> Schema:
    """Describe the answer with one object."""
    fields = {"as_of_seq": AS_OF}
    included = {}
    if resource.object == "event":
        link = record({"relation": text(), "event": ref("EventReference")})
        included = {
            "statements": listed(ref("Statement"), "With `include=statements`."),
            "incoming_links": listed(link, "With `include=incoming_links`: later events that act on this one."),
        }
    return {"allOf": [record({**fields, **included}, optional=included), ref(item_name(resource))]}


def window(resource: Resource) -> Schema:
    """Describe the answer with one window of a list; /events/ shows statements too when asked."""
    items = ref(item_name(resource))
    if resource.object == "event":
        items = {"anyOf": [items, ref(item_name(BY_NAME["statements"]))]}
    fields = {
        "as_of_seq": AS_OF,
        "count": number("Number of all, with `count=true`.", minimum=0),
        "next": {**NEIGHBOUR, "description": "Address of the next window, null at the end."},
        "previous": {**NEIGHBOUR, "description": "Address of the window before, null at the beginning."},
        "results": listed(items),
    }
    return record(fields, optional=("count",))


SHAPED = "With `fields` or `omit` items hold what was asked for, and with `expand` whole documents for references."


def shaped_item() -> Schema:
    """Describe an item in a shape that the reader chose: only its id is sure to be there."""
    return {"type": "object", "properties": {"id": ID}, "required": ["id"], "description": SHAPED}


def shaped_window() -> Schema:
    """Describe a window of items in a shape that the reader chose."""
    fields = {"as_of_seq": AS_OF, "count": number(minimum=0), "next": NEIGHBOUR, "previous": NEIGHBOUR}
    return record({**fields, "results": listed(ref("ShapedItem"))}, SHAPED, optional=("count",))


def components() -> dict[str, Schema]:
    """Return all components of the API by name."""
    found = {**PARTS, "ProtestStatus": status(), **DOCUMENTS, **DEADLINE_COMPONENTS, **COMMON}
    found |= {"ShapedItem": shaped_item(), "ShapedList": shaped_window()}
    found["ShapedDetail"] = {"allOf": [record({"as_of_seq": AS_OF}), ref("ShapedItem")]}
    for one in RESOURCES:
        found[item_name(one)] = item(one)
        found[f"{item_name(one)}Detail"] = detail(one)
        found[f"{item_name(one)}List"] = window(one)
    return found
