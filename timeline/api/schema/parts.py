"""Components that several documents share: texts, dates, money, references, citations, parties."""

from contracts.codelists import Forum, PartyKind, Role
from timeline.api.schema.builders import (
    Schema,
    code,
    constant,
    day,
    flag,
    listed,
    maybe,
    number,
    record,
    ref,
    term_code,
    text,
)
from timeline.codelists import EventType, Significance, SourceKind

ID = text("Permanent public id or slug.", pattern="^[-a-zA-Z0-9_]+$")
# A reference to what was taken down keeps type and id only.
STATE = constant("taken_down")


def reference(object_type: str, description: str, /, **facts: Schema) -> Schema:
    """Describe how another document shows an object: its type, id and what a list would show of it."""
    fields = {"object": constant(object_type), "id": ID, **facts, "state": STATE}
    return record(fields, description, optional=[*facts, "state"])


PARTS: dict[str, Schema] = {
    "LanguageMap": record(
        {"en": text("English."), "de": text("German.")},
        "An editorial text by language; empty where there is none. English is there whenever any language is.",
        optional=("en", "de"),
    ),
    "Date": record(
        {
            "text": text("EDTF: 2019, 2019-11-22, 2019-11-22T14:30-05:00, 2017~ (about).", examples=["2019-11"]),
            "earliest": day("First day that it may have been."),
            "latest": day("Last day that it may have been."),
            "precision": term_code(("time", "day", "month", "year"), "How exactly it is known."),
            "circa": flag("Whether it is only about that."),
        },
        "A date no more exact than its sources: the text as given, and the interval of days in which it lies.",
    ),
    "Amount": record(
        {"amount": {"type": "number", "description": "Whole units of the currency."}, "currency": text("ISO 4217.")},
        "A sum of money.",
    ),
    "Quote": record(
        {
            "lang": text("Language in which it was said (BCP 47)."),
            "text": text("Exact words; cuts are marked “…” or “[…]”."),
            "translations": ref("LanguageMap", "Our translations."),
        },
        "Words of others. They remain their owner's.",
    ),
    "DisputeReference": reference("dispute", "A dispute as other documents show it.", name=text("Short name.")),
    "ContractReference": reference(
        "contract", "A contract as other documents show it.", name=ref("LanguageMap"), acronym=text("Short for it.")
    ),
    "ProtestReference": reference(
        "protest",
        "A proceeding as other documents show it.",
        name=text("Who against whom."),
        forum=code(Forum),
        docket=text("The docket number that readers use."),
    ),
    "PartyReference": reference(
        "party",
        "A person or organisation as other documents show it.",
        name=text("Full name."),
        short_name=text("How it is called in a table."),
        kind=code(PartyKind),
        acting_for=record(
            {"id": ID, "kind": code(PartyKind)},
            "For a person in an event: the organisation acted for on its day, by the posts that the record tells.",
        ),
    ),
    "ClaimReference": reference("claim", "A claim as other documents show it.", name=ref("LanguageMap")),
    "EventReference": reference(
        "event",
        "An event or statement as other documents show it.",
        type=code(EventType),
        name=ref("LanguageMap", "Title, or the first words of a quote."),
        slug=text("Decoration of the page's address; empty for statements."),
        date=ref("Date"),
        significance=code(Significance),
    ),
    "SourceReference": reference(
        "source",
        "A source as a citation shows it.",
        name=text("Title."),
        url=text("Address of the document."),
        publisher=text("Who published it."),
        published=maybe(text(), "EDTF date of publication."),
        kind=code(SourceKind),
        primary=flag("Whether it is a filing, ruling, release or report itself, not a report about one."),
        lang=text("Language (BCP 47)."),
    ),
    "Evidence": {
        "description": "What shows it: a passage of a source, or an event of the record with its own sources.",
        "anyOf": [
            record(
                {
                    "source": ref("SourceReference"),
                    "anchor": text("At most ten words of the passage, fit for a text-fragment link."),
                    "locator": text("Page, paragraph or section."),
                }
            ),
            record({"event": ref("EventReference")}),
        ],
    },
    "Participant": record(
        {
            "party": ref("PartyReference"),
            "role": code(Role, "In which part."),
            "role_note": text("The source's own words for it."),
        },
        "A party in its part.",
    ),
}

CITATIONS = listed(ref("Evidence"), "What shows it.")
NOTE = ref("LanguageMap", "What is uncertain or needs saying.")
COUNT = number(minimum=0)
