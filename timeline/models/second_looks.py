"""What waits for a second publisher: an act that one asked for, known by all that it would publish."""

from django.conf import settings
from django.db import models


class SecondLook(models.Model):
    """One publisher stands for an act that needs two; another has to confirm exactly the same act."""

    fingerprint = models.CharField(max_length=64, primary_key=True, help_text="Hash of all that would be published.")
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", help_text="Who asked; they cannot confirm."
    )
    asked_at = models.DateTimeField(help_text="When it was asked for.")
    about = models.JSONField(default=list, db_default=[], help_text="Types and ids of what it would publish.")
    path = models.CharField(max_length=500, blank=True, db_default="", help_text="Where to look at it and confirm it.")

    class Meta:
        ordering = ["-asked_at"]

    def __str__(self) -> str:
        """Say who asked, and when."""
        return f"{self.asked_by}, {self.asked_at:%Y-%m-%d %H:%M}"
