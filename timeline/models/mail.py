"""Mail that is to be sent: a row beside whatever caused it, so that neither is there without the other."""

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q

from timeline.codelists import LetterKind, LetterState, ReturnKind
from timeline.models.work import Work


class Letter(Work):
    """One message to one address. Once it is sent, only the fact remains: texts and address are erased.

    A crash between sending and noting it sends the same message again, under the same Message-ID.
    """

    kind = models.CharField(max_length=20, choices=LetterKind, help_text="What it is about.")
    message_id = models.CharField(max_length=200, unique=True, help_text="Its Message-ID, the same at every attempt.")
    address = models.EmailField(blank=True, help_text="Who gets it; erased once it is sent.")
    recipient = models.CharField(
        max_length=64, blank=True, help_text="Who gets it as a keyed hash: what comes back is told from it."
    )
    subject = models.CharField(max_length=200, blank=True, help_text="Its subject; erased once it is sent.")
    text = models.TextField(blank=True, help_text="Its plain text; erased once it is sent.")
    html = models.TextField(blank=True, help_text="The same for readers of HTML; erased once it is sent.")
    headers = models.JSONField(
        default=dict, blank=True, encoder=DjangoJSONEncoder, help_text="Further headers, such as List-Unsubscribe."
    )
    state = models.CharField(
        max_length=10, choices=LetterState, default=LetterState.WAITING, help_text="How far it is."
    )
    rounds = models.PositiveSmallIntegerField(
        default=0, editable=False, help_text="How often the mail server could not be reached or asked to wait."
    )
    created_at = models.DateTimeField(help_text="When it was written.")
    sent_at = models.DateTimeField(null=True, blank=True, help_text="When the mail server took it.")

    class Meta:
        ordering = ["-pk"]
        indexes = [
            # What waits is a handful among all that was ever sent.
            models.Index(fields=["due_at"], condition=Q(due_at__isnull=False), name="letter_due"),
            models.Index(fields=["created_at"], name="letter_age"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=LetterKind.values), name="letter_kind_known"),
            models.CheckConstraint(condition=Q(state__in=LetterState.values), name="letter_state_known"),
            models.CheckConstraint(
                condition=(Q(state=LetterState.WAITING, due_at__isnull=False) & ~Q(address=""))
                | (~Q(state=LetterState.WAITING) & Q(due_at=None)),
                name="letter_is_due_while_waiting",
            ),
            models.CheckConstraint(
                condition=~Q(state=LetterState.SENT) | Q(address="", text="", html="", subject=""),
                name="letter_erased_once_sent",
            ),
        ]

    def __str__(self) -> str:
        """Return what kind of message it is and its number."""
        return f"{self.get_kind_display()} {self.pk}"


class ReturnedMail(models.Model):
    """One message that came back to the envelope of a letter: what it says, without anybody's address."""

    digest = models.CharField(max_length=64, unique=True, help_text="SHA-256 of the message: it counts once.")
    kind = models.CharField(max_length=10, choices=ReturnKind, help_text="What it says of the letter.")
    status = models.CharField(max_length=12, blank=True, help_text="The enhanced status code it gives (RFC 3463).")
    letter_number = models.BigIntegerField(null=True, blank=True, help_text="Which letter came back, if it is ours.")
    recipient = models.CharField(max_length=64, blank=True, help_text="Whose letter it was, as a keyed hash.")
    excerpt = models.TextField(
        blank=True, help_text="How one that could not be assigned begins, without what stands before every @."
    )
    received_at = models.DateTimeField(help_text="When it was read.")

    class Meta:
        verbose_name = "returned message"
        verbose_name_plural = "returned mail"
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["recipient", "received_at"], name="returned_mail_of_whom"),
            models.Index(fields=["received_at"], name="returned_mail_age"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=ReturnKind.values), name="returned_mail_kind_known"),
            models.CheckConstraint(
                condition=Q(kind=ReturnKind.UNKNOWN) | (Q(letter_number__isnull=False) & ~Q(recipient="")),
                name="returned_mail_judged_is_ours",
            ),
        ]

    def __str__(self) -> str:
        """Return what it says and its number."""
        return f"{self.get_kind_display()} {self.pk}"
