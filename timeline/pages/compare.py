"""The page that compares disputes: how long each took from award or first protest to each milestone."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from timeline import selectors
from timeline.codelists import EventType
from timeline.documents.shapes import Document, parsed
from timeline.filters import EventQuery, Refusal
from timeline.pages import comparing
from timeline.pages.proceedings import proceedings
from timeline.pages.reading import as_of, public_page, reading_day, refusal
from timeline.pages.refusals import listed

MOST_EVENTS = 2_000
PARAMETERS = {"dispute", "from", "as_of"}


@public_page
def compare_page(request: HttpRequest) -> HttpResponse:
    """Compare the disputes that the address names, all without any, from `award` or `protest`."""
    seq = as_of(request)
    start = request.GET.get("from") or "award"
    chosen = [slug for value in request.GET.getlist("dispute") for slug in value.split(",") if slug]
    every = [parsed(text) for _, text in selectors.list_objects("dispute", as_of=seq)]
    reasons = _refusals(request, start, set(chosen) - {one["id"] for one in every})
    if reasons:
        return refusal(request, listed(reasons))
    day = reading_day()
    rows = _rows([one for one in every if not chosen or one["id"] in chosen], start, seq)
    counted = [row for row in rows if row.start]
    ticks = comparing.lay_out(counted, day)
    context: dict[str, Any] = {
        "rows": counted,
        "uncounted": [row for row in rows if not row.start],
        "ticks": ticks,
        "tick_shares": [(name, x * 100 / comparing.WIDTH) for name, x in ticks],
        "medians": comparing.medians(counted),
        "start": start,
        "starts": list(comparing.STARTS.items()),
        "every": every,
        "chosen": chosen,
        "as_of_seq": seq,
        "width": comparing.WIDTH,
        "canonical_path": "/compare/",
        "section": "compare",
    }
    return render(request, "timeline/compare.html", context)


def _refusals(request: HttpRequest, start: str, unknown: set[str]) -> list[Refusal]:
    names = [Refusal(name[:60], "is no parameter of this address") for name in request.GET if name not in PARAMETERS]
    starts = [] if start in comparing.STARTS else [Refusal("from", f"has no value “{start[:60]}”")]
    return names + starts + [Refusal("dispute", f"knows no “{slug[:60]}”") for slug in sorted(unknown)]


def _rows(disputes: list[Document], start: str, seq: int | None) -> list[comparing.Compared]:
    """Gather what the disputes hold, two queries for all of it and one for their events, and measure."""
    refs = [(ref["object"], ref["id"]) for one in disputes for part in ("contracts", "protests") for ref in one[part]]
    found = selectors.documents(refs, as_of=seq)
    query = EventQuery(
        dispute=tuple(one["id"] for one in disputes),
        type=(EventType.CORRECTIVE_ACTION.value, EventType.TERMINATION.value),
        as_of_seq=seq,
        oldest_first=True,
    )
    events = selectors.list_events(query, limit=MOST_EVENTS).documents if disputes else []
    day = reading_day()
    return [
        comparing.compared(
            one,
            [found[key] for ref in one["contracts"] if (key := ("contract", ref["id"])) in found],
            proceedings([found[key] for ref in one["protests"] if (key := ("protest", ref["id"])) in found], day),
            [event for event in events if event["dispute"]["id"] == one["id"]],
            start=start,
            day=day,
        )
        for one in disputes
    ]
