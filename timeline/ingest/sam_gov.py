"""SAM.gov's opportunities (version 2): solicitations, their amendments and award notices."""

import re
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final
from urllib.parse import parse_qsl, urlencode, urlsplit

from contracts.identifiers import normal_number
from timeline.ingest.dates import ABSENT, DateReading, read
from timeline.ingest.errors import NotThisFormat
from timeline.ingest.item import Amount, Identifier, KeyBasis, Link, NamedParty, ParsedFeed, ParsedItem, Scheme
from timeline.ingest.json_answer import build_items, open_json
from timeline.ingest.json_fields import Json, number, part, parts, required, words
from timeline.ingest.links import web_address
from timeline.ingest.source import Asking, Rate, Source
from timeline.ingest.text import one_line

_KINDS: Final = {
    "presolicitation": "presolicitation",
    "solicitation": "solicitation",
    "combined synopsis/solicitation": "solicitation",
    "sources sought": "sources-sought",
    "special notice": "special-notice",
    "award notice": "award-notice",
    "justification": "justification",
    "intent to bundle requirements (dod-funded)": "special-notice",
}
_OTHER: Final = "notice"
_AMENDMENT: Final = re.compile(r"\b(?:amendment|amd|mod)\s*(?:no\.?\s*)?#?\s*([0-9]{1,4})\b", re.IGNORECASE)


def ask(url: str, *, day: date, key: str) -> Asking:
    """Ask for the notices of the last thirty days, since both dates are demanded; the key goes into the address."""
    address = urlsplit(url)
    since = day - timedelta(days=30)
    dates = {"postedFrom": f"{since:%m/%d/%Y}", "postedTo": f"{day:%m/%d/%Y}"}
    question = {**dict(parse_qsl(address.query)), **dates, **({"api_key": key} if key else {})}
    return Asking(url=address._replace(query=urlencode(question)).geturl())


def parse(body: bytes, content_type: str = "", base_url: str = "") -> ParsedFeed:
    """Read a page of the search, or one notice.

    Persons (`pointOfContact`) are left out, and every address loses its key. An amendment is a notice with an id of its
    own; `extra["chain"]` (solicitation number and office) ties it to the others. Raises a ParseError for anything else,
    an error message of the interface among it.
    """
    answer = open_json(body, content_type, expected="notices of SAM.gov", source=base_url)
    is_list = "opportunitiesData" in answer
    if not is_list and "noticeId" not in answer:
        told = words(part(answer, "error"), "message") or words(answer, "errorMessage", "message", "detail")
        raise NotThisFormat(f"the answer holds no notices{f', but says: {told}' if told else ''}", source=base_url)
    records = parts(answer, "opportunitiesData") if is_list else [answer]
    items, rejected = build_items(records, _item, base_url)
    total = number(answer, "totalRecords")
    more = is_list and total is not None and total > len(records)
    return ParsedFeed(
        items=items,
        format="sam-opportunities-v2",
        title="SAM.gov",
        lang="en",
        url=web_address(base_url),
        rejected=rejected,
        warnings=(f"{len(records)} of {total} notices are on this page",) if more else (),
    )


def _item(notice: Json, place: int, source: str) -> ParsedItem:
    notice_id = required(notice, "noticeId", place=place, source=source)
    title, solicitation = one_line(words(notice, "title")), words(notice, "solicitationNumber")
    award = part(notice, "award")
    kind = _KINDS.get(words(notice, "type").lower(), _OTHER)
    posted = read(notice.get("postedDate"), field="postedDate")
    deadline = read(notice.get("responseDeadLine") or notice.get("reponseDeadLine"), field="responseDeadLine")
    awarded = read(award.get("date"), field="award.date").as_day() if kind == "award-notice" else ABSENT
    agencies = _agencies(notice)
    amendment = _AMENDMENT.search(title)
    description = notice.get("description")
    told = description if isinstance(description, str) and not description.startswith("http") else ""
    return ParsedItem(
        key=f"sam:{notice_id}",
        key_basis=KeyBasis.NATURAL,
        kind=kind,
        title=title,
        text=one_line(told, 20_000) if told.lower() != "null" and told else title,
        url=web_address(words(notice, "uiLink")) or f"https://sam.gov/opp/{notice_id}/view",
        published=posted,
        happened=awarded if awarded.day is not None else posted,
        lang="en",
        links=tuple(_links(notice)),
        identifiers=tuple(_identifiers(notice_id, solicitation, award)),
        parties=tuple(_parties(award, agencies)),
        amounts=tuple(_amounts(award)),
        notes=tuple(_notes(posted, deadline, kind, award)),
        extra={
            "type": words(notice, "type"),
            "base_type": words(notice, "baseType"),
            "chain": _chain(notice, solicitation),
            "amendment": amendment[1] if amendment else "",
            "deadline": deadline.edtf,
            "archived": read(notice.get("archiveDate")).edtf,
            "active": words(notice, "active").lower() == "yes",
            "set_aside": words(notice, "typeOfSetAside"),
            "naics": words(notice, "naicsCode"),
            "agency": agencies,
        },
    )


