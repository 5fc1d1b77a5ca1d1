"""The forms of the keys' pages: whom to write to, and what a key is to be called."""

from django import forms
from django.utils.translation import gettext_lazy


class AddressForm(forms.Form):
    """Where the letter goes; `website` is a trap that people do not see."""

    email = forms.EmailField(
        label=gettext_lazy("Your e-mail address"),
        max_length=200,
        error_messages={
            "required": gettext_lazy("Please say where to write to."),
            "invalid": gettext_lazy("This is no e-mail address."),
        },
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    website = forms.CharField(required=False, widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}))

    @property
    def is_trapped(self) -> bool:
        """Say whether the field that people do not see was filled in."""
        return bool(self.data.get("website"))


class LabelForm(forms.Form):
    """What a new key is called, so that its holder knows which program has it."""

    label = forms.CharField(
        label=gettext_lazy("Name of the new key"),
        help_text=gettext_lazy("For your own eyes: the program or the newsroom that will use it."),
        max_length=80,
        required=False,
    )
