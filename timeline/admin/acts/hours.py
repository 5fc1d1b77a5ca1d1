"""An hour in New York that an editor gives, where courts, GAO and most readers are."""

from datetime import UTC, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from unfold.widgets import UnfoldAdminTextInputWidget

from contracts.procedure import NEW_YORK

WRITTEN = "%Y-%m-%dT%H:%M"


class HourField(forms.Field):
    """A day and hour to come, given as New York counts them; None where the input is empty."""

    def __init__(self) -> None:
        """Use the browser's own picker."""
        super().__init__(
            required=False,
            label="Publish later, at (New York time)",
            help_text="Empty: now. What is changed until then stops it; it can be cancelled.",
            widget=UnfoldAdminTextInputWidget({"type": "datetime-local"}),
        )

    def to_python(self, value: Any) -> datetime | None:
        """Return the moment; refuse one that has passed, or that the clocks leave out in spring."""
        if not value:
            return None
        try:
            given = datetime.strptime(str(value)[:16], WRITTEN)  # noqa: DTZ007 - it is put into its zone below
        except ValueError as error:
            raise ValidationError("Give day and hour like 2026-11-23T14:30.") from error
        moment = given.replace(tzinfo=NEW_YORK)
        if moment.astimezone(UTC).astimezone(NEW_YORK).replace(tzinfo=None) != given:
            raise ValidationError("That hour does not exist: the clocks are put forward then.")
        now = timezone.now()
        if moment <= now:
            raise ValidationError(f"That hour has passed: in New York it is {now.astimezone(NEW_YORK):%H:%M}.")
        return moment.astimezone(UTC)
