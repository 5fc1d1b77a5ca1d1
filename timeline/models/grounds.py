"""Fates: what each forum made of a ground of protest, with the event or the source that shows it."""

from django.db import models
from django.db.models import Q

from contracts.codelists import Fate
from contracts.models import Ground, Protest
from contracts.models.base import NOTE_HELP
from contracts.models.fields import LocalizedTextField
from timeline.models.events import Event
from timeline.models.sources import Source


class GroundFate(models.Model):
    """What became of one ground in one proceeding."""

    ground = models.ForeignKey(Ground, models.CASCADE, related_name="fates", help_text="Which ground.")
    protest = models.ForeignKey(
        Protest, models.PROTECT, related_name="fates", help_text="In which proceeding, and so in which forum."
    )
    fate = models.CharField(max_length=20, choices=Fate, help_text="What the forum made of it.")
    event = models.ForeignKey(
        Event, models.PROTECT, null=True, blank=True, related_name="fates", help_text="The event that shows it."
    )
    source = models.ForeignKey(
        Source, models.PROTECT, null=True, blank=True, related_name="fates", help_text="The document that shows it."
    )
    anchor = models.CharField(
        max_length=200, blank=True, help_text="At most ten words of the passage, verbatim, for a text-fragment link."
    )
    note = LocalizedTextField(blank=True, rows=2, help_text=NOTE_HELP)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["ground", "protest"], name="ground_one_fate_a_proceeding"),
            models.CheckConstraint(condition=Q(fate__in=Fate.values), name="ground_fate_known"),
            models.CheckConstraint(
                condition=Q(event__isnull=False) | Q(source__isnull=False), name="ground_fate_is_shown"
            ),
            models.CheckConstraint(
                condition=Q(source__isnull=False) | Q(anchor=""), name="ground_fate_anchor_needs_source"
            ),
        ]

    def __str__(self) -> str:
        """Return fate and proceeding."""
        return f"{self.get_fate_display()}: {self.protest}"
