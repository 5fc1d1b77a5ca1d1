"""Open Contracting Data Standard 1.1: releases and records of any country, complaints included."""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Any, Final

from timeline.ingest.dates import read
from timeline.ingest.errors import BadEntry, NotThisFormat
from timeline.ingest.feed.entry import language
from timeline.ingest.item import (
    Amount,
    Identifier,
    KeyBasis,
    Link,
    NamedParty,
    ParsedFeed,
    ParsedItem,
    Scheme,
    bounded_key,
)
from timeline.ingest.json_answer import open_json
from timeline.ingest.json_fields import Json, number, part, parts, prose, words
from timeline.ingest.links import web_address
from timeline.ingest.ocds import complaints
from timeline.ingest.source import Source
from timeline.ingest.text import one_line

RELEASE: Final = "release"
_ROLES: Final = {
    "buyer": "buyer",
    "procuringEntity": "buyer",
    "tenderer": "offeror",
    "supplier": "awardee",
    "reviewBody": "forum",
    "mediationBody": "forum",
}


def parse(body: bytes, content_type: str = "", base_url: str = "") -> ParsedFeed:
    """Read a release package, a record package, one release, or one complaint of Prozorro's interface.

    A record gives its embedded releases, else its compiled release. Raises a ParseError for anything else.
    """
    answer = open_json(body, content_type, expected="data in OCDS", source=base_url)
    items: dict[str, ParsedItem] = {}
    rejected = []
    for place, release in enumerate(_releases(answer, base_url), start=1):
        try:
            for item in _items(release, place, base_url):
                items[item.key] = item
        except BadEntry as error:
            rejected.append(error)
    following = words(part(answer, "links"), "next") or words(part(answer, "next_page"), "uri")
    return ParsedFeed(
        items=tuple(items.values()),
        format="ocds-records" if "records" in answer else "ocds-releases",
        title=words(part(answer, "publisher"), "name"),
        url=web_address(base_url),
        next_url=web_address(following, base_url),
        rejected=tuple(rejected),
        warnings=() if items or rejected else ("nothing in it has happened yet",),
    )


def _releases(answer: Json, source: str) -> Iterator[Json]:
    if "releases" in answer:
        yield from parts(answer, "releases")
    elif "records" in answer:
        for record in parts(answer, "records"):
            embedded = [one for one in parts(record, "releases") if "ocid" in one]
            compiled = part(record, "compiledRelease")
            linked = {"ocid": words(record, "ocid"), "linked": parts(record, "releases")}
            yield from embedded or [{**linked, **compiled, "id": "compiled"}]
    elif "ocid" in answer:
        yield answer
    elif isinstance(answer.get("data"), dict | list):
        data = answer["data"]
        yield from (one for one in (data if isinstance(data, list) else [data]) if isinstance(one, dict))
    else:
        raise NotThisFormat("the answer is JSON, but neither a package nor a release of OCDS", source=source)


def _items(release: Json, place: int, source: str) -> Iterator[ParsedItem]:
    ocid, release_id = words(release, "ocid"), words(release, "id")
    if not ocid:
        if not release_id or "status" not in release:
            raise BadEntry("is neither a release nor a complaint", source=source, entry=place)
        yield from complaints.complaint_items(release, complaints.About())
        return
    if not release_id:
        raise BadEntry("is missing or empty", source=source, entry=place, field="id")
    item = _release_item(release, ocid, release_id)
    yield item
    for complaint, stage in complaints.complaints_of(release):
        yield from complaints.complaint_items(complaint, complaints.About(ocid, stage, item.title))


