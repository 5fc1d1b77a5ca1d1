"""The desk's list of what sources published without review, and of what was left to the editors, with the reasons."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from unfold.contrib.filters.admin import AutocompleteSelectFilter, DropdownFilter
from unfold.decorators import action, display
from unfold.enums import ActionVariant

from timeline import automatic, roles
from timeline.admin.acts.page import Act, NoteForm, form_url
from timeline.admin.feeds import Mendable
from timeline.codelists import AutomaticState
from timeline.models import AutomaticPublication
from timeline.models.automatic import LIVE_STATES
from timeline.pipeline import dead_letters
from timeline.publishing import PublishingRefused

AT_ONCE = 100
STATE_COLOURS = {
    AutomaticState.WAITING.label: "info",
    AutomaticState.PUBLISHED.label: "warning",
    AutomaticState.CONFIRMED.label: "success",
    AutomaticState.REFUSED.label: "",
    AutomaticState.UNDONE.label: "",
    AutomaticState.DEAD.label: "danger",
}


class StateFilter(DropdownFilter):
    """Show what was published, unless another state is asked for."""

    title = "state"
    parameter_name = "state"
    all_option = ("live", "Published automatically, all")

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:  # noqa: ARG002 - as Django calls
        """Offer the states."""
        return [*AutomaticState.choices, ("all", "All")]

    def queryset(
        self,
        request: HttpRequest,  # noqa: ARG002 - as Django calls it
        queryset: QuerySet[AutomaticPublication],
    ) -> QuerySet[AutomaticPublication]:
        """Pick the chosen state."""
        chosen = self.value()
        if chosen in AutomaticState.values:
            return queryset.filter(state=chosen)
        return queryset if chosen == "all" else queryset.filter(state__in=LIVE_STATES)


@admin.register(AutomaticPublication)
class AutomaticPublicationAdmin(Mendable):
    """What was published without review, or might have been."""

    list_display = ("decided_at", "shown_what", "shown_feed", "shown_dispute", "shown_state", "shown_reason")
    list_display_links = ("decided_at", "shown_what")
    list_filter = (
        StateFilter,
        ("candidate__item__feed", AutocompleteSelectFilter),
        ("candidate__dispute", AutocompleteSelectFilter),
    )
    search_fields = ("candidate__item__title",)
    ordering = ("-decided_at", "-pk")
    actions = ("confirm_rows", "undo_rows", "try_again")
    actions_detail = ("confirm_row", "undo_row")
    fields = (
        ("shown_state", "decided_at"),
        ("shown_candidate", "shown_event"),
        "shown_reasons",
        ("shown_feed", "shown_dispute"),
        ("shown_act", "looked_at", "looked_at_by"),
        "error",
    )

    def has_publish_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002 - as Unfold calls it
        """Ask for the right to publish and retract."""
        return request.user.has_perm(roles.PUBLISH)

    def get_queryset(self, request: HttpRequest) -> QuerySet[AutomaticPublication]:
        """Fetch what list and page show."""
        rows: QuerySet[AutomaticPublication] = super().get_queryset(request)
        return rows.select_related("candidate__item__feed", "candidate__dispute", "event", "change_set", "looked_at_by")

    @admin.display(description="what was reported")
    def shown_what(self, row: AutomaticPublication) -> str:
        """Return the item's title."""
        return str(row.candidate.item)

    @admin.display(description="feed")
    def shown_feed(self, row: AutomaticPublication) -> str:
        """Return the feed."""
        return str(row.candidate.item.feed)

    @admin.display(description="dispute")
    def shown_dispute(self, row: AutomaticPublication) -> str:
        """Return the dispute."""
        return str(row.candidate.dispute)

    @display(description="State", label=STATE_COLOURS)
    def shown_state(self, row: AutomaticPublication) -> str:
        """Show what came of it as a coloured word."""
        return str(row.get_state_display())

    @admin.display(description="why it was left")
    def shown_reason(self, row: AutomaticPublication) -> str:
        """Return the first reason, and how many more there are."""
        more = f" (and {len(row.reasons) - 1} more)" if len(row.reasons) > 1 else ""
        return f"{row.reasons[0]}{more}" if row.reasons else ""

    @admin.display(description="why it was left")
    def shown_reasons(self, row: AutomaticPublication) -> SafeString:
        """Return all reasons."""
        return format_html_join("", "<p>{}</p>", ((reason,) for reason in row.reasons)) or format_html("{}", "–")

    @admin.display(description="proposal")
    def shown_candidate(self, row: AutomaticPublication) -> SafeString:
        """Link to the candidate."""
        url = reverse("admin:timeline_candidate_change", args=[row.candidate_id])
        return format_html('<a class="text-link" href="{}">{}</a>', url, row.candidate.item)

    @admin.display(description="event")
    def shown_event(self, row: AutomaticPublication) -> SafeString:
        """Link to the event."""
        if row.event is None:
            return format_html("{}", "None was published.")
        return format_html('<a class="text-link" href="{}">{}</a>', form_url(row.event), row.event)

    @admin.display(description="act")
    def shown_act(self, row: AutomaticPublication) -> SafeString:
        """Link to the act in the log."""
        if row.change_set is None:
            return format_html("{}", "–")
        url = reverse("admin:timeline_changeset_change", args=[row.change_set_id])
        return format_html('<a class="text-link" href="{}">Change set {}</a>', url, row.change_set_id)

    @action(description="Looked at: take the mark off", permissions=["publish"])
    def confirm_rows(self, request: HttpRequest, rows: QuerySet[AutomaticPublication]) -> None:
        """Vouch for the chosen events."""
        for row in rows[:AT_ONCE]:
            self._confirm(request, row)

    @action(description="Looked at: take the mark off", url_path="confirm", permissions=["publish"])
    def confirm_row(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Vouch for the event of this page."""
        row = self._row(request, object_id)
        if row is None:
            return self._to_list()
        self._confirm(request, row)
        return HttpResponseRedirect(reverse("admin:timeline_automaticpublication_change", args=[row.pk]))

    def _confirm(self, request: HttpRequest, row: AutomaticPublication) -> None:
        try:
            automatic.confirm(row, actor=request.user, now=timezone.now())  # type: ignore[arg-type]  # logged in
        except (automatic.CannotUndo, PublishingRefused) as refused:
            messages.error(request, f"“{row.candidate.item}”: {refused}")
        else:
            messages.success(request, f"“{row.candidate.item}”: readers no longer see the mark; the history keeps it.")

    @action(description="Undo…", permissions=["publish"])
    def undo_rows(
        self,
        request: HttpRequest,  # noqa: ARG002 - as Django calls it
        rows: QuerySet[AutomaticPublication],
    ) -> HttpResponse:
        """Go to the page that asks for the public note."""
        pks = [str(pk) for pk in rows.order_by().values_list("pk", flat=True)[:AT_ONCE]]
        return HttpResponseRedirect(f"{reverse('admin:timeline_automaticpublication_undo_rows')}?pks={','.join(pks)}")

    @action(description="Undo…", url_path="undo", permissions=["publish"], variant=ActionVariant.DANGER)
    def undo_row(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Undo the event of this page."""
        row = self._row(request, object_id)
        return self._to_list() if row is None else self._undo_page(request, [row])

    @action(description="Try again", permissions=["mend"])
    def try_again(self, request: HttpRequest, rows: QuerySet[AutomaticPublication]) -> None:
        """Let the chosen ones that were given up be tried once more."""
        count = dead_letters.retry_rows(rows, now=timezone.now())
        messages.success(request, f"{count} of them are tried again.")

    def get_urls(self) -> list[URLPattern]:
        """Add the page on which several are undone."""
        view = self.admin_site.admin_view(self._undo_view)
        urls: list[URLPattern] = super().get_urls()
        return [path("undo/", view, name="timeline_automaticpublication_undo_rows"), *urls]

    def _undo_view(self, request: HttpRequest) -> HttpResponse:
        if not self.has_publish_permission(request):
            raise PermissionDenied
        pks = [int(pk) for pk in request.GET.get("pks", "").split(",") if pk.isdecimal() and len(pk) < 19][:AT_ONCE]
        rows = list(self.get_queryset(request).filter(pk__in=pks, state=AutomaticState.PUBLISHED))
        if not rows:
            messages.info(request, "None of them can be undone (any more).")
            return self._to_list()
        return self._undo_page(request, rows)

    def _undo_page(self, request: HttpRequest, rows: list[AutomaticPublication]) -> HttpResponse:
        form = NoteForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            for row in rows:
                self._undo(request, row, form.cleaned_data["note"])
            return self._to_list()
        act = Act(self, request, [], from_form=False)
        return act.page("admin/timeline/undo_automatic.html", title="Undo", automatic_rows=rows, form=form)

    def _undo(self, request: HttpRequest, row: AutomaticPublication, note: str) -> None:
        try:
            automatic.undo(row, note=note, actor=request.user, now=timezone.now())  # type: ignore[arg-type]  # logged in
        except (automatic.CannotUndo, PublishingRefused) as refused:
            messages.error(request, f"“{row.candidate.item}”: {refused}")
        else:
            messages.success(request, f"“{row.candidate.item}” is retracted and waits for review again.")

    def _row(self, request: HttpRequest, object_id: str) -> AutomaticPublication | None:
        row: AutomaticPublication | None = self.get_object(request, object_id)
        if row is None:
            messages.warning(request, "There is no such row any more.")
        return row

    def _to_list(self) -> HttpResponseRedirect:
        return HttpResponseRedirect(reverse("admin:timeline_automaticpublication_changelist"))
