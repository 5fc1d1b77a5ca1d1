"""Parameters of the API for its description: the shared filters with their help texts, and what lists take besides."""

from django.db.models import Choices
from drf_spectacular.utils import OpenApiParameter

from contracts.codelists import Forum, Role
from contracts.procedure import FORUMS
from timeline.api.changing import LONGEST_WAIT
from timeline.api.cursors import LONGEST, PATTERN
from timeline.api.reading import DEFAULT_LIMIT, LAST_SEQ, MOST
from timeline.api.resources import RESOURCES, Resource
from timeline.api.schema.answers import item_name
from timeline.api.schema.builders import COMPONENTS, Schema, asked_day, code, text
from timeline.api.schema.deadlines import ON
from timeline.api.shape import MOST_EXPANSIONS, MOST_PATHS, expandable, paths_of
from timeline.codelists import (
    Confidence,
    DocumentType,
    DueKind,
    DueState,
    EventType,
    FindingDirection,
    Significance,
    SourceKind,
    Stance,
)
from timeline.filters import FILTERS, LONGEST_TEXT, MOST_VALUES, OBJECT_FILTERS, Filter
from timeline.pages.calculator_form import FIELDS, ZONES
from timeline.selectors.quality import BY_NAME as MEASURES
from timeline.selectors.search import KINDS

CODELISTS: dict[str, type[Choices]] = {
    "role": Role,
    "type": EventType,
    "forum": Forum,
    "significance": Significance,
    "stance": Stance,
    "finding": FindingDirection,
    "confidence": Confidence,
    "source_kind": SourceKind,
    "kind": DueKind,
    "state": DueState,
    "object": DocumentType,
}
EXAMPLES = {
    "dispute": "jedi",
    "contract": "jedi",
    "party": "oracle",
    "type": "ruling",
    "from": "2019-01-01",
    "to": "2019-12-31",
    "known_by": "2019-12-08",
    "q": "“unfair advantage”",
    "as_of": "2026-01-31T12:00:00Z",
}
WORDS: Schema = {"type": "string", "maxLength": LONGEST_TEXT, "pattern": "^[^\\u0000]*$"}
ALTERNATIVES = "Several values, separated by commas, are alternatives."


def filters_of(resource: Resource) -> list[OpenApiParameter]:
    """Return the filters of a list."""
    if resource.object == "event":
        return [*map(_filter, FILTERS), INCLUDE_STATEMENTS, ORDER]
    if resource.object == "statement":
        return [*(_filter(one) for one in FILTERS if one.name != "type"), ORDER]
    dated = [ON] if resource.object == "deadline" else []
    return [*(_filter(one) for one in OBJECT_FILTERS[resource.object]), *dated]


def shapes_of(resource: Resource) -> list[OpenApiParameter]:
    """Return the parameters that choose the shape of items."""
    references = ", ".join(f"`{path}`" for path in expandable(resource.object))
    fields, expandables = (f"{COMPONENTS}{name}" for name in path_names(resource))
    return [
        _paths(
            "fields",
            "Only these fields, nested ones with dots: `id,title.en,parties.party.name`; `id` is always there.",
            fields,
            MOST_PATHS,
        ),
        _paths("omit", "All fields but these: `citations,links`.", fields, MOST_PATHS),
        _paths(
            "expand",
            f"References to be filled with whole documents, at most five paths: {references}, or deeper.",
            expandables,
            MOST_EXPANSIONS,
        ),
    ]


def path_names(resource: Resource) -> tuple[str, str]:
    """Return the names of the components that list the paths of a resource, and those that can be expanded."""
    return f"{item_name(resource)}Path", f"{item_name(resource)}ReferencePath"


def path_components() -> dict[str, Schema]:
    """Describe the paths of all resources: what `fields`, `omit` and `expand` take."""
    found = {}
    for resource in RESOURCES:
        for name, paths in zip(path_names(resource), paths_of(resource.object), strict=True):
            found[name] = {"type": "string", "enum": sorted(paths)}
    return found


def _paths(name: str, description: str, path: str, most: int) -> OpenApiParameter:
    schema = {"type": "array", "items": {"$ref": path}, "maxItems": most}
    return OpenApiParameter(name, type=schema, description=description, style="form", explode=False)


def _filter(one: Filter) -> OpenApiParameter:
    if one.is_date:
        return _parameter(one.name, one.help, asked_day())
    if one.name == "q":
        return _parameter(one.name, one.help, WORDS)
    items: Schema = {"type": "string", "pattern": f"^{one.pattern}$"} if one.pattern else {"type": "string"}
    meanings = ""
    if one.choices:
        items = {"type": "string", "enum": list(one.choices)}
        meanings = f"\n\n{code(CODELISTS[one.name])['description']}" if one.name in CODELISTS else ""
    return _parameter(
        one.name, f"{one.help} {ALTERNATIVES}{meanings}", {"type": "array", "items": items, "maxItems": MOST_VALUES}
    )


def _parameter(name: str, description: str, schema: Schema) -> OpenApiParameter:
    if name in EXAMPLES:
        value = EXAMPLES[name]
        schema = {**schema, "examples": [[value] if schema["type"] == "array" else value]}
    if schema["type"] == "array":
        return OpenApiParameter(name, type=schema, description=description, style="form", explode=False)
    return OpenApiParameter(name, type=schema, description=description)


def _choice(name: str, description: str, values: list[str], default: str | None = None) -> OpenApiParameter:
    return OpenApiParameter(name, type={"type": "string", "enum": values}, description=description, default=default)


