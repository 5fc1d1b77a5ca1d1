"""The reports of one happening on the review page: who stands in the group and why, and the editor's word on it."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect
from django.http import Http404
from django.utils.safestring import SafeString

from contracts.models import Party
from timeline import gathering, regrouping
from timeline.admin.reviewing.evidence import marked_text
from timeline.codelists import CandidateState
from timeline.models import Candidate
from timeline.models.candidates import OPEN_STATES

MOST_SHOWN = 100
_SLUG = re.compile(r"(?<![\w-])[a-z0-9]+(?:-[a-z0-9]+)*(?![\w-])")


class RegroupForm(forms.Form):
    """A report that is to be taken out of a group or put back, in the version that the editor saw."""

    report = forms.IntegerField(widget=forms.HiddenInput)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def seen(self) -> Candidate:
        """Return the report as it was seen; raise Http404 if it is gone."""
        row = Candidate.objects.select_related("item__feed").filter(pk=self.cleaned_data["report"]).first()
        if row is None:
            raise Http404
        row.version = self.cleaned_data["version"]
        return row


class TogetherForm(forms.Form):
    """Another proposal that tells of the same happening."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    other = forms.ModelChoiceField(
        Candidate.objects.open().select_related("item__feed", "dispute"),
        label="Proposal",
        help_text="The two are decided together from then on; each can be taken out again.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Let the proposal be searched for."""
        super().__init__(*args, **kwargs)
        self.fields["other"].widget = AutocompleteSelect(Candidate._meta.get_field("joined"), admin.site)
        self.fields["other"].widget.choices = self.fields["other"].choices  # type: ignore[attr-defined]  # a choice field


@dataclass(frozen=True, slots=True)
class Shown:
    """One other report of the happening: the candidate, against what it was compared, why it fits, and its text."""

    candidate: Candidate
    beside: str
    reasons: list[str]
    text: SafeString


def reports_of(candidate: Candidate) -> list[Shown]:
    """Return the other reports of the happening that a candidate leads or led, in the order in which they came."""
    states = OPEN_STATES if candidate.state in OPEN_STATES else (CandidateState.CITED, CandidateState.REJECTED)
    rows = candidate.reports.filter(state__in=states).select_related("item__feed").order_by("pk")[:MOST_SHOWN]
    names = _names([candidate, *rows])
    return [Shown(row, *_tie(row, names), marked_text(row, ())) for row in rows]


def about_reasons(candidate: Candidate) -> list[str]:
    """Return why the happening seems to be an event of the record."""
    return _in_words(candidate.about_reasons, _names([candidate, *candidate.reports.all()[:MOST_SHOWN]]))


def taken_out_of(candidate: Candidate) -> list[Candidate]:
    """Return what an editor took out of the group of an open candidate."""
    return gathering.taken_out(candidate) if candidate.state in OPEN_STATES else []


def take_out(form: RegroupForm) -> str:
    """Take the report out; return what was done as a sentence."""
    report = form.seen()
    regrouping.take_out(report)
    return f"“{report.item}” stands for itself now; it can be put back."


def put_back(form: RegroupForm) -> str:
    """Put the report back where the rules place it; return what was done as a sentence."""
    report = form.seen()
    regrouping.put_back(report)
    leader = report.leader
    return f"“{report.item}” stands with “{leader.item}” again." if leader else f"“{report.item}” may be grouped again."


def _tie(row: Candidate, names: Mapping[str, str]) -> tuple[str, list[str]]:
    beside, *reasons = row.tie or [""]
    return beside, _in_words(reasons, names)


def _names(rows: Iterable[Candidate]) -> dict[str, str]:
    """Return the names of the parties that reports name, by the slugs that the reasons hold."""
    slugs = {slug for row in rows for slug in row.report.get("parties", ())}
    return dict(Party.objects.filter(slug__in=slugs).values_list("slug", "name"))


def _in_words(reasons: Iterable[str], names: Mapping[str, str]) -> list[str]:
    said = (_SLUG.sub(lambda found: names.get(found[0], found[0]), reason) for reason in reasons)
    return [one.removesuffix(".") if one.endswith("..") else one for one in said]  # “Oracle America, Inc..”
