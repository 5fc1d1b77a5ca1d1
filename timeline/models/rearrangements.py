"""Merges and splits of the record's objects: who moved which row from what to what, and how to put it back."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.enums import TextChoices

from timeline.models.log import ChangeSet


class RearrangementKind(TextChoices):
    """Two objects became one, or one became two."""

    MERGE = "merge", "Merge"
    SPLIT = "split", "Split"


class Rearrangement(models.Model):
    """One merge or split. Of a merge, `from` was given up for `into`; of a split, `into` was made out of `from`.

    `moves` lists in order what happened to which row: `moved` (column, before, after), `removed` (the whole row),
    `changed` (the row before and after), `touched` (when it counted as edited, before and after).
    """

    kind = models.CharField(max_length=10, choices=RearrangementKind, help_text="Two became one, or one became two.")
    model = models.CharField(max_length=60, help_text="Of what: “contracts.party” …")
    from_pk = models.BigIntegerField(help_text="The row that was given up, or split.")
    from_name = models.CharField(max_length=500, help_text="What it was called then.")
    into_pk = models.BigIntegerField(help_text="The row that was kept, or made.")
    into_name = models.CharField(max_length=500, help_text="What it was called then.")
    moves = models.JSONField(default=list, help_text="What happened to which row, in order.")
    note = models.TextField(blank=True, help_text="Why; of something published, readers see it.")
    change_set = models.ForeignKey(
        ChangeSet, models.PROTECT, null=True, related_name="+", help_text="What it wrote to the log, if anything."
    )
    made_at = models.DateTimeField(auto_now_add=True, help_text="When.")
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", help_text="By whom."
    )
    undone_at = models.DateTimeField(null=True, blank=True, help_text="When it was undone.")
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", help_text="By whom."
    )
    undone_in = models.ForeignKey(
        ChangeSet,
        models.PROTECT,
        null=True,
        related_name="+",
        help_text="What undoing it wrote to the log, if anything.",
    )

    class Meta:
        verbose_name = "merge or split"
        verbose_name_plural = "merges and splits"
        ordering = ["-pk"]
        default_permissions = ("view",)
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=RearrangementKind.values), name="rearrangement_kind_known"),
            models.CheckConstraint(condition=~Q(from_pk=models.F("into_pk")), name="rearrangement_of_two"),
        ]

    def __str__(self) -> str:
        """Say what became of what."""
        arrow = "into" if self.kind == RearrangementKind.MERGE else "out of it"
        return f"{self.get_kind_display()}: “{self.from_name}”, {arrow} “{self.into_name}”"
