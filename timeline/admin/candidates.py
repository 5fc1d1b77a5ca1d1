"""The desk's review queue."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from unfold.contrib.filters.admin import AutocompleteSelectFilter, ChoicesDropdownFilter, DropdownFilter
from unfold.decorators import action, display

from timeline import review, roles
from timeline.admin.acts.page import Act
from timeline.admin.base import DeskAdmin
from timeline.admin.reviewing.forms import ReasonForm
from timeline.admin.reviewing.page import ReviewPage
from timeline.codelists import CandidateState, Strength
from timeline.models import Candidate
from timeline.models.candidates import OPEN_STATES

AT_ONCE = 200
STATE_COLOURS = {
    CandidateState.NEW.label: "info",
    CandidateState.SNOOZED.label: "",
    CandidateState.ACCEPTED.label: "success",
    CandidateState.CITED.label: "success",
    CandidateState.REJECTED.label: "danger",
    CandidateState.WITHDRAWN.label: "",
}
WAITING = "waiting"


class WaitingFilter(DropdownFilter):
    """Show what waits now, unless another state is asked for."""

    title = "state"
    parameter_name = "state"
    all_option = (WAITING, "Waiting for review")

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:  # noqa: ARG002 - as Django calls
        """Offer the states."""
        return [*CandidateState.choices, ("changed", "Changed at the source since"), ("all", "All")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Candidate]) -> QuerySet[Candidate]:  # noqa: ARG002
        """Pick the chosen state."""
        chosen = self.value()
        if chosen in CandidateState.values:
            return queryset.filter(state=chosen)
        if chosen == "changed":
            return queryset.filter(changed_since=True)
        if chosen == "all":
            return queryset
        return queryset & Candidate.objects.waiting(timezone.now())


class BulkRejectForm(ReasonForm):
    """One reason for several candidates, each in the version that was seen."""

    seen = forms.CharField(widget=forms.HiddenInput)

    def versions(self) -> dict[int, int]:
        """Return the version seen of each candidate, by primary key."""
        pairs = (pair.partition(":")[::2] for pair in self.cleaned_data["seen"].split(","))
        return {int(pk): int(version) for pk, version in pairs if pk.isdecimal() and version.isdecimal()}


@admin.register(Candidate)
class CandidateAdmin(DeskAdmin):
    """Proposed events."""

    list_display = ("shown_item", "dispute", "shown_feed", "shown_strength", "score", "proposed_at", "shown_state")
    list_display_links = ("shown_item",)
    list_select_related = ("item__feed", "dispute")
    list_filter = (
        WaitingFilter,
        ("dispute", AutocompleteSelectFilter),
        ("strength", ChoicesDropdownFilter),
        ("item__feed", AutocompleteSelectFilter),
    )
    search_fields = ("item__title", "item__url")
    actions = ("reject_rows", "undo_rows")
    warn_unsaved_form = False

    def has_review_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002 - as Unfold calls it
        """Ask for the right to decide on candidates."""
        return request.user.has_perm(roles.REVIEW)

    def has_add_permission(self, request: HttpRequest) -> bool:  # noqa: ARG002
        """Refuse: candidates come from feeds."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002
        """Allow decisions, which are all that can be changed."""
        return self.has_review_permission(request)

    def get_ordering(self, request: HttpRequest) -> list[str]:  # noqa: ARG002
        """Order by what deserves attention."""
        return ["-item__feed__trusted", "strength", "-score", "-pk"]

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",  # noqa: ARG002 - as Django calls it
        extra_context: dict[str, Any] | None = None,  # noqa: ARG002
    ) -> HttpResponse:
        """Show the candidate beside its evidence, and decide."""
        candidate = self.get_object(request, object_id) if object_id else None
        if object_id is None or not self.has_view_or_change_permission(request, candidate):
            raise PermissionDenied
        if candidate is None:
            messages.warning(request, "This proposal no longer exists.")
            return HttpResponseRedirect(reverse("admin:timeline_candidate_changelist"))
        if request.method == "POST" and not self.has_review_permission(request):
            raise PermissionDenied
        if request.method != "POST" and candidate.leader_id and candidate.state in OPEN_STATES:
            leading = reverse("admin:timeline_candidate_change", args=[candidate.leader_id])
            return HttpResponseRedirect(f"{leading}#report-{candidate.pk}")
        return ReviewPage(self, request, candidate).answer()

    def get_queryset(self, request: HttpRequest) -> QuerySet[Candidate]:
        """Fetch what list and page show with the candidates."""
        rows: QuerySet[Candidate] = super().get_queryset(request)
        rows = rows.select_related("item__feed", "dispute", "contract", "protest", "event", "decided_by", "about")
        return rows.annotate(reported=Count("reports", filter=Q(reports__state__in=OPEN_STATES)) + 1)

    @admin.display(description="what was reported")
    def shown_item(self, candidate: Candidate) -> str:
        """Return the item's title, and how many reports of the same happening there are."""
        reported = getattr(candidate, "reported", 1)
        return f"{candidate.item} ({reported} reports)" if reported > 1 else str(candidate.item)

    @admin.display(description="feed")
    def shown_feed(self, candidate: Candidate) -> str:
        """Return the feed."""
        return str(candidate.item.feed)

    @display(
        description="Match",
        label={"Identifier": "success", "Suggestion": "info"},
    )
    def shown_strength(self, candidate: Candidate) -> str:
        """Return what the match rests on, in a word."""
        return str(Strength(candidate.strength).label).partition(":")[0]

    @display(description="State", label={**STATE_COLOURS, "Changed since": "warning"})
    def shown_state(self, candidate: Candidate) -> str:
        """Return the state as a coloured word."""
        return "Changed since" if candidate.changed_since else str(candidate.get_state_display())

    @action(description="Reject…", permissions=["review"])
    def reject_rows(self, request: HttpRequest, candidates: QuerySet[Candidate]) -> HttpResponse:
        """Go to the page that asks for the reason."""
        pks = [str(pk) for pk in candidates.order_by().values_list("pk", flat=True)[: AT_ONCE + 1]]
        if len(pks) > AT_ONCE:
            messages.error(request, f"At most {AT_ONCE} at once. Choose fewer.")
            return HttpResponseRedirect(request.get_full_path())
        return HttpResponseRedirect(f"{reverse('admin:timeline_candidate_reject_rows')}?pks={','.join(pks)}")

    @action(description="Take the decision back", permissions=["review"])
    def undo_rows(self, request: HttpRequest, candidates: QuerySet[Candidate]) -> None:
        """Make decided candidates new again, each that can be."""
        for candidate in candidates[:AT_ONCE]:
            try:
                review.undo(candidate, actor=request.user, now=timezone.now())  # type: ignore[arg-type]  # logged in
            except (review.DecidedMeanwhile, review.ReviewRefused) as refused:
                messages.warning(request, f"“{candidate.item}”: {refused}")
            else:
                messages.success(request, f"“{candidate.item}” waits for review again.")

    def get_urls(self) -> list[URLPattern]:
        """Add the page on which several are rejected."""
        view = self.admin_site.admin_view(self._reject_view)
        urls: list[URLPattern] = super().get_urls()
        return [path("reject/", view, name="timeline_candidate_reject_rows"), *urls]

    def _reject_view(self, request: HttpRequest) -> HttpResponse:
        if not self.has_review_permission(request):
            raise PermissionDenied
        pks = [int(pk) for pk in request.GET.get("pks", "").split(",") if pk.isdecimal() and len(pk) < 19][:AT_ONCE]
        candidates = list(Candidate.objects.open().filter(pk__in=pks).select_related("item", "dispute"))
        seen = ",".join(f"{row.pk}:{row.version}" for row in candidates)
        form = BulkRejectForm(request.POST or None, initial={"seen": seen})
        if request.method == "POST" and form.is_valid():
            self._reject_all(request, form)
            return HttpResponseRedirect(reverse("admin:timeline_candidate_changelist"))
        if not candidates:
            messages.info(request, "None of them waits for a decision any more.")
            return HttpResponseRedirect(reverse("admin:timeline_candidate_changelist"))
        act = Act(self, request, [], from_form=False)
        return act.page("admin/timeline/reject.html", title="Reject", candidates=candidates, form=form)

    def _reject_all(self, request: HttpRequest, form: BulkRejectForm) -> None:
        versions, note = form.versions(), form.sentence()
        rejected = 0
        for candidate in Candidate.objects.filter(pk__in=versions).select_related("item"):
            candidate.version = versions[candidate.pk]
            try:
                review.reject(candidate, actor=request.user, now=timezone.now(), note=note)  # type: ignore[arg-type]
            except review.DecidedMeanwhile as late:
                messages.warning(request, f"“{candidate.item}”: {late}")
            else:
                rejected += 1
        messages.success(request, f"Rejected {rejected}.")
