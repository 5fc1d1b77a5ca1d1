"""Retract, restore, take down: each says beforehand what readers will see, and asks for the reason they are given."""

from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.utils import timezone
from unfold.widgets import UnfoldAdminTextareaWidget, UnfoldBooleanWidget

from timeline.admin.acts.page import Act, NoteForm, in_words
from timeline.admin.acts.publish import ask_second, second_of, what_was_done
from timeline.bulk import shelf
from timeline.evidence.removal import remove_copies
from timeline.models import Source
from timeline.publishing import (
    Problem,
    PublishingRefused,
    SecondNeeded,
    plan,
    problems_of_retracting,
    restore,
    retract,
    take_down,
)


class TakeDownForm(forms.Form):
    """The public reason, and that the editor knows what this is."""

    note = forms.CharField(
        label="Public reason",
        max_length=2000,
        help_text="It stands in the place of the removed text; do not repeat any of it here.",
        widget=UnfoldAdminTextareaWidget({"rows": 3}),
    )
    understood = forms.BooleanField(
        label="I know that the published text is removed for good, from history too", widget=UnfoldBooleanWidget()
    )


def retract_page(act: Act) -> HttpResponse:
    """Take live objects out of every current read, with a public note."""
    form = NoteForm(act.request.POST or None)
    problems = problems_of_retracting(act.rows)
    if act.request.method == "POST" and not problems and form.is_valid():
        try:
            retract(act.rows, note=form.cleaned_data["note"], actor=act.actor)
        except PublishingRefused as refused:
            problems = refused.problems
        else:
            return act.done(f"Retracted: {_listed(act)}. Readers find the note in its place.")
    return _show(act, "retract", "Retract", form, problems)


def restore_page(act: Act) -> HttpResponse:
    """Put retracted objects back as their rows now stand."""
    form = NoteForm(act.request.POST or None)
    planned = plan(act.rows)
    problems = [*planned.problems, *(Problem(ref, "is a draft: publish it first") for ref in planned.pulled_in)]
    if act.request.method == "POST" and not problems and form.is_valid():
        try:
            done = restore(act.rows, note=form.cleaned_data["note"], actor=act.actor)
        except SecondNeeded as needed:
            ask_second(act, needed)
        except PublishingRefused as refused:
            problems = refused.problems
        else:
            return act.done(what_was_done(done))
    return _show(act, "restore", "Restore", form, problems, second=second_of(planned))


def take_down_page(act: Act) -> HttpResponse:
    """Remove one object from history too."""
    form = TakeDownForm(act.request.POST or None)
    problems: list[Problem] = []
    if act.request.method == "POST" and form.is_valid():
        try:
            seq = take_down(act.rows[0], reason=form.cleaned_data["note"], actor=act.actor)
        except PublishingRefused as refused:
            problems = refused.problems
        else:
            # Here at once; the sweep sees to a shelf that only workers can reach, and has the record built anew.
            transaction.on_commit(lambda: shelf.withdraw(now=timezone.now()))
            if isinstance(act.rows[0], Source):
                remove_copies(act.rows[0], reason=form.cleaned_data["note"], now=timezone.now())
            return act.done(f"Taken down in revision {seq}: {_listed(act)}. Its text is gone from the log.")
    return _show(act, "take_down", "Take down", form, problems)


def _show(act: Act, verb: str, title: str, form: forms.Form, problems: list[Problem], **more: Any) -> HttpResponse:
    if problems and act.request.method == "POST":
        messages.error(act.request, "Nothing was done: see what stands against it.")
    return act.page(
        "admin/timeline/removal.html", title=title, verb=verb, form=form, problems=in_words(problems), **more
    )


def _listed(act: Act) -> str:
    names = [f"“{row}”" for row in act.rows[:5]]
    return ", ".join(names) + (f" and {len(act.rows) - 5} more" if len(act.rows) > 5 else "")
