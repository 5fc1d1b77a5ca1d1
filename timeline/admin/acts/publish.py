"""Publish: shows what comes along, what would change and what stands against it, and asks what kind of change it is."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, NamedTuple

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.utils import timezone
from unfold.widgets import UnfoldAdminRadioSelectWidget, UnfoldAdminTextareaWidget

from contracts.procedure import NEW_YORK
from timeline import log
from timeline.admin.acts.hours import HourField
from timeline.admin.acts.page import Act, Named, in_words, names_of
from timeline.admin.differences import Difference, differences
from timeline.admin.refusals import refused_after
from timeline.codelists import RevisionKind
from timeline.documents.shapes import Ref, parsed
from timeline.evidence.doubts import doubts
from timeline.models import SecondLook
from timeline.publishing import (
    Plan,
    Published,
    PublishingRefused,
    SecondNeeded,
    changes_between,
    four_eyes,
    plan,
    publish,
    schedule,
)

KINDS = [
    (RevisionKind.UPDATED.value, "Update: something new happened or became known"),
    (RevisionKind.CORRECTED.value, "Correction: what stood here was wrong; readers are told, with your note"),
    (RevisionKind.AMENDED.value, "Amendment: a typing mistake or a translation, nothing of substance"),
]
ASKED = (
    "A second publisher has to confirm it. Nothing is published yet: another publisher finds it on the start page of "
    "the desk, looks at it and publishes."
)
NOTE_HELP = "Readers see it in the history. Needed for a correction: say what was wrong and what is right."


class PublishForm(forms.Form):
    """What kind of change this is, and the public note."""

    kind = forms.ChoiceField(
        label="What kind of change is this?",
        choices=KINDS,
        initial=RevisionKind.UPDATED.value,
        widget=UnfoldAdminRadioSelectWidget(),
    )
    note = forms.CharField(
        label="Public note",
        max_length=2000,
        required=False,
        help_text=NOTE_HELP,
        widget=UnfoldAdminTextareaWidget({"rows": 3}),
    )
    at = HourField()
    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, kinds: Iterable[str], **kwargs: Any) -> None:
        """Ask for kind and note only where readers have seen an earlier version."""
        super().__init__(*args, **kwargs)
        kinds = set(kinds)
        if RevisionKind.UPDATED not in kinds:
            del self.fields["kind"]
        if not kinds & {RevisionKind.UPDATED, RevisionKind.RESTORED}:
            del self.fields["note"]
        self.puts_back = RevisionKind.RESTORED in kinds

    def clean(self) -> dict[str, Any]:
        """Demand the note where readers must be told."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("note") or "note" not in self.fields:
            return cleaned
        if cleaned.get("kind") == RevisionKind.CORRECTED:
            self.add_error("note", "A correction needs a note: readers are told what was wrong and what is right.")
        elif self.puts_back:
            self.add_error("note", "Say why it is put back: readers saw that it was retracted.")
        return cleaned


class Line(NamedTuple):
    """One document of the act: what it is of, what happens to it, whether it only comes along, what changes in it."""

    thing: Named
    happens: str
    comes_along: bool
    differences: list[Difference]


def publish_page(act: Act) -> HttpResponse:
    """Show the act; on a posted confirmation of exactly what was shown, do it."""
    planned = plan(act.rows)
    request = act.request
    if request.method != "POST":
        form = PublishForm(kinds=planned.kinds.values(), initial={"seen": planned.fingerprint})
        return _show(act, planned, form)
    form = PublishForm(request.POST, kinds=planned.kinds.values())
    if not form.is_valid():
        return _show(act, planned, form)
    if form.cleaned_data["seen"] != planned.fingerprint:
        messages.warning(request, "Somebody changed it since you opened this page. Look again before you publish.")
        return _show(act, planned, _again(form, planned))
    try:
        return (_schedule if form.cleaned_data.get("at") else _publish)(act, planned, form.cleaned_data)
    except SecondNeeded as needed:
        ask_second(act, needed)
        return _show(act, planned, _again(form, planned))
    except PublishingRefused as refused:
        messages.error(request, "Nothing was done: see what stands against it.")
        return _show(act, replace(planned, problems=refused.problems), form)


