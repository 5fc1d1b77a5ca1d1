"""The desk's lists of keys to the API, which can be revoked, of mail that was sent or waits, and of who gets alerts."""

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from unfold.contrib.filters.admin import ChoicesDropdownFilter
from unfold.decorators import action, display

from timeline.admin.base import DeskAdmin
from timeline.keys.holding import revoke
from timeline.models import ApiKey, Letter, ReturnedMail, Subscription


class ReadOnlyAdmin(DeskAdmin):
    """What is written by programs is read here, never changed."""

    def has_add_permission(self, request: HttpRequest) -> bool:  # noqa: ARG002 - as Django calls it
        """Refuse."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:  # noqa: ARG002 - as Django calls it
        """Refuse."""
        return False


@admin.register(ApiKey)
class ApiKeyAdmin(ReadOnlyAdmin):
    """Who holds keys, and since when they are used or revoked."""

    list_display = ("hint", "address", "label", "created_at", "last_used_on", "is_valid")
    search_fields = ("address", "label", "hint")
    fields = ("hint", "address", "label", "created_at", "last_used_on", "revoked_at")
    actions = ("revoke_chosen",)

    @display(description="Valid", boolean=True)
    def is_valid(self, row: ApiKey) -> bool:
        """Say whether it is not revoked."""
        return row.revoked_at is None

    def has_act_permission(self, request: HttpRequest) -> bool:
        """Let those revoke keys who may delete them."""
        return bool(request.user.has_perm("timeline.delete_apikey"))

    @action(description="Revoke", permissions=["act"])
    def revoke_chosen(self, request: HttpRequest, rows: QuerySet[ApiKey]) -> None:
        """Revoke the chosen keys at once."""
        messages.success(request, f"{revoke(rows, now=timezone.now())} keys are revoked.")


@admin.register(Letter)
class LetterAdmin(ReadOnlyAdmin):
    """What mail waits, was sent or given up, and why; texts and addresses are shown nowhere."""

    list_display = ("__str__", "state", "created_at", "sent_at", "rounds", "error")
    list_filter = (("state", ChoicesDropdownFilter), ("kind", ChoicesDropdownFilter))
    fields = ("kind", "state", "message_id", "created_at", "sent_at", "due_at", "rounds", "error")


@admin.register(ReturnedMail)
class ReturnedMailAdmin(ReadOnlyAdmin):
    """What came back of our mail, also what nobody could read; addresses are kept nowhere."""

    list_display = ("__str__", "status", "letter_number", "received_at")
    list_filter = (("kind", ChoicesDropdownFilter),)
    fields = ("kind", "status", "letter_number", "received_at", "excerpt")


@admin.register(Subscription)
class SubscriptionAdmin(ReadOnlyAdmin):
    """What readers follow by mail, and how far they were told; addresses are shown nowhere."""

    list_display = ("scope", "rhythm", "lang", "created_at", "confirmed_at", "last_seq", "due_at", "error")
    list_filter = (("rhythm", ChoicesDropdownFilter),)
    search_fields = ("scope",)
    fields = ("scope", "rhythm", "lang", "created_at", "confirmed_at", "last_seq", "due_at", "error")
