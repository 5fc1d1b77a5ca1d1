"""What readers reported as wrong, with what the editors made of it; nothing here is public."""

from django.db import models
from django.db.models import Q

from timeline.codelists import DocumentType, ReportState

LONGEST_MESSAGE = 4_000


class ReaderReport(models.Model):
    """One report of one reader. Of the sender nothing is kept but what the sender wrote."""

    object_type = models.CharField(
        max_length=20, choices=DocumentType, blank=True, help_text="What it is about; empty for the site as a whole."
    )
    key = models.CharField(max_length=100, blank=True, help_text="Its public id or slug.")
    seq = models.BigIntegerField(null=True, blank=True, help_text="The revision that the reader saw.")
    lang = models.CharField(max_length=2, help_text="Language of the page that the reader came from.")
    message = models.TextField(max_length=LONGEST_MESSAGE, help_text="What is wrong, in the reader's words.")
    source_url = models.URLField(max_length=500, blank=True, help_text="A source that the reader named.")
    email = models.EmailField(
        blank=True, help_text="Where to answer, if the reader said so; erased 30 days after the report is closed."
    )
    created_at = models.DateTimeField(help_text="When it came.")
    state = models.CharField(max_length=10, choices=ReportState, default=ReportState.OPEN, help_text="What came of it.")
    note = models.TextField(max_length=2_000, blank=True, help_text="What was done, for the other editors.")
    closed_at = models.DateTimeField(null=True, blank=True, help_text="When it was answered or dismissed.")

    class Meta:
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["state", "-created_at"], name="report_queue")]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=ReportState.values), name="report_state_known"),
            models.CheckConstraint(
                condition=Q(state=ReportState.OPEN, closed_at=None)
                | (~Q(state=ReportState.OPEN) & Q(closed_at__isnull=False)),
                name="report_closed_when_not_open",
            ),
            models.CheckConstraint(
                condition=Q(object_type="", key="") | (~Q(object_type="") & ~Q(key="")), name="report_about_one_thing"
            ),
        ]

    def __str__(self) -> str:
        """Return the beginning of what was written."""
        first = " ".join(self.message.split())
        return first if len(first) <= 80 else f"{first[:79]}…"
