"""The desk's list of readers' webhooks, which can be switched off or deleted, and of what was sent to them."""

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from unfold.contrib.filters.admin import ChoicesDropdownFilter
from unfold.decorators import action, display

from timeline.admin.keys import ReadOnlyAdmin
from timeline.models import Webhook, WebhookMessage
from timeline.webhook_states import WebhookStop
from timeline.webhooks.keeping import stop
from timeline.webhooks.targets import host_of


@admin.register(Webhook)
class WebhookAdmin(ReadOnlyAdmin):
    """What is called, and whether it works; addresses of owners and the rest of what is called are shown nowhere."""

    list_display = ("host", "scope", "state", "stopped_why", "failing_since", "last_seq", "answered_at")
    list_filter = (("state", ChoicesDropdownFilter), ("stopped_why", ChoicesDropdownFilter))
    search_fields = ("scope", "url")
    fields = (
        *("host", "scope", "kinds", "whole", "lang", "state", "stopped_why", "stopped_at", "created_at"),
        *("answered_at", "failing_since", "last_seq", "due_at", "error"),
    )
    readonly_fields = ("host",)
    actions = ("stop_chosen",)

    @display(description="Host", ordering="url")
    def host(self, row: Webhook) -> str:
        """Return whose server it is."""
        return host_of(row.url)

    def has_act_permission(self, request: HttpRequest) -> bool:
        """Let those switch webhooks off who may delete them."""
        return bool(request.user.has_perm("timeline.delete_webhook"))

    @action(description="Switch off, and tell the owner", permissions=["act"])
    def stop_chosen(self, request: HttpRequest, rows: QuerySet[Webhook]) -> None:
        """Switch the chosen webhooks off; their owners are told and may ask for the challenge again."""
        now = timezone.now()
        count = sum(stop(row, WebhookStop.EDITOR, now=now) for row in rows)
        messages.success(request, f"{count} webhooks are switched off.")


@admin.register(WebhookMessage)
class WebhookMessageAdmin(ReadOnlyAdmin):
    """What was sent or waits, and why it did not arrive."""

    list_display = ("__str__", "webhook", "state", "rounds", "created_at", "delivered_at", "due_at", "error")
    list_filter = (("state", ChoicesDropdownFilter), ("kind", ChoicesDropdownFilter))
    list_select_related = ("webhook",)
    fields = (
        *("webhook", "message_id", "kind", "type", "seq", "state", "rounds"),
        *("created_at", "delivered_at", "due_at", "error"),
    )
