"""The form of the alerts' page: whom to write to, and how often."""

from django import forms
from django.utils.translation import gettext_lazy

from timeline.codelists import AlertRhythm
from timeline.keys.forms import AddressForm


class RhythmForm(forms.Form):
    """How often there may be a letter."""

    rhythm = forms.ChoiceField(
        label=gettext_lazy("How often"), choices=AlertRhythm.choices, initial=AlertRhythm.DAILY.value
    )


class AlertForm(AddressForm, RhythmForm):
    """Where letters go and how often, with the same trap as other forms."""
