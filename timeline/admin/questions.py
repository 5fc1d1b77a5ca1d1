"""The desk's list of open questions: what should be known by now; editors may show one to readers."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from unfold.contrib.filters.admin import AutocompleteSelectFilter, ChoicesDropdownFilter
from unfold.decorators import action, display

from timeline.admin.base import ReadOnlyAdmin
from timeline.models import OpenQuestion


@admin.register(OpenQuestion)
class OpenQuestionAdmin(ReadOnlyAdmin):
    """Due dates that passed without their event; opened and closed by the watch, shown to readers by an editor."""

    list_display = ("__str__", "kind", "due_on", "opened_at", "shown_standing", "is_public")
    list_select_related = ("protest", "closed_by")
    list_filter = (
        ("kind", ChoicesDropdownFilter),
        ("closed_at", admin.EmptyFieldListFilter),
        "is_public",
        ("protest", AutocompleteSelectFilter),
    )
    search_fields = ("deadline", "protest__docket", "protest__cases__docket_raw")
    actions = ("show_to_readers", "hide_from_readers")

    @display(description="Standing", label={"Open": "warning", "Closed": "success"})
    def shown_standing(self, row: OpenQuestion) -> str:
        """Say whether it is open."""
        return "Closed" if row.closed_at else "Open"

    def has_act_permission(self, request: HttpRequest) -> bool:
        """Let those change what readers see who may change questions."""
        return bool(request.user.has_perm("timeline.change_openquestion"))

    @action(description="Show to readers", permissions=["act"])
    def show_to_readers(self, request: HttpRequest, rows: QuerySet[Any]) -> None:
        """Show the chosen questions on the pages of their disputes while they are open."""
        self._set(request, rows, is_public=True)

    @action(description="Hide from readers", permissions=["act"])
    def hide_from_readers(self, request: HttpRequest, rows: QuerySet[Any]) -> None:
        """Keep the chosen questions among the editors."""
        self._set(request, rows, is_public=False)

    def _set(self, request: HttpRequest, rows: QuerySet[Any], *, is_public: bool) -> None:
        done = rows.exclude(is_public=is_public).update(is_public=is_public, changed_at=timezone.now())
        messages.success(request, f"{done} questions are {'shown to' if is_public else 'hidden from'} readers now.")
