"""What the pages of all acts share: objects and problems as people name them, the frame, and where to go afterwards."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from unfold.widgets import UnfoldAdminTextareaWidget

from contracts.models.base import Publishable
from timeline.documents import find_rows
from timeline.documents.shapes import Ref
from timeline.publishing import Problem


class Named(NamedTuple):
    """An object as the desk shows it: its kind, its name, the address of its form."""

    kind: str
    name: str
    url: str


class ProblemInWords(NamedTuple):
    """A reason against an act: the object it is about, the sentence, and the other object, if it names one."""

    about: Named
    sentence: str
    other: Named | None


@dataclass(frozen=True, slots=True)
class Act:
    """One act on some rows: the admin it was begun in, the rows, and whether that was the form of a single one."""

    admin: Any
    request: HttpRequest
    rows: Sequence[Publishable]
    from_form: bool

    @property
    def actor(self) -> Any:
        """Return who acts; the desk lets nobody in who is not logged in."""
        return self.request.user

    def page(self, template: str, *, title: str, **context: Any) -> TemplateResponse:
        """Render a page in the desk's frame."""
        own = {
            "subtitle": str(self.rows[0]) if len(self.rows) == 1 else None,
            "rows": [named(row) for row in self.rows],
            "pks": [row.pk for row in self.rows],
            "back": self.back(),
        }
        return framed(self.admin, self.request, template, title=title, **{**own, **context})

    def back(self) -> str:
        """Return the address of the form or list the act was begun in."""
        if self.from_form and self.rows:
            return form_url(self.rows[0])
        return reverse(f"admin:{self.admin.opts.app_label}_{self.admin.opts.model_name}_changelist")

    def done(self, message: str) -> HttpResponseRedirect:
        """Go back with a message that says what was done."""
        messages.success(self.request, message)
        return HttpResponseRedirect(self.back())


def framed(admin: Any, request: HttpRequest, template: str, *, title: str, **context: Any) -> TemplateResponse:
    """Render a page of an admin in the desk's frame."""
    site = admin.admin_site
    request.current_app = site.name
    frame = {**site.each_context(request), "title": title, "opts": admin.opts, "media": admin.media}
    return TemplateResponse(request, template, {**frame, **context})


class NoteForm(forms.Form):
    """A public note, or a reason, that an act needs."""

    note = forms.CharField(
        label="Public note",
        max_length=2000,
        help_text="Readers see it on the corrections page and in the history.",
        widget=UnfoldAdminTextareaWidget({"rows": 3}),
    )


def form_url(row: Publishable) -> str:
    """Return the address of a row's form."""
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])


def named(row: Publishable) -> Named:
    """Return how the desk shows a row."""
    return Named(str(row._meta.verbose_name), str(row), form_url(row))


def names_of(refs: Iterable[Ref]) -> dict[Ref, Named]:
    """Return how the desk shows the objects of these names; one without a row is shown by its key."""
    wanted = set(refs)
    rows = find_rows(wanted)
    return {ref: named(rows[ref]) if ref in rows else Named(ref.object, ref.id, "") for ref in wanted}


def in_words(problems: Sequence[Problem]) -> list[ProblemInWords]:
    """Name the objects of problems, each problem once."""
    problems = list(dict.fromkeys(problems))
    names = names_of(ref for problem in problems for ref in (problem.ref, problem.other) if ref)
    return [_words(problem, names) for problem in problems]


def _words(problem: Problem, names: Mapping[Ref, Named]) -> ProblemInWords:
    other = names[problem.other] if problem.other else None
    sentence = problem.message
    if problem.other and other:
        sentence = sentence.replace(str(problem.other), f"the {other.kind} “{other.name}”")
    return ProblemInWords(names[problem.ref], sentence, other)