INCLUDE_STATEMENTS = _choice("include", "`statements` shows statements among the events.", ["statements"])
ORDER = _choice("order", "Newest or oldest first.", ["newest", "oldest"], "newest")
LIMIT = OpenApiParameter(
    "limit",
    type={"type": "integer", "minimum": 1, "maximum": MOST},
    description="Items in one answer.",
    default=DEFAULT_LIMIT,
)
AS_OF = _parameter(
    "as_of",
    "Show the record as it was: a seq, a day (its end, UTC) or a time with its zone. The future is refused.",
    {"type": "string", "anyOf": [{"pattern": "^[0-9]{1,18}$"}, {"format": "date"}, {"format": "date-time"}]},
)
WINDOW = (
    LIMIT,
    OpenApiParameter(
        "cursor",
        type=text(pattern=PATTERN, maxLength=LONGEST),
        description="Opaque place in the list: take it from `next` or `previous`.",
    ),
    _choice("count", "Whether to count all items as well.", ["true", "false"], "false"),
    AS_OF,
)
INCLUDE_REFERRING = OpenApiParameter(
    "include",
    type={"type": "array", "items": {"type": "string", "enum": ["statements", "incoming_links"]}},
    description="What refers to the event, to be taken along.",
    style="form",
    explode=False,
)
SINCE = OpenApiParameter(
    "since",
    type={"type": "integer", "minimum": 0, "maximum": LAST_SEQ},
    description="Seq after which to begin; 0 for everything. Take `next_since` from the last answer.",
    default=0,
)
OBJECT = OpenApiParameter(
    "object",
    type={"type": "array", "items": {"type": "string", "enum": list(DocumentType.values)}},
    description=f"Only documents of this type. {ALTERNATIVES}",
    style="form",
    explode=False,
)
SEQS = OpenApiParameter(
    "seq",
    type={
        "type": "array",
        "items": {"type": "integer", "minimum": 0, "maximum": 10**18 - 1},
        "minItems": 1,
        "maxItems": 200,
    },
    required=True,
    description="The revisions that were cited, up to 200 with commas between.",
    style="form",
    explode=False,
)
OMIT_DOCUMENT = OpenApiParameter(
    "omit",
    type={"type": "string", "enum": ["document"]},
    description="Leave the documents out: only ids, kinds, notes and addresses.",
)
WAIT = OpenApiParameter(
    "wait",
    type={"type": "integer", "minimum": 0, "maximum": LONGEST_WAIT},
    description=(
        "For how many seconds the answer may wait for the next change, where there is none yet. Follow the redirect "
        "(307) to the door that can wait. Ask with `Accept: text/event-stream` for a stream of changes."
    ),
    default=0,
)
BEFORE = OpenApiParameter(
    "before",
    type={"type": "integer", "minimum": 1, "maximum": LAST_SEQ},
    description="Only revisions before this seq: take it from `next`.",
)
ID = OpenApiParameter(
    "id",
    type={"type": "string", "pattern": "^[-a-zA-Z0-9_]+$"},
    location=OpenApiParameter.PATH,
    description="Slug or public id.",
)
OF_DISPUTE = _parameter("dispute", "Slug of one dispute.", {"type": "string"})
MEASURE = OpenApiParameter(
    "id",
    type={"type": "string", "enum": list(MEASURES)},
    location=OpenApiParameter.PATH,
    description="What is missing.",
)
# How further inputs of the calculator are written, by the kind of their field.
WRITTEN: dict[str, Schema] = {
    "date": {"type": "string", "format": "date"},
    "number": {"type": "integer", "minimum": 1},
    "flag": {"type": "string", "enum": ["yes", "no"]},
    "zone": {"type": "string", "enum": list(ZONES)},
}
CALCULATOR = (
    OpenApiParameter(
        "rule",
        type={"type": "string", "examples": ["CICA_STAY", "COFC_REMAND_DAYS(120)"]},
        description="Code of a rule; without it all rules of the forum.",
    ),
    OpenApiParameter(
        "forum", type={"type": "string", "enum": list(FORUMS)}, description="Forum, where no rule is named."
    ),
    OpenApiParameter(
        "date", type={"type": "string", "format": "date"}, required=True, description="Day from which to count."
    ),
    *(
        OpenApiParameter(
            one.name,
            type=WRITTEN.get(one.kind, {"type": "string"}),
            description="Further input, where a rule takes it; the page of the calculator describes it.",
        )
        for one in FIELDS
    ),
)
SEARCH = (
    OpenApiParameter(
        "q",
        type={**WORDS, "minLength": 1, "examples": ["protest denied"]},
        required=True,
        description="Words or a number.",
    ),
    _choice("object", "Only hits of this type; counts stay those of all.", list(KINDS)),
    OpenApiParameter(
        "limit", type={"type": "integer", "minimum": 1, "maximum": 100}, description="Hits in one answer.", default=20
    ),
    OpenApiParameter(
        "offset", type={"type": "integer", "minimum": 0, "maximum": 1_000}, description="Hits to pass over.", default=0
    ),
)
OF_ROLES = {
    "calculator": CALCULATOR,
    "search": SEARCH,
    "citation_status": (SEQS,),
    "changes": (SINCE, LIMIT, OBJECT, OMIT_DOCUMENT, WAIT),
    "quality": (OF_DISPUTE,),
    "quality_list": (MEASURE, OF_DISPUTE, *WINDOW[:2]),
    "copies": (ID,),
    "evidence": (ID,),
}
