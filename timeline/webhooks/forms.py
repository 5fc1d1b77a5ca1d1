"""The forms of the webhooks' pages: what is called with what, and who keeps it."""

from django import forms
from django.utils.translation import gettext_lazy

from timeline.codelists import REMOVING_KINDS, RevisionKind
from timeline.keys.forms import AddressForm
from timeline.webhooks.targets import LONGEST, TargetRefused, read_target

CHOSEN = tuple(kind for kind in RevisionKind if kind not in REMOVING_KINDS)
# A name that changed elsewhere and a typing error are no news to most.
USUAL = tuple(kind.value for kind in CHOSEN if kind not in {RevisionKind.REFRESHED, RevisionKind.AMENDED})


class SendingForm(forms.Form):
    """What is sent."""

    kinds = forms.MultipleChoiceField(
        label=gettext_lazy("What is told"),
        choices=[(kind.value, kind.label) for kind in CHOSEN],
        initial=list(USUAL),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose at least one kind.")},
    )
    content = forms.ChoiceField(
        label=gettext_lazy("What each message holds"),
        choices=[
            ("whole", gettext_lazy("The whole document, and before and after of a correction")),
            ("short", gettext_lazy("Only what happened, the id and the address")),
        ],
    )

    @property
    def is_whole(self) -> bool:
        """Say whether documents are sent."""
        return bool(self.cleaned_data["content"] == "whole")


class WebhookForm(AddressForm, SendingForm):
    """What is called, with what, and where the letter goes; with the same trap as other forms."""

    url = forms.CharField(
        label=gettext_lazy("Address that is called"),
        max_length=LONGEST,
        error_messages={"required": gettext_lazy("Please say what is to be called.")},
        widget=forms.URLInput(attrs={"placeholder": "https://", "autocomplete": "off"}),
    )
    field_order = ("url", "email", "kinds", "content", "website")

    def clean_url(self) -> str:
        """Return the address; refuse what cannot be called."""
        try:
            return read_target(self.cleaned_data["url"])
        except TargetRefused:
            words = gettext_lazy("An address of the public web is needed: https://, without a password or a #.")
            raise forms.ValidationError(words) from None
