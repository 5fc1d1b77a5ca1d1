"""The forms of the review: accept with changed fields, cite, reject with a reason, put off."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect
from unfold.widgets import (
    INPUT_CLASSES,
    UnfoldAdminRadioSelectWidget,
    UnfoldAdminSelectWidget,
    UnfoldAdminTextareaWidget,
    UnfoldAdminTextInputWidget,
)

from contracts.codelists import Role
from contracts.dates import DateError, PartialDate
from contracts.models import Party
from contracts.models.base import KEPT
from timeline.admin.fields import PartialDateFormField, form_field
from timeline.codelists import EventType
from timeline.models import Candidate, Event
from timeline.proposals import DateBasis, Proposal, ProposedParty

LEFT_OUT = ("", "Leave out")
TYPES = [choice for choice in EventType.choices if choice[0] != EventType.STATEMENT]
BASES = {
    DateBasis.HAPPENED: "The source says so.",
    DateBasis.PUBLISHED: "It is only when the source was published: check it.",
    DateBasis.FIRST_SEEN: "It is only when we first saw the source: check it.",
    DateBasis.EDITOR: "",
}
REASONS = [
    ("It is about no dispute of the record.", "About no dispute of the record"),
    ("It is in the record already.", "In the record already"),
    ("It is too small for the record.", "Too small for the record"),
    ("The source is not good enough.", "Source not good enough"),
    ("", "Another reason"),
]
PAUSES = [("1", "Tomorrow"), ("7", "In a week"), ("30", "In a month")]


class VersionForm(forms.Form):
    """A decision on the version of a candidate that the editor saw."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class AcceptForm(VersionForm):
    """The fields of the event that is proposed, to be changed before it becomes a draft."""

    type = forms.ChoiceField(label="Type", choices=TYPES, widget=UnfoldAdminSelectWidget())
    date = PartialDateFormField(label="Date")
    date_public = PartialDateFormField(
        label="Became public", required=False, help_text="Only where that is not its own date."
    )
    anchor = forms.CharField(
        label="Words that show it",
        max_length=200,
        required=False,
        help_text="At most ten words of the text beside, verbatim.",
        widget=UnfoldAdminTextInputWidget(),
    )

    def __init__(
        self, *args: Any, candidate: Candidate, proposal: Proposal, parties: Iterable[Party], **kwargs: Any
    ) -> None:
        """Begin with what is proposed; each proposed party can be left out or given its part."""
        self.proposal = proposal
        self.proposed_parties = list(parties)
        roles = {one.slug: one.role for one in self.proposal.parties}
        initial = {
            "version": candidate.version,
            "type": self.proposal.type,
            "date": self.proposal.date,
            "date_public": self.proposal.date_public,
            "title": self.proposal.title,
            "summary": self.proposal.summary,
            **{f"party-{party.slug}": roles.get(party.slug, Role.OTHER) for party in self.proposed_parties},
        }
        super().__init__(*args, **{**kwargs, "initial": initial})
        for name in ("title", "summary"):
            field = form_field(Event._meta.get_field(name))  # type: ignore[arg-type]  # both are columns
            if field is not None:
                self.fields[name] = field
        for party in self.proposed_parties:
            self.fields[f"party-{party.slug}"] = forms.ChoiceField(
                label=party.name,
                required=False,
                choices=[LEFT_OUT, *Role.choices],
                help_text="Its part in the event.",
                widget=UnfoldAdminSelectWidget(),
            )
        self.fields["date"].help_text = BASES[self.proposal.date_basis]
        self.order_fields(["version", "type", "date", "title", "summary", "date_public"])

    def clean_date(self) -> str:
        """Keep the date as its text."""
        date: str = self.cleaned_data["date"]
        try:
            PartialDate.parse(date)
        except DateError as error:
            raise forms.ValidationError(str(error)) from error
        return date

    def changed_proposal(self) -> Proposal:
        """Return the event as the editor wants it; a date that was changed is vouched for by the editor."""
        cleaned = self.cleaned_data
        basis = self.proposal.date_basis if cleaned["date"] == self.proposal.date else DateBasis.EDITOR
        notes = {one.slug: one.role_note for one in self.proposal.parties}
        return replace(
            self.proposal,
            type=cleaned["type"],
            title=cleaned["title"],
            summary=cleaned["summary"],
            date=cleaned["date"],
            date_basis=basis,
            date_public=cleaned["date_public"] or "",
            parties=tuple(
                ProposedParty(party.slug, cleaned[f"party-{party.slug}"], notes.get(party.slug, ""))
                for party in self.proposed_parties
                if cleaned[f"party-{party.slug}"]
            ),
        )


class CiteForm(VersionForm):
    """The event that the item is a further source of."""

    event = forms.ModelChoiceField(Event.objects.filter(KEPT), label="Event")
    anchor = forms.CharField(
        label="Words that show it", max_length=200, required=False, widget=UnfoldAdminTextInputWidget()
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Let the event be searched for."""
        super().__init__(*args, **kwargs)
        self.fields["event"].widget = AutocompleteSelect(Candidate._meta.get_field("event"), admin.site)
        self.fields["event"].widget.choices = self.fields["event"].choices  # type: ignore[attr-defined]  # a choice field


class ReasonForm(forms.Form):
    """Why something is not taken up: one of the usual reasons, or words of one's own."""

    reason = forms.ChoiceField(
        label="Why", choices=REASONS, required=False, widget=UnfoldAdminRadioSelectWidget(), initial=REASONS[0][0]
    )
    note = forms.CharField(
        label="In words", required=False, max_length=1000, widget=UnfoldAdminTextareaWidget({"rows": 2})
    )

    def clean(self) -> dict[str, Any]:
        """Demand words where no usual reason is chosen."""
        cleaned: dict[str, Any] = super().clean() or {}
        if not cleaned.get("reason") and not (cleaned.get("note") or "").strip():
            self.add_error("note", "Say why, in a few words.")
        return cleaned

    def sentence(self) -> str:
        """Return the reason as it is kept among the editors."""
        return " ".join(filter(None, [self.cleaned_data["reason"], self.cleaned_data["note"].strip()]))


class RejectForm(VersionForm, ReasonForm):
    """Put one candidate aside."""


class SnoozeForm(VersionForm):
    """Put one candidate off."""

    days = forms.ChoiceField(label="Until", choices=PAUSES, widget=forms.Select({"class": " ".join(INPUT_CLASSES)}))

    def pause(self) -> timedelta:
        """Return how long."""
        return timedelta(days=int(self.cleaned_data["days"]))
