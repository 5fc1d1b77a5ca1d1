"""Corrections that are proposed because a source changed after an editor had decided on what it said."""

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from timeline.codelists import CorrectionKind, CorrectionState
from timeline.models.candidates import Candidate
from timeline.models.events import Event


class CorrectionQuerySet(models.QuerySet["Correction"]):
    """Proposed corrections."""

    def open(self) -> Self:
        """Choose those that wait for an editor."""
        return self.filter(state=CorrectionState.OPEN)


class Correction(models.Model):
    """What a source says now and said when it was taken for an event. Decide it through `timeline.corrections` only.

    At most one is open for a candidate: a second edit at the source changes it, and one that goes back ends it.
    """

    candidate = models.ForeignKey(
        Candidate, models.CASCADE, related_name="corrections", help_text="The decided proposal whose item changed."
    )
    event = models.ForeignKey(
        Event, models.CASCADE, related_name="corrections", help_text="The event that may have to be corrected."
    )
    kind = models.CharField(max_length=10, choices=CorrectionKind, help_text="What changed.")
    before = models.JSONField(default=dict, help_text="What item and proposal said when it was decided.")
    after = models.JSONField(default=dict, help_text="What they say now.")
    item_revision = models.PositiveIntegerField(help_text="Which version of the item's content it speaks of.")
    state = models.CharField(
        max_length=10, choices=CorrectionState, default=CorrectionState.OPEN, help_text="What became of it."
    )
    note = models.TextField(blank=True, help_text="The editor's reason; not public.")
    proposed_at = models.DateTimeField(help_text="When the change was first seen.")
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text="Who decided; not public.",
    )
    decided_at = models.DateTimeField(null=True, blank=True, help_text="When it was decided.")
    version = models.PositiveIntegerField(default=1, help_text="Rises with every change of this row.")

    objects: ClassVar[CorrectionQuerySet] = CorrectionQuerySet.as_manager()  # type: ignore[assignment]  # as_manager is untyped

    class Meta:
        ordering = ["-pk"]
        indexes = [
            # What waits is a handful among years of decided ones.
            models.Index(fields=["-proposed_at"], condition=Q(state="open"), name="correction_open"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=CorrectionKind.values), name="correction_kind_known"),
            models.CheckConstraint(condition=Q(state__in=CorrectionState.values), name="correction_state_known"),
            models.UniqueConstraint(
                fields=["candidate"], condition=Q(state="open"), name="correction_open_once_a_candidate"
            ),
        ]

    def __str__(self) -> str:
        """Return what changed, and the event."""
        return f"{self.get_kind_display()}: {self.event}"
