"""The desk's list of proposed corrections, and the page on which the old and the new words of a source are compared."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from unfold.contrib.filters.admin import ChoicesDropdownFilter, DropdownFilter
from unfold.decorators import display
from unfold.widgets import UnfoldAdminTextareaWidget

from timeline import corrections, roles
from timeline.admin.base import ReadOnlyAdmin
from timeline.admin.differences import Difference, marked
from timeline.codelists import CorrectionState
from timeline.models import Correction

LONGEST_TEXT = 30_000


class AcceptForm(forms.Form):
    """The changed fields that are taken over into the event's draft."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    fields_taken = forms.MultipleChoiceField(
        label="Take over", required=False, widget=forms.CheckboxSelectMultiple, help_text="Nothing else is changed."
    )

    def __init__(self, *args: Any, correction: Correction, **kwargs: Any) -> None:
        """Offer what changed; chosen is what no editor has written anew since."""
        chosen = sorted(corrections.untouched(correction))
        initial = {"version": correction.version, "fields_taken": chosen}
        super().__init__(*args, **{**kwargs, "initial": initial})
        changed = corrections.changes(correction)
        choices = [(name, f"{corrections.FIELDS[name]}: {after}") for name, (_, after) in changed.items()]
        self.fields["fields_taken"].choices = choices  # type: ignore[attr-defined]  # a choice field


class RejectForm(forms.Form):
    """Why the event stays as it is."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    note = forms.CharField(
        label="Why the event stays as it is", max_length=1000, widget=UnfoldAdminTextareaWidget({"rows": 2})
    )


class OpenFilter(DropdownFilter):
    """Show what waits, unless another state is asked for."""

    title = "state"
    parameter_name = "state"
    all_option = ("waiting", "Waiting for an editor")

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:  # noqa: ARG002 - as Django calls
        """Offer the states."""
        return [*((state.value, str(state.label)) for state in CorrectionState), ("all", "All")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Correction]) -> QuerySet[Correction]:  # noqa: ARG002
        """Pick the chosen state."""
        chosen = self.value()
        if chosen == "all":
            return queryset
        return queryset.filter(state=chosen if chosen in CorrectionState.values else CorrectionState.OPEN)


@admin.register(Correction)
class CorrectionAdmin(ReadOnlyAdmin):
    """What sources say otherwise now than when they were taken for events."""

    list_display = ("shown_event", "kind", "shown_item", "proposed_at", "shown_state")
    list_display_links = ("shown_event",)
    list_select_related = ("event", "candidate__item__feed", "candidate__source", "decided_by")
    list_filter = (OpenFilter, ("kind", ChoicesDropdownFilter))
    search_fields = ("candidate__item__title", "candidate__item__url")

    @admin.display(description="event")
    def shown_event(self, correction: Correction) -> str:
        """Return the event."""
        return str(correction.event)

    @admin.display(description="source")
    def shown_item(self, correction: Correction) -> str:
        """Return the item and its feed."""
        item = correction.candidate.item
        return f"{item} ({item.feed})"

    @display(description="State", label={"Waiting for an editor": "warning", "Taken over": "success"})
    def shown_state(self, correction: Correction) -> str:
        """Return the state in a word."""
        return str(correction.get_state_display()).partition(":")[0]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Correction]:
        """Fetch what list and page show."""
        rows: QuerySet[Correction] = super().get_queryset(request)
        return rows.select_related(*self.list_select_related)

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",  # noqa: ARG002 - as Django calls it
        extra_context: dict[str, Any] | None = None,  # noqa: ARG002
    ) -> HttpResponse:
        """Show what changed, and decide."""
        correction = self.get_object(request, object_id) if object_id else None
        if object_id is None or not self.has_view_permission(request, correction):
            raise PermissionDenied
        if correction is None:
            messages.warning(request, "This correction no longer exists.")
            return HttpResponseRedirect(reverse("admin:timeline_correction_changelist"))
        may_decide = request.user.has_perm(roles.REVIEW)
        if request.method != "POST":
            return self._page(request, correction, may_decide=may_decide)
        if not may_decide:
            raise PermissionDenied
        return self._decide(request, correction)

    def _decide(self, request: HttpRequest, correction: Correction) -> HttpResponse:
        is_accepted = request.POST.get("decision") == "accept"
        form = (
            AcceptForm(request.POST, correction=correction, prefix="accept")
            if is_accepted
            else RejectForm(request.POST, prefix="reject")
        )
        if not form.is_valid():
            return self._page(request, correction, may_decide=True, form=form)
        correction.version = form.cleaned_data["version"]
        actor: Any = request.user  # the desk lets nobody in who is not logged in
        try:
            if is_accepted:
                taken = form.cleaned_data["fields_taken"]
                corrections.accept(correction, fields=taken, actor=actor, now=timezone.now())
                messages.success(request, "Taken over. Complete the event, then publish the edit.")
                return HttpResponseRedirect(reverse("admin:timeline_event_change", args=[correction.event_id]))
            corrections.reject(correction, note=form.cleaned_data["note"], actor=actor, now=timezone.now())
            messages.success(request, "Rejected: the event stays as it is.")
        except corrections.CorrectionDecided as late:
            messages.warning(request, str(late))
            return HttpResponseRedirect(request.path)
        except ValidationError as error:
            form.add_error(None, error.messages)
            return self._page(request, correction, may_decide=True, form=form)
        return HttpResponseRedirect(reverse("admin:timeline_correction_changelist"))

    def _page(
        self, request: HttpRequest, correction: Correction, *, may_decide: bool, form: forms.Form | None = None
    ) -> TemplateResponse:
        accept = AcceptForm(correction=correction, prefix="accept")
        reject = RejectForm(initial={"version": correction.version}, prefix="reject")
        request.current_app = self.admin_site.name
        context = {
            **self.admin_site.each_context(request),
            "title": str(correction.get_kind_display()),
            "subtitle": str(correction.event),
            "opts": self.opts,
            "original": correction,
            "correction": correction,
            "item": correction.candidate.item,
            "differences": _differences(correction),
            "had_words": bool(correction.before),
            "accept": form if isinstance(form, AcceptForm) else accept,
            "reject": form if isinstance(form, RejectForm) else reject,
            "is_open": correction.state == CorrectionState.OPEN,
            "may_decide": may_decide,
            "back": reverse("admin:timeline_correction_changelist"),
            "media": self.media,
        }
        return TemplateResponse(request, "admin/timeline/correction.html", context)


def _differences(correction: Correction) -> list[Difference]:
    """Return what the source and the proposal said and say, word by word, where they differ."""
    pairs = [("Text", *(str(said.get("text") or "")[:LONGEST_TEXT] for said in (correction.before, correction.after)))]
    for name, (before, after) in corrections.changes(correction).items():
        pairs.append((corrections.FIELDS[name], before, after))
    return [Difference(label, *marked(before, after)) for label, before, after in pairs if before != after]
