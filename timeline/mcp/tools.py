"""The tools that assistants call: each reads the log once and answers with facts, sources and permanent addresses."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Annotated, Any, Literal

from django.conf import settings
from mcp.server.mcpserver.exceptions import ToolError
from pydantic import Field

from timeline import selectors
from timeline.api.cursors import Cursor, CursorRefused, decode, encode
from timeline.api.items import addresses_of
from timeline.codelists import REMOVING_KINDS
from timeline.filters import EventQuery, QueryRefused
from timeline.mcp import shapes
from timeline.mcp.shapes import Facts
from timeline.selectors import State
from timeline.selectors.search import KINDS

Lang = Annotated[Literal["en", "de"], Field(description="Language of titles and summaries; quotes keep their own.")]
Limit = Annotated[int, Field(ge=1, le=100, description="At most so many.")]
AsOf = Annotated[str, Field(max_length=40, description="Show the record as it was: a seq, a day or a time with zone.")]
TERMS = "Cite the page's address and the sources. Facts: CC BY 4.0; quotations stay their owners'."


def search(
    *,
    query: Annotated[str, Field(min_length=1, max_length=200, description="Words, or a docket or contract number.")],
    kind: Annotated[str, Field(description=f"Only one of {', '.join(KINDS)}; empty for all.")] = "",
    limit: Limit = 10,
    lang: Lang = "en",
) -> Facts:
    """Search the whole public record: disputes, contracts, proceedings, people, claims, events, statements, sources."""
    if kind and kind not in KINDS:
        raise ToolError(f"There is no kind “{kind}”; there are: {', '.join(KINDS)}.")
    if "\0" in query:
        raise ToolError("A NUL byte is no part of a query.")
    found = selectors.search(query, kind=kind, limit=limit)
    return _answer(
        exact=[shapes.hit_facts(hit.document, lang) for hit in found.exact],
        results=[shapes.hit_facts(hit.document, lang) for hit in found.hits],
        counts=found.counts,
    )


def get_dispute(
    *,
    dispute: Annotated[str, Field(max_length=100, description="Slug, for example jedi.")],
    as_of: AsOf = "",
    lang: Lang = "en",
) -> Facts:
    """Get one dispute: its contracts, proceedings with status and outcome, claims, and how much is recorded."""
    seq = _moment(as_of)
    document = _live("dispute", dispute, seq)
    refs = [(one["object"], one["id"]) for one in document["protests"]]
    protests = selectors.documents(refs, as_of=seq)
    return _answer(
        seq,
        **shapes.dispute_facts(document, lang),
        status=[shapes.protest_facts(protests[ref]) for ref in refs if ref in protests],
    )


def list_events(
    *,
    dispute: Annotated[str, Field(max_length=100, description="Slug of the dispute; empty for all.")] = "",
    type: Annotated[str, Field(max_length=200, description="Codes of event types, separated by commas.")] = "",  # noqa: A002
    party: Annotated[str, Field(max_length=200, description="Slug of somebody who takes part.")] = "",
    forum: Annotated[str, Field(max_length=100, description="agency, GAO, COFC, CAFC, SCOTUS or other.")] = "",
    since: Annotated[str, Field(max_length=10, description="First day, like 2019-01-31.")] = "",
    until: Annotated[str, Field(max_length=10, description="Last day.")] = "",
    known_by: Annotated[str, Field(max_length=10, description="Only what the public knew on this day.")] = "",
    words: Annotated[str, Field(max_length=200, description="Words that the event must hold.")] = "",
    landmarks_only: Annotated[bool, Field(description="Only what decided the dispute.")] = False,
    limit: Limit = 20,
    cursor: Annotated[str, Field(max_length=400, description="`next` of the answer before.")] = "",
    as_of: AsOf = "",
    lang: Lang = "en",
) -> Facts:
    """List events on the timeline, oldest first, each with its parties and sources."""
    asked = {"dispute": dispute, "type": type, "party": party, "forum": forum, "from": since, "to": until}
    asked |= {"known_by": known_by, "q": words, "significance": "1" if landmarks_only else ""}
    query = replace(_query(asked), oldest_first=True, as_of_seq=_moment(as_of))
    page = selectors.list_events(query, after=_after(cursor), limit=limit)
    return _answer(
        query.as_of_seq,
        events=[shapes.event_facts(one, lang) for one in page.documents if one["type"] != "statement"],
        next=_encoded(page.next),
    )


def get_event(
    *,
    event: Annotated[str, Field(max_length=100, description="Id of the event or statement.")],
    as_of: AsOf = "",
    lang: Lang = "en",
) -> Facts:
    """Get one event with its evidence, what was said in or about it, and what later events did to it."""
    seq = _moment(as_of)
    document = _live("event", event, seq)
    if document["type"] == "statement":
        return _answer(seq, **shapes.statement_facts(document, lang))
    said = selectors.statements_of([event], as_of=seq)
    links = selectors.links_to([event], as_of=seq).get(event, [])
    history = selectors.revisions("event", document["id"])[:20]
    return _answer(
        seq,
        **shapes.event_facts(document, lang),
        acts_on=[{"relation": one["relation"], **_linked(one["event"], lang)} for one in document["links"]],
        acted_on_by=[{"relation": relation, **_linked(other, lang)} for relation, other in links],
        statements=[shapes.statement_facts(one, lang) for one in said],
        history=[
            {"seq": row.seq, "kind": row.kind, "at": row.published_at.isoformat(), "note": row.note} for row in history
        ],
        cite=f"{settings.SITE_URL}/cite/{history[0].seq}/" if history else None,
    )


def who_said_what(
    *,
    claim: Annotated[str, Field(max_length=100, description="Slug of the claim; empty for any.")] = "",
    speaker: Annotated[str, Field(max_length=100, description="Slug of the speaker; empty for anybody.")] = "",
    stance: Annotated[str, Field(max_length=100, description="alleges, denies, supports, questions, finds.")] = "",
    dispute: Annotated[str, Field(max_length=100, description="Slug of the dispute.")] = "",
    limit: Limit = 30,
    cursor: Annotated[str, Field(max_length=400, description="`next` of the answer before.")] = "",
    lang: Lang = "en",
) -> Facts:
    """List who alleged, denied or found what about a claim, in exact words, oldest first, with sources."""
    query = _query({"claim": claim, "speaker": speaker, "stance": stance, "dispute": dispute})
    query = replace(query, type=("statement",), statements=True, events=False, oldest_first=True)
    page = selectors.list_events(query, after=_after(cursor), limit=limit)
    about = _claim(claim, lang) if claim else None
    return _answer(
        claim=about, statements=[shapes.statement_facts(one, lang) for one in page.documents], next=_encoded(page.next)
    )


def changes_since(
    *,
    seq: Annotated[int, Field(ge=0, description="Seq of the log after which to begin; 0 for the beginning.")],
    limit: Limit = 50,
) -> Facts:
    """List what was published, corrected, retracted or taken down after a seq, in order."""
    rows = selectors.changes(since=min(seq, selectors.latest_seq()), limit=limit)
    found = []
    for row in rows:
        _api, page = addresses_of(row.document_type, row.key)
        facts = {"seq": row.seq, "kind": row.kind, "object": row.document_type, "id": row.key, "note": row.note}
        found.append({**facts, "removed": row.kind in REMOVING_KINDS, "at": row.published_at.isoformat(), "url": page})
    return _answer(changes=found, next_seq=rows[-1].seq if rows else seq)


TOOLS = (search, get_dispute, list_events, get_event, who_said_what, changes_since)


def _answer(as_of: int | None = None, **facts: Any) -> Facts:
    return {"as_of_seq": selectors.latest_seq() if as_of is None else as_of, "terms": TERMS, **facts}


def _query(asked: Mapping[str, str]) -> EventQuery:
    parameters: dict[str, Sequence[str]] = {name: [value] for name, value in asked.items() if value}
    try:
        return EventQuery.read(parameters, known=selectors.known_keys)
    except QueryRefused as refused:
        reasons = [f"{one.name} {one.message}" + _known(one.known) for one in refused.refusals]
        raise ToolError("; ".join(reasons)) from refused


def _known(values: Sequence[str]) -> str:
    return f" (there are: {', '.join(values[:40])})" if values else ""


def _live(object_type: str, key: str, as_of: int | None) -> Facts:
    if "\0" in key:
        raise ToolError("A NUL byte is no part of an id.")
    found = selectors.find(object_type, key, as_of=as_of)
    if found is None:
        raise ToolError(f"No published {object_type} has the id “{key[:100]}”.")
    if found.state == State.MERGED:
        return _live(object_type, found.data["into"]["id"], as_of)
    if found.state != State.LIVE:
        raise ToolError(f"It was public and was removed: {found.note or 'no reason is recorded'}")
    return found.data


def _claim(slug: str, lang: str) -> Facts:
    document = _live("claim", slug, None)
    return {**shapes.hit_facts(document, lang), "text": shapes.words(document["text"], lang)}


def _linked(reference: Facts, lang: str) -> Facts:
    return {
        "id": reference["id"],
        "title": shapes.words(reference.get("name", ""), lang),
        "date": reference.get("date", {}).get("text"),
        "url": shapes.address_of(reference),
    }


def _moment(text: str) -> int | None:
    try:
        return selectors.resolve_as_of(text.strip(), now=datetime.now(UTC)) if text.strip() else None
    except selectors.MomentRefused as refused:
        raise ToolError(f"as_of: {refused}") from refused


def _after(cursor: str) -> str:
    if not cursor:
        return ""
    try:
        return decode(cursor).after
    except CursorRefused as refused:
        raise ToolError("The cursor is none of ours: take `next` of an answer.") from refused


def _encoded(position: str) -> str | None:
    return encode(Cursor(after=position)) if position else None
