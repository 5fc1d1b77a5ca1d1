"""The desk's pages for what sources send by themselves, and for what is asked besides a feed's own address."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from unfold.contrib.filters.admin import AutocompleteSelectFilter, ChoicesDropdownFilter
from unfold.decorators import action, display

from timeline.admin.bytes_shown import shown_bytes
from timeline.admin.feeds import Mendable
from timeline.codelists import DeliveryState, LookupState
from timeline.models import Delivery, Lookup
from timeline.pipeline import dead_letters

STATE_COLOURS = {
    DeliveryState.WAITING.label: "info",
    DeliveryState.TAKEN.label: "success",
    DeliveryState.DEAD.label: "danger",
    LookupState.WAITING.label: "info",
    LookupState.FOUND.label: "success",
    LookupState.GIVEN_UP.label: "warning",
}


@admin.register(Delivery)
class DeliveryAdmin(Mendable):
    """Webhooks as they came."""

    list_display = ("received_at", "hook", "key", "sender", "shown_state", "attempts", "error")
    list_filter = (("state", ChoicesDropdownFilter), "hook")
    search_fields = ("key", "error")
    ordering = ("-pk",)
    actions = ("try_again",)
    fields = (
        ("hook", "key"),
        ("received_at", "sender"),
        ("shown_state", "attempts", "due_at"),
        "error",
        "shown_fetch",
        "shown_headers",
        "shown_body",
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Delivery]:
        """Fetch no bodies for the list."""
        rows: QuerySet[Delivery] = super().get_queryset(request)
        match = request.resolver_match
        if match and str(match.url_name).endswith("changelist"):
            return rows.defer("raw", "headers")
        return rows.select_related("fetch__body", "fetch__feed")

    @display(description="State", label=STATE_COLOURS)
    def shown_state(self, delivery: Delivery) -> str:
        """Show how far it is as a coloured word."""
        return str(delivery.get_state_display())

    @admin.display(description="what it became")
    def shown_fetch(self, delivery: Delivery) -> SafeString:
        """Link to the answer that it became."""
        if delivery.fetch is None:
            return format_html("{}", "Nothing yet.")
        url = reverse("admin:timeline_fetch_change", args=[delivery.fetch.pk])
        return format_html('<a class="text-link" href="{}">{}</a>', url, delivery.fetch)

    @admin.display(description="headers")
    def shown_headers(self, delivery: Delivery) -> SafeString:
        """Return the headers of the request."""
        return format_html_join("", "<p>{}: {}</p>", delivery.headers.items())

    @admin.display(description="body")
    def shown_body(self, delivery: Delivery) -> SafeString:
        """Return the body as escaped text, wherever its bytes are by now."""
        if delivery.raw:
            return shown_bytes(bytes(delivery.raw))
        if delivery.fetch and delivery.fetch.pruned_at:
            return format_html("<p>{}</p>", f"The bytes were let go of on {delivery.fetch.pruned_at:%-d %B %Y}.")
        body = delivery.fetch.body if delivery.fetch else None
        return shown_bytes(body.content() if body else None)

    @action(description="Try again", permissions=["mend"])
    def try_again(self, request: HttpRequest, deliveries: QuerySet[Any]) -> None:
        """Let the chosen ones that were given up be taken in once more."""
        count = dead_letters.retry_rows(deliveries, now=timezone.now())
        messages.success(request, f"{count} of them wait to be taken in again.")


@admin.register(Lookup)
class LookupAdmin(Mendable):
    """Addresses that are asked once besides: the case of an entry, a text that came empty."""

    list_display = ("created_at", "feed", "key", "reason", "shown_state", "rounds", "due_at", "error")
    list_select_related = ("feed",)
    list_filter = (("state", ChoicesDropdownFilter), ("feed", AutocompleteSelectFilter))
    search_fields = ("key", "url", "error")
    ordering = ("-pk",)
    actions = ("ask_again",)
    fields = (
        ("feed", "key"),
        "url",
        "reason",
        ("shown_state", "rounds", "attempts"),
        ("created_at", "due_at"),
        "error",
    )

    @display(description="State", label=STATE_COLOURS)
    def shown_state(self, lookup: Lookup) -> str:
        """Show what came of it as a coloured word."""
        return str(lookup.get_state_display())

    @action(description="Ask again", permissions=["mend"])
    def ask_again(self, request: HttpRequest, lookups: QuerySet[Any]) -> None:
        """Let the chosen ones that were given up be asked once more, from the first round on."""
        count = dead_letters.retry_rows(lookups, now=timezone.now())
        messages.success(request, f"{count} of them are asked again.")
