"""The desk's pages for disputes."""

from django.contrib import admin

from contracts.models import Dispute
from timeline.admin.publishable import PublishableAdmin


@admin.register(Dispute)
class DisputeAdmin(PublishableAdmin):
    """The stories readers follow."""

    list_display = ("name", "slug", "shown_standing")
    search_fields = ("name", "slug")
    prepopulated_fields = {"slug": ("name",)}
    permanent_fields = ("slug",)
    fieldsets = ((None, {"fields": ("name", "slug", "title", "standfirst")}),)
