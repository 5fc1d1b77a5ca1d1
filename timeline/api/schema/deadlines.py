"""Components of due dates, of their explanation, and of a protest's status on a day."""

from drf_spectacular.utils import OpenApiParameter

from contracts.procedure import CaseState, Deadline, Working
from contracts.procedure.derivation import Outcome, StateChange
from timeline.api.schema.builders import (
    Schema,
    asked_day,
    code,
    constant,
    day,
    flag,
    listed,
    maybe,
    number,
    record,
    ref,
    text,
)
from timeline.api.schema.parts import ID
from timeline.api.schema.procedure import described
from timeline.codelists import DueState

STATE = code(DueState, "What it is on the day `on`.")
ON_DAY = day("The day in New York for which it is said.")
ON = OpenApiParameter(
    "on",
    type=asked_day(),
    description="Day for which states are said (ISO date); without it the day in New York.",
)
ADDRESSES: dict[str, Schema] = {
    "api_url": text("Where the API answers with it.", format="uri"),
    "page_url": text("Its page for people.", format="uri"),
    "explain_url": text("How it was computed.", format="uri"),
    "seq": number("Place in the publication log of the protest's version that holds it.", minimum=1),
}
AS_OF = number("Seq of the log's state that is shown.", minimum=0)

# What a computed date says in the same fields as a due date of the record.
OF_RULE = ("what", "owner", "right", "citation", "rolled_days", "tolled_days", "kind", "rule_verified")

DEADLINE_COMPONENTS: dict[str, Schema] = {
    "DeadlineReading": record(
        {"explain_url": ADDRESSES["explain_url"], "on": ON_DAY, "state": STATE},
        "What depends on the reading day; the log does not hold it.",
    ),
    "DeadlineDocument": record(
        {
            "id": ID,
            "dispute": ref("DisputeReference"),
            "protest": ref("ProtestReference"),
            **described(Deadline)["properties"],
        },
        "A due date with what it rests on and what met it, as the protest's document keeps it.",
    ),
    "DeadlineExplanation": record(
        {
            "as_of_seq": AS_OF,
            **ADDRESSES,
            "id": ID,
            "on": ON_DAY,
            "state": STATE,
            "due_date": day(),
            "certainty": described(Deadline)["properties"]["certainty"],
            "trigger_event": maybe(ref("EventReference")),
            "lines": listed(text(), "The working, a sentence a line."),
            "working": described(Working),
            "advice": text("That this is no legal advice."),
        },
        "How one due date was computed.",
    ),
    "Calculation": record(
        {
            "page_url": text("The same for people.", format="uri"),
            "date": day("Day from which was counted."),
            "results": listed(
                record(
                    {
                        "rule": text("Code of the rule."),
                        **{name: described(Deadline)["properties"][name] for name in OF_RULE},
                        "forum": text(),
                        "raw_date": maybe(day("Last day as counted.")),
                        "due_date": maybe(day("Null where no clock starts; the working says why.")),
                        "lines": listed(text(), "The working, a sentence a line."),
                        "working": described(Working),
                    }
                )
            ),
            "skipped": listed(
                record({"rule": text("Code of the rule."), "why": text("Why it gives no day.")}),
                "Rules of the forum that give no day.",
            ),
            "advice": text("That this is no legal advice."),
        },
        "Due dates that rules give from a day, without any record.",
    ),
    "ProtestStatusOnDay": record(
        {
            "as_of_seq": AS_OF,
            **{name: schema for name, schema in ADDRESSES.items() if name != "explain_url"},
            "object": constant("protest"),
            "id": ID,
            "on": ON_DAY,
            "status": text("Status code at the end of the day."),
            "held": flag("Whether a stay or an injunction held the procurement."),
            "stay": maybe(text("State of a stay.")),
            "injunction": maybe(text("State of an injunction.")),
            "cases": listed(described(CaseState)),
            "history": listed(described(StateChange), "States up to the day."),
            "outcomes": listed(described(Outcome), "Formal results up to the day."),
            "deadlines": listed(record({"id": ID, "rule": text(), "due_date": day(), "state": STATE})),
        },
        "What a protest was on a day.",
    ),
}
# By role of a view: component, summary, description.
DATED_ROLES = {
    "explain": (
        "DeadlineExplanation",
        "How a due date was computed",
        "The rule, its citation, the trigger, the count, the holidays met and the roll-over, as sentences and fields.",
    ),
    "status": (
        "ProtestStatusOnDay",
        "What a protest was on a day",
        "States of its cases with their history, stay and injunction, results so far and due dates, as of `on`.",
    ),
}
