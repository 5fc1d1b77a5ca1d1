"""Describes each address of the API: what it is for, its parameters, its answers and errors."""

from typing import TYPE_CHECKING, Any

from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, OpenApiResponse

from timeline.api.problems import CONTENT_TYPE as PROBLEM_TYPE
from timeline.api.resources import Resource
from timeline.api.schema import parameters
from timeline.api.schema.answers import item_name
from timeline.api.schema.builders import Schema, ref
from timeline.api.schema.deadlines import DATED_ROLES, ON
from timeline.api.schema.examples import EXAMPLES, PROBLEM

if TYPE_CHECKING:
    from timeline.api.base import LogView

JSON = "application/json"
# Lists are also files, chosen by Accept or by a suffix (`events.csv`), without a window.
FILES = (
    "text/csv",
    "application/jsonl",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
)
# Facts about an object that change without a line in the log.
COPIES_HELP = (
    "When we copied it, what came of each attempt, and hash and size of what we hold; the newest fifty. The copy "
    "itself is the publisher's work and not given out. The ETag is that of the data."
)
EVIDENCE_HELP = (
    "Each passage that is cited, and a statement's quote for each of its sources, with what came of looking for it in "
    "our copies. Nothing is called found that was not found in a copy of our own. The ETag is that of the data."
)
BESIDE_ROLES = {
    "copies": ("Copies", "Our copies of a source", COPIES_HELP),
    "evidence": ("PassageChecks", "Whether its passages stand in our copies", EVIDENCE_HELP),
}
OF_RESOURCES = {"list", "detail", "history", *DATED_ROLES, *BESIDE_ROLES}
SHAPED = {"list": "ShapedList", "detail": "ShapedDetail"}
HISTORY_HELP = (
    "Every revision of one object, newest first, also of a retracted or merged one; `state` says what it is today. "
    "Of what was taken down only stubs remain."
)
CHANGES_HELP = (
    "Every line of the publication log after `since`, in order. Apply them one after the other (`removed` drops your "
    "copy, anything else replaces it by `document`) and your copy holds exactly what is published."
)
HEALTH_HELP = (
    "Every source that is watched: when it answered last, when it last brought something new, how it fares, and where "
    "entries may be missing. A source that is blocked, broken or not asked says nothing about whether there is news. "
    "This is the one answer that is not read from the log; its ETag is that of the data."
)
QUALITY_HELP = (
    "What is missing, counted: primary sources, second sources, copies in which quotes were found, dates, second "
    "editors. Each number with the address of the list of what it counts. The ETag is that of the data."
)
QUALITY_LIST_HELP = "The events, statements, claims, sources or acts that one measure counts, in their usual order."
CITATION_STATUS_HELP = (
    "What became of revisions that you cited by their `seq`: unchanged, changed (with the parts that differ), merged "
    "into another, moved to another address, or retracted. Up to 200 at once, for a program that checks what a "
    "newsroom has published."
)
# By role of a view without a resource: component, summary, description.
SEARCH_HELP = (
    "Words of titles, summaries, quotes and names in either language, by rank; “quoted phrases” and -exclusions work. "
    "`exact` holds proceedings and contracts that carry the very number: B-416657, 19-1796C, HQ0034-18-R-0077."
)
CODELISTS_HELP = "Every code of documents and filters with its label in English and German."
CALCULATOR_HELP = (
    "Due dates of one `rule`, or of every rule of a `forum`, from a `date`, with further inputs: "
    "citation, raw and rolled date, and the working as sentences and fields. It reads no record. No legal advice."
)
LONE_ROLES = {
    "calculator": ("Calculation", "Compute due dates", CALCULATOR_HELP),
    "search": ("SearchResults", "Search everything", SEARCH_HELP),
    "codelists": ("Codelists", "What the codes mean", CODELISTS_HELP),
    "citation_status": ("CitationStatus", "Whether what was cited still stands", CITATION_STATUS_HELP),
    "changes": ("Changes", "Everything that changed", CHANGES_HELP),
    "quality": ("Quality", "How good the record is", QUALITY_HELP),
    "quality_list": ("QualityList", "What one measure counts", QUALITY_LIST_HELP),
    "sources_health": ("SourcesHealth", "How the sources fare", HEALTH_HELP),
}
# Component, summary and description.
NAMED_ROLES = {**LONE_ROLES, **DATED_ROLES, **BESIDE_ROLES}


