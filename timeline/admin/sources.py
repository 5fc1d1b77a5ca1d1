"""The desk's pages for sources."""

from typing import Any

from django.contrib import admin
from unfold.contrib.filters.admin import AutocompleteSelectFilter, ChoicesDropdownFilter

from timeline.admin.publishable import PublishableAdmin
from timeline.admin.standings import StandingFilter
from timeline.models import Source


@admin.register(Source)
class SourceAdmin(PublishableAdmin):
    """Documents that were consulted."""

    list_display = ("title", "publisher", "shown_published", "kind", "shown_standing")
    list_filter = (StandingFilter, ("dispute", AutocompleteSelectFilter), ("kind", ChoicesDropdownFilter))
    search_fields = ("title", "publisher", "url", "public_id")
    readonly_fields = ("public_id",)
    fieldsets = (
        (None, {"fields": ("url", "title", ("publisher", "published"), ("kind", "lang"), "dispute")}),
        ("Notes", {"classes": ("collapse",), "fields": ("title_basis", "note", "public_id")}),
    )

    @admin.display(description="published", ordering="published")
    def shown_published(self, source: Source) -> Any:
        """Return the date as the document gives it."""
        return str(source.published or "")