def _chain(notice: Json, solicitation: str) -> str:
    office = words(notice, "fullParentPathCode").rpartition(".")[2] or words(notice, "office")
    return f"{normal_number(solicitation)}@{office}" if solicitation else ""


def _agencies(notice: Json) -> list[str]:
    """List department, agency and office, the widest first; older answers have them as three fields."""
    path = words(notice, "fullParentPathName")
    levels = path.split(".") if path else [words(notice, name) for name in ("department", "subTier", "office")]
    return list(dict.fromkeys(level.strip() for level in levels if level.strip()))


def _links(notice: Json) -> Iterable[Link]:
    description = web_address(words(notice, "description"))
    if description is not None:
        yield Link(description, "description")
    files = notice.get("resourceLinks")
    for one in files if isinstance(files, list) else []:
        address = web_address(one)
        if address is not None:
            yield Link(address, "document")


def _identifiers(notice_id: str, solicitation: str, award: Json) -> Iterable[Identifier]:
    yield Identifier(Scheme.SAM_NOTICE, notice_id)
    if solicitation:
        yield Identifier(Scheme.SOLICITATION, solicitation)
    if contract := words(award, "number"):
        yield Identifier(Scheme.PIID, contract)
    if uei := words(part(award, "awardee"), "ueiSAM"):
        yield Identifier(Scheme.UEI, uei)


def _parties(award: Json, agencies: list[str]) -> Iterable[NamedParty]:
    if awardee := words(part(award, "awardee"), "name"):
        yield NamedParty(awardee, "awardee")
    for level, name in enumerate(reversed(agencies)):
        yield NamedParty(name, "buyer", "" if level == 0 else "above the office")


def _amounts(award: Json) -> Iterable[Amount]:
    value = number(award, "amount")
    if value is not None:
        yield Amount(value, "USD", "award")


def _notes(posted: DateReading, deadline: DateReading, kind: str, award: Json) -> Iterable[str]:
    if posted.day is not None and deadline.day is not None and deadline.day < posted.day:
        yield "posted after its own deadline"
    if kind == "award-notice" and not any(words(award, name) for name in ("number", "amount", "date")):
        yield "the award is hollow: no number, amount or date"


_YIELDS: Final[dict[str, str]] = {
    "presolicitation": "an announced solicitation",
    "solicitation": "a solicitation or an amendment of one",
    "sources-sought": "a question to the market",
    "special-notice": "a notice of another kind, corrective action and reopening among them",
    "award-notice": "an award",
    "justification": "a justification for other than full competition",
    _OTHER: "a notice of a type that is not known here",
}


SOURCE: Final = Source(
    code="sam-gov",
    name="SAM.gov opportunities",
    yields="; ".join(f"{kind}: {what}" for kind, what in _YIELDS.items()),
    natural_key="noticeId; amendments have their own and are chained by solicitation number and office",
    parse=parse,
    addresses=("https://api.sam.gov/opportunities/v2/search",),
    accept="application/json",
    budget=(Rate(10, timedelta(days=1)),),
    pause=timedelta(seconds=10),
    poll_every=timedelta(hours=6),
    rhythm=timedelta(days=14),
    politeness="ten requests a day with a personal key, a thousand with that of a registered entity",
    failure="404 where nothing was found, keys that end after 90 days, null or hollow awards, mixed date forms",
    blind="only the newest version of a notice is given: what was not kept here is lost",
    may_be_empty=True,
    ask=ask,
    key_hosts=frozenset({"api.sam.gov"}),
)
