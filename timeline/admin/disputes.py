"""The desk's pages for disputes."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from contracts.models import Dispute
from timeline import roles
from timeline.admin.publishable import PublishableAdmin


@admin.register(Dispute)
class DisputeAdmin(PublishableAdmin):
    """The stories readers follow."""

    list_display = ("name", "slug", "shown_standing")
    search_fields = ("name", "slug")
    prepopulated_fields = {"slug": ("name",)}
    permanent_fields = ("slug",)
    fieldsets = ((None, {"fields": ("name", "slug", "title", "standfirst", "four_eyes")}),)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """Let publishers alone say how many of them it takes."""
        fields = super().get_readonly_fields(request, obj)
        return fields if request.user.has_perm(roles.PUBLISH) else [*fields, "four_eyes"]
