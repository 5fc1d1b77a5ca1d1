"""The desk's list of what is to become public at an hour, and the page on which one is cancelled."""

from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from unfold.contrib.filters.admin import ChoicesDropdownFilter
from unfold.decorators import action
from unfold.enums import ActionVariant

from contracts.procedure import NEW_YORK
from timeline import roles
from timeline.admin.acts.page import framed
from timeline.admin.base import ReadOnlyAdmin
from timeline.models import ScheduledPublication, ScheduleState
from timeline.publishing import cancel


@admin.register(ScheduledPublication)
class ScheduledPublicationAdmin(ReadOnlyAdmin):
    """What waits for its hour, and what became of what did."""

    list_display = ("name", "shown_at", "asked_by", "state", "outcome")
    list_select_related = ("asked_by",)
    list_filter = (("state", ChoicesDropdownFilter),)
    search_fields = ("name",)
    ordering = ("-at",)
    fields = ("name", "shown_at", "kind", "note", "asked_by", "asked_at", "state", "outcome", "change_set")
    readonly_fields = fields
    actions_detail = ("cancel_row",)

    @admin.display(description="when", ordering="at")
    def shown_at(self, one: ScheduledPublication) -> str:
        """Return the hour as New York counts it."""
        return f"{one.at.astimezone(NEW_YORK):%Y-%m-%d %H:%M} in New York"

    def has_cancel_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002 - as Unfold calls it
        """Ask for the right to publish."""
        return request.user.has_perm(roles.PUBLISH)

    def get_actions_detail(self, request: HttpRequest, object_id: Any) -> list[Any]:
        """Offer to cancel what still waits, and to set aside what was refused."""
        open_ones = (ScheduleState.WAITING, ScheduleState.REFUSED)
        is_open = ScheduledPublication.objects.filter(pk=object_id, state__in=open_ones).exists()
        return super().get_actions_detail(request, object_id) if is_open else []

    @action(description="Cancel…", url_path="cancel", permissions=["cancel"], variant=ActionVariant.DANGER)
    def cancel_row(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Cancel it; asked first, since a link alone changes nothing."""
        one = self.get_object(request, object_id)
        if one is None:
            return HttpResponseRedirect(reverse("admin:timeline_scheduledpublication_changelist"))
        back = reverse("admin:timeline_scheduledpublication_change", args=[one.pk])
        if request.method == "POST":
            if cancel(one):
                messages.success(request, "Cancelled. The drafts stay as they are.")
            else:
                messages.warning(request, "Its hour came before: see what became of it.")
            return HttpResponseRedirect(back)
        shown = {"subtitle": str(one), "one": one, "at": self.shown_at(one), "back": back}
        return framed(self, request, "admin/timeline/cancel_schedule.html", title="Cancel", **shown)
