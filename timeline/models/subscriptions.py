"""Who is written to about what: no account, an address that was confirmed and a query over the public record."""

from django.db import models
from django.db.models import Q

from timeline.codelists import AlertRhythm
from timeline.models.work import Work

LANGUAGES = ("en", "de")


class Subscription(Work):
    """One address that follows one query. Leaving deletes the row, and with it the address."""

    address = models.EmailField(help_text="Who is written to, in lower case.")
    scope = models.CharField(
        max_length=1_000, blank=True, help_text="The query in its canonical form, `dispute=jedi`; empty for everything."
    )
    rhythm = models.CharField(max_length=10, choices=AlertRhythm, help_text="How often there may be a letter.")
    lang = models.CharField(max_length=2, help_text="Language of the page on which it was asked for, and of its mail.")
    created_at = models.DateTimeField(help_text="When it was asked for.")
    confirmed_at = models.DateTimeField(
        null=True, blank=True, help_text="When the holder of the address confirmed it; until then nothing is sent."
    )
    last_seq = models.BigIntegerField(default=0, help_text="Up to which revision of the log the reader was told.")

    class Meta:
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["due_at"], condition=Q(due_at__isnull=False), name="subscription_due"),
            # Those who are told at once are looked through whenever something was published.
            models.Index(fields=["last_seq"], condition=Q(rhythm="immediate"), name="subscription_behind"),
            models.Index(fields=["created_at"], condition=Q(confirmed_at=None), name="subscription_unconfirmed"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["address", "scope"], name="subscription_once_an_address"),
            models.CheckConstraint(condition=Q(rhythm__in=AlertRhythm.values), name="subscription_rhythm_known"),
            models.CheckConstraint(condition=Q(lang__in=LANGUAGES), name="subscription_language_known"),
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=False) | Q(due_at=None), name="subscription_waits_for_confirmation"
            ),
        ]

    def __str__(self) -> str:
        """Return what is followed, and its number."""
        return f"{self.scope or 'everything'} ({self.pk})"
