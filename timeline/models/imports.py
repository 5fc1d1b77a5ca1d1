"""Tables of events that editors handed in: who, when, which file, what became of it, and what each row made."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from contracts.codelists import PartyKind
from contracts.models import Party
from contracts.models.base import Publishable
from timeline.codelists import ImportState
from timeline.models.events import Event
from timeline.models.sources import Source
from timeline.models.work import Work


class EventImport(Work):
    """One file. Its work columns are those of importing it."""

    name = models.CharField(max_length=200, help_text="What the file was called.")
    sha256 = models.CharField(max_length=64, help_text="SHA-256 of the file, hexadecimal.")
    content = models.BinaryField(help_text="The file; let go of once it is imported or given up.")
    mapping = models.JSONField(default=dict, help_text="Which column of the file means what: name and place.")
    new_parties = models.CharField(
        max_length=20,
        blank=True,
        choices=PartyKind,
        help_text="As what unknown parties become drafts; empty if they are errors.",
    )
    rows = models.PositiveIntegerField(default=0, help_text="Rows of the file below its head.")
    made = models.PositiveIntegerField(default=0, help_text="Events that it made.")
    state = models.CharField(
        max_length=10, choices=ImportState, default=ImportState.OPEN, help_text="What became of it."
    )
    handed_in_at = models.DateTimeField(help_text="When the file was handed in.")
    handed_in_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", help_text="By whom."
    )
    imported_at = models.DateTimeField(null=True, blank=True, help_text="When its drafts were made.")
    undone_at = models.DateTimeField(null=True, blank=True, help_text="When they were taken back.")
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", help_text="By whom."
    )

    class Meta:
        verbose_name = "import"
        ordering = ["-pk"]
        indexes = [models.Index(fields=["due_at"], condition=Q(due_at__isnull=False), name="import_due")]
        constraints = [models.CheckConstraint(condition=Q(state__in=ImportState.values), name="import_state_known")]

    def __str__(self) -> str:
        """Return the file's name and beginning of its hash."""
        return f"{self.name} ({self.sha256[:12]}…)"


class ImportedRow(models.Model):
    """One draft that an import made, as it was then; exactly one of the three is named."""

    of = models.ForeignKey(EventImport, models.CASCADE, related_name="drafts", help_text="The import.")
    number = models.PositiveIntegerField(help_text="Row of the file.")
    event = models.OneToOneField(Event, models.CASCADE, null=True, related_name="imported", help_text="The event.")
    source = models.OneToOneField(Source, models.CASCADE, null=True, related_name="imported", help_text="The source.")
    party = models.OneToOneField(Party, models.CASCADE, null=True, related_name="imported", help_text="The party.")
    changed_at = models.DateTimeField(help_text="Its last edit when the import ended: a later one prevents undoing.")

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        """Return the draft."""
        return str(self.row)

    @property
    def row(self) -> Publishable | None:
        """Return the draft itself; None once it is gone."""
        return self.event or self.source or self.party
