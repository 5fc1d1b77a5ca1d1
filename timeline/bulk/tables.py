"""What the tables of the record are: one description for CSV, SQLite and their data dictionary. Pure."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from timeline.bulk import rows
from timeline.documents.shapes import Document

Kind: TypeAlias = Literal["string", "integer", "number", "boolean", "date"]
Row: TypeAlias = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its kind of value and what it says; `refers` names the table whose `id` it holds."""

    name: str
    help: str
    kind: Kind = "string"
    refers: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """One table: a line for each thing that `rows` finds in a document of the type `of`.

    `key` are the columns that together are different in every line, `label` the one by which people know a line.
    """

    name: str
    of: str
    help: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    take: Callable[[Document], Iterable[Row]]
    searched: tuple[str, ...] = ()
    label: str = ""

    def rows(self, document: Document) -> Iterator[tuple[Any, ...]]:
        """Yield the lines of a document, values in the order of the columns; an empty text is a missing value."""
        names = [column.name for column in self.columns]
        for row in self.take(document):
            yield tuple(None if row[name] == "" else row[name] for name in names)


def _words(name: str, help_: str) -> tuple[Column, ...]:
    return Column(f"{name}_en", f"{help_} (English)"), Column(f"{name}_de", f"{help_} (German, where there is one)")


def _date(name: str, help_: str) -> tuple[Column, ...]:
    return (
        Column(name, f"{help_}, as precisely as known (EDTF: 2019-11-22, 2019-11, 2019, 2017~)"),
        Column(f"{name}_earliest", f"{help_}: first possible day", "date"),
        Column(f"{name}_latest", f"{help_}: last possible day", "date"),
    )


ID = Column("id", "Permanent id; part of every address")
NUMBER = Column("number", "Order within its document, from 1", "integer")
PAGE = Column("page_url", "Address of its page")
NOTE = _words("note", "The editors' public note")
DISPUTE = Column("dispute", "Slug of the dispute", refers="disputes")
EVENT = Column("event", "Id of the event", refers="events")
CONTRACT = Column("contract", "Slug of the contract", refers="contracts")
PROTEST = Column("protest", "Id of the protest", refers="protests")
PARTY = Column("party", "Slug of the party", refers="parties")
ROLE = (Column("role", "Code of the role"), Column("role_note", "The file's own words for the role"))

