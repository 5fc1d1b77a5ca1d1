"""Writes a contract's document as the core of a release: buyer, tender, bids, awards, contracts, milestones. Pure."""

from collections.abc import Iterable, Iterator

from contracts.codelists import BidOutcome
from timeline.documents.shapes import Document
from timeline.exports.ocds.values import Json, edtf, filled, instant, is_organisation, ocid, organisation, words

# Our codes for how a bid ended in those of the bids extension; an unsuccessful or a winning bid was a valid one.
BID_STATUS = {
    BidOutcome.PENDING: "pending",
    BidOutcome.AWARDED: "valid",
    BidOutcome.UNSUCCESSFUL: "valid",
    BidOutcome.EXCLUDED: "disqualified",
    BidOutcome.WITHDRAWN: "withdrawn",
}


def process(contract: Document, *, prefix: str, site: str) -> Json:
    """Return the members of a release that a contract's own document gives; `site` is the address before our paths."""
    return filled(
        language="en",
        buyer=organisation(contract["buyer"]),
        tender=_tender(contract, prefix),
        bids=filled(details=list(_bids(contract))),
        awards=[_award(award) for award in contract["awards"]],
        contracts=list(_contracts(contract)),
        relatedProcesses=[
            filled(
                id=earlier["id"],
                relationship=["prior"],
                title=words(earlier["name"]),
                scheme="ocid",
                identifier=ocid(prefix, earlier["id"]),
                uri=f"{site}/contracts/{earlier['id']}/",
            )
            for earlier in contract["succeeds"]
            if "name" in earlier
        ],
        awardNumbers=contract["award_ids"],
    )


def roles(contract: Document) -> Iterator[tuple[Document, str]]:
    """Yield the organisations of a process with the standard's word for their part."""
    yield contract["buyer"], "buyer"
    for bid in contract["bids"]:
        if bid["outcome"] in BID_STATUS:
            yield bid["bidder"], "tenderer"
    for award in contract["awards"]:
        for supplier in award["suppliers"]:
            yield supplier, "supplier"


def documents(citations: Iterable[Document]) -> list[Json]:
    """Return the sources of citations as documents, each once."""
    sources = {one["source"]["id"]: one["source"] for one in citations if "url" in one.get("source", {})}
    return [
        filled(id=source["id"], title=source["name"], url=source["url"], language=source.get("lang"))
        for source in sources.values()
    ]


def _tender(contract: Document, prefix: str) -> Json:
    tenderers = {bid["bidder"]["id"]: bid["bidder"] for bid in contract["bids"] if bid["outcome"] in BID_STATUS}
    return filled(
        id=contract["solicitation_number"] or ocid(prefix, contract["id"]),
        title=words(contract["title"]),
        description=words(contract["description"]),
        value=contract["ceiling"],
        procuringEntity=organisation(contract["buyer"]),
        tenderers=[organisation(bidder) for bidder in tenderers.values() if is_organisation(bidder)],
        documents=documents(contract["citations"]),
        milestones=[
            filled(
                id=phase["id"],
                title=words(phase["name"]),
                dateMet=instant(phase["end"]),
                status="met" if instant(phase["end"]) else None,
                start=edtf(phase["start"]),
                end=edtf(phase["end"]),
            )
            for phase in contract["phases"]
        ],
    )


def _bids(contract: Document) -> Iterator[Json]:
    """Yield who took part; whoever made no bid has none."""
    for bid in contract["bids"]:
        if bid["outcome"] in BID_STATUS:
            yield filled(
                id=bid["id"],
                date=instant(bid["submitted"]),
                status=BID_STATUS[bid["outcome"]],
                tenderers=[organisation(bid["bidder"])] if is_organisation(bid["bidder"]) else [],
                documents=documents(bid["citations"]),
                outcome=bid["outcome"],
                outcomeDescription=words(bid["summary"]),
                ended=edtf(bid["ended"]),
            )


def _award(award: Document) -> Json:
    return filled(
        id=award["id"],
        date=instant(award["date"]),
        status=award["status"],
        value=award["value"],
        suppliers=[organisation(supplier) for supplier in award["suppliers"] if is_organisation(supplier)],
        documents=documents(award["citations"]),
        description=words(award["note"]),
    )


def _contracts(contract: Document) -> Iterator[Json]:
    """Yield a contract for each award number where one award alone can be meant; the standard asks which it is."""
    if len(contract["awards"]) == 1:
        award = contract["awards"][0]
        for number in contract["award_ids"]:
            yield filled(id=number, awardID=award["id"], value=award["value"])
