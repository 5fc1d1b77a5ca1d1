"""The form with which a reader reports an error: what is wrong, and if they like a source and an address."""

from django import forms
from django.utils.translation import gettext_lazy

from timeline.models.reports import LONGEST_MESSAGE

REQUIRED = gettext_lazy("Please say what is wrong.")
SHORTEST_MESSAGE = 10


class ReportForm(forms.Form):
    """What a reader fills in; `website` is a trap that people do not see."""

    message = forms.CharField(
        label=gettext_lazy("What is wrong?"),
        min_length=SHORTEST_MESSAGE,
        max_length=LONGEST_MESSAGE,
        error_messages={
            "required": REQUIRED,
            "min_length": gettext_lazy("Please say it in some words more."),
            "max_length": gettext_lazy("That is longer than 4,000 characters."),
        },
        widget=forms.Textarea(attrs={"rows": 8, "maxlength": LONGEST_MESSAGE}),
    )
    source_url = forms.URLField(
        label=gettext_lazy("A source that shows it"),
        help_text=gettext_lazy("The address of a document or a report, if you know one."),
        required=False,
        max_length=500,
        assume_scheme="https",
        error_messages={
            "invalid": gettext_lazy("This is no address of a page; it should look like https://www.gao.gov/…"),
            "max_length": gettext_lazy("That is longer than 500 characters."),
        },
        widget=forms.URLInput(attrs={"inputmode": "url", "autocomplete": "off"}),
    )
    email = forms.EmailField(
        label=gettext_lazy("Your e-mail address"),
        help_text=gettext_lazy("Only if you want an answer. It is erased 30 days after the report is closed."),
        required=False,
        max_length=200,
        error_messages={"invalid": gettext_lazy("This is no e-mail address; leave it empty if you want no answer.")},
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    website = forms.CharField(required=False, widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}))

    @property
    def is_trapped(self) -> bool:
        """Say whether the field that people do not see was filled in."""
        return bool(self.data.get("website"))
