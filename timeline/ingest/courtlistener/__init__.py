"""CourtListener: docket alerts by webhook, its REST API v4 and its Atom feeds."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import timedelta
from typing import Any, Final

from timeline.ingest.courtlistener.asking import ask, missing
from timeline.ingest.courtlistener.atom import parse_atom
from timeline.ingest.courtlistener.records import DOCKET, ENTRY, OPINION, docket_item, entry_item, opinion_item
from timeline.ingest.courtlistener.webhooks import Webhook, is_envelope, read_webhook
from timeline.ingest.errors import BadEntry, NotThisFormat, ParseError
from timeline.ingest.item import ParsedFeed, ParsedItem
from timeline.ingest.json_answer import open_json
from timeline.ingest.json_fields import Json, parts, words
from timeline.ingest.links import redact, web_address
from timeline.ingest.pages import is_html
from timeline.ingest.source import BY_COURTS, Rate, Source

Builder = Callable[[Json, int, str], ParsedItem]


def parse(body: bytes, content_type: str = "", base_url: str = "") -> ParsedFeed:
    """Read whatever of CourtListener's this is: a webhook's body, a record or a list of the API, or an Atom feed.

    Deliveries that carry no records (a fetch is done, alerts expire) give no items but say so in the warnings. The
    items of a test event have `extra["test_event"]`. Raises a ParseError for anything else.
    """
    if body[:500].lstrip().startswith(b"<") and not is_html(body):
        return parse_atom(body, content_type, base_url)
    value = open_json(body, content_type, expected="data of CourtListener", source=base_url)
    if is_envelope(value):
        return _from_webhook(read_webhook(value), base_url)
    if "results" in value:
        items, rejected = _build(parts(value, "results"), base_url)
        following = words(value, "next")
        return _feed("courtlistener-list", items, rejected, base_url, next_url=redact(following) if following else None)
    items, rejected = _build([value], base_url)
    if rejected:
        raise NotThisFormat(f"the answer is JSON, but no record of CourtListener: {rejected[0]}", source=base_url)
    return _feed("courtlistener-record", items, rejected, base_url)


def _from_webhook(webhook: Webhook, source: str) -> ParsedFeed:
    items, rejected = _build(webhook.results, source)
    if webhook.is_test:
        items = [replace(item, extra={**item.extra, "test_event": True}) for item in items]
    warnings = (*webhook.messages, *(["this is a test event"] if webhook.is_test else []))
    return _feed("courtlistener-webhook", items, rejected, source, warnings=warnings)


def _build(records: Iterable[Json], source: str) -> tuple[list[ParsedItem], list[BadEntry]]:
    items: dict[str, ParsedItem] = {}
    rejected = []
    for place, record in enumerate(records, start=1):
        builders = list(_builders(record))
        if not builders:
            rejected.append(BadEntry("is no docket, entry or opinion", source=source, entry=place))
        for build, one in builders:
            try:
                item = build(one, place, source)
            except BadEntry as error:
                rejected.append(error)
            else:
                items[item.key] = item
    return list(items.values()), rejected


def _builders(record: Json) -> Iterable[tuple[Builder, Json]]:
    """Tell by its fields which kind of record this is; a docket of the search also holds some of its documents."""
    if "cluster_id" in record:
        yield opinion_item, record
    elif "docketNumber" in record or "docket_number" in record:
        yield docket_item, record
        yield from ((entry_item, entry) for entry in _entries_of(parts(record, "recap_documents"), record))
    elif "docket_entry_id" in record:
        yield from ((entry_item, entry) for entry in _entries_of([record], record))
    elif "recap_documents" in record or "entry_number" in record:
        yield entry_item, record


def _entries_of(documents: list[Json], docket: Json) -> Iterable[Json]:
    """Put the search's documents back under the docket entries to which they belong."""
    by_entry: dict[str, list[Json]] = {}
    for one in documents:
        by_entry.setdefault(words(one, "docket_entry_id"), []).append(one)
    for number, group in by_entry.items():
        first = group[0]
        yield {
            "id": number,
            "docket": docket.get("docket_id"),
            "description": first.get("description"),
            "entry_number": first.get("entry_number"),
            "date_filed": first.get("entry_date_filed"),
            "recap_documents": group,
        }


def _feed(form: str, items: list[ParsedItem], rejected: list[BadEntry], source: str, **more: Any) -> ParsedFeed:
    errors: tuple[ParseError, ...] = tuple(rejected)
    return ParsedFeed(
        items=tuple(items),
        format=form,
        title="CourtListener",
        lang="en",
        url=web_address(source),
        rejected=errors,
        **more,
    )


SOURCE: Final = Source(
    code="courtlistener",
    name="CourtListener",
    yields=f"{ENTRY}: an entry of a docket with its documents; {DOCKET}: a case; {OPINION}: an opinion of a court",
    natural_key="CourtListener's id of entry, docket or opinion; in the docket feed docket and entry number",
    parse=parse,
    addresses=("https://www.courtlistener.com/api/rest/v4/",),
    accept="application/json, application/atom+xml;q=0.9",
    budget=(
        Rate(5, timedelta(minutes=1)),
        Rate(50, timedelta(hours=1)),
        Rate(125, timedelta(days=1)),
    ),
    pause=timedelta(seconds=12),
    poll_every=timedelta(hours=6),
    rhythm=timedelta(days=14),
    window=timedelta(hours=54),
    politeness="alerts by webhook instead of polling; one budget for all workers; closed on Thursday evenings",
    failure="alerts with an empty text, an entry in several alerts, two dockets for one case, an endpoint disabled",
    blind="only what somebody bought or a court's feed showed: that an entry is absent proves nothing",
    decides={ENTRY: BY_COURTS},
    may_be_empty=True,
    ask=ask,
    key_hosts=frozenset({"www.courtlistener.com"}),
    missing=missing,
)
