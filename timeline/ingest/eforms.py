"""Notices of the European Union (eForms, TED): what was tendered or awarded, and the reviews that it names."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from lxml import etree

from timeline.ingest.dates import DateReading, read
from timeline.ingest.errors import Malformed, NotThisFormat
from timeline.ingest.feed.document import Kind, open_document
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
from timeline.ingest.links import web_address
from timeline.ingest.source import Source
from timeline.ingest.text import one_line, paragraphs

Element = etree._Element  # noqa: SLF001 - lxml's only name for the type of an element

NOTICE: Final = "eu-notice"
REQUEST: Final = "review-request"
DECISION: Final = "review-decision"
WITHDRAWAL: Final = "review-withdrawn"

_NS: Final = {
    "cac": "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2",
    "cbc": "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2",
    "efac": "http://data.europa.eu/p27/eforms-ubl-extension-aggregate-components/1",
    "efbc": "http://data.europa.eu/p27/eforms-ubl-extension-basic-components/1",
}
_ROOTS: Final = re.compile(rb"<(?:[A-Za-z]\w*:)?(?:ContractNotice|ContractAwardNotice|PriorInformationNotice)[\s>]")
_LANGUAGE: Final = {
    "ENG": "en",
    "DEU": "de",
    "FRA": "fr",
    "ITA": "it",
    "SPA": "es",
    "NLD": "nl",
    "POL": "pl",
    "POR": "pt",
}
_DECISIONS: Final = {"accepted": "sustained", "rejected": "denied", "inadmissible": "dismissed"}
_PUBLISHED: Final = re.compile(r"[0-9]{1,8}-[0-9]{4}")


def parse(body: bytes, content_type: str = "", base_url: str = "") -> ParsedFeed:
    """Read one notice: an item for itself, and one for each review request, decision and withdrawal in it.

    A review is known by the procedure and its own number, so that a later notice that repeats it changes it and makes
    no second one. Natural persons and contact points are left out. Raises a ParseError for anything else.
    """
    document = open_document(body, content_type, source=base_url, expected="a notice of TED", roots=_ROOTS)
    if document.kind is not Kind.XML:
        raise NotThisFormat("the answer is JSON, not a notice", source=base_url)
    parser = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True, remove_comments=True)
    try:
        root = etree.fromstring(document.data, parser)
    except etree.XMLSyntaxError as error:
        raise Malformed(f"the notice is not well-formed: {error.msg}", source=base_url) from error
    notice_id = _said(root, "cbc:ID[@schemeName='notice-id']")
    if not notice_id:
        raise NotThisFormat("the notice has no notice-id", source=base_url)
    return ParsedFeed(
        items=tuple(_Notice(root, notice_id, base_url).items()),
        format="eforms",
        title="TED",
        url=web_address(base_url),
        warnings=tuple(document.warnings),
    )


class _Notice:
    """One notice with the organisations that its parts refer to."""

    def __init__(self, root: Element, notice_id: str, base_url: str) -> None:
        self._root = root
        self._id = notice_id
        self._procedure = _said(root, "cbc:ContractFolderID") or notice_id
        self._lang = _said(root, "cbc:NoticeLanguageCode")
        self._names = dict(_organisations(root))
        number = _PUBLISHED.search(_said(root, ".//efac:Publication/efbc:NoticePublicationID"))
        self._number = number[0] if number else ""
        page = f"https://ted.europa.eu/en/notice/-/detail/{self._number}" if self._number else base_url
        self._url = web_address(page)
        self._published = read(_said(root, "cbc:IssueDate"), field="IssueDate")
        self._title = _said(root, "cac:ProcurementProject/cbc:Name")

    def items(self) -> Iterator[ParsedItem]:
        yield self._notice()
        for appeal in self._root.iterfind(".//efac:Appeals/efac:AppealInformation", _NS):
            yield from self._review(appeal)

    def _notice(self) -> ParsedItem:
        withheld = self._root.find(".//efac:FieldsPrivacy", _NS) is not None
        return self._item(
            key=f"ted:{self._id}",
            kind=NOTICE,
            title=self._title or etree.QName(self._root).localname,
            text=_said(self._root, "cac:ProcurementProject/cbc:Description") or self._title,
            happened=self._published,
            parties=[*self._buyers(), *self._winners()],
            notes=("some fields are withheld for now",) if withheld else (),
            extra={
                "form": etree.QName(self._root).localname,
                "subtype": _said(self._root, ".//efac:NoticeSubType/cbc:SubTypeCode"),
                "version": _said(self._root, "cbc:VersionID"),
                "awarded": [
                    one.text or "" for one in self._root.iterfind(".//efac:SettledContract/cbc:AwardDate", _NS)
                ],
                "complaints": list(_statistics(self._root)),
            },
        )

    def _review(self, appeal: Element) -> Iterator[ParsedItem]:
        stage = _said(appeal, "efbc:AppealStageCode")
        kind = DECISION if stage == "dec" else REQUEST
        number = _said(appeal, "efbc:AppealID") or _said(appeal, "cbc:ID")
        title = _said(appeal, "cbc:Title") or f"Review {number}"
        outcome = _said(appeal, "efac:AppealDecision/efbc:DecisionTypeCode")
        forum = _said(appeal, "efac:AppealProcessingParty/cac:Party/cac:PartyIdentification/cbc:ID")
        asking = _all(appeal, "efac:AppealingParty/cac:Party/cac:PartyIdentification/cbc:ID")
        parties = [
            *(NamedParty(self._names[one], "protester") for one in asking if one in self._names),
            *(NamedParty(self._names[one], "forum") for one in [forum] if one in self._names),
            *self._buyers(),
        ]
        url = web_address(_said(appeal, "cbc:URI"))
        facts: dict[str, Any] = {
            "review": number,
            "previous": _said(appeal, "efbc:PreviousAppealID"),
            "irregularities": _all(appeal, "efac:AppealIrregularity/efbc:IrregularityTypeCode"),
            "lots": _all(appeal, "efac:AppealedItem/cbc:ID"),
            "body": _said(appeal, "efac:AppealProcessingParty/efbc:AppealProcessingPartyTypeCode"),
        }
        decided = {
            "decision": outcome,
            "disposition": _DECISIONS.get(outcome, ""),
            "remedies": _all(appeal, "efac:AppealRemedy/efbc:RemedyTypeCode"),
        }
        place = f"ted:{self._procedure}:review:{number}"
        item = self._item(
            key=f"{place}:{'decision' if kind == DECISION else 'request'}",
            kind=kind,
            title=title,
            text=_said(appeal, "cbc:Description") or title,
            happened=read(_said(appeal, "cbc:Date"), field="Date"),
            parties=parties,
            links=(Link(url, "decision" if kind == DECISION else "document"),) if url else (),
            amounts=tuple(_amounts(appeal)),
            extra={**facts, **(decided if kind == DECISION else {})},
        )
        yield item
        if _said(appeal, "efbc:WithdrawnAppealIndicator") == "true":
            yield replace(
                item,
                key=bounded_key(f"{place}:withdrawn"),
                kind=WITHDRAWAL,
                text=paragraphs(_said(appeal, "efbc:WithdrawnAppealReasons")) or item.title,
                happened=read(_said(appeal, "efbc:WithdrawnAppealDate"), field="WithdrawnAppealDate"),
                amounts=(),
                extra={"notice": self._id, **facts},
            )

    def _item(
        self,
        *,
        key: str,
        kind: str,
        title: str,
        text: str,
        happened: DateReading,
        parties: list[NamedParty],
        extra: dict[str, Any],
        **more: Any,
    ) -> ParsedItem:
        identifiers = [Identifier(Scheme.SOLICITATION, self._procedure)]
        if self._number:
            identifiers.append(Identifier(Scheme.TED_NOTICE, self._number))
        return ParsedItem(
            key=bounded_key(key),
            key_basis=KeyBasis.NATURAL,
            kind=kind,
            title=one_line(title),
            text=paragraphs(text),
            url=self._url,
            published=self._published,
            happened=happened,
            lang=_LANGUAGE.get(self._lang, ""),
            identifiers=tuple(identifiers),
            parties=tuple(dict.fromkeys(parties)),
            extra={"notice": self._id, **extra},
            **more,
        )

    def _buyers(self) -> Iterator[NamedParty]:
        for one in _all(self._root, "cac:ContractingParty/cac:Party/cac:PartyIdentification/cbc:ID"):
            if one in self._names:
                yield NamedParty(self._names[one], "buyer")

    def _winners(self) -> Iterator[NamedParty]:
        for one in _all(self._root, ".//efac:NoticeResult/efac:TenderingParty/efac:Tenderer/cbc:ID"):
            if one in self._names:
                yield NamedParty(self._names[one], "offeror")


def _organisations(root: Element) -> Iterator[tuple[str, str]]:
    """Yield number and name of each organisation that is no natural person."""
    for organisation in root.iterfind(".//efac:Organizations/efac:Organization", _NS):
        number = _said(organisation, "efac:Company/cac:PartyIdentification/cbc:ID")
        name = _said(organisation, "efac:Company/cac:PartyName/cbc:Name")
        if number and name and _said(organisation, "efbc:NaturalPersonIndicator") != "true":
            yield number, one_line(name, 500)


def _statistics(root: Element) -> Iterator[dict[str, str]]:
    for one in root.iterfind(".//efac:AppealRequestsStatistics", _NS):
        yield {"what": _said(one, "efbc:StatisticsCode"), "count": _said(one, "efbc:StatisticsNumeric")}


def _amounts(appeal: Element) -> Iterator[Amount]:
    for path, what in (("cbc:FeeAmount", "fee"), ("efbc:AppealRemedyValue", "remedy")):
        element = appeal.find(path, _NS)
        if element is not None:
            try:
                yield Amount(Decimal((element.text or "").strip()), element.get("currencyID", ""), what)
            except InvalidOperation:
                continue


def _said(element: Element, path: str) -> str:
    found = element.find(path, _NS)
    return "" if found is None else (found.text or "").strip()


def _all(element: Element, path: str) -> list[str]:
    found = ((one.text or "").strip() for one in element.iterfind(path, _NS))
    return list(dict.fromkeys(filter(None, found)))


SOURCE: Final = Source(
    code="eforms",
    name="EU notices (TED, eForms)",
    yields=(
        f"{NOTICE}: a notice; {REQUEST}: a request for review; {DECISION}: a decision on one; "
        f"{WITHDRAWAL}: a request that was withdrawn"
    ),
    natural_key="notice id; for reviews the procedure, the review's number and its stage",
    parse=parse,
    accept="application/xml",
    poll_every=timedelta(hours=12),
    rhythm=timedelta(days=30),
    politeness="ten seconds between requests; notices are fetched one by one by their number",
    failure="withheld fields, dates with an offset that are still days, codes outside the lists",
    blind="reviews stand only in notices published after them; most review bodies publish elsewhere",
)
