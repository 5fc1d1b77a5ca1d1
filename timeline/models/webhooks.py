"""Whom we call with news: receivers that answered a challenge, what is sent to them, and how each attempt ended."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from timeline.models.subscriptions import LANGUAGES
from timeline.models.work import Work
from timeline.webhook_states import MessageKind, MessageState, WebhookState, WebhookStop


class Webhook(Work):
    """One receiver that follows one query, kept by whoever holds an address of mail. Leaving deletes all of it.

    `due_at` says when the log is looked through for it next; what was found waits as messages of their own.
    """

    address = models.EmailField(help_text="Who keeps it and is written to if it fails, in lower case.")
    url = models.CharField(
        max_length=500, help_text="What is called; lists show its host only, since it may hold a secret."
    )
    scope = models.CharField(
        max_length=1_000, blank=True, help_text="The query in its canonical form, `dispute=jedi`; empty for everything."
    )
    kinds = ArrayField(
        models.CharField(max_length=20), help_text="Kinds of revisions that are sent; removals always are."
    )
    whole = models.BooleanField(default=True, help_text="Send documents, not only what changed and where it is.")
    lang = models.CharField(max_length=2, help_text="Language of the page on which it was asked for, and of its mail.")
    state = models.CharField(
        max_length=10, choices=WebhookState, default=WebhookState.ASKED, help_text="How far it is."
    )
    stopped_why = models.CharField(
        max_length=10, choices=WebhookStop, blank=True, help_text="Why it was switched off, where it was."
    )
    created_at = models.DateTimeField(help_text="When it was asked for.")
    answered_at = models.DateTimeField(
        null=True, blank=True, help_text="When its receiver first answered a challenge; nothing is sent before."
    )
    stopped_at = models.DateTimeField(null=True, blank=True, help_text="Since when it is switched off.")
    failing_since = models.DateTimeField(null=True, blank=True, help_text="Since when no message arrived.")
    failures = models.PositiveSmallIntegerField(
        default=0, editable=False, help_text="How many messages in a row did not arrive."
    )
    last_seq = models.BigIntegerField(default=0, help_text="Up to which revision of the log its messages are written.")
    salt = models.CharField(
        max_length=64, editable=False, help_text="What its secret is derived from, with the site's key."
    )
    old_salt = models.CharField(max_length=64, blank=True, editable=False, help_text="That of its former secret.")
    old_until = models.DateTimeField(
        null=True, blank=True, editable=False, help_text="Until when messages are signed with the former secret, too."
    )

    class Meta:
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["due_at"], condition=Q(due_at__isnull=False), name="webhook_due"),
            # Those that are behind are looked for every few seconds.
            models.Index(fields=["last_seq"], condition=Q(state="active"), name="webhook_behind"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["address", "url", "scope"], name="webhook_once_an_address"),
            models.CheckConstraint(condition=Q(state__in=WebhookState.values), name="webhook_state_known"),
            models.CheckConstraint(condition=Q(lang__in=LANGUAGES), name="webhook_language_known"),
            models.CheckConstraint(
                condition=Q(state=WebhookState.ACTIVE, answered_at__isnull=False)
                | (~Q(state=WebhookState.ACTIVE) & Q(due_at=None)),
                name="webhook_sends_once_answered",
            ),
            models.CheckConstraint(
                condition=Q(state=WebhookState.STOPPED, stopped_why__in=WebhookStop.values, stopped_at__isnull=False)
                | (~Q(state=WebhookState.STOPPED) & Q(stopped_why="", stopped_at=None)),
                name="webhook_says_why_it_stopped",
            ),
        ]

    def __str__(self) -> str:
        """Return what is followed, and its number."""
        return f"{self.scope or 'everything'} ({self.pk})"


class WebhookMessage(Work):
    """One message to one receiver. It holds no text: that is read from the log at the moment of sending.

    A crash between sending and noting it sends it again, under the same `webhook-id`.
    """

    webhook = models.ForeignKey(Webhook, models.CASCADE, related_name="messages", help_text="Who gets it.")
    message_id = models.CharField(max_length=60, unique=True, help_text="Its `webhook-id`, the same at every attempt.")
    kind = models.CharField(max_length=10, choices=MessageKind, help_text="What it is for.")
    type = models.CharField(max_length=40, help_text="Its event type, `event.corrected`.")
    seq = models.BigIntegerField(null=True, blank=True, help_text="The revision of the log that it is about.")
    state = models.CharField(
        max_length=10, choices=MessageState, default=MessageState.WAITING, help_text="How far it is."
    )
    rounds = models.PositiveSmallIntegerField(default=0, editable=False, help_text="How often it did not arrive.")
    created_at = models.DateTimeField(help_text="When it was written.")
    delivered_at = models.DateTimeField(null=True, blank=True, help_text="When the receiver took it.")

    class Meta:
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["due_at", "id"], condition=Q(due_at__isnull=False), name="webhook_message_due"),
            models.Index(fields=["webhook"], condition=Q(state="waiting"), name="webhook_message_waiting"),
            models.Index(fields=["created_at"], name="webhook_message_age"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["webhook", "seq"], name="webhook_message_once_a_revision"),
            models.CheckConstraint(condition=Q(kind__in=MessageKind.values), name="webhook_message_kind_known"),
            models.CheckConstraint(condition=Q(state__in=MessageState.values), name="webhook_message_state_known"),
            models.CheckConstraint(
                condition=Q(kind=MessageKind.NEWS, seq__isnull=False) | (~Q(kind=MessageKind.NEWS) & Q(seq=None)),
                name="webhook_message_of_a_revision",
            ),
            models.CheckConstraint(
                condition=Q(state=MessageState.WAITING, due_at__isnull=False)
                | (~Q(state=MessageState.WAITING) & Q(due_at=None)),
                name="webhook_message_is_due_while_waiting",
            ),
        ]

    def __str__(self) -> str:
        """Return its type and the revision it is about."""
        return f"{self.type} {self.seq or ''}".strip()


class WebhookAttempt(models.Model):
    """How one call of a receiver ended. What it answered is not kept: nobody reads foreign networks through us."""

    message = models.ForeignKey(WebhookMessage, models.CASCADE, related_name="tries", help_text="What was sent.")
    at = models.DateTimeField(help_text="When it was sent.")
    outcome = models.CharField(max_length=20, help_text="How it ended, in the vocabulary of the outbound client.")
    status = models.PositiveSmallIntegerField(default=0, help_text="The status of the answer, 0 without one.")
    seconds = models.FloatField(help_text="How long it took, in seconds.")

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        """Return how it ended."""
        return f"{self.outcome} {self.status or ''}".strip()
