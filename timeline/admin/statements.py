"""The desk's pages for claims and statements."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from unfold.contrib.filters.admin import AutocompleteSelectFilter, ChoicesDropdownFilter

from timeline.admin.citations import CitationsOfClaim, CitationsOfStatement
from timeline.admin.forms import PublishableForm
from timeline.admin.publishable import PublishableAdmin
from timeline.admin.standings import StandingFilter
from timeline.models import Claim, Statement

WORDS_SHOWN = 90


@admin.register(Claim)
class ClaimAdmin(PublishableAdmin):
    """Contested propositions."""

    list_display = ("__str__", "dispute", "shown_standing")
    list_select_related = ("dispute",)
    list_filter = (StandingFilter, ("dispute", AutocompleteSelectFilter))
    search_fields = ("title__en", "title__de", "slug")
    permanent_fields = ("slug",)
    inlines = (CitationsOfClaim,)
    fieldsets = ((None, {"fields": ("dispute", "slug", "title", "text", "note")}),)


class StatementForm(PublishableForm):
    """A statement; its dispute is that of its event."""

    def clean(self) -> dict[str, Any]:
        """Take over the event's dispute; refuse a claim of another, and a finding without direction."""
        cleaned: dict[str, Any] = super().clean() or {}
        event, claim = cleaned.get("event"), cleaned.get("claim")
        if event is not None:
            self.instance.dispute = event.dispute
            if claim is not None and claim.dispute_id != event.dispute_id:
                self.add_error("claim", f"“{claim}” is a claim of another dispute.")
        return cleaned


@admin.register(Statement)
class StatementAdmin(PublishableAdmin):
    """Who said what."""

    form = StatementForm
    list_display = ("shown_date", "speaker", "shown_quote", "stance", "claim", "shown_standing")
    list_display_links = ("shown_date", "shown_quote")
    list_select_related = ("speaker", "claim")
    list_filter = (
        StandingFilter,
        ("dispute", AutocompleteSelectFilter),
        ("claim", AutocompleteSelectFilter),
        ("speaker", AutocompleteSelectFilter),
        ("stance", ChoicesDropdownFilter),
        ("event", AutocompleteSelectFilter),
    )
    search_fields = ("quote", "speaker__name", "public_id")
    inlines = (CitationsOfStatement,)
    readonly_fields = ("public_id",)
    fieldsets = (
        (None, {"fields": ("speaker", ("date", "lang"), "quote", "translations")}),
        ("In which event", {"fields": (("event", "relation"),)}),
        ("As whom", {"fields": ("capacity", "on_behalf_of")}),
        ("On which claim", {"fields": ("claim", ("stance", "finding"))}),
        ("Notes", {"fields": ("note", "public_id")}),
    )

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Begin in the language of most quotes."""
        return {"lang": "en", **super().get_changeform_initial_data(request)}

    @admin.display(description="date", ordering="date")
    def shown_date(self, statement: Statement) -> str:
        """Return the date as the sources give it."""
        return str(statement.date)

    @admin.display(description="quote")
    def shown_quote(self, statement: Statement) -> str:
        """Return the first words."""
        text = statement.quote
        return text if len(text) <= WORDS_SHOWN else text[:WORDS_SHOWN].rsplit(" ", 1)[0] + " …"
