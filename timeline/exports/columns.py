"""What tables of lists other than events hold: each column's head, and where in an item its value stands. Pure."""

from collections.abc import Iterator
from typing import Any

from contracts import texts
from timeline.documents.shapes import Document
from timeline.exports.tables import LICENCE, REMOVED

# By resource: head and path of each column. A path leads through lists to every one of their members.
COLUMNS: dict[str, tuple[tuple[str, str], ...]] = {
    "disputes": (
        ("Name", "name"),
        ("Title", "title"),
        ("Standfirst", "standfirst"),
        ("Contracts", "contracts.acronym"),
        ("Protests", "protests.name"),
        ("Claims", "claims.name"),
        ("First event", "first_event.date.text"),
        ("Last event", "last_event.date.text"),
        ("Events", "counts.events"),
        ("Statements", "counts.statements"),
        ("Sources", "counts.sources"),
    ),
    "contracts": (
        ("Acronym", "acronym"),
        ("Title", "title"),
        ("Dispute", "dispute.name"),
        ("Buyer", "buyer.name"),
        ("Solicitation number", "solicitation_number"),
        ("Award ids", "award_ids"),
        ("Ceiling", "ceiling.amount"),
        ("Currency", "ceiling.currency"),
        ("Term", "term"),
        ("Description", "description"),
        ("Bidders", "bids.bidder.name"),
        ("Suppliers", "awards.suppliers.name"),
        ("Succeeds", "succeeds.acronym"),
        ("Note", "note"),
    ),
    "protests": (
        ("Forum", "forum"),
        ("Docket", "docket"),
        ("Dispute", "dispute.name"),
        ("Contracts", "contracts.acronym"),
        ("Stage", "stage"),
        ("Parties", "parties.party.name"),
        ("Status", "status.status"),
        ("Filed", "status.filed"),
        ("Decided", "status.decided"),
        ("Disposition", "status.disposition"),
        ("Practical result", "status.practical_result"),
        ("Docket numbers", "cases.docket_number"),
        ("Appeals", "appeals.name"),
        ("Reporter citation", "reporter_citation"),
        ("Note", "note"),
    ),
    "parties": (
        ("Name", "name"),
        ("Short name", "short_name"),
        ("Kind", "kind"),
        ("Other names", "aliases"),
        ("Role", "role_title"),
        ("Posts", "posts.post"),
        ("Organisations", "posts.organization.name"),
        ("Note", "note"),
    ),
    "bids": (
        ("Dispute", "dispute.name"),
        ("Contract", "contract.acronym"),
        ("Bidder", "bidder.name"),
        ("Submitted", "submitted.text"),
        ("Outcome", "outcome"),
        ("Ended", "ended.text"),
        ("Summary", "summary"),
        ("Sources", "citations.source.url"),
    ),
    "awards": (
        ("Dispute", "dispute.name"),
        ("Contract", "contract.acronym"),
        ("Suppliers", "suppliers.name"),
        ("Date", "date.text"),
        ("Status", "status"),
        ("Amount", "value.amount"),
        ("Currency", "value.currency"),
        ("Note", "note"),
        ("Sources", "citations.source.url"),
    ),
    "deadlines": (
        ("Dispute", "dispute.name"),
        ("Protest", "protest.docket"),
        ("Case", "case"),
        ("Due date", "due_date"),
        ("State", "state"),
        ("On", "on"),
        ("What", "what"),
        ("Owner", "owner"),
        ("Rule", "rule"),
        ("Citation", "citation"),
        ("Certainty", "certainty"),
        ("Trigger", "trigger_event.name"),
        ("Trigger date", "trigger_date"),
        ("Met on", "met_on"),
        ("Working", "explain_url"),
    ),
    "claims": (
        ("Dispute", "dispute.name"),
        ("Title", "title"),
        ("Text", "text"),
        ("Alleges", "counts.alleges"),
        ("Supports", "counts.supports"),
        ("Denies", "counts.denies"),
        ("Questions", "counts.questions"),
        ("Finds", "counts.finds"),
        ("Note", "note"),
        ("Sources", "citations.source.url"),
    ),
    "sources": (
        ("Title", "title"),
        ("Publisher", "publisher"),
        ("Published", "published.text"),
        ("Kind", "kind"),
        ("Primary", "primary"),
        ("Language", "lang"),
        ("Source address", "url"),
        ("Note", "note"),
    ),
    "citations": (
        ("Dispute", "dispute.name"),
        ("Cited by", "cited_by.object"),
        ("Cited by id", "cited_by.id"),
        ("Cited by name", "cited_by.name"),
        ("Source", "source.name"),
        ("Publisher", "source.publisher"),
        ("Published", "source.published"),
        ("Source address", "source.url"),
        ("Passage", "anchor"),
        ("Locator", "locator"),
    ),
}


def heads(name: str, *, past: bool = False) -> tuple[str, ...]:
    """Return the columns' heads of a resource; those of a past moment say what was removed since."""
    return ("Id", *(head for head, _path in COLUMNS[name]), "Address", "Licence", *((REMOVED,) if past else ()))


def cells(name: str, item: Document, *, past: bool = False) -> tuple[str, ...]:
    """Return an item's cells, in the order of the columns; several values stand in one cell with “; ” between."""
    found = ("; ".join(_values(item, path.split("."))) for _head, path in COLUMNS[name])
    removed = ("yes" if item.get("removed_later") else "",) if past else ()
    return (item["id"], *found, item["page_url"], LICENCE, *removed)


def _values(value: Any, path: list[str]) -> Iterator[str]:
    """Yield what stands at a path, in the main language where there are several."""
    if isinstance(value, list):
        for one in value:
            yield from _values(one, path)
    elif path:
        if isinstance(value, dict):
            yield from _values(value.get(path[0]), path[1:])
    elif isinstance(value, dict):
        yield from filter(None, [texts.pick(value, texts.MAIN_LANGUAGE)[0]])
    elif isinstance(value, bool):
        yield "yes" if value else "no"
    elif value not in {None, ""}:
        yield str(value)
