"""Evidence: the documents consulted, and which of them (or which event) shows what."""

from django.db import models
from django.db.models import Func, IntegerField, Q
from django.db.models.lookups import Exact

from contracts.models import Award, Bid, Contract, Dispute, Party, Phase, Protest, Stay
from contracts.models.base import NOTE_HELP, WAITING, Coded
from contracts.models.fields import LocalizedTextField, PartialDateField
from timeline.codelists import SourceKind
from timeline.models.events import Event
from timeline.models.statements import Claim, Statement

TARGETS = ("event", "statement", "claim", "contract", "protest", "party", "bid", "award", "phase", "stay")


class Source(Coded):
    """One document that was consulted."""

    document_type = "source"

    dispute = models.ForeignKey(
        Dispute,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="sources",
        help_text="The dispute it was consulted for; others may cite it too.",
    )
    url = models.URLField(max_length=2000, blank=True, help_text="Address of the document.")
    title = models.CharField(max_length=500, help_text="Title as the document gives it.")
    publisher = models.CharField(max_length=300, blank=True, help_text="Who published it, as readers know it.")
    published = PartialDateField(null=True, blank=True, help_text="Date of publication, if the document gives one.")
    kind = models.CharField(
        max_length=20, choices=SourceKind, default=SourceKind.NEWS, help_text="What kind of document."
    )
    lang = models.CharField(max_length=10, default="en", help_text="Its language (BCP 47).")
    note = LocalizedTextField(blank=True, rows=2, help_text=NOTE_HELP)
    title_basis = models.CharField(
        max_length=300, blank=True, help_text="Where the title comes from, if not from itself."
    )

    class Meta:
        ordering = ["title", "pk"]
        indexes = [
            models.Index(fields=["title", "id"], name="source_by_title"),
            models.Index(fields=["title", "id"], condition=WAITING, name="source_waiting"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=SourceKind.values), name="source_kind_known"),
            models.CheckConstraint(condition=~Q(title=""), name="source_has_title"),
            models.CheckConstraint(condition=Q(url="") | Q(url__regex=r"^https?://"), name="source_url_is_web"),
            models.UniqueConstraint(fields=["url"], condition=~Q(url=""), name="one_source_an_address"),
        ]

    def __str__(self) -> str:
        """Return title and publisher."""
        return f"{self.title} ({self.publisher})" if self.publisher else self.title


class Citation(models.Model):
    """What shows something: a source with its place and a short anchor, or an event of the record."""

    source = models.ForeignKey(
        Source, models.PROTECT, null=True, blank=True, related_name="citations", help_text="The document that shows it."
    )
    shown_by = models.ForeignKey(
        Event, models.PROTECT, null=True, blank=True, related_name="shows", help_text="Or the event that shows it."
    )
    anchor = models.CharField(
        max_length=200, blank=True, help_text="At most ten words of the passage, verbatim, for a text-fragment link."
    )
    locator = models.CharField(max_length=100, blank=True, help_text="Page, paragraph or section.")
    event = models.ForeignKey(Event, models.CASCADE, null=True, blank=True, related_name="citations")
    statement = models.ForeignKey(Statement, models.CASCADE, null=True, blank=True, related_name="citations")
    claim = models.ForeignKey(Claim, models.CASCADE, null=True, blank=True, related_name="citations")
    contract = models.ForeignKey(Contract, models.CASCADE, null=True, blank=True, related_name="citations")
    protest = models.ForeignKey(Protest, models.CASCADE, null=True, blank=True, related_name="citations")
    party = models.ForeignKey(Party, models.CASCADE, null=True, blank=True, related_name="citations")
    bid = models.ForeignKey(Bid, models.CASCADE, null=True, blank=True, related_name="citations")
    award = models.ForeignKey(Award, models.CASCADE, null=True, blank=True, related_name="citations")
    phase = models.ForeignKey(Phase, models.CASCADE, null=True, blank=True, related_name="citations")
    stay = models.ForeignKey(Stay, models.CASCADE, null=True, blank=True, related_name="citations")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Exact(Func(*TARGETS, function="num_nonnulls", output_field=IntegerField()), 1),
                name="citation_of_one_object",
            ),
            models.CheckConstraint(
                condition=Q(source=None, shown_by__isnull=False) | Q(source__isnull=False, shown_by=None),
                name="citation_names_source_or_event",
            ),
            models.CheckConstraint(condition=Q(shown_by=None) | Q(anchor=""), name="citation_anchor_needs_source"),
        ]

    def __str__(self) -> str:
        """Return what is cited."""
        return str(self.source or self.shown_by)
