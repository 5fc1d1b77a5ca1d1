"""What a trusted source published without review, or might have: one row a candidate, with what came of it."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from timeline.codelists import AutomaticState
from timeline.models.candidates import Candidate
from timeline.models.events import Event
from timeline.models.log import ChangeSet
from timeline.models.work import Work

LIVE_STATES = (AutomaticState.PUBLISHED, AutomaticState.CONFIRMED)


class AutomaticPublication(Work):
    """A candidate of a feed that may publish without review. Its work columns are those of the one attempt at it."""

    candidate = models.OneToOneField(
        Candidate, models.CASCADE, related_name="automatic", help_text="What was proposed."
    )
    state = models.CharField(
        max_length=10, choices=AutomaticState, default=AutomaticState.WAITING, help_text="What came of it."
    )
    reasons = models.JSONField(
        default=list, blank=True, help_text="Why it was left to the editors: a list of sentences."
    )
    event = models.OneToOneField(
        Event,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="automatic",
        help_text="The event that was published.",
    )
    change_set = models.OneToOneField(
        ChangeSet, models.SET_NULL, null=True, blank=True, related_name="+", help_text="The act that published it."
    )
    decided_at = models.DateTimeField(null=True, blank=True, help_text="When it was published or refused.")
    looked_at_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text="Who confirmed or undid it; not public.",
    )
    looked_at = models.DateTimeField(null=True, blank=True, help_text="When it was confirmed or undone.")

    class Meta:
        ordering = ["-decided_at", "-pk"]
        indexes = [
            # What waits is a handful among all that was ever tried.
            models.Index(fields=["due_at"], condition=Q(due_at__isnull=False), name="automatic_due"),
            # The desk counts what nobody has looked at.
            models.Index(fields=["-decided_at"], condition=Q(state="published"), name="automatic_unseen"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=AutomaticState.values), name="automatic_state_known"),
            models.CheckConstraint(
                condition=Q(state=AutomaticState.WAITING, due_at__isnull=False)
                | (~Q(state=AutomaticState.WAITING) & Q(due_at=None)),
                name="automatic_is_due_while_waiting",
            ),
            models.CheckConstraint(
                condition=Q(state__in=(*LIVE_STATES, AutomaticState.UNDONE)) | Q(event=None, change_set=None),
                name="automatic_names_only_what_it_published",
            ),
        ]

    def __str__(self) -> str:
        """Return what was proposed."""
        return str(self.candidate)
