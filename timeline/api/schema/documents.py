"""Components of the documents, one a type, as the publication log keeps them."""

from collections.abc import Iterable

from contracts.codelists import AwardStatus, BidOutcome, CaseKind, Fate, Forum, PartyKind, Stage, StayKind
from contracts.procedure import DISPOSITIONS, REASONS, STEP_CODES
from timeline.api.schema.builders import (
    Schema,
    code,
    constant,
    flag,
    listed,
    maybe,
    number,
    record,
    ref,
    term_code,
    text,
)
from timeline.api.schema.parts import CITATIONS, COUNT, ID, NOTE, PARTS
from timeline.codelists import (
    Confidence,
    EventType,
    FindingDirection,
    PublicBasis,
    Relation,
    Significance,
    SourceKind,
    Stance,
    StatementRelation,
)
from timeline.filters import CITING

DATE, MAYBE_DATE, TEXTS = ref("Date"), maybe(ref("Date")), ref("LanguageMap")
DISPUTE = ref("DisputeReference", "The dispute it belongs to.")


def document(object_type: str, description: str, /, optional: Iterable[str] = (), **fields: Schema) -> Schema:
    """Describe a document: type and id first, then its own fields; all but the optional ones are always there."""
    return record({"object": constant(object_type), "id": ID, **fields}, description, optional=optional)


