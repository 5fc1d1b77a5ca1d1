"""Open questions: what the record should know by now and does not, for the editors and, if they choose, the public."""

from django.db import models
from django.db.models import F, Q

from contracts.models import Protest
from contracts.models.fields import LocalizedTextField
from timeline.codelists import QuestionKind
from timeline.models.events import Event

OPEN = Q(closed_at=None)


class OpenQuestion(models.Model):
    """A due date of a protest that passed without its event; one row a due date, however often it is looked at."""

    protest = models.ForeignKey(Protest, models.CASCADE, related_name="questions", help_text="About which proceeding.")
    deadline = models.CharField(max_length=160, help_text="Id of the due date, as the API names it.")
    kind = models.CharField(max_length=20, choices=QuestionKind, help_text="Why nothing is in the record.")
    asked = LocalizedTextField(help_text="What is asked, in a sentence; made of published facts.")
    due_on = models.DateField(help_text="The day that passed.")
    opened_at = models.DateTimeField(help_text="When it was asked.")
    changed_at = models.DateTimeField(help_text="When anything of it changed last.")
    closed_at = models.DateTimeField(null=True, blank=True, help_text="When it was answered or lost its point.")
    closed_by = models.ForeignKey(
        Event, models.SET_NULL, null=True, blank=True, related_name="answers", help_text="The event that answered it."
    )
    is_public = models.BooleanField(default=False, help_text="Whether readers see it on the page of the dispute.")

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["protest", "deadline"], name="one_question_a_due_date"),
            models.CheckConstraint(condition=Q(kind__in=QuestionKind.values), name="question_kind_known"),
            models.CheckConstraint(
                condition=OPEN | Q(closed_at__gte=F("opened_at")), name="question_closed_after_opening"
            ),
            models.CheckConstraint(condition=~OPEN | Q(closed_by=None), name="question_answered_is_closed"),
        ]

    def __str__(self) -> str:
        """Return the question."""
        return str(self.asked.get("en", self.deadline))
