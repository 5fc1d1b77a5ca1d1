"""Complaints in OCDS, as Prozorro and the countries that follow it publish them: each dated step is an item."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from timeline.ingest.dates import DateReading, read
from timeline.ingest.item import Amount, Identifier, KeyBasis, Link, NamedParty, ParsedItem, Scheme, bounded_key
from timeline.ingest.json_fields import Json, number, part, parts, prose, words
from timeline.ingest.links import web_address
from timeline.ingest.text import one_line

FILED: Final = "complaint-filed"
ANSWERED: Final = "complaint-answered"
ESCALATED: Final = "complaint-escalated"
ACCEPTED: Final = "complaint-accepted"
HEARING: Final = "complaint-hearing"
DECIDED: Final = "complaint-decided"
WITHDRAWN: Final = "complaint-withdrawn"
REMEDIED: Final = "complaint-remedied"
APPEALED: Final = "complaint-appealed"

# Each step with the field of its date and the field that holds its words.
_STEPS: Final = (
    (FILED, "dateSubmitted", "description"),
    (ANSWERED, "dateAnswered", "resolution"),
    (ESCALATED, "dateEscalated", ""),
    (ACCEPTED, "dateAccepted", ""),
    (HEARING, "reviewDate", "reviewPlace"),
    (DECIDED, "dateDecision", "decision"),
    (WITHDRAWN, "dateCancelled", "cancellationReason"),
    (REMEDIED, "tendererActionDate", "tendererAction"),
)
_DISPOSITIONS: Final = {
    "declined": "denied",
    "resolved": "sustained",
    "satisfied": "sustained",
    "invalid": "dismissed",
    "mistaken": "withdrawn",
    "cancelled": "withdrawn",
    "stopped": "withdrawn",
}


@dataclass(frozen=True, slots=True)
class About:
    """What a complaint is about: the process and what of it (tender, award, cancellation), as far as that is known."""

    ocid: str = ""
    stage: str = "tender"
    title: str = ""


def complaints_of(release: Json) -> Iterator[tuple[Json, str]]:
    """Yield the complaints of a release with the stage that they attack."""
    for stage, holder in (("tender", [part(release, "tender")]), ("award", parts(release, "awards"))):
        for one in holder:
            yield from ((complaint, stage) for complaint in parts(one, "complaints"))
    yield from ((complaint, "tender") for complaint in parts(release, "complaints"))


def complaint_items(complaint: Json, about: About) -> Iterator[ParsedItem]:
    """Build an item of each dated step of a complaint and of each appeal against its decision.

    A draft has no step. A status word that is not known stays a word (`extra["status"]`) and decides nothing.
    """
    for kind, date_field, text_field in _STEPS:
        when = read(complaint.get(date_field), field=date_field)
        if when.raw:
            text = prose(complaint, text_field) if text_field else ""
            yield _item(complaint, about, kind, when=when, text=text)
    for appeal in parts(complaint, "appeals"):
        when = read(appeal.get("datePublished") or appeal.get("dateCreated"), field="appeals.datePublished")
        proceeding = words(part(appeal, "proceeding"), "proceedingNumber")
        more = {"appeal": words(appeal, "id"), "proceeding": proceeding}
        yield _item(complaint, about, APPEALED, when=when, text=prose(appeal, "description"), more=more)


def _item(
    complaint: Json, about: About, kind: str, *, when: DateReading, text: str, more: dict[str, Any] | None = None
) -> ParsedItem:
    complaint_id = words(complaint, "id", "complaintID")
    public_id = words(complaint, "complaintID")
    title = words(complaint, "title") or about.title
    step = kind.removeprefix("complaint-") + (f":{more['appeal']}" if more else "")
    place = f"{about.ocid}:" if about.ocid else ""
    decided = _decision(complaint) if kind == DECIDED else {}
    return ParsedItem(
        key=bounded_key(f"ocds:{place}complaint:{complaint_id}:{step}"),
        key_basis=KeyBasis.NATURAL,
        kind=kind,
        title=one_line(title),
        text=text or title,
        published=when,
        happened=when,
        identifiers=tuple(_identifiers(complaint_id, public_id, about.ocid)),
        parties=tuple(_complainant(complaint)),
        amounts=tuple(_amounts(complaint)) if kind == FILED else (),
        links=tuple(_documents(complaint)) if kind == FILED else (),
        extra={
            "stage": about.stage,
            "type": words(complaint, "type"),
            "lot": words(complaint, "relatedLot"),
            **({"remedies": _remedies(complaint)} if kind == FILED else {}),
            **decided,
            **(more or {}),
        },
    )


def _decision(complaint: Json) -> dict[str, Any]:
    status = words(complaint, "status")
    return {
        "status": status,
        "disposition": _DISPOSITIONS.get(
            status.lower(), _DISPOSITIONS.get(words(complaint, "resolutionType").lower(), "")
        ),
        "reject_reason": words(complaint, "rejectReason"),
    }


def _identifiers(complaint_id: str, public_id: str, ocid: str) -> Iterator[Identifier]:
    for value in dict.fromkeys((public_id, complaint_id)):
        if value:
            yield Identifier(Scheme.COMPLAINT, value)
    if ocid:
        yield Identifier(Scheme.OCID, ocid)


def _complainant(complaint: Json) -> Iterator[NamedParty]:
    """Name the complainant if it is a registered company; a sole trader is a person, whose name is not copied."""
    author = part(complaint, "author")
    identifier = part(author, "identifier")
    registered = words(identifier, "id")
    is_company = len(registered) == 8 if words(identifier, "scheme") == "UA-EDR" else bool(registered)
    name = words(identifier, "legalName") or words(author, "name")
    if name and is_company:
        yield NamedParty(name, "protester")


def _remedies(complaint: Json) -> list[str]:
    found = (
        words(one, "type")
        for objection in parts(complaint, "objections")
        for one in parts(objection, "requestedRemedies")
    )
    return list(dict.fromkeys(filter(None, found)))


def _amounts(complaint: Json) -> Iterator[Amount]:
    value = part(complaint, "value")
    amount = number(value, "amount")
    if amount is not None:
        yield Amount(amount, words(value, "currency"), "fee")


def _documents(complaint: Json) -> Iterator[Link]:
    for one in parts(complaint, "documents"):
        address = web_address(words(one, "url"))
        if address is not None:
            yield Link(address, "document", words(one, "title"))
