"""Grounds: why a protester says that an award or a solicitation is unlawful, in our words, one row a ground."""

from django.db import models
from django.db.models import Q

from contracts.identifiers import new_public_id
from contracts.models.base import NOTE_HELP
from contracts.models.fields import LocalizedTextField
from contracts.models.protests import Protest


class Ground(models.Model):
    """One ground, kept with the proceeding in which it was first raised; its fates say what each forum made of it."""

    public_id = models.CharField(
        max_length=16, unique=True, default=new_public_id, editable=False, help_text="Permanent id."
    )
    protest = models.ForeignKey(
        Protest, models.CASCADE, related_name="grounds", help_text="The proceeding in which it was first raised."
    )
    title = LocalizedTextField(help_text="The ground in a few words of our own.")
    text = LocalizedTextField(blank=True, rows=3, help_text="What the protester says, in our words.")
    note = LocalizedTextField(blank=True, rows=2, help_text=NOTE_HELP)
    position = models.PositiveSmallIntegerField(default=0, help_text="Place in the list, the first is 0.")

    class Meta:
        ordering = ["position", "pk"]
        constraints = [models.CheckConstraint(condition=~Q(title={}), name="ground_has_title")]

    def __str__(self) -> str:
        """Return the title."""
        return str(self.title.get("en", self.public_id))
