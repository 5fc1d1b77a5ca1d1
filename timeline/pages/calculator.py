"""The calculator: forum, rule and trigger in the address, due dates with their working on the page; for anyone."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from contracts.codelists import Forum
from contracts.procedure import FORUMS, RULES, BadInput, Due, Rule, due_date, working_of
from contracts.procedure.given import taken_by
from contracts.procedure.rules import Unit
from timeline.codelists import DueKind
from timeline.filters import Refusal
from timeline.pages import days
from timeline.pages.calculator_form import FIELDS, ZONES, Form, read_form
from timeline.pages.reading import public_page
from timeline.pages.working import lines, sentence

# What people ask most, each with a day of a known case or one that rolls over.
EXAMPLES: tuple[tuple[str, dict[str, str]], ...] = (
    ("GAO_POSTAWARD_10", {"date": "2019-11-22"}),
    ("CICA_STAY", {"date": "2019-10-25", "debriefing_date": "2019-11-04"}),
    ("GAO_DECISION_100", {"date": "2018-08-06"}),
    ("CAFC_NOTICE_OF_APPEAL_60", {"date": "2019-07-19"}),
    ("SCOTUS_CERT_150_COVID", {"date": "2020-09-02"}),
)
DESCRIPTION = Path(settings.BASE_DIR) / "docs" / "procedure.md"


@dataclass(frozen=True, slots=True)
class Result:
    """What one rule gives: its due date in the margin (None where no clock starts) and the lines of the working.

    `query` is the address that asks for it alone, with every input that was given.
    """

    rule: Rule
    due: date | None
    day: days.DayParts | None
    citation: str
    verification: str
    kind: str
    lines: tuple[str, ...]
    query: str


@dataclass(frozen=True, slots=True)
class Skipped:
    """A rule of the forum that gives no day, and why no clock starts; without a reason an order sets day or length."""

    rule: Rule
    why: str

    @property
    def told(self) -> str:
        """Return why no clock starts, in the language of the page."""
        return "; ".join(map(sentence, self.why.split("; ")))


@public_page
def calculator_page(request: HttpRequest) -> HttpResponse:
    """Show the form, and below it the due dates that its inputs give; what cannot be read is named, with status 400."""
    form = read_form({name: values[-1] for name, values in request.GET.lists()})
    found, skipped = computed(form) if form.asked else ([], [])
    taken = {name for rule in wanted(form) for name in taken_by(rule)}
    context = {
        "form": form,
        "groups": grouped(found, form),
        "ordered": [one.rule for one in skipped if not one.why],
        "unstarted": [one for one in skipped if one.why],
        "refusals": form.refusals,
        "forums": [(code, Forum(code).label) for code in FORUMS],
        "rules": [(Forum(forum).label, [rule for rule in RULES.values() if rule.forum == forum]) for forum in FORUMS],
        "fields": [
            (field, form.given.get(field.name, ""))
            for field in FIELDS
            if field.name in taken or field.name in form.given
        ],
        "query": urlencode(form.given),
        "idle": [field.label for field in FIELDS if field.name in form.given and field.name not in taken],
        "examples": [] if form.given else [(RULES[code], urlencode({"rule": code, **rest})) for code, rest in EXAMPLES],
        "more": any(field.name in form.given for field in FIELDS),
        "zones": ZONES,
        "canonical_path": "/calculator/",
        "section": "deadlines",
    }
    return render(request, "timeline/calculator.html", context, status=400 if form.refusals else 200)


@require_safe
def procedure_text(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - the same for everybody
    """Answer with the description of rules, counting, what is unverified and judgement calls, as plain text."""
    return HttpResponse(described(), content_type="text/plain; charset=utf-8")


@cache
def described() -> str:
    """Read the description once."""
    return DESCRIPTION.read_text(encoding="utf-8")


def wanted(form: Form) -> list[Rule]:
    """Return the rule that is asked for, or those of the forum, or all while neither is chosen."""
    return [form.rule] if form.rule else [rule for rule in RULES.values() if form.forum in {"", rule.forum}]


def computed(form: Form) -> tuple[list[Due], list[Skipped]]:
    """Compute one rule, or every rule of the forum.

    Rules without a day are returned apart, with why; for one rule alone a length that is lacking is a refusal.
    """
    found: list[Due] = []
    skipped: list[Skipped] = []
    for rule in wanted(form):
        try:
            due = _due(rule, form)
        except (BadInput, OverflowError) as error:
            if form.rule:
                form.refusals.append(Refusal("until" if str(error).startswith("until") else "days", str(error)))
            else:
                skipped.append(Skipped(rule, ""))
            continue
        if due.due is None and not form.rule:
            skipped.append(Skipped(rule, "" if rule.unit is Unit.ORDER else "; ".join(due.why)))
        else:
            found.append(due)
    return found, skipped


def _due(rule: Rule, form: Form) -> Due:
    if form.trigger is None:
        raise BadInput("no trigger")
    return due_date(rule.code, form.trigger, form.inputs)


def grouped(found: list[Due], form: Form) -> list[tuple[str, list[Result]]]:
    """Prepare due dates for the page, by what the day must be for the rule to start."""
    groups: dict[str, list[Result]] = {}
    for due in found:
        groups.setdefault(due.rule.trigger, []).append(_result(due, form))
    return list(groups.items())


def _result(due: Due, form: Form) -> Result:
    rule, working = due.rule, working_of(due)
    shape = {"earliest": due.due.isoformat(), "precision": "day", "circa": False} if due.due else None
    return Result(
        rule=rule,
        due=due.due,
        day=days.margin(shape) if shape else None,
        citation=working.citation,
        verification=working.verification,
        kind=str(DueKind(rule.kind.value).label),
        lines=lines(working),
        query=urlencode({**form.given, "forum": rule.forum, "rule": rule.code}),
    )
