"""How good the record was day by day: the figures of the quality page, since evidence leaves no line in the log."""

from django.db import models
from django.db.models import F, Q


class QualityDay(models.Model):
    """What one measure came to on one day, as last counted on it."""

    pk = models.CompositePrimaryKey("measure", "dispute", "day")
    measure = models.CharField(max_length=40, help_text="What is counted.")
    dispute = models.CharField(max_length=100, blank=True, help_text="Slug; empty for the whole record.")
    day = models.DateField(help_text="The day in New York.")
    count = models.PositiveBigIntegerField(help_text="How many fell short.")
    total = models.PositiveBigIntegerField(help_text="Of how many.")

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(count__lte=F("total")), name="quality_counts_a_part")]

    def __str__(self) -> str:
        """Return day, measure and numbers."""
        return f"{self.day}: {self.measure} {self.count} of {self.total}"
