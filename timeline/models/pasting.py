"""Addresses that editors paste: asked for once, read for what they say of themselves, and made into a source."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.enums import TextChoices

from timeline.models.captures import Copy
from timeline.models.sources import Source
from timeline.models.work import Work


class PastedState(TextChoices):
    """What came of an address that an editor pasted."""

    WAITING = "waiting", "Being asked"
    READ = "read", "Read"
    KNOWN = "known", "A source of the record already"
    REFUSED = "refused", "Not read"
    TAKEN = "taken", "Made into a source"


class PastedAddress(Work):
    """One address, as one editor pasted it. Its work columns are those of asking for it."""

    url = models.CharField(max_length=2000, help_text="The address, without tracking.")
    state = models.CharField(
        max_length=10, choices=PastedState, default=PastedState.WAITING, help_text="What came of it."
    )
    reason = models.CharField(max_length=500, blank=True, help_text="Why it was not read, in words.")
    final_url = models.CharField(max_length=2000, blank=True, help_text="The address that answered.")
    status = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Status of the answer.")
    headers = models.JSONField(default=dict, blank=True, help_text="Headers of the answer.")
    read_at = models.DateTimeField(null=True, blank=True, help_text="When it answered.")
    proposed = models.JSONField(default=dict, blank=True, help_text="What the page says of itself, by field.")
    copy = models.ForeignKey(
        Copy, models.SET_NULL, null=True, blank=True, related_name="+", help_text="The answer, if it was kept."
    )
    source = models.ForeignKey(
        Source, models.SET_NULL, null=True, blank=True, related_name="+", help_text="The source that it is."
    )
    pasted_at = models.DateTimeField(help_text="When it was pasted.")
    pasted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", help_text="By whom.")

    class Meta:
        verbose_name_plural = "pasted addresses"
        ordering = ["-pk"]
        indexes = [models.Index(fields=["due_at"], condition=Q(due_at__isnull=False), name="pasted_due")]
        constraints = [models.CheckConstraint(condition=Q(state__in=PastedState.values), name="pasted_state_known")]

    def __str__(self) -> str:
        """Return the address."""
        return self.url
