"""The public document of a protest; its `status` is derived from published events when the document is written."""

from collections.abc import Collection

from django.db.models import QuerySet

from contracts.codelists import CHALLENGER_ROLES, Forum, PartyKind, Role
from contracts.models import Ground, Protest
from timeline.documents.citations import CITATIONS, citation_shapes
from timeline.documents.shapes import Document, Facts, Lookup, date_shape, ref_of, reference
from timeline.models import GroundFate

ANSWERING_ROLES = frozenset({Role.APPELLEE, Role.RESPONDENT, Role.DEFENDANT})
GROUNDS = [f"grounds__fates__{path}" for path in ("protest", "event", "source")]
PREFETCH = [
    "contracts",
    "cases__protester",
    "parties__party",
    *(f"stays__{path}" for path in CITATIONS),
    *GROUNDS,
    *CITATIONS,
]


def rows() -> QuerySet[Protest]:
    """Return protests with all that their documents need."""
    return Protest.objects.select_related("dispute", "appeals").prefetch_related(*PREFETCH)


def document(protest: Protest) -> Document:
    """Build the document of a protest; `status` is filled in by `timeline.publishing.derivation`."""
    return {
        "object": "protest",
        "id": protest.public_id,
        "dispute": reference("dispute", protest.dispute.slug),
        "contracts": [reference("contract", contract.slug) for contract in protest.contracts.all()],
        "forum": protest.forum,
        "docket": protest.docket,
        "cases": [
            {
                "docket": case.docket_raw,
                "docket_number": case.docket_number,
                "kind": case.kind,
                "protester": reference("party", case.protester.slug) if case.protester else None,
                "date_filed": date_shape(case.date_filed),
            }
            for case in protest.cases.all()
        ],
        "stage": protest.stage,
        "parties": [
            {"party": reference("party", row.party.slug), "role": row.role, "role_note": row.role_note}
            for row in protest.parties.all()
        ],
        "appeals": reference("protest", protest.appeals.public_id) if protest.appeals else None,
        "reporter_citation": protest.reporter_citation,
        "lower_court_citation": protest.lower_court_citation,
        "debriefing": _debriefing(protest),
        "note": protest.note,
        "stays": [
            {
                "id": stay.public_id,
                "kind": stay.kind,
                "start": date_shape(stay.start),
                "end": date_shape(stay.end),
                "note": stay.note,
                "citations": citation_shapes(stay.citations.all()),
            }
            for stay in protest.stays.all()
        ],
        "grounds": [_ground(ground) for ground in protest.grounds.all()],
        "citations": citation_shapes(protest.citations.all()),
        "status": None,
    }


def _debriefing(protest: Protest) -> Document | None:
    """Build what is known of the debriefing, None if nothing is."""
    offered, answered = date_shape(protest.debriefing_offered), date_shape(protest.debriefing_answered)
    if not (offered or answered or protest.no_debriefing_required):
        return None
    return {"offered": offered, "answered": answered, "none_required": protest.no_debriefing_required}


def _ground(ground: Ground) -> Document:
    return {
        "id": ground.public_id,
        "title": ground.title,
        "text": ground.text,
        "note": ground.note,
        "fates": [_fate(fate, ground) for fate in ground.fates.all()],
    }


def _fate(fate: GroundFate, ground: Ground) -> Document:
    """Build one fate; one in the ground's own proceeding names none, since a document does not refer to itself."""
    elsewhere = fate.protest_id != ground.protest_id
    event = [{"event": reference("event", fate.event.public_id)}] if fate.event else []
    source = (
        [{"source": reference("source", fate.source.public_id), "anchor": fate.anchor, "locator": ""}]
        if fate.source
        else []
    )
    return {
        "protest": reference("protest", fate.protest.public_id) if elsewhere else None,
        "forum": fate.protest.forum,
        "fate": fate.fate,
        "note": fate.note,
        "citations": [*event, *source],
    }


def short_docket(document: Document) -> str:
    """Return the docket number that readers use: the first case's, else the raw one."""
    return str(document["cases"][0]["docket"] if document["cases"] else document["docket"])


def _names(document: Document, roles: Collection[str], lookup: Lookup) -> list[str]:
    """Return the parties in some roles, without the government: a case keeps its name when it is the one to appeal."""
    shown = [
        lookup(ref_of(row["party"])) | {"id": row["party"]["id"]} for row in document["parties"] if row["role"] in roles
    ]
    return [str(one.get("short_name", one["id"])) for one in shown if one.get("kind") != PartyKind.GOVERNMENT]


def facts(document: Document, lookup: Lookup) -> Facts:
    """Return what other documents show of a protest: who against whom, forum and number."""
    names = _names(document, CHALLENGER_ROLES, lookup) or _names(document, ANSWERING_ROLES, lookup)
    challenger = " and ".join(names[:2]) if len(names) <= 2 else f"{names[0]} and others"
    in_court = document["forum"] in {Forum.COFC, Forum.CAFC, Forum.SCOTUS}
    return {
        "name": f"{challenger} v. United States" if in_court else f"Protest of {challenger or 'an unnamed party'}",
        "forum": document["forum"],
        "docket": short_docket(document),
    }
