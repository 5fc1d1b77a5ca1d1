"""The calculator as JSON: a rule or forum, a day and further inputs; due dates with their working, of no record."""

from typing import Any
from urllib.parse import urlencode

import orjson
from django.http import HttpResponse

from contracts.procedure import Due, as_document, working_of
from contracts.procedure.rules import Verification
from timeline.api.base import LogView
from timeline.api.deadlines import ADVICE
from timeline.api.problems import refused
from timeline.api.reading import Parameters
from timeline.api.resources import absolute
from timeline.filters import Refusal
from timeline.pages.calculator import Skipped, computed
from timeline.pages.calculator_form import read_form

NOTHING_ASKED = Refusal("rule", "is missing: name a rule, or a forum for all of its rules, and a date")
BY_ORDER = "an order sets the day or its length"


class CalculatorView(LogView):
    """How any due date would be computed, by the same form as the page."""

    role = "calculator"

    def answer(self, parameters: Parameters) -> str | HttpResponse:
        """Return what the rule, or every rule of the forum, gives from the day; raise Problem with all refusals."""
        form = read_form({name: values[-1] for name, values in parameters.items()})
        if not form.asked:
            raise refused(form.refusals or [NOTHING_ASKED])
        found, skipped = computed(form)
        if form.refusals:
            raise refused(form.refusals)
        answer = {
            "page_url": absolute(f"/calculator/?{urlencode(form.given)}"),
            "date": form.trigger.isoformat() if form.trigger else None,
            "results": [_result(due) for due in found],
            "skipped": [_skipped(one) for one in skipped],
            "advice": ADVICE,
        }
        return orjson.dumps(answer).decode()


def _result(due: Due) -> dict[str, Any]:
    rule, working = due.rule, working_of(due)
    return {
        "rule": rule.code,
        "forum": rule.forum,
        "what": rule.what,
        "owner": rule.owner,
        "right": rule.right,
        "kind": rule.kind.value,
        "citation": working.citation,
        "rule_verified": due.verification is Verification.VERIFIED,
        "raw_date": due.raw.isoformat() if due.raw else None,
        "due_date": due.due.isoformat() if due.due else None,
        "rolled_days": due.rolled,
        "tolled_days": due.tolled,
        "lines": working.lines(),
        "working": as_document(working),
    }


def _skipped(one: Skipped) -> dict[str, str]:
    return {"rule": one.rule.code, "why": one.why or BY_ORDER}