BID = {
    "id": ID,
    "bidder": ref("PartyReference"),
    "submitted": maybe(ref("Date"), "When it was submitted, if known."),
    "outcome": code(BidOutcome, "How it ended."),
    "ended": maybe(ref("Date"), "When it ended."),
    "summary": ref("LanguageMap", "How it ended, in a sentence."),
    "citations": CITATIONS,
}
AWARD = {
    "id": ID,
    "suppliers": listed(ref("PartyReference"), "Who won."),
    "date": maybe(ref("Date"), "When it was awarded."),
    "status": code(AwardStatus, "Whether it stands."),
    "value": maybe(ref("Amount"), "For how much."),
    "note": NOTE,
    "citations": CITATIONS,
}
FATE = record(
    {
        "protest": maybe(ref("ProtestReference"), "The proceeding, where it is another than the ground's own."),
        "forum": code(Forum),
        "fate": code(Fate, "What the forum made of it."),
        "note": NOTE,
        "citations": CITATIONS,
    },
    "What became of a ground in one forum.",
)
PUBLIC = record(
    {
        "date": ref("Date", "When the content became public."),
        "basis": code(PublicBasis, "How that is known."),
        "existence": maybe(ref("Date"), "When it was first known to exist, where that was earlier."),
    },
    "When it became public.",
)
STEP = record(
    {
        "protest": ref("ProtestReference"),
        "step": term_code(STEP_CODES, "Procedural step."),
        "cases": listed(text(), "Docket numbers concerned; empty for all of the proceeding."),
        "disposition": term_code(DISPOSITIONS, "Formal result.", empty=True),
        "reason": term_code(REASONS, "Reason of a dismissal.", empty=True),
        "days": maybe(number(), "Length set by the order, in calendar days."),
        "until": maybe(ref("Date"), "Last day set by the order."),
        "parties": listed(ref("PartyReference"), "For whom, where parties fared differently."),
    },
    "What an event does to a proceeding.",
)
EVENT_COMMON = {
    "dispute": DISPUTE,
    "contracts": listed(ref("ContractReference"), "The contracts concerned."),
    "protest": maybe(ref("ProtestReference"), "The proceeding it belongs to."),
    "date": ref("Date", "When it happened."),
    "until": maybe(ref("Date"), "Last day, for something that took several."),
    "day_order": number("Order among the events of one day."),
    "public": PUBLIC,
    "significance": code(Significance, "How much it weighs."),
    "note": NOTE,
    "citations": CITATIONS,
}
DOCUMENTS: dict[str, Schema] = {
    "DisputeDocument": document(
        "dispute",
        "A story that readers follow, with what belongs to it.",
        name=text("Short name, as people speak of it."),
        title=TEXTS,
        standfirst=TEXTS,
        contracts=listed(ref("ContractReference")),
        protests=listed(ref("ProtestReference")),
        claims=listed(ref("ClaimReference")),
        counts=record({"events": COUNT, "statements": COUNT, "sources": COUNT}),
        first_event=maybe(ref("EventReference")),
        last_event=maybe(ref("EventReference")),
    ),
    "ContractDocument": document(
        "contract",
        "One contracting process (in OCDS terms: one ocid).",
        dispute=DISPUTE,
        title=TEXTS,
        acronym=text("How it is known for short."),
        buyer=ref("PartyReference"),
        solicitation_number=text("As printed; empty if unknown."),
        award_ids=listed(text(), "Contract numbers (PIID) as printed."),
        ceiling=maybe(ref("Amount"), "Most that may be spent."),
        term=TEXTS,
        description=TEXTS,
        note=NOTE,
        succeeds=listed(ref("ContractReference"), "Earlier contracts that it follows."),
        phases=listed(
            record({"id": ID, "name": TEXTS, "start": DATE, "end": MAYBE_DATE, "citations": CITATIONS}),
            "Parts of the story for a chart, in order.",
        ),
        bids=listed(record(BID)),
        awards=listed(record(AWARD)),
        citations=CITATIONS,
    ),
    "ProtestDocument": document(
        "protest",
        "One proceeding as readers speak of it, in one forum, with one or more docket numbers.",
        dispute=DISPUTE,
        contracts=listed(ref("ContractReference"), "What is protested."),
        forum=code(Forum),
        docket=text("Docket as sources write it."),
        cases=listed(
            record(
                {
                    "docket": text("As printed."),
                    "docket_number": text("Normalised: unique with the forum."),
                    "kind": code(CaseKind),
                    "protester": maybe(ref("PartyReference")),
                    "date_filed": MAYBE_DATE,
                }
            )
        ),
        stage=code(Stage, "Whether it attacks the solicitation or the award.", empty=True),
        parties=listed(ref("Participant")),
        appeals=maybe(ref("ProtestReference"), "The proceeding that it appeals."),
        reporter_citation=text("Citation of the decision in a reporter."),
        lower_court_citation=text("Citation of what it reviews."),
        debriefing=maybe(
            record({"offered": MAYBE_DATE, "answered": MAYBE_DATE, "none_required": flag()}),
            "What is known of a required debriefing: the automatic stay hangs on it.",
        ),
        note=NOTE,
        stays=listed(
            record(
                {
                    "id": ID,
                    "kind": code(StayKind),
                    "start": DATE,
                    "end": MAYBE_DATE,
                    "note": TEXTS,
                    "citations": CITATIONS,
                }
            ),
            "What held work or award back.",
        ),
        grounds=listed(
            record(
                {
                    "id": ID,
                    "title": TEXTS,
                    "text": ref("LanguageMap", "What the protester says, in our words."),
                    "note": NOTE,
                    "fates": listed(FATE),
                }
            ),
            "Grounds first raised here, with what each forum made of them.",
        ),
        citations=CITATIONS,
        status=maybe(ref("ProtestStatus"), "Derived from the published events."),
    ),
    "PartyDocument": document(
        "party",
        "A person or organisation (Popolo).",
        name=text("Full name."),
        short_name=text("How it is called in a table."),
        kind=code(PartyKind),
        aliases=listed(text()),
        identifiers=listed(record({"scheme": text(examples=["wikidata"]), "identifier": text()})),
        posts=listed(
            record(
                {
                    "organization": ref("PartyReference"),
                    "post": text(),
                    "start": MAYBE_DATE,
                    "end": MAYBE_DATE,
                    "note": text(),
                }
            ),
            "Memberships and posts with their dates.",
        ),
        role_title=text("Who that is, in one line."),
        note=NOTE,
        citations=CITATIONS,
    ),
    "ClaimDocument": document(
        "claim",
        "A contested proposition; what speaks for and against it are statements.",
        dispute=DISPUTE,
        title=TEXTS,
        text=ref("LanguageMap", "The proposition in one sentence of our own."),
        note=NOTE,
        citations=CITATIONS,
        counts=record(dict.fromkeys(Stance.values, COUNT), "Published statements by stance.", optional=Stance.values),
        findings=listed(
            record(
                {
                    "statement": ref("EventReference"),
                    "speaker": ref("PartyReference"),
                    "finding": code(FindingDirection, empty=True),
                    "date": DATE,
                }
            ),
            "Who found what.",
        ),
    ),
    "EventDocument": document(
        "event",
        "Something that happened.",
        ("automatic_from",),
        type=code(EventType),
        slug=text("Decoration of the page's address."),
        title=TEXTS,
        short_title=ref("LanguageMap", "Label in a chart."),
        summary=TEXTS,
        sealed=flag("Whether it was filed or issued under seal."),
        confidence=code(Confidence, "How well it is sourced."),
        example=flag("Whether it is made up for demonstration."),
        automatic_from=text(
            "Only on events published without review: the trusted source that decided it. Gone once an editor vouches."
        ),
        parties=listed(ref("Participant")),
        amounts=listed(
            record({"amount": {"type": "number"}, "currency": text("ISO 4217."), "what": TEXTS}), "Sums that matter."
        ),
        steps=listed(STEP, "What it does to proceedings."),
        links=listed(
            record({"relation": code(Relation), "event": ref("EventReference", "The earlier one.")}),
            "How it acts on earlier events.",
        ),
        **EVENT_COMMON,
    ),
    "StatementDocument": document(
        "event",
        "Something that somebody said: an event of type statement.",
        type=constant("statement"),
        event=record(
            {"relation": code(StatementRelation), "event": ref("EventReference")}, "The event it was made in or is on."
        ),
        speaker=ref("PartyReference"),
        capacity=ref("LanguageMap", "The speaker's post at that time."),
        on_behalf_of=maybe(ref("PartyReference"), "For whom the speaker spoke."),
        quote=ref("Quote"),
        claim=maybe(ref("ClaimReference"), "The claim it is about."),
        stance=code(Stance, "Where it stands on the claim."),
        finding=code(FindingDirection, "For a finding: which way it goes.", empty=True),
        **EVENT_COMMON,
    ),
    "SourceDocument": document(
        "source",
        "A document or report that the record cites. It remains its owner's.",
        dispute=maybe(ref("DisputeReference"), "The dispute it was consulted for, if for one alone."),
        title=text("As the document gives it."),
        url=text("Address of the document itself; the record's page about it is `page_url`."),
        publisher=text(),
        published=MAYBE_DATE,
        kind=code(SourceKind),
        primary=flag("Whether it is a filing, ruling, release or report itself."),
        lang=text("BCP 47."),
        title_basis=text("Where the title comes from, if not from itself."),
        note=NOTE,
    ),
}

PART_OF_CONTRACT = {"dispute": DISPUTE, "contract": ref("ContractReference")}
DOCUMENTS["BidDocument"] = record({**BID, **PART_OF_CONTRACT}, "A bidder in a contract and how that ended.")
DOCUMENTS["CitationDocument"] = record(
    {
        "id": text("Type and id of what cites, id of the source, and a number.", pattern="^[-a-zA-Z0-9_]+$"),
        "dispute": maybe(ref("DisputeReference"), "The dispute of what cites it."),
        "cited_by": {
            "description": "What it shows.",
            "anyOf": [ref(f"{name.capitalize()}Reference") for name in CITING],
        },
        "part": maybe(
            record({"name": text("Its name in the document: `bids`."), "id": text("Its id, if it has one.")}),
            "The part of the document that it shows, where it is one part alone.",
        ),
        **PARTS["Evidence"]["anyOf"][0]["properties"],
    },
    "A passage of a source, and what it shows.",
)
# Kept inside other documents: they have lists of their own, and no history.
INSIDE = {"BidDocument", "AwardDocument", "CitationDocument"}
DOCUMENTS["AwardDocument"] = record({**AWARD, **PART_OF_CONTRACT}, "Who won a contract.")
