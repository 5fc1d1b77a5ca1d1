"""The pages of whatever can be published: their standing on list and form, and the acts that change it."""

from typing import Any

import pghistory
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html
from unfold.decorators import action, display

from contracts.models.base import KEPT, Publishable, Slugged
from timeline import roles
from timeline.admin.acting import Acting
from timeline.admin.base import DeskAdmin, any_changed, is_autocompletion
from timeline.admin.differences import differences
from timeline.admin.form_errors import form_errors
from timeline.admin.forms import PublishableForm
from timeline.admin.histories import Histories
from timeline.admin.keeping import Keeping
from timeline.admin.standings import COLOURS, RowStanding, StandingFilter, standings
from timeline.publishing import is_taken_down, standing
from timeline.row_history import forget

OFFERED = {
    RowStanding.DRAFT: {"publish_row", "preview_row", "delete_row"},
    RowStanding.PUBLISHED: {"preview_row", "readdress_row", "retract_row", "take_down_row"},
    RowStanding.EDITED: {"publish_row", "preview_row", "readdress_row", "retract_row", "take_down_row"},
    RowStanding.RETRACTED: {"restore_row", "preview_row", "take_down_row"},
    RowStanding.MERGED: {"take_down_row"},
    RowStanding.TAKEN_DOWN: set[str](),
    RowStanding.DELETED: {"restore_draft_row"},
}

# The button that saves and goes on to publishing, and where it is offered.
PUBLISH_NEXT = "_publish"
GOES_ON = {RowStanding.DRAFT, RowStanding.PUBLISHED, RowStanding.EDITED}


class PublishableAdmin(Keeping, Histories, Acting, DeskAdmin):
    """List and form of a publishable model."""

    form = PublishableForm
    change_form_before_template = "admin/timeline/standing.html"
    change_form_after_template = "admin/timeline/why.html"
    list_filter: tuple[Any, ...] = (StandingFilter,)
    permanent_fields: tuple[str, ...] = ()
    always_offered: frozenset[str] = frozenset()  # acts that do not hang on the standing
    actions_submit_line = ("save_and_publish",)

    # --- Rights -------------------------------------------------------------------------------------------------------

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Let contributors change drafts only, and nobody what was deleted."""
        if not super().has_change_permission(request, obj):
            return False
        if not isinstance(obj, Publishable):
            return True
        if obj.deleted_at:
            return False
        return obj.published_edit_at is None or request.user.has_perm(roles.EDIT_PUBLISHED)

    # --- Lists --------------------------------------------------------------------------------------------------------

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Suggest nothing that was deleted; lists leave that to their filter."""
        rows: QuerySet[Any] = super().get_queryset(request)
        return rows.filter(KEPT) if is_autocompletion(request) else rows

    def prepare_page(self, request: HttpRequest, rows: list[Any]) -> None:  # noqa: ARG002 - as the list calls it
        """Look up how the rows of this page stand to the log."""
        found = standings(rows)
        for row in rows:
            row.desk_standing = found[row.pk]

    @display(description="Standing", label=COLOURS)
    def shown_standing(self, row: Any) -> str:
        """Show the standing as a coloured word."""
        return str(RowStanding(row.desk_standing).label)

    # --- Forms --------------------------------------------------------------------------------------------------------

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """Freeze what is part of a public address once it was published."""
        fields = list(super().get_readonly_fields(request, obj))
        if obj is not None and obj.published_edit_at is not None:
            fields += self.permanent_fields
        return fields

    def get_prepopulated_fields(self, request: HttpRequest, obj: Any = None) -> dict[str, Any]:
        """Fill nothing in that cannot be changed."""
        found: dict[str, Any] = super().get_prepopulated_fields(request, obj)
        return {} if obj is not None else found

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Show above the form how its row stands to the log and which edits wait."""
        more = dict(extra_context or {})
        row = self.get_object(request, object_id) if object_id else None
        if row is not None:
            self.prepare_page(request, [row])
            request.desk_row = row  # type: ignore[attr-defined]  # the actions offered depend on it
            edits = differences(standing(row).changes) if row.desk_standing == RowStanding.EDITED else []
            more |= {"row_standing": row.desk_standing, "standing_colour": COLOURS[row.desk_standing.label]}
            more |= {"waiting_edits": edits, **self.standing_context(row)}
        if object_id is None:  # Unfold offers these on forms of rows that are there already alone
            more["actions_submit_line"] = self.get_actions_submit_line(request, None)
        response: HttpResponse = super().changeform_view(request, object_id, form_url, more)
        return response

    def standing_context(self, row: Any) -> dict[str, Any]:  # noqa: ARG002 - for admins that have more to say
        """Return what else the top of a row's form shows."""
        return {}

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        """List above the form all that stands against saving it: Unfold shows no errors of whole stacked parts."""
        if request.method == "POST":
            context["form_errors"] = form_errors(context["adminform"].form, context["inline_admin_formsets"])
        return super().render_change_form(request, context, *args, **kwargs)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:  # noqa: FBT001
        """Save only what was changed: a save that changes nothing is no edit that waits for publication."""
        if why := form.cleaned_data.get("why"):
            pghistory.context(why=why)
        if not change or form.changed_data:
            super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:  # noqa: FBT001
        """Count a change of a part as an edit of the whole."""
        super().save_related(request, form, formsets, change)
        if change and not form.changed_data and any_changed(formsets):
            form.instance.save(update_fields=["changed_at"])
        if change and is_taken_down(form.instance):
            forget(form.instance)  # what is blanked out now stays nowhere either

    @action(description="Save and publish…", permissions=["publish"], attrs={"name": PUBLISH_NEXT})
    def save_and_publish(self, request: HttpRequest, obj: Any) -> None:
        """Do nothing more with the saved row: the answer leads on to the page that publishes it."""

    def get_actions_submit_line(self, request: HttpRequest, object_id: Any) -> list[Any]:
        """Offer to go on to publishing where publishing is possible."""
        row = getattr(request, "desk_row", None)
        if row is not None and row.desk_standing not in GOES_ON:
            return []
        offered: list[Any] = super().get_actions_submit_line(request, object_id)
        return offered

    def after_save(self, request: HttpRequest, obj: Any) -> HttpResponse | None:
        """Go on to the page that publishes, where that was asked for."""
        if PUBLISH_NEXT not in request.POST or not self.has_publish_permission(request):
            return None
        messages.success(request, f"Saved: {obj}.")
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_publish_row"
        return HttpResponseRedirect(reverse(name, args=[obj.pk]))

    def get_actions_detail(self, request: HttpRequest, object_id: Any) -> list[Any]:
        """Offer the acts that are possible now."""
        row = getattr(request, "desk_row", None)
        offered = OFFERED[row.desk_standing] | self.always_offered if row is not None else set[str]()
        if not isinstance(row, Slugged):
            offered = offered - {"readdress_row"}
        prefix = f"{self.opts.app_label}_{self.opts.model_name}_"
        return [
            found
            for found in super().get_actions_detail(request, object_id)
            if found.action_name.removeprefix(prefix) in offered
        ]


def link(url: str, text: Any) -> str:
    """Return a link of a list's column."""
    return format_html('<a class="text-link" href="{}">{}</a>', url, text)
