"""How far the caches in front of the site have been told of what changed."""

from django.db import models
from django.db.models import Q

from timeline.models.work import Work


class EdgeFollower(Work):
    """What the caches were told last. There is one row of it; its work columns are those of the telling."""

    seq = models.BigIntegerField(default=0, help_text="The last line of the log that they were told of.")
    asked_at = models.DateTimeField(null=True, help_text="The last change of an open question that they were told of.")
    copied_at = models.DateTimeField(null=True, help_text="The last change of our copies that they were told of.")
    release = models.CharField(max_length=100, blank=True, help_text="The release that they were told of.")
    again = models.JSONField(default=dict, help_text="Keys that they are told a second time, with the moment of that.")
    purged_at = models.DateTimeField(null=True, help_text="When they were told something last.")

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="edge_follower_is_one_row")]

    def __str__(self) -> str:
        """Say how far it is."""
        return f"up to {self.seq}"
