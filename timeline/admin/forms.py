"""The forms of the desk: errors in words, at their input, and no edit that overwrites another unseen."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.datastructures import MultiValueDict
from unfold.widgets import UnfoldAdminTextInputWidget

from timeline.admin.constraint_words import WORDS
from timeline.admin.keeping import BroughtBack
from timeline.models import Entry

BROKEN = re.compile(r"Constraint “(.+)” is violated\.")  # what Django says, and no person understands
EDITED_MEANWHILE = (
    "Somebody saved this at %(time)s UTC, while you had it open. Look at what changed (open the page in a second "
    "window); saving once more replaces it with what stands here."
)


class WordedForm(forms.ModelForm):  # type: ignore[type-arg]  # the base of forms of all models
    """A model's form that explains a broken constraint in a sentence, at the input that has to change."""

    def add_error(self, field: str | None, error: Any) -> None:
        """Put the name of a broken constraint into words before it is shown."""
        if field is None and hasattr(error, "error_dict"):
            error = self._in_words(error.error_dict)
        super().add_error(field, error)

    def _in_words(self, errors: dict[str, list[ValidationError]]) -> ValidationError:
        worded: dict[str, list[ValidationError]] = {}
        for field, found in errors.items():
            for error in found:
                broken = BROKEN.fullmatch(str(error.message))
                words = WORDS.get(broken[1]) if broken else None
                place = words.field if words and words.field in self.fields else field
                worded.setdefault(place, []).append(ValidationError(words.sentence) if words else error)
        return ValidationError(worded)


class EditField(forms.CharField):
    """The edit that the editor began with, out of sight; it is no change by itself."""

    def __init__(self) -> None:
        """Hide the input."""
        super().__init__(required=False, widget=forms.HiddenInput)

    def has_changed(self, initial: Any, data: Any) -> bool:  # noqa: ARG002 - as Django calls it
        """Never count as a change of the row."""
        return False


class WhyField(forms.CharField):
    """Why somebody changes a row, for its history; it is no change by itself."""

    def __init__(self) -> None:
        """Make one line of it."""
        super().__init__(
            required=False,
            max_length=300,
            label="Why (optional)",
            help_text="Stands beside this change in the history of the row. Readers never see it.",
            widget=UnfoldAdminTextInputWidget,
        )

    def has_changed(self, initial: Any, data: Any) -> bool:  # noqa: ARG002 - as Django calls it
        """Never count as a change of the row."""
        return False


class PublishableForm(BroughtBack, WordedForm):
    """The form of a row that can be published; it knows which edit of the row the editor began with."""

    edited_from = EditField()
    why = WhyField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Remember the row's newest edit."""
        super().__init__(*args, **kwargs)
        self.fields["edited_from"].initial = self._newest_edit()

    def _newest_edit(self) -> str:
        changed_at = self.instance.changed_at if self.instance.pk else None
        return changed_at.isoformat() if changed_at else ""

    def clean_slug(self) -> str:
        """Refuse an address that another object once had: it leads readers there."""
        slug: str = self.cleaned_data["slug"]
        taken = Entry.objects.filter(document_type=self.instance.document_type, key=slug)
        if slug != self.initial.get("slug") and taken.exists():
            raise ValidationError("Another object has, or once had, this address.")
        return slug

    def clean_edited_from(self) -> str:
        """Refuse once, with a warning, to save over an edit that came after the form was opened."""
        began_with: str = self.cleaned_data["edited_from"]
        newest = self._newest_edit()
        if began_with and newest and began_with != newest:
            self.data = MultiValueDict({**dict(self.data.lists()), self.add_prefix("edited_from"): [newest]})  # type: ignore[attr-defined]  # posted data has lists
            time = f"{self.instance.changed_at:%H:%M}"
            self.add_error(None, ValidationError(EDITED_MEANWHILE, params={"time": time}))
        return began_with
