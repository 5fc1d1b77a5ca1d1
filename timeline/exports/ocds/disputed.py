"""Writes protests and statements as what docs/ocds-extension describes: complaints and statements. Pure."""

from collections.abc import Iterator

from contracts.codelists import CHALLENGER_ROLES, Role
from timeline.documents.shapes import Document
from timeline.exports.ocds.process import documents
from timeline.exports.ocds.values import Json, edtf, filled, instant, is_organisation, organisation, standing_id, words


def complaint(protest: Document, *, title: str, site: str) -> Json:
    """Return a protest under the field names that complaints have in OCDS, and ours for what these lack."""
    filed = [case["date_filed"] for case in protest["cases"] if case["date_filed"]]
    challengers = [row["party"] for row in protest["parties"] if row["role"] in CHALLENGER_ROLES]
    return filled(
        id=protest["id"],
        title=title,
        uri=f"{site}/protests/{protest['id']}/",
        forum=protest["forum"],
        docket=protest["docket"],
        stage=protest["stage"],
        dateSubmitted=min(filter(None, map(instant, filed)), default=None),
        complainants=[organisation(one) for one in _named(challengers)],
        participants=[
            filled(**organisation(row["party"]), role=row["role"], roleDetails=row["role_note"])
            for row in protest["parties"]
            if "name" in row["party"]
        ],
        cases=[
            filled(
                docket=case["docket"],
                kind=case["kind"],
                complainant=organisation(case["protester"]) if case["protester"] else None,
                dateFiled=edtf(case["date_filed"]),
            )
            for case in protest["cases"]
        ],
        appealOf=standing_id(protest["appeals"]),
        stays=[
            filled(id=stay["id"], kind=stay["kind"], start=edtf(stay["start"]), end=edtf(stay["end"]))
            for stay in protest["stays"]
        ],
        documents=documents(protest["citations"]),
    )


def statement(document: Document, *, site: str) -> Json:
    """Return a statement: who said which words, in which capacity, on which claim."""
    claim, said_for = document["claim"], document["on_behalf_of"]
    return filled(
        id=document["id"],
        uri=f"{site}/events/{document['id']}/",
        date=edtf(document["date"]),
        speaker=organisation(document["speaker"]),
        capacity=words(document["capacity"]),
        onBehalfOf=organisation(said_for) if said_for else None,
        quote=document["quote"]["text"],
        language=document["quote"]["lang"],
        claim=filled(id=claim["id"], title=words(claim["name"])) if standing_id(claim) else None,
        stance=document["stance"],
        finding=document["finding"],
        documents=documents(document["citations"]),
    )


def roles(protest: Document) -> Iterator[tuple[Document, str]]:
    """Yield the organisations of a protest with their part: the standard's word for who decides, ours for the rest."""
    for row in protest["parties"]:
        yield row["party"], "reviewBody" if row["role"] == Role.FORUM else row["role"]


def _named(parties: list[Document]) -> list[Document]:
    return [one for one in {party["id"]: party for party in parties}.values() if is_organisation(one)]