class LogSchema(AutoSchema):
    """Describes a LogView by its role and its resource."""

    view: "LogView"  # type: ignore[override]  # it describes no other views

    @property
    def resource(self) -> Resource:
        """Return the resource of a view that has one."""
        found: Resource = self.view.resource  # type: ignore[attr-defined]  # asked only where the role implies it
        return found

    def get_operation_id(self) -> str:
        """Name the operation: `events_list`, `events_detail`, `changes`."""
        role = self.view.role
        return f"{self.resource.name}_{role}" if role in OF_RESOURCES else role

    def get_summary(self) -> str:
        """Return a title of a few words."""
        match self.view.role:
            case "list":
                return f"List {self.resource.name}"
            case "detail":
                return f"One of the {self.resource.name}"
            case "history":
                return f"History of one of the {self.resource.name}"
            case role if role in NAMED_ROLES:
                return NAMED_ROLES[role][1]
        return "The entrance"

    def get_description(self) -> str:  # type: ignore[override]  # as its base has it
        """Return what it is for."""
        match self.view.role:
            case "list" | "detail":
                return self.resource.help
            case "history":
                return HISTORY_HELP
            case role if role in NAMED_ROLES:
                return NAMED_ROLES[role][2]
        return "Addresses of all resources, the log's newest seq, and where this is explained."

    def get_tags(self) -> list[str]:
        """Group operations by resource."""
        return [self.resource.name] if self.view.role in OF_RESOURCES else ["log"]

    def get_override_parameters(self) -> list[OpenApiParameter]:  # type: ignore[override]  # no serializers here
        """Return query and path parameters, and the headers of answers."""
        match self.view.role:
            case "list":
                chosen = [
                    *parameters.filters_of(self.resource),
                    *parameters.WINDOW,
                    *parameters.shapes_of(self.resource),
                ]
            case "detail" if self.resource.object == "event":
                chosen = [parameters.ID, parameters.INCLUDE_REFERRING, parameters.AS_OF]
            case role if role in DATED_ROLES or (role == "detail" and self.resource.object == "deadline"):
                chosen = [parameters.ID, ON, parameters.AS_OF]
            case "detail":
                chosen = [parameters.ID, parameters.AS_OF]
            case "history":
                chosen = [parameters.ID, parameters.LIMIT, parameters.BEFORE]
            case role:
                chosen = [*parameters.OF_ROLES.get(role, ())]
        if self.view.role in SHAPED:
            chosen += parameters.shapes_of(self.resource)
        return [*chosen, *HEADERS]

    def get_response_serializers(self) -> dict[Any, OpenApiResponse]:  # type: ignore[override]  # raw schemas
        """Return the answers by status."""
        role = self.view.role
        examples = [OpenApiExample("Example", value=EXAMPLES[self.component])] if self.component in EXAMPLES else []
        found: dict[Any, OpenApiResponse] = {
            ("200", JSON): OpenApiResponse(self.answered, description="The answer.", examples=examples),
            "304": OpenApiResponse(None, description="Nothing was published since the answer with this ETag."),
            ("400", PROBLEM_TYPE): OpenApiResponse(
                ref("Problem"),
                description="Parameters that cannot be understood, all of them named.",
                examples=[OpenApiExample("Refused", value=PROBLEM)],
            ),
        }
        found["401", PROBLEM_TYPE] = OpenApiResponse(ref("Problem"), description="The key is none, or was revoked.")
        found["429", PROBLEM_TYPE] = OpenApiResponse(
            ref("Problem"), description="More requests in a minute than `RateLimit-Policy` allows; see `Retry-After`."
        )
        if role == "list":
            for media_type in FILES:
                found["200", media_type] = OpenApiResponse(
                    {"type": "string", "format": "binary"}, description="The answer."
                )
        if role == "changes":
            found["307"] = OpenApiResponse(None, description="To wait or to read a stream, go to `Location`.")
        if role == "quality_list":
            found["404", PROBLEM_TYPE] = OpenApiResponse(ref("Problem"), description="There is no such measure.")
        if role in OF_RESOURCES - {"list"}:
            found["404", PROBLEM_TYPE] = OpenApiResponse(ref("Problem"), description="No public object has this id.")
        if role in {"detail", "status"}:
            found["301"] = OpenApiResponse(None, description="Merged or renamed: go to `Location`.")
        if role in {"detail", "status", *BESIDE_ROLES}:
            found["410", PROBLEM_TYPE] = OpenApiResponse(ref("Problem"), description="Retracted or taken down.")
        return found

    @property
    def answered(self) -> Schema:
        """Return the schema of the answer; readers may ask for another shape of lists and details."""
        if self.view.role in SHAPED:
            return {"anyOf": [ref(self.component), ref(SHAPED[self.view.role])]}
        return ref(self.component)

    @property
    def component(self) -> str:
        """Return the name of the component that answers."""
        match self.view.role:
            case "list":
                return f"{item_name(self.resource)}List"
            case "detail":
                return f"{item_name(self.resource)}Detail"
            case role if role in NAMED_ROLES:
                return NAMED_ROLES[role][0]
        return "History" if self.view.role == "history" else "Entrance"

    def _is_list_view(self, serializer: Any = None) -> bool:  # noqa: ARG002 - the answers say it themselves
        return False


HEADERS = (
    OpenApiParameter(
        "RateLimit",
        type={"type": "string"},
        location=OpenApiParameter.HEADER,
        description="How many requests are left (`r`) and in how many seconds all are back (`t`).",
        response=["200", "429"],
    ),
    OpenApiParameter(
        "ETag",
        type={"type": "string"},
        location=OpenApiParameter.HEADER,
        description="Send it back as `If-None-Match`: the answer is 304 while nothing was published.",
        response=["200", "304"],
    ),
    OpenApiParameter(
        "Last-Modified",
        type={"type": "string"},
        location=OpenApiParameter.HEADER,
        description="When the log's newest line was published; left out within that second.",
        response=["200", "304"],
    ),
)