TABLES: tuple[Table, ...] = (
    Table(
        "parties",
        "party",
        "Organisations and people (Popolo).",
        ("id",),
        (
            ID,
            Column("name", "Full name"),
            Column("short_name", "Name in tables"),
            Column("kind", "company, agency, court, oversight-body, person, legislature or government"),
            Column("aliases", "Other names, separated by “; ”"),
            PAGE,
        ),
        rows.parties,
        ("name", "aliases"),
        "name",
    ),
    Table(
        "posts",
        "party",
        "Posts and memberships of parties (Popolo memberships).",
        ("party", "number"),
        (
            PARTY,
            NUMBER,
            Column("organization", "Slug of the organisation", refers="parties"),
            Column("post", "Name of the post"),
            *_date("start", "Beginning"),
            *_date("end", "End"),
        ),
        rows.posts,
    ),
    Table(
        "sources",
        "source",
        "Documents and articles that are cited.",
        ("id",),
        (
            ID,
            Column("title", "Title in its own language"),
            Column("url", "Where it stands"),
            Column("publisher", "Who published it"),
            Column("published", "When, as the source says (EDTF)"),
            Column("kind", "Code of its kind"),
            Column("primary", "Whether it is a primary source", "boolean"),
            Column("lang", "Its language"),
        ),
        rows.sources,
        ("title", "publisher"),
        "title",
    ),
    Table(
        "disputes",
        "dispute",
        "Disputes: one or more contracting processes on one timeline.",
        ("id",),
        (ID, Column("name", "Short name"), *_words("title", "Title"), *_words("standfirst", "Summary"), PAGE),
        rows.disputes,
        label="name",
    ),
    Table(
        "contracts",
        "contract",
        "Contracting processes.",
        ("id",),
        (
            ID,
            DISPUTE,
            Column("acronym", "Acronym"),
            *_words("title", "Title"),
            Column("buyer", "Slug of the buyer", refers="parties"),
            Column("solicitation_number", "Number of the solicitation"),
            Column("award_ids", "Contract numbers (PIID), separated by “; ”"),
            Column("ceiling", "Ceiling, in whole units of the currency", "number"),
            Column("currency", "ISO 4217 code of the ceiling"),
            *_words("description", "What is bought"),
            *NOTE,
            PAGE,
        ),
        rows.contracts,
        ("title_en", "acronym", "solicitation_number"),
        "title_en",
    ),
    Table(
        "bids",
        "contract",
        "Bidders in a contract and how each ended.",
        ("id",),
        (
            ID,
            CONTRACT,
            Column("bidder", "Slug of the bidder", refers="parties"),
            *_date("submitted", "Submission"),
            Column("outcome", "awarded, unsuccessful, excluded, withdrawn, no-bid or pending"),
            *_date("ended", "End of the bid"),
            *_words("summary", "How it ended"),
        ),
        rows.bids,
    ),
    Table(
        "awards",
        "contract",
        "Awards of a contract (OCDS).",
        ("id",),
        (
            ID,
            CONTRACT,
            Column("suppliers", "Slugs of the suppliers, separated by “; ”"),
            *_date("date", "Day of the award"),
            Column("status", "pending, active, cancelled or unsuccessful"),
            Column("amount", "Value, in whole units of the currency", "number"),
            Column("currency", "ISO 4217 code of the value"),
            *NOTE,
        ),
        rows.awards,
    ),
    Table(
        "protests",
        "protest",
        "Proceedings; status and result are derived from the events by the rules of procedure.",
        ("id",),
        (
            ID,
            DISPUTE,
            Column("forum", "agency, GAO, COFC, CAFC, SCOTUS or other"),
            Column("docket", "Docket as sources write it"),
            Column("stage", "pre-award or post-award"),
            Column("appeals", "Id of the protest that it appeals", refers="protests"),
            Column("status", "pending, closed, … (derived)"),
            Column("filed", "Day of filing, where the record shows it (derived)", "date"),
            Column("decided", "Day of the decision (derived)", "date"),
            Column("disposition", "Formal disposition (derived)"),
            Column("practical_result", "What it brought in the end, corrective action included (derived)"),
            Column("reporter_citation", "Citation in a reporter"),
            *NOTE,
            PAGE,
        ),
        rows.protests,
        ("docket", "reporter_citation"),
        "docket",
    ),
    Table(
        "cases",
        "protest",
        "Docket numbers of a proceeding.",
        ("protest", "number"),
        (
            PROTEST,
            NUMBER,
            Column("docket", "Docket number as sources write it"),
            Column("docket_number", "The same, normalised"),
            Column("kind", "initial, supplemental, reconsideration or costs"),
            Column("protester", "Slug of who filed it", refers="parties"),
            *_date("date_filed", "Filing"),
        ),
        rows.cases,
        ("docket", "docket_number"),
    ),
    Table(
        "protest_parties",
        "protest",
        "Who takes part in a proceeding, in which role.",
        ("protest", "number"),
        (PROTEST, NUMBER, PARTY, *ROLE),
        rows.protest_parties,
    ),
    Table(
        "claims",
        "claim",
        "Contested propositions.",
        ("id",),
        (ID, DISPUTE, *_words("title", "Title"), *_words("text", "What is claimed"), *NOTE, PAGE),
        rows.claims,
        ("title_en", "text_en"),
        "title_en",
    ),
    Table(
        "events",
        "event",
        "What happened.",
        ("id",),
        (
            ID,
            DISPUTE,
            Column("protest", "Id of the proceeding it belongs to", refers="protests"),
            Column("type", "Code of the event's type"),
            *_date("date", "When it happened"),
            *_date("until", "End, where it lasted"),
            *_date("public", "When its content became public"),
            Column("significance", "1 landmark, 2 normal, 3 detail", "integer"),
            *_words("title", "Title"),
            *_words("summary", "Summary"),
            *NOTE,
            Column("sealed", "Whether it was filed or issued under seal", "boolean"),
            Column("confidence", "How well it is sourced: a code of the codelist"),
            PAGE,
        ),
        rows.events,
        ("title_en", "summary_en", "title_de", "summary_de"),
        "title_en",
    ),
    Table(
        "event_contracts",
        "event",
        "Contracts that an event concerns.",
        ("event", "contract"),
        (EVENT, CONTRACT),
        rows.event_contracts,
    ),
    Table(
        "event_parties",
        "event",
        "Who takes part in an event, in which role.",
        ("event", "number"),
        (EVENT, NUMBER, PARTY, *ROLE),
        rows.event_parties,
    ),
    Table(
        "event_amounts",
        "event",
        "Sums of money that an event names.",
        ("event", "number"),
        (
            EVENT,
            NUMBER,
            Column("amount", "In whole units of the currency", "number"),
            Column("currency", "ISO 4217 code"),
            *_words("what", "What the sum is"),
        ),
        rows.event_amounts,
    ),
    Table(
        "steps",
        "event",
        "How an event moves a proceeding.",
        ("event", "number"),
        (
            EVENT,
            NUMBER,
            PROTEST,
            Column("step", "Code of the procedural step"),
            Column("cases", "Docket numbers it concerns, separated by “; ”; empty for all"),
            Column("disposition", "Code of the disposition"),
            Column("reason", "Code of the reason"),
        ),
        rows.steps,
    ),
    Table(
        "links",
        "event",
        "How events act on earlier ones.",
        ("event", "number"),
        (EVENT, NUMBER, Column("relation", "Code of the relation"), Column("earlier", "Id of it", refers="events")),
        rows.links,
    ),
    Table(
        "statements",
        "statement",
        "Public statements, word for word.",
        ("id",),
        (
            ID,
            DISPUTE,
            Column("event", "Id of the event it was made in or comments on", refers="events"),
            Column("relation", "made-in or comments-on"),
            *_date("date", "When it was made"),
            Column("speaker", "Slug of the speaker", refers="parties"),
            *_words("capacity", "The speaker's post on that day"),
            Column("on_behalf_of", "Slug of whom it was made for", refers="parties"),
            Column("lang", "Language of the quote"),
            Column("quote", "The exact words"),
            Column("translation_en", "English translation, where the quote is in another language"),
            Column("translation_de", "German translation"),
            Column("claim", "Slug of the claim it is about", refers="claims"),
            Column("stance", "alleges, denies, supports, questions, finds or no-position"),
            Column("finding", "Which way a finding goes"),
            PAGE,
        ),
        rows.statements,
        ("quote", "translation_de", "translation_en"),
        "quote",
    ),
    Table(
        "citations",
        "",
        "What rests on which source, or on which event.",
        ("object", "object_id", "part", "number"),
        (
            Column("object", "Type of what is shown: event, statement, contract, bid, award, protest, claim or party"),
            Column("object_id", "Its id"),
            Column("part", "Id of the part of it that the source shows, empty for all of it"),
            NUMBER,
            Column("source", "Id of the source", refers="sources"),
            Column("event", "Id of the event that shows it", refers="events"),
            Column("anchor", "First words of the passage"),
            Column("locator", "Page, paragraph or column"),
        ),
        rows.citations,
    ),
)
