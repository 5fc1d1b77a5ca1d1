"""How good the record is, as JSON: every measure with its numbers, and the list of what each counts."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

import orjson
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response

from timeline import selectors
from timeline.api.base import CONTENT_TYPE, LogView
from timeline.api.cursors import Cursor, CursorRefused, decode, encode
from timeline.api.items import addresses_of
from timeline.api.problems import Problem, refused
from timeline.api.reading import DEFAULT_LIMIT, MOST, Parameters, unknown_names, whole_number
from timeline.api.resources import ROOT, absolute
from timeline.filters import Refusal
from timeline.pages.reading import reading_day
from timeline.selectors.copies import version_of
from timeline.selectors.quality import BY_NAME, Counted, Figure, Measure, counted, figures, trend

CACHE_CONTROL = "public, max-age=60"


class QualityView(LogView):
    """Every measure, of the whole record or of one dispute. Copies and acts change without a line in the log."""

    role = "quality"
    head_first = False
    others: tuple[str, ...] = ()

    def _answered(self, request: HttpRequest) -> HttpResponse:
        """Answer 304 by the data itself."""
        body = orjson.dumps(self.told(dict(request.GET.lists())))
        etag = f'"{version_of(request.get_full_path(), body)}"'
        response = get_conditional_response(request, etag=etag)
        if response is None:
            self._spend(request)
            response = HttpResponse(body, content_type=CONTENT_TYPE)
        response["ETag"] = etag
        response["Cache-Control"] = CACHE_CONTROL
        return response

    def told(self, parameters: Parameters) -> dict[str, Any]:
        """Return the answer; raise Problem with all refusals."""
        refusals: list[Refusal] = []
        dispute = self.dispute(parameters, refusals)
        if refusals:
            raise refused(refusals)
        kept = trend(dispute, until=reading_day())
        return {
            "page_url": _address("/quality/", dispute),
            "results": [
                {
                    "measure": name,
                    "object": BY_NAME[name].object,
                    **_numbers(name, dispute, by_dispute.get(dispute, Figure(0, 0))),
                    "disputes": [
                        {"dispute": key, **_numbers(name, key, figure)} for key, figure in by_dispute.items() if key
                    ],
                    "days": [
                        {"day": day, "count": figure.count, "total": figure.total} for day, figure in kept.get(name, ())
                    ],
                }
                for name, by_dispute in figures().items()
            ],
        }

    def dispute(self, parameters: Parameters, refusals: list[Refusal]) -> str:
        """Return the slug of the dispute that is asked for, "" for all; note what cannot be understood."""
        refusals += unknown_names(parameters, ("dispute", *self.others))
        values = parameters.get("dispute", ())
        if not any(values):
            return ""
        if len(values) > 1:
            refusals.append(Refusal("dispute", "takes one value"))
            return ""
        known = selectors.keys_of("dispute", limit=1000)
        if values[0] not in known:
            refusals.append(Refusal("dispute", f"knows no “{values[0][:60]}”", tuple(known), objects="dispute"))
        return values[0]


class QualityListView(QualityView):
    """What one measure counts."""

    role = "quality_list"
    others = ("limit", "cursor")

    def told(self, parameters: Parameters) -> dict[str, Any]:
        """Return one window of the list, and how many there are."""
        measure = BY_NAME.get(str(self.kwargs["id"]))
        if measure is None:
            raise Problem(404, f"There is no such measure; there are {', '.join(BY_NAME)}.")
        refusals: list[Refusal] = []
        dispute = self.dispute(parameters, refusals)
        limit = whole_number(parameters, "limit", DEFAULT_LIMIT, (1, MOST), refusals)
        after = _after(parameters.get("cursor", ()), refusals)
        if refusals:
            raise refused(refusals)
        found = counted(measure, dispute=dispute, after=after, limit=limit + 1)
        shown = found[:limit]
        on = {"dispute": dispute, "limit": limit, "cursor": encode(Cursor(after=shown[-1].position))} if shown else {}
        figure = figures()[measure.name].get(dispute, Figure(0, 0))
        return {
            "measure": measure.name,
            "object": measure.object,
            **_numbers(measure.name, dispute, figure),
            "next": _next(measure, on) if len(found) > limit else None,
            "results": [_item(one) for one in shown],
        }


def _after(values: Sequence[str], refusals: list[Refusal]) -> str:
    if not values:
        return ""
    try:
        return decode(values[-1]).after
    except CursorRefused as error:
        refusals.append(Refusal("cursor", f"{error}; take `next` from an answer"))
        return ""


def _numbers(name: str, dispute: str, figure: Figure) -> dict[str, Any]:
    return {
        "count": figure.count,
        "total": figure.total,
        "api_url": _address(f"{ROOT}quality/{name}/", dispute),
        "page_url": _address(f"/quality/{name}/", dispute),
    }


def _address(path: str, dispute: str) -> str:
    return absolute(f"{path}?{urlencode({'dispute': dispute})}" if dispute else path)


def _next(measure: Measure, on: dict[str, Any]) -> str:
    query = urlencode({name: value for name, value in on.items() if value})
    return absolute(f"{ROOT}quality/{measure.name}/?{query}")


def _item(one: Counted) -> dict[str, Any]:
    if one.document is None:
        lines = [
            {"object": line.ref.object, "id": line.ref.id, "kind": line.kind, "seq": line.seq} for line in one.changed
        ]
        return {"object": "act", "id": one.id, "lines": lines}
    document = one.document
    api_url, page_url = addresses_of(
        document["object"], one.id, event_type=document.get("type", ""), slug=document.get("slug", "")
    )
    return {"object": document["object"], "id": one.id, "seq": one.seq, "api_url": api_url, "page_url": page_url}
