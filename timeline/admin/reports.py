"""The desk's list of what readers reported: what it is about, what came of it, and addresses that can be erased."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from unfold.contrib.filters.admin import ChoicesDropdownFilter
from unfold.decorators import action, display

from timeline.addresses import page_path
from timeline.admin.base import DeskAdmin
from timeline.codelists import ReportState
from timeline.models import ReaderReport
from timeline.reports.receiving import close_reports, erase_addresses

WRITTEN_BY_READER = ("message", "source_url", "email", "shown_about", "seq", "lang", "created_at", "closed_at")


@admin.register(ReaderReport)
class ReaderReportAdmin(DeskAdmin):
    """What readers wrote is read, never changed; editors say what came of it."""

    list_display = ("__str__", "shown_about", "created_at", "shown_state", "has_address")
    list_filter = (("state", ChoicesDropdownFilter), ("object_type", ChoicesDropdownFilter))
    search_fields = ("message", "key", "note")
    readonly_fields = WRITTEN_BY_READER
    fieldsets = (
        ("What the reader wrote", {"fields": WRITTEN_BY_READER}),
        ("What came of it", {"fields": ("state", "note")}),
    )
    actions = ("mark_answered", "mark_dismissed", "erase")

    @display(description="About")
    def shown_about(self, row: ReaderReport) -> SafeString | str:
        """Link the page that the reader came from."""
        if not row.object_type:
            return "the site as a whole"
        path = page_path(row.object_type, row.key)
        if row.lang == "de":
            path = f"/de{path}"
        return format_html('<a class="text-link" href="{}">{} {}</a>', path, row.get_object_type_display(), row.key)

    @display(description="State", label={"Open": "warning", "Answered": "success", "Dismissed": "info"})
    def shown_state(self, row: ReaderReport) -> str:
        """Say what came of it."""
        return str(row.get_state_display())

    @display(description="Wants an answer", boolean=True)
    def has_address(self, row: ReaderReport) -> bool:
        """Say whether the reader left an address that is still there."""
        return bool(row.email)

    def has_add_permission(self, request: HttpRequest) -> bool:  # noqa: ARG002 - as Django calls it
        """Refuse: readers write reports."""
        return False

    def save_model(self, request: HttpRequest, obj: ReaderReport, form: Any, change: bool) -> None:  # noqa: FBT001 - as Django calls it
        """Note when it was closed, or that it is open again."""
        if obj.state == ReportState.OPEN:
            obj.closed_at = None
        elif obj.closed_at is None:
            obj.closed_at = timezone.now()
        super().save_model(request, obj, form, change)

    def has_act_permission(self, request: HttpRequest) -> bool:
        """Let those close reports who may change them."""
        return bool(request.user.has_perm("timeline.change_readerreport"))

    @action(description="Mark as answered", permissions=["act"])
    def mark_answered(self, request: HttpRequest, rows: QuerySet[ReaderReport]) -> None:
        """Close the chosen open reports: something was corrected or explained."""
        done = close_reports(rows, state=ReportState.ANSWERED, now=timezone.now())
        messages.success(request, f"{done} reports are marked as answered.")

    @action(description="Dismiss", permissions=["act"])
    def mark_dismissed(self, request: HttpRequest, rows: QuerySet[ReaderReport]) -> None:
        """Close the chosen open reports: there was nothing to do."""
        done = close_reports(rows, state=ReportState.DISMISSED, now=timezone.now())
        messages.success(request, f"{done} reports are dismissed.")

    @action(description="Erase the senders’ addresses", permissions=["act"])
    def erase(self, request: HttpRequest, rows: QuerySet[ReaderReport]) -> None:
        """Erase the e-mail addresses of the chosen reports at once."""
        messages.success(request, f"{erase_addresses(rows)} addresses are erased.")
