"""What the record was recognised by when items were last compared with it, so that what it gains since can be told."""

from django.db import models
from django.db.models import Q

from timeline.models.work import Work


class Growth(Work):
    """How far the items without a match are looked through for what the record has gained. There is one row of it.

    Its work columns are those of the looking through: it is due while some items were not looked at.
    """

    signature = models.TextField(blank=True, help_text="Tells one state of the record from another.")
    known = models.JSONField(default=list, help_text="Numbers and names by which items were recognised in that state.")
    gained = models.JSONField(default=list, help_text="Those of them that items are being looked through for.")
    looked_at = models.BigIntegerField(default=0, help_text="The last item that was looked at for these.")

    class Meta:
        verbose_name_plural = "growth"
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="growth_is_one_row")]

    def __str__(self) -> str:
        """Say how much is being looked for."""
        return f"{len(self.gained)} of {len(self.known)} names and numbers are new"
