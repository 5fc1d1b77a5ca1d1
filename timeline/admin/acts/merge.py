"""Merge two objects: lists all that moves, what falls together and where they differ, and asks which is taken."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import HttpResponse, HttpResponseRedirect
from django.utils import timezone
from unfold.widgets import UnfoldAdminRadioSelectWidget, UnfoldAdminTextareaWidget

from timeline import roles
from timeline.admin.acts.page import Act, in_words, named
from timeline.codelists import RevisionKind
from timeline.publishing import PublishingRefused
from timeline.publishing.merging import Link, Pair, Planned, merge, plan_merge, try_merge
from timeline.publishing.merging import in_words as words_of

SHOWN = 20  # rows of a kind; their number says how many there are
OBJECTS = 2  # that a merge is of
TWO = "Choose exactly two in the list, then “Merge…”."


class MergeForm(forms.Form):
    """Which value and which row is taken, why, and what was looked at."""

    note = forms.CharField(
        label="Public note",
        max_length=2000,
        help_text="Why the two are one. Readers see it in the history of what is published.",
        widget=UnfoldAdminTextareaWidget({"rows": 3}),
    )
    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, planned: Planned, **kwargs: Any) -> None:
        """Ask a question for each difference and each pair of rows that say the same."""
        super().__init__(*args, **kwargs)
        for one in planned.differing:
            self._ask(one.name, one.label.capitalize(), one.kept, one.gone, "gone" if one.takes_gone else "kept")
        for pair in planned.pairs:
            if pair.twin is not None:
                label = f"Both have it ({pair.twin._meta.verbose_name}): one stays"
                self._ask(pair.name, label, row_words(pair, kept=True), row_words(pair, kept=False), "kept")

    def _ask(self, name: str, label: str, kept: str, gone: str, initial: str) -> None:
        choices = [("kept", f"Of the one that stays: {kept}"), ("gone", f"Of the one that goes: {gone}")]
        self.fields[name] = forms.ChoiceField(
            label=label, choices=choices, initial=initial, widget=UnfoldAdminRadioSelectWidget()
        )

    def choices(self) -> dict[str, str]:
        """Return what was chosen, by the names that the plan gives."""
        return {name: value for name, value in self.cleaned_data.items() if ":" in name}


def row_words(pair: Pair, *, kept: bool) -> str:
    """Show one of two rows with the words in which they may differ."""
    row: Any = pair.twin if kept else pair.link.row
    found = [str(row), str(getattr(row, "role_note", "")), str(getattr(row, "anchor", ""))]
    return " · ".join(text for text in found if text)


def merge_page(act: Act) -> HttpResponse:
    """Show what giving the first object up for the second does; on a confirmation of what was shown, do it."""
    if len(act.rows) != OBJECTS:
        messages.error(act.request, TWO)
        return HttpResponseRedirect(act.back())
    gone, kept = sorted(act.rows, key=lambda row: row.pk, reverse=True)
    if act.request.GET.get("swap"):
        gone, kept = kept, gone
    published = gone.published_edit_at is not None or kept.published_edit_at is not None
    if published and not act.actor.has_perm(roles.PUBLISH):
        raise PermissionDenied
    planned = plan_merge(gone, kept)
    problems = planned.problems
    form = MergeForm(act.request.POST or None, planned=planned, initial={"seen": planned.fingerprint})
    if act.request.method == "POST" and form.is_valid():
        try:
            merge(
                gone,
                kept,
                note=form.cleaned_data["note"],
                actor=act.actor,
                choices=form.choices(),
                seen=form.cleaned_data["seen"],
                now=timezone.now(),
            )
        except PublishingRefused as refused:
            messages.error(act.request, "Nothing was merged: see what stands against it.")
            problems = refused.problems
            form = MergeForm({**form.cleaned_data, "seen": planned.fingerprint}, planned=planned)
        else:
            return act.done(f"“{gone}” was merged into “{kept}”.")
    outcome = try_merge(gone, kept)
    return act.page(
        "admin/timeline/merge.html",
        title="Merge",
        gone=named(gone),
        kept=named(kept),
        is_public=gone.published_edit_at is not None,
        groups=_groups(planned),
        fall=[words_of(pair.link) for pair in planned.pairs if pair.twin is None],
        refreshed=sum(kind == RevisionKind.REFRESHED for kind in outcome.kinds.values()),
        form=form,
        problems=in_words(problems or outcome.problems),
        can=not (planned.problems or outcome.problems),
        swapped="" if act.request.GET.get("swap") else "&swap=1",
    )


def _groups(planned: Planned) -> list[tuple[str, list[str]]]:
    """Return what moves by its kind: their number in words, and the first of them."""
    by_kind: dict[type[Model], list[Link]] = {}
    for link in planned.moves:
        by_kind.setdefault(type(link.row), []).append(link)
    told = [(_numbered(kind, len(links)), list(map(words_of, links[:SHOWN]))) for kind, links in by_kind.items()]
    return sorted(told, key=lambda one: one[0].partition(" ")[2])


def _numbered(kind: type[Model], number: int) -> str:
    """Return “3 bids”; what only pairs an object with others is called by them."""
    owner: Any = kind._meta.auto_created or kind
    return f"{number} {owner._meta.verbose_name if number == 1 else owner._meta.verbose_name_plural}"
