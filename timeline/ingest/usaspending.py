"""USAspending (version 2): contracts as they were signed, and every action on them since."""

import json
import re
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any, Final
from urllib.parse import parse_qs, urlsplit

from timeline.codelists import EventType
from timeline.ingest.dates import ABSENT, DateReading, read
from timeline.ingest.errors import BadEntry, NotThisFormat
from timeline.ingest.item import (
    Amount,
    Identifier,
    KeyBasis,
    NamedParty,
    ParsedFeed,
    ParsedItem,
    Scheme,
    bounded_key,
)
from timeline.ingest.json_answer import build_items, open_json
from timeline.ingest.json_fields import Json, number, part, parts, prose, words
from timeline.ingest.links import web_address
from timeline.ingest.source import Asking, Rate, Source
from timeline.ingest.text import one_line

AWARD: Final = "contract-award"
ACTION: Final = "contract-action"
IDV_CODES: Final = ["IDV_A", "IDV_B", "IDV_B_A", "IDV_B_B", "IDV_B_C", "IDV_C", "IDV_D", "IDV_E"]
FIELDS: Final = [
    "Award ID",
    "Recipient Name",
    "Recipient UEI",
    "Start Date",
    "Award Amount",
    "Awarding Agency",
    "Awarding Sub Agency",
    "Description",
]
_CONTRACT: Final = re.compile(r"CONT_(AWD|IDV)_([^_]+)_")
_TRANSACTION: Final = re.compile(r"CONT_TX_[^_]+_[^_]+_([^_]+)_([^_]+)_([^_]+)_")
_LATE: Final = "Defense Department actions appear here 90 days late"

# https://www.usaspending.gov data dictionary, action type of contracts.
ACTION_TYPES: Final = {
    "A": "additional work",
    "B": "supplemental agreement within scope",
    "C": "funding only",
    "D": "change order",
    "E": "terminated for default",
    "F": "terminated for convenience",
    "G": "option exercised",
    "H": "definitized letter contract",
    "J": "definitized change order",
    "K": "closed out",
    "L": "definitization",
    "M": "other administrative action",
    "N": "legal contract cancellation",
    "P": "rerepresentation after merger or acquisition",
    "R": "rerepresentation",
    "S": "change of contract number",
    "T": "transfer",
    "V": "vendor changed",
    "W": "vendor address changed",
    "X": "terminated for cause",
    "Y": "subcontracting plan added",
}


def ask(url: str, *, day: date, key: str) -> Asking:  # noqa: ARG001 - the shape of an Ask
    """Put `?keyword=` of a search for awards into the body that the API wants; other addresses are asked plainly.

    Orders and contracts under which orders are placed are separate groups that one question cannot mix; a keyword is
    asked for among the latter (IDV), which large disputed contracts are.
    """
    address = urlsplit(url)
    keywords = parse_qs(address.query).get("keyword", [])
    if not keywords:
        return Asking(url=url)
    question = {"filters": {"keywords": keywords, "award_type_codes": IDV_CODES}, "fields": FIELDS, "limit": 100}
    headers = {"Content-Type": "application/json"}
    plain = address._replace(query="").geturl()
    return Asking(url=plain, method="POST", headers=headers, content=json.dumps(question).encode())


def parse(body: bytes, content_type: str = "", base_url: str = "") -> ParsedFeed:
    """Read one award, a page of its transactions, or a page of a search for awards or transactions.

    Loans, grants and other assistance are refused entry by entry. Raises a ParseError for anything else.
    """
    answer = open_json(body, content_type, expected="awards of USAspending", source=base_url)
    is_list = isinstance(answer.get("results"), list)
    if not is_list and "generated_unique_award_id" not in answer:
        told = words(answer, "detail", "message")
        raise NotThisFormat(f"the answer holds no awards{f', but says: {told}' if told else ''}", source=base_url)
    items, rejected = build_items(parts(answer, "results") if is_list else [answer], _item, base_url)
    more = part(answer, "page_metadata").get("hasNext") is True
    messages = answer.get("messages")
    told_all = [one_line(one, 500) for one in messages if isinstance(one, str)] if isinstance(messages, list) else []
    return ParsedFeed(
        items=items,
        format="usaspending-list" if is_list else "usaspending-award",
        title="USAspending",
        lang="en",
        url=web_address(base_url),
        rejected=rejected,
        warnings=(*told_all, *(["there are more pages"] if more else [])),
    )


def _item(record: Json, place: int, source: str) -> ParsedItem:
    if "generated_unique_award_id" in record:
        return _award(record, place, source)
    if words(record, "id").startswith("CONT_TX_"):
        return _transaction(record)
    if "generated_internal_id" in record:
        return _found(record, place, source)
    raise BadEntry("is no contract award and no action on one", source=source, entry=place)