def _release_item(release: Json, ocid: str, release_id: str) -> ParsedItem:
    tender, awards, contracts = part(release, "tender"), parts(release, "awards"), parts(release, "contracts")
    named = (tender, *awards, *contracts, part(part(release, "planning"), "budget"))
    title = next((said for said in (words(one, "title", "project") for one in named) if said), ocid)
    when = read(release.get("date"), field="date")
    return ParsedItem(
        key=bounded_key(f"ocds:{ocid}:{release_id}"),
        key_basis=KeyBasis.NATURAL,
        kind=RELEASE,
        title=one_line(title),
        text=next((said for said in (prose(one, "description") for one in named) if said), title),
        published=when,
        happened=when,
        lang=language(words(release, "language")),
        links=tuple(_links(release, [tender, *awards, *contracts])),
        identifiers=tuple(_identifiers(ocid, tender, contracts)),
        parties=tuple(dict.fromkeys(_parties(release, tender, awards))),
        amounts=tuple(_amounts(tender, awards, contracts)),
        extra={
            "ocid": ocid,
            "tags": _tags(release),
            "tender_status": words(tender, "status"),
            "awards": [_status(award, "date") for award in awards],
            "contracts": [_status(contract, "dateSigned") for contract in contracts],
        },
    )


def _tags(release: Json) -> list[str]:
    tags = release.get("tag")
    return [one for one in tags if isinstance(one, str)] if isinstance(tags, list) else [words(release, "tag")]


def _status(record: Json, date_field: str) -> dict[str, Any]:
    return {"id": words(record, "id"), "status": words(record, "status"), "date": read(record.get(date_field)).edtf}


def _identifiers(ocid: str, tender: Json, contracts: list[Json]) -> Iterable[Identifier]:
    yield Identifier(Scheme.OCID, ocid)
    if tender_id := words(tender, "id"):
        yield Identifier(Scheme.SOLICITATION, tender_id)
    for contract in contracts:
        if contract_id := words(contract, "id"):
            yield Identifier(Scheme.PIID, contract_id)


def _parties(release: Json, tender: Json, awards: list[Json]) -> Iterable[NamedParty]:
    for party in parts(release, "parties"):
        roles = party.get("roles")
        for role in roles if isinstance(roles, list) else []:
            if isinstance(role, str) and role in _ROLES and (name := words(party, "name")):
                yield NamedParty(name, _ROLES[role], "" if role in {"buyer", "supplier", "tenderer"} else role)
    if buyer := words(part(release, "buyer"), "name"):
        yield NamedParty(buyer, "buyer")
    for tenderer in parts(tender, "tenderers"):
        yield NamedParty(words(tenderer, "name"), "offeror")
    for award in awards:
        for supplier in parts(award, "suppliers"):
            yield NamedParty(words(supplier, "name"), "awardee")


def _amounts(tender: Json, awards: list[Json], contracts: list[Json]) -> Iterable[Amount]:
    for what, records in (("estimate", [tender]), ("award", awards), ("contract", contracts)):
        for record in records:
            value = part(record, "value")
            amount = number(value, "amount")
            if amount is not None:
                yield Amount(amount, words(value, "currency"), what)


def _links(release: Json, records: list[Json]) -> Iterable[Link]:
    for one in parts(release, "linked"):
        address = web_address(words(one, "url"))
        if address is not None:
            yield Link(address, "release")
    for record in records:
        for document in parts(record, "documents"):
            address = web_address(words(document, "url"))
            if address is not None:
                yield Link(address, "document", words(document, "title"))


SOURCE: Final = Source(
    code="ocds",
    name="Open Contracting data (OCDS 1.1)",
    yields=(
        f"{RELEASE}: a change of a contracting process; {complaints.FILED}: a complaint; "
        f"{complaints.ANSWERED}: the buyer's answer; {complaints.ESCALATED}: a claim that became a complaint; "
        f"{complaints.ACCEPTED}: taken up; {complaints.HEARING}: its review; {complaints.DECIDED}: the decision; "
        f"{complaints.WITHDRAWN}: given up; {complaints.REMEDIED}: what the buyer did; "
        f"{complaints.APPEALED}: taken to court"
    ),
    natural_key="ocid and release id; for complaints ocid, complaint and step",
    parse=parse,
    accept="application/json",
    poll_every=timedelta(hours=6),
    rhythm=timedelta(days=30),
    politeness="a country's own rules; five seconds between requests where it states none",
    failure="releases published again under one id with other content, dates without zone, words outside the codelists",
    blind="complaints are an extension: most publishers have none, or under other names",
    may_be_empty=True,
)
