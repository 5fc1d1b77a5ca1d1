"""The page of a protest: who against whom, the stage it reached, its clocks with their working, and its docket."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from timeline import selectors
from timeline.documents.shapes import Document
from timeline.filters import EventQuery
from timeline.pages import clocks, days
from timeline.pages.dispute import complete
from timeline.pages.grounds import ledger
from timeline.pages.history import history
from timeline.pages.paths import page_path
from timeline.pages.proceedings import Proceeding, proceeding
from timeline.pages.reading import as_of, day_of, found_or_elsewhere, public_page
from timeline.pages.related import related
from timeline.pages.shown import Shown, evidence, show_event
from timeline.pages.standing import endings, practice_words, reason_words, review_words


@public_page
def protest_page(request: HttpRequest, key: str, words: str = "") -> HttpResponse:  # noqa: ARG001  # words decorate
    """Show a proceeding as its docket, with status and deadlines computed for the reading day."""
    seq = as_of(request)
    document, found = found_or_elsewhere(request, "protest", key, seq)
    query = EventQuery(protest=(key,), as_of_seq=seq, oldest_first=True)
    events = [show_event(event) for event in selectors.list_events(query, limit=1000).documents]
    complete(events, seq)
    day = day_of(seq)
    row = proceeding(document, day)
    context = {
        "document": document,
        "row": row,
        "described": described(row),
        "found": found,
        "found_seq": found.seq,
        "as_of_seq": seq,
        "history": history("protest", key),
        "docket": docket(events, row.filed),
        "stages": clocks.stages(document, day, pending=row.pending),
        "ends": ends(document, row, day),
        "related": related(document, in_dispute(document, seq), day),
        "clocks": clocks.clocks(document, day),
        "gaps": clocks.gaps(document),
        "ledger": ledger(document, came_here(key, seq)),
        "roles": roles(document),
        "evidence": evidence(document["citations"]),
        "canonical_path": page_path("protest", key),
        "section": "disputes",
        "day": day,
    }
    return render(request, "timeline/protest.html", context)


def described(row: Proceeding) -> str:
    """Say in a line who is against whom, where, since when and how it ended: what search engines show."""
    filed = ", " + _("filed on %(day)s") % {"day": days.long_day(row.filed)} if row.filed else ""
    ended = f", {row.ended_words}" if row.ended else ""
    return f"{row.parties}. {row.forum}{filed}. {row.outcome}{ended}."


def in_dispute(document: Document, seq: int | None) -> list[Document]:
    """Return all proceedings of the dispute of one."""
    found = selectors.referring("dispute", document["dispute"]["id"], from_type="protest", path="dispute", as_of=seq)
    return [other for _path, other in found]


def ends(document: Document, row: Proceeding, day: date) -> dict[str, Any]:
    """Gather how a proceeding stands: its status on the day, its formal end, what came of it, and each result apart."""
    found = row.standing
    return {
        "status": found.words,
        "reason": reason_words(found) if row.why else None,
        "practice": practice_words(found),
        "review": review_words(found),
        "each": endings(document, found, day),
    }


def came_here(key: str, seq: int | None) -> list[Document]:
    """Return other protests of which some ground has its fate in this one."""
    found = selectors.referring("protest", key, from_type="protest", path="grounds", as_of=seq)
    return list({document["id"]: document for _, document in found}.values())


def docket(events: list[Shown], filed: date | None) -> list[dict[str, Any]]:
    """Give each entry its number and its days since filing, negative before it."""
    return [
        {
            "number": number,
            "event": event,
            "since": (day - filed).days if filed and (day := known_day(event.document["date"])) else None,
        }
        for number, event in enumerate(events, start=1)
    ]


def known_day(shape: Document) -> date | None:
    """Return the day of a date that is known to the day."""
    return date.fromisoformat(shape["earliest"]) if shape["earliest"] == shape["latest"] else None


def roles(protest: Document) -> list[tuple[str, list[Document]]]:
    """Group a protest's parties by their role, in the order of the document."""
    grouped: dict[str, list[Document]] = {}
    for row in protest["parties"]:
        grouped.setdefault(row["role"], []).append(row)
    return list(grouped.items())
