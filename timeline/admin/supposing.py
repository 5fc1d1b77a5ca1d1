"""Lets an editor ask what would follow from a form before it is saved: it is saved, derived, shown and rolled back."""

from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from contracts.procedure import NEW_YORK
from timeline.admin.following import Told, told
from timeline.models import Event
from timeline.publishing.what_if import what_follows

ASKED = "_what_follows"
BESIDE = {"formtarget": "_blank"}


class Supposing:
    """The button “What would follow?” on the form of an event, and the same of its saved state above the form."""

    change_form_after_template = "admin/timeline/what_follows_button.html"

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Save and take it back where only the consequences are asked for; mistakes in the form are shown as ever."""
        more = {**(extra_context or {}), "beside": BESIDE, "asked": ASKED}
        if not asks(request):
            return self._as_ever(request, object_id, form_url, more)
        with transaction.atomic():
            response = self._as_ever(request, object_id, form_url, more)
            transaction.set_rollback(True)
        return response

    def _as_ever(self, *arguments: Any) -> HttpResponse:
        response: HttpResponse = super().changeform_view(*arguments)  # type: ignore[misc]  # a mixin before the admin
        return response

    def response_add(self, request: HttpRequest, obj: Event, post_url_continue: str | None = None) -> HttpResponse:
        """Answer with the consequences where those were asked for."""
        if asks(request):
            return self._consequences(request, obj)
        response: HttpResponse = super().response_add(request, obj, post_url_continue)  # type: ignore[misc]  # as above
        return response

    def response_change(self, request: HttpRequest, obj: Event) -> HttpResponse:
        """Answer with the consequences where those were asked for."""
        if asks(request):
            return self._consequences(request, obj)
        response: HttpResponse = super().response_change(request, obj)  # type: ignore[misc]  # as above
        return response

    def _consequences(self, request: HttpRequest, event: Event) -> HttpResponse:
        """Show what would follow, rendered at once: after this the rows are as they were."""
        site = self.admin_site  # type: ignore[attr-defined]  # of the admin
        context = {
            **site.each_context(request),
            "title": "What would follow",
            "subtitle": event.title.get("en", ""),
            "opts": event._meta,
            "followings": consequences(event),
        }
        request.current_app = site.name
        return render(request, "admin/timeline/what_follows.html", context)


def asks(request: HttpRequest) -> bool:
    """Say whether a form was sent to ask what would follow from it."""
    return request.method == "POST" and ASKED in request.POST


def consequences(event: Event, *, neighbours: bool = True) -> list[Told]:
    """Say what would follow from a saved event if it were published now."""
    day = timezone.now().astimezone(NEW_YORK).date()
    return told(what_follows(event, neighbours=neighbours), day)