def _award(award: Json, place: int, source: str) -> ParsedItem:
    award_id = words(award, "generated_unique_award_id")
    category = words(award, "category")
    if _CONTRACT.match(award_id) is None or category not in {"contract", "idv", ""}:
        raise BadEntry(f"is no contract but {category or award_id!r}", source=source, entry=place)
    # These fields are of the last action; only the solicitation is the award's own.
    latest = part(award, "latest_transaction_contract_data")
    agency = part(award, "awarding_agency")
    recipient = part(award, "recipient")
    period = part(award, "period_of_performance")
    top = words(part(agency, "toptier_agency"), "name")
    sums = (("total_obligation", "obligated"), ("base_and_all_options", "with options"))
    return _contract_item(
        kind=AWARD,
        key=award_id,
        title=f"{words(recipient, 'recipient_name')}: {words(award, 'piid')}",
        text=prose(award, "description"),
        award_id=award_id,
        happened=read(award.get("date_signed"), field="date_signed").as_day(),
        updated=read(period.get("last_modified_date"), field="last_modified_date").as_day(),
        identifiers=(
            (Scheme.PIID, words(award, "piid")),
            (Scheme.SOLICITATION, words(latest, "solicitation_identifier")),
            (Scheme.UEI, words(recipient, "recipient_uei")),
        ),
        parties=(
            (words(recipient, "recipient_name"), "awardee"),
            (words(agency, "office_agency_name") or words(part(agency, "subtier_agency"), "name"), "buyer"),
            (top, "buyer"),
        ),
        amounts=[(number(award, name), what) for name, what in sums],
        extra={
            "category": category,
            "parent_piid": words(part(award, "parent_award"), "piid"),
            "starts": read(period.get("start_date")).as_day().edtf,
            "ends": read(period.get("end_date")).as_day().edtf,
            "may_end": read(period.get("potential_end_date")).as_day().edtf,
            "offers": words(latest, "number_of_offers_received"),
        },
        agency=top,
    )


def _transaction(record: Json) -> ParsedItem:
    said = _TRANSACTION.match(words(record, "id"))
    piid = said[1] if said else ""
    letter, modification = words(record, "action_type"), words(record, "modification_number")
    action = ACTION_TYPES.get(letter, words(record, "action_type_description").lower())
    return _contract_item(
        kind=ACTION,
        key=words(record, "id"),
        title=f"{piid} modification {modification}: {action or 'signed'}",
        text=prose(record, "description"),
        award_id="",
        happened=read(record.get("action_date"), field="action_date").as_day(),
        identifiers=((Scheme.PIID, piid), (Scheme.MODIFICATION, modification if modification != "0" else "")),
        amounts=[(number(record, "federal_action_obligation"), "obligation")],
        extra={"action_type": letter, "action": action, "modification": modification},
    )


def _found(record: Json, place: int, source: str) -> ParsedItem:
    """Read a row of a search: its names are those of the site's table."""
    award_id = words(record, "generated_internal_id")
    if _CONTRACT.match(award_id) is None:
        raise BadEntry(f"is no contract but {award_id!r}", source=source, entry=place)
    piid, recipient, modification = words(record, "Award ID"), words(record, "Recipient Name"), words(record, "Mod")
    is_action = "Action Date" in record
    letter = words(record, "Action Type")
    agency = words(record, "Awarding Agency")
    day = record.get("Action Date") if is_action else record.get("Base Obligation Date")
    return _contract_item(
        kind=ACTION if is_action else AWARD,
        key=f"{award_id}:{modification}:{words(record, 'Action Date')}" if is_action else f"{award_id}:row",
        title=f"{recipient}: {piid}" + (f" modification {modification}" if is_action else ""),
        text=prose(record, "Description", "Transaction Description"),
        award_id=award_id,
        happened=read(day, field="Action Date" if is_action else "Base Obligation Date").as_day(),
        identifiers=((Scheme.PIID, piid), (Scheme.UEI, words(record, "Recipient UEI"))),
        parties=((recipient, "awardee"), (words(record, "Awarding Sub Agency"), "buyer"), (agency, "buyer")),
        amounts=[(number(record, "Transaction Amount"), "obligation"), (number(record, "Award Amount"), "obligated")],
        extra={
            "action_type": letter,
            "action": ACTION_TYPES.get(letter, ""),
            "modification": modification,
            "starts": read(record.get("Start Date")).as_day().edtf,
            "ends": read(record.get("End Date")).as_day().edtf,
        },
        agency=agency,
    )


def _contract_item(
    *,
    kind: str,
    key: str,
    title: str,
    text: str,
    award_id: str,
    happened: DateReading,
    identifiers: Iterable[tuple[Scheme, str]],
    amounts: Iterable[tuple[Any, str]],
    extra: dict[str, Any],
    parties: Iterable[tuple[str, str]] = (),
    updated: DateReading = ABSENT,
    agency: str = "",
) -> ParsedItem:
    named = [Identifier(scheme, value) for scheme, value in identifiers if value]
    if award_id:
        named.append(Identifier(Scheme.AWARD, award_id))
    return ParsedItem(
        key=bounded_key(f"usa:{key}"),
        key_basis=KeyBasis.NATURAL,
        kind=kind,
        title=one_line(title),
        text=text or one_line(title),
        url=web_address(f"https://www.usaspending.gov/award/{award_id}/") if award_id else None,
        happened=happened,
        lang="en",
        identifiers=tuple(named),
        parties=tuple(dict.fromkeys(NamedParty(name, role) for name, role in parties if name)),
        amounts=tuple(Amount(value, "USD", what) for value, what in amounts if value is not None),
        notes=(_LATE,) if agency == "Department of Defense" else (),
        extra=extra,
        updated=updated,
    )


SOURCE: Final = Source(
    code="usaspending",
    name="USAspending",
    yields=f"{AWARD}: a contract or ordering vehicle as it stands; {ACTION}: a signature, modification or termination",
    natural_key="transaction id; for awards the generated award id (a row of a search shows less and says so)",
    parse=parse,
    addresses=("https://api.usaspending.gov/api/v2/",),
    accept="application/json",
    budget=(Rate(60, timedelta(minutes=1)),),
    pause=timedelta(seconds=1),
    poll_every=timedelta(days=1),
    rhythm=timedelta(days=120),
    politeness="no stated limit; one request a second, once a day for each contract",
    failure="rows change or vanish after corrections; totals of 0 beside actions with sums; two forms of dates",
    blind="Defense Department actions for 90 days; anything before October 2007; why something was done",
    decides={ACTION: frozenset({EventType.AWARD, EventType.MODIFICATION, EventType.TERMINATION})},
    may_be_empty=True,
    ask=ask,
)
