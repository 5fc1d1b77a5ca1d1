"""Work is rows: what is due, who holds it until when, how often it was tried. The broker only nudges."""

from datetime import datetime

from django.db import models
from django.db.models import Q


def due(at: datetime) -> Q:
    """Choose work that is due and held by nobody, or by somebody whose claim has lapsed."""
    return Q(due_at__lte=at) & (Q(claimed_until=None) | Q(claimed_until__lte=at))


class Work(models.Model):
    """A row that is a piece of work. Change these columns through `timeline.pipeline.claims` only."""

    due_at = models.DateTimeField(
        null=True, blank=True, help_text="When this is to be worked on next; empty if nothing is to be done."
    )
    claimed_until = models.DateTimeField(
        null=True,
        blank=True,
        editable=False,
        help_text="A worker holds this until then; afterwards another one may take it.",
    )
    attempts = models.PositiveSmallIntegerField(
        default=0, editable=False, help_text="How often it was begun since it last succeeded."
    )
    error = models.TextField(blank=True, help_text="Why the last attempt failed, in words; empty after a success.")

    class Meta:
        abstract = True
