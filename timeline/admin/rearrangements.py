"""The desk's list of merges and splits: what moved, and the page on which one is undone."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from timeline import roles
from timeline.admin.acts.page import NoteForm, framed, in_words
from timeline.admin.base import ReadOnlyAdmin
from timeline.models import Rearrangement
from timeline.publishing import PublishingRefused
from timeline.publishing.merging import reasons_against_undoing, undo

MOVES_SHOWN = 200


@admin.register(Rearrangement)
class RearrangementAdmin(ReadOnlyAdmin):
    """Who made one of two, or two of one, and what went where."""

    list_display = ("made_at", "kind", "from_name", "into_name", "made_by", "undone_at")
    list_select_related = ("made_by",)
    search_fields = ("from_name", "into_name")
    ordering = ("-pk",)
    fields = ("kind", "from_name", "into_name", "note", "made_at", "made_by", "shown_undoing", "shown_moves")
    readonly_fields = fields

    def get_urls(self) -> list[URLPattern]:
        """Add the page that undoes one."""
        view = self.admin_site.admin_view(self.undo_page)
        return [path("<int:pk>/undo/", view, name="timeline_rearrangement_undo"), *super().get_urls()]

    def undo_page(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Say what stands against it; else ask why, and put everything back."""
        one = get_object_or_404(Rearrangement, pk=pk)
        if not request.user.has_perm(roles.PUBLISH):
            raise PermissionDenied
        problems = reasons_against_undoing(one)
        form = NoteForm(request.POST or None)
        back = reverse("admin:timeline_rearrangement_change", args=[pk])
        if request.method == "POST" and not problems and form.is_valid():
            try:
                user: Any = request.user
                undo(one, note=form.cleaned_data["note"], actor=user, now=timezone.now())
            except PublishingRefused as refused:
                problems = refused.problems
            else:
                messages.success(request, "All of it was put back.")
                return HttpResponseRedirect(back)
        shown = {"subtitle": str(one), "form": form, "problems": in_words(problems), "back": back}
        return framed(self, request, "admin/timeline/undo_merge.html", title="Undo", **shown)

    @admin.display(description="undone")
    def shown_undoing(self, one: Rearrangement) -> SafeString:
        """Say when it was undone, or lead to where it can be."""
        if one.undone_at:
            return format_html("{:%Y-%m-%d %H:%M} UTC, {}", one.undone_at, one.undone_by or "the program")
        url = reverse("admin:timeline_rearrangement_undo", args=[one.pk])
        return format_html('<a class="text-link" href="{}">Undo…</a>', url)

    @admin.display(description="what happened to which row")
    def shown_moves(self, one: Rearrangement) -> SafeString:
        """List the first moves."""
        return format_html_join(
            "", "<p>{} {}: {}</p>", ((m["act"].capitalize(), m["model"], m["words"]) for m in one.moves[:MOVES_SHOWN])
        )
