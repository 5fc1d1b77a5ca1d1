"""The calculator: forum, rule and trigger in the address, due dates with their working on the page; for anyone."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from contracts.codelists import Forum
from contracts.procedure import FORUMS, RULES, BadInput, Rule, due_date, working_of
from timeline.codelists import DueKind
from timeline.filters import Refusal
from timeline.pages import days
from timeline.pages.calculator_form import FIELDS, ZONES, Form, read_form
from timeline.pages.reading import public_page
from timeline.pages.working import lines

DESCRIPTION = Path(settings.BASE_DIR) / "docs" / "procedure.md"


@dataclass(frozen=True, slots=True)
class Result:
    """What one rule gives: its due date in the margin (None where no clock starts) and the lines of the working."""

    rule: Rule
    due: date | None
    day: days.DayParts | None
    citation: str
    verification: str
    kind: str
    lines: tuple[str, ...]


@public_page
def calculator_page(request: HttpRequest) -> HttpResponse:
    """Show the form, and below it the due dates that its inputs give; what cannot be read is named, with status 400."""
    form = read_form({name: values[-1] for name, values in request.GET.lists()})
    groups, skipped = results(form) if form.asked else ([], [])
    context = {
        "form": form,
        "groups": groups,
        "skipped": skipped,
        "refusals": form.refusals,
        "forums": [(code, Forum(code).label) for code in FORUMS],
        "rules": [(Forum(forum).label, [rule for rule in RULES.values() if rule.forum == forum]) for forum in FORUMS],
        "fields": [(field, form.given.get(field.name, "")) for field in FIELDS],
        "more": any(field.name in form.given for field in FIELDS),
        "zones": ZONES,
        "canonical_path": "/calculator/",
        "section": "deadlines",
    }
    return render(request, "timeline/calculator.html", context, status=400 if form.refusals else 200)


def procedure_text(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - the same for everybody
    """Answer with the description of rules, counting, what is unverified and judgement calls, as plain text."""
    return HttpResponse(described(), content_type="text/plain; charset=utf-8")


@cache
def described() -> str:
    """Read the description once."""
    return DESCRIPTION.read_text(encoding="utf-8")


def results(form: Form) -> tuple[list[tuple[str, list[Result]]], list[Rule]]:
    """Compute one rule, or every rule of the forum, by what the day must be for the rule to start.

    Rules whose length an order sets are returned apart where no length was given; for one rule alone that is a refusal.
    """
    groups: dict[str, list[Result]] = {}
    skipped = []
    wanted = [form.rule] if form.rule else [rule for rule in RULES.values() if rule.forum == form.forum]
    for rule in wanted:
        try:
            found = _result(rule, form)
        except (BadInput, OverflowError) as error:
            if form.rule:
                form.refusals.append(Refusal("days", str(error)))
            skipped.append(rule)
            continue
        if found.due is None and not form.rule:
            skipped.append(rule)
        else:
            groups.setdefault(rule.trigger, []).append(found)
    return list(groups.items()), [] if form.rule else skipped


def _result(rule: Rule, form: Form) -> Result:
    if form.trigger is None:
        raise BadInput("no trigger")
    due = due_date(rule.code, form.trigger, form.inputs)
    working = working_of(due)
    shape = {"earliest": due.due.isoformat(), "precision": "day", "circa": False} if due.due else None
    return Result(
        rule=rule,
        due=due.due,
        day=days.margin(shape) if shape else None,
        citation=working.citation,
        verification=working.verification,
        kind=str(DueKind(rule.kind.value).label),
        lines=lines(working),
    )
