"""How far webhooks of readers and the messages to them are: vocabularies of rows, pages and the desk. Pure."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class WebhookState(TextChoices):
    """How far a webhook of a reader is."""

    ASKED = "asked", _("Waiting for your confirmation")
    CONFIRMED = "confirmed", _("Waiting for the receiver’s answer to the challenge")
    ACTIVE = "active", _("Active")
    STOPPED = "stopped", _("Switched off")


class WebhookStop(TextChoices):
    """Why a webhook was switched off."""

    OWNER = "owner", _("by you")
    GONE = "gone", _("the receiver answered 410: it wants no more")
    FAILING = "failing", _("no message arrived for two days")
    EDITOR = "editor", _("by the operators of this site")


class MessageKind(TextChoices):
    """What a message to a webhook is for."""

    NEWS = "news", "News"
    TEST = "test", "Test"
    CHALLENGE = "challenge", "Challenge"


class MessageState(TextChoices):
    """How far a message to a webhook is."""

    WAITING = "waiting", "Waiting"
    DELIVERED = "delivered", "Delivered"
    FAILED = "failed", "Failed"
    STOPPED = "stopped", "Held while switched off"
