"""The home page: every dispute on one axis, with its status and last event."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from timeline import selectors
from timeline.derived import ends_of
from timeline.documents.shapes import Document, parsed
from timeline.pages.proceedings import Axis, Proceeding, proceedings
from timeline.pages.reading import as_of, public_page, reading_day


@public_page
def home_page(request: HttpRequest) -> HttpResponse:
    """List all disputes, the newest first event first."""
    seq = as_of(request)
    documents = [parsed(text) for _, text in selectors.list_objects("dispute", as_of=seq)]
    protests = selectors.documents([("protest", row["id"]) for one in documents for row in one["protests"]], as_of=seq)
    rows = [_row(one, protests) for one in documents]
    rows.sort(key=lambda row: row["last"] or date.min, reverse=True)  # type: ignore[arg-type,return-value]
    context = {"rows": rows, "axis": _axis(rows), "as_of_seq": seq, "canonical_path": "/", "section": "disputes"}
    return render(request, "timeline/home.html", context)


def _row(dispute: Document, protests: dict[tuple[str, str], Document]) -> dict[str, object]:
    own = [protests[key] for row in dispute["protests"] if (key := ("protest", row["id"])) in protests]
    cases: list[Proceeding] = proceedings(own, reading_day())
    first, last = ends_of(dispute)
    return {
        "dispute": dispute,
        "newest": last,
        "cases": cases,
        "pending": [case for case in cases if case.pending],
        "first": date.fromisoformat(first["date"]["earliest"]) if first else None,
        "last": date.fromisoformat(last["date"]["latest"]) if last else None,
    }


def _axis(rows: list[dict[str, object]]) -> Axis | None:
    ends = [day for row in rows for day in (row["first"], row["last"]) if isinstance(day, date)]
    if not ends:
        return None
    axis = Axis(date(min(ends).year, 1, 1), date(max(ends).year, 12, 31), [])
    step = 1 if axis.last.year - axis.first.year < 12 else 5
    marked = [year for year in range(axis.first.year, axis.last.year + 1) if year % step == 0]
    return Axis(axis.first, axis.last, [(str(year), axis.x(date(year, 1, 1))) for year in marked])
