"""Publications that wait for their hour."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.enums import TextChoices

from timeline.models.log import ChangeSet


class ScheduleState(TextChoices):
    """What became of it."""

    WAITING = "waiting", "Waiting"
    DONE = "done", "Published"
    REFUSED = "refused", "Not published"
    CANCELLED = "cancelled", "Cancelled"


class ScheduledPublication(models.Model):
    """Exactly what a publisher looked at, to be public from an hour on; what is changed until then stops it."""

    rows = models.JSONField(default=list, help_text="Types and ids of what was chosen.")
    name = models.CharField(max_length=300, help_text="What they were called then.")
    fingerprint = models.CharField(max_length=64, help_text="Hash of all that was shown before it was confirmed.")
    kind = models.CharField(max_length=20, blank=True, help_text="What kind of change it is, if readers know it.")
    note = models.TextField(blank=True, help_text="Public note.")
    at = models.DateTimeField(help_text="When it becomes public.")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", help_text="By whom.")
    asked_at = models.DateTimeField(help_text="When it was asked for.")
    state = models.CharField(
        max_length=10, choices=ScheduleState, default=ScheduleState.WAITING, help_text="What became of it."
    )
    outcome = models.TextField(blank=True, help_text="Why it was not published.")
    change_set = models.ForeignKey(
        ChangeSet, models.PROTECT, null=True, blank=True, related_name="+", help_text="What it wrote to the log."
    )

    class Meta:
        verbose_name = "scheduled publication"
        ordering = ["-at"]
        default_permissions = ("view",)
        constraints = [
            models.CheckConstraint(condition=Q(state__in=ScheduleState.values), name="schedule_state_known"),
        ]
        indexes = [
            models.Index(fields=["at"], condition=Q(state=ScheduleState.WAITING), name="schedule_waiting"),
        ]

    def __str__(self) -> str:
        """Say what, and when."""
        return f"{self.name}, {self.at:%Y-%m-%d %H:%M} UTC"