def _publish(act: Act, _planned: Plan, given: dict[str, Any]) -> HttpResponse:
    """Do the act now."""
    kind = RevisionKind(given["kind"]) if given.get("kind") else None
    done = publish(act.rows, kind=kind, note=given.get("note", ""), actor=act.actor)
    for sentence in refused_after(done.revisions):
        messages.warning(act.request, sentence)
    return act.done(what_was_done(done))


def _schedule(act: Act, planned: Plan, given: dict[str, Any]) -> HttpResponse:
    """Keep the act for its hour."""
    one = schedule(
        act.rows,
        planned,
        at=given["at"],
        kind=given.get("kind") or "",
        note=given.get("note", ""),
        actor=act.actor,
        now=timezone.now(),
    )
    return act.done(
        f"Scheduled for {one.at.astimezone(NEW_YORK):%d %B %Y, %H:%M} in New York. What is changed until then stops it;"
        " the start page lists it."
    )


def ask_second(act: Act, needed: SecondNeeded) -> None:
    """Note that this publisher stands for the act, and say what happens next."""
    four_eyes.ask(needed, act.actor, path=act.request.get_full_path(), now=timezone.now())
    messages.warning(act.request, ASKED)


def what_was_done(done: Published) -> str:
    """Say in a sentence what an act wrote."""
    if done.change_set is None:
        return "Nothing had changed since it was last published, so nothing was written."
    own = {ref: kind for ref, kind in done.kinds.items() if kind != RevisionKind.REFRESHED}
    names = [f"{name.kind} “{name.name}”" for name in names_of(own).values()]
    refreshed = len(done.kinds) - len(own)
    listed = ", ".join(sorted(names)[:5]) + (f" and {len(names) - 5} more" if len(names) > 5 else "")
    also = f" {refreshed} documents that show it were refreshed." if refreshed else ""
    return f"Published in change set {done.change_set.pk}: {listed}.{also}"


def _again(form: PublishForm, planned: Plan) -> PublishForm:
    data = {**dict(form.data.items()), "seen": planned.fingerprint}
    return PublishForm(data, kinds=planned.kinds.values())


def _show(act: Act, planned: Plan, form: PublishForm) -> HttpResponse:
    lines = _lines(planned)
    in_doubt = doubts({ref: planned.documents[ref] for ref in planned.kinds})
    return act.page(
        "admin/timeline/publish.html",
        title="Publish",
        lines=[line for line in lines if not line.comes_along],
        along=[line for line in lines if line.comes_along],
        problems=in_words(planned.problems),
        form=form,
        unchanged=not planned.kinds,
        not_found=[doubt.words for doubt in in_doubt if doubt.has_copy],
        no_copy=sum(not doubt.has_copy for doubt in in_doubt),
        second=second_of(planned),
    )


def second_of(planned: Plan) -> dict[str, Any]:
    """Say why an act needs a second publisher, whether there is one, and who stands for it already."""
    return {
        "reasons": sorted(set(four_eyes.reasons(planned.kinds, planned.documents).values())),
        "is_alone": four_eyes.publishers() <= 1,
        "asked": SecondLook.objects.filter(pk=planned.fingerprint).select_related("asked_by").first(),
    }


def _lines(planned: Plan) -> list[Line]:
    names = names_of(planned.kinds)
    newest = log.newest(planned.kinds)
    pulled_in = set(planned.pulled_in)
    return [
        Line(names[ref], str(RevisionKind(kind).label), ref in pulled_in, _differences(planned, newest, ref, kind))
        for ref, kind in planned.kinds.items()
    ]


def _differences(planned: Plan, newest: dict[Ref, log.Newest], ref: Ref, kind: str) -> list[Difference]:
    if kind != RevisionKind.UPDATED:
        return []
    return differences(changes_between(parsed(newest[ref].document), planned.documents[ref]))
