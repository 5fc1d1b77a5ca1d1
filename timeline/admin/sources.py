"""The desk's pages for sources."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from unfold.contrib.filters.admin import AutocompleteSelectFilter, ChoicesDropdownFilter
from unfold.decorators import action
from unfold.enums import ActionVariant

from timeline.admin.acting import Acting
from timeline.admin.acts import hand_in_page, remove_copies_page
from timeline.admin.pasting import Pasting
from timeline.admin.publishable import PublishableAdmin
from timeline.admin.standings import StandingFilter
from timeline.models import Source


@admin.register(Source)
class SourceAdmin(Pasting, PublishableAdmin):
    """Documents that were consulted."""

    actions = (*Acting.actions, "merge_rows")
    list_display = ("title", "publisher", "shown_published", "kind", "shown_standing")
    list_filter = (StandingFilter, ("dispute", AutocompleteSelectFilter), ("kind", ChoicesDropdownFilter))
    search_fields = ("title", "publisher", "url", "public_id")
    readonly_fields = ("public_id",)
    actions_list = ("paste_address",)
    actions_detail = (*Acting.actions_detail, "hand_in_row", "remove_copies_row")
    always_offered = frozenset({"hand_in_row", "remove_copies_row"})
    fieldsets = (
        (None, {"fields": ("url", "title", ("publisher", "published"), ("kind", "lang"), "dispute")}),
        ("Notes", {"classes": ("collapse",), "fields": ("title_basis", "note", "public_id")}),
    )

    def has_hand_in_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002 - as Unfold calls it
        """Ask for the right to hand in copies."""
        return bool(request.user.has_perm("timeline.add_capture"))

    @action(description="Hand in a copy…", url_path="hand-in", permissions=["hand_in"], icon="upload_file")
    def hand_in_row(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Keep a saved page or PDF as a copy of the source of this form."""
        return self._act_on_one(request, object_id, hand_in_page)

    @action(
        description="Remove our copies…",
        url_path="remove-copies",
        permissions=["take_down"],
        variant=ActionVariant.DANGER,
        icon="delete_forever",
    )
    def remove_copies_row(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Remove our copies of the source of this form for good."""
        return self._act_on_one(request, object_id, remove_copies_page)

    @admin.display(description="published", ordering="published")
    def shown_published(self, source: Source) -> Any:
        """Return the date as the document gives it."""
        return str(source.published or "")
