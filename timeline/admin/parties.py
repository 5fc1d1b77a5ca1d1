"""The desk's pages for people and organisations."""

from typing import Any

from django.contrib import admin
from django.contrib.postgres.fields import ArrayField
from django.db.models import F, Func, QuerySet, TextField
from django.db.models.functions import Cast
from django.http import HttpRequest
from unfold.contrib.filters.admin import ChoicesDropdownFilter

from contracts.models import Membership, Party, PartyIdentifier
from timeline.admin.acting import Acting
from timeline.admin.base import TableOfParts
from timeline.admin.citations import CitationsOfParty
from timeline.admin.publishable import PublishableAdmin
from timeline.admin.standings import StandingFilter

NAMES_SHOWN = 3
# An expression that the index `party_words_trigrams` holds beside the name.
WORDS = Func(
    F("slug"),
    Cast("aliases", ArrayField(TextField())),
    function="contracts_party_words",
    output_field=TextField(),
)


class Identifiers(TableOfParts):
    """Its numbers in registers."""

    model = PartyIdentifier
    fields = ("scheme", "identifier")


class Posts(TableOfParts):
    """Posts it held, and what it is part of."""

    model = Membership
    fk_name = "member"
    verbose_name = "post"
    verbose_name_plural = "posts"
    fields = ("post", "organization", "start", "end", "note")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Membership]:
        """Fetch organisations with the posts."""
        rows: QuerySet[Membership] = super().get_queryset(request)
        return rows.select_related("organization")


@admin.register(Party)
class PartyAdmin(PublishableAdmin):
    """People and organisations."""

    actions = (*Acting.actions, "merge_rows")
    list_display = ("name", "kind", "shown_aliases", "shown_standing")
    list_filter = (StandingFilter, ("kind", ChoicesDropdownFilter))
    search_fields = ("name", "words")
    prepopulated_fields = {"slug": ("name",)}
    permanent_fields = ("slug",)
    inlines = (Identifiers, Posts, CitationsOfParty)
    fieldsets = ((None, {"fields": ("name", ("kind", "slug"), "aliases", "role_title", "note")}),)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Party]:
        """Know slug and other names as one text, which an index of trigrams finds among 100,000 parties."""
        rows: QuerySet[Party] = super().get_queryset(request)
        return rows.alias(words=WORDS)

    @admin.display(description="also called")
    def shown_aliases(self, party: Party) -> Any:
        """Return the first other names."""
        return ", ".join(party.aliases[:NAMES_SHOWN])
