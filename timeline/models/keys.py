"""Keys that raise the limits of the API. A key opens nothing else, so a lost one harms its own limit alone."""

from django.db import models
from django.db.models import Q


class ApiKey(models.Model):
    """One key: its hash, how it begins, and whom to write to. The key itself is shown once and kept nowhere."""

    digest = models.CharField(max_length=64, unique=True, help_text="SHA-256 of the key, in hexadecimal digits.")
    hint = models.CharField(max_length=12, help_text="How the key begins, so that its holder can tell it from others.")
    address = models.EmailField(db_index=True, help_text="The holder's e-mail address, in lower case.")
    label = models.CharField(max_length=80, blank=True, help_text="What the holder calls it.")
    created_at = models.DateTimeField(help_text="When it was made.")
    last_used_on = models.DateField(null=True, blank=True, help_text="The last day (UTC) on which it was used.")
    revoked_at = models.DateTimeField(null=True, blank=True, help_text="Since when it opens nothing.")

    class Meta:
        verbose_name = "API key"
        verbose_name_plural = "API keys"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(digest__regex=r"^[0-9a-f]{64}$"), name="api_key_digest_is_sha256"),
        ]

    def __str__(self) -> str:
        """Return how it begins."""
        return f"{self.hint}…"
