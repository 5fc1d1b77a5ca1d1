"""The desk's pages for contracting processes with their phases, bids and awards."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from unfold.contrib.filters.admin import AutocompleteSelectFilter

from contracts.models import Award, Bid, Contract, Phase
from timeline.admin.base import StackOfParts
from timeline.admin.citations import CitationsOfAward, CitationsOfBid, CitationsOfContract, CitationsOfPhase
from timeline.admin.publishable import PublishableAdmin
from timeline.admin.standings import StandingFilter


class Phases(StackOfParts):
    """Stretches of its life, for the picture."""

    model = Phase
    collapsible = True
    fields = (("start", "end"), "name")
    inlines = (CitationsOfPhase,)


class Bids(StackOfParts):
    """Who bid, and how each bid ended."""

    model = Bid
    collapsible = True
    fields = ("bidder", ("submitted", "outcome", "ended"), "summary")
    inlines = (CitationsOfBid,)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Bid]:
        """Fetch bidders with the bids."""
        rows: QuerySet[Bid] = super().get_queryset(request)
        return rows.select_related("bidder")


class Awards(StackOfParts):
    """What was awarded to whom."""

    model = Award
    collapsible = True
    fields = ("suppliers", ("date", "status"), ("amount", "currency"), "note")
    inlines = (CitationsOfAward,)


@admin.register(Contract)
class ContractAdmin(PublishableAdmin):
    """Contracting processes."""

    list_display = ("__str__", "shown_title", "dispute", "buyer", "shown_standing")
    list_select_related = ("dispute", "buyer")
    list_filter = (StandingFilter, ("dispute", AutocompleteSelectFilter), ("buyer", AutocompleteSelectFilter))
    search_fields = ("slug", "acronym", "title__en", "solicitation_number")
    prepopulated_fields = {"slug": ("acronym",)}
    permanent_fields = ("slug",)
    inlines = (Bids, Awards, Phases, CitationsOfContract)
    fieldsets = (
        (None, {"fields": ("dispute", "title", ("acronym", "slug"), "buyer")}),
        ("Numbers", {"fields": ("solicitation_number", "award_ids", ("ceiling_amount", "ceiling_currency"))}),
        ("What it is", {"fields": ("description", "term", "succeeds", "note")}),
    )

    @admin.display(description="title")
    def shown_title(self, contract: Contract) -> Any:
        """Return the title in the main language."""
        return contract.title.get("en", "")
