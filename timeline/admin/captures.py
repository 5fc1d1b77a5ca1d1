"""The desk's pages for copies of sources: what came of each attempt, the text that was read, the bytes to download."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from unfold.contrib.filters.admin import ChoicesDropdownFilter
from unfold.decorators import action, display

from timeline import evidence, roles
from timeline.admin.base import ReadOnlyAdmin
from timeline.codelists import CaptureOutcome, Comparison, Verdict
from timeline.evidence import store
from timeline.evidence.comparing import changes
from timeline.evidence.removal import let_again
from timeline.models import Capture, Copy, Watch

LONGEST_SHOWN = 20_000  # characters
MOST_CHANGES = 100
OUTCOME_COLOURS = {
    CaptureOutcome.OK.label: "success",
    CaptureOutcome.GONE.label: "danger",
    CaptureOutcome.BLOCKED.label: "warning",
    CaptureOutcome.NOT_A_COPY.label: "warning",
    CaptureOutcome.UNREACHABLE.label: "info",
    CaptureOutcome.TOO_LARGE.label: "info",
    CaptureOutcome.FORBIDDEN.label: "danger",
}
COMPARED_COLOURS = {Comparison.EDITED.label: "warning"}
# A stranger's bytes: nothing in them may run, load or be taken for something else, and no other page may hold them.
FOREIGN = {
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "private, no-store",
    "Referrer-Policy": "no-referrer",
}


@admin.register(Capture)
class CaptureAdmin(ReadOnlyAdmin):
    """Attempts to copy sources, the newest first."""

    list_display = ("captured_at", "source", "kind", "shown_outcome", "status", "shown_compared", "shown_size")
    list_select_related = ("source", "copy")
    list_filter = (
        ("outcome", ChoicesDropdownFilter),
        ("compared", ChoicesDropdownFilter),
        ("kind", ChoicesDropdownFilter),
    )
    search_fields = ("url", "source__title", "source__public_id", "copy__sha256")
    ordering = ("-captured_at", "-pk")
    fields = (
        "source",
        ("captured_at", "kind", "handed_in_by"),
        ("url", "final_url"),
        ("shown_outcome", "status", "detail"),
        "shown_copy",
        "shown_passages",
        "shown_changes",
        "shown_headers",
        "shown_text",
        ("taken_down_at", "removal_note"),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Capture]:
        """Fetch no texts for the list."""
        rows: QuerySet[Capture] = super().get_queryset(request)
        return rows.defer("copy__text", "copy__main_text")

    def get_urls(self) -> list[URLPattern]:
        """Add the downloads of bytes and text."""
        name = f"{self.opts.app_label}_{self.opts.model_name}"
        return [
            path("<int:pk>/bytes/", self.admin_site.admin_view(self.download), name=f"{name}_bytes"),
            path("<int:pk>/text/", self.admin_site.admin_view(self.plain_text), name=f"{name}_text"),
            *super().get_urls(),
        ]

    def download(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Send the bytes as a file, which no browser shows or runs."""
        copy = self._copy(request, pk)
        try:
            content = store.content(copy)
        except store.Missing as error:
            return HttpResponse(str(error), status=410, content_type="text/plain; charset=utf-8")
        name = f"{copy.sha256[:16]}.bin"
        headers = {**FOREIGN, "Content-Disposition": f'attachment; filename="{name}"'}
        return HttpResponse(content, content_type="application/octet-stream", headers=headers)

    def plain_text(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Send the text that was read, as text."""
        copy = self._copy(request, pk)
        return HttpResponse(copy.text, content_type="text/plain; charset=utf-8", headers=FOREIGN)

    def _copy(self, request: HttpRequest, pk: int) -> Copy:
        if not self.has_view_permission(request):
            raise PermissionDenied
        capture = get_object_or_404(Capture.objects.select_related("copy").exclude(copy=None), pk=pk)
        copy = capture.copy
        if copy is None:
            raise PermissionDenied
        return copy

    @display(description="Outcome", label=OUTCOME_COLOURS)
    def shown_outcome(self, capture: Capture) -> str:
        """Show what came of it as a coloured word."""
        return str(capture.get_outcome_display())

    @display(description="Compared", label=COMPARED_COLOURS)
    def shown_compared(self, capture: Capture) -> str:
        """Show how it differs from the copy before."""
        return str(capture.get_compared_display())

    @admin.display(description="bytes")
    def shown_size(self, capture: Capture) -> str:
        """Return how large it is."""
        return f"{capture.copy.size:,}" if capture.copy else ""

    @admin.display(description="copy")
    def shown_copy(self, capture: Capture) -> SafeString:
        """Return hash, size and kind, and the downloads."""
        copy = capture.copy
        if copy is None:
            return format_html("<p>{}</p>", "No copy is kept.")
        links = [
            (reverse("admin:timeline_capture_bytes", args=[capture.pk]), "Download the bytes"),
            (reverse("admin:timeline_capture_text", args=[capture.pk]), "Text as it was read"),
        ]
        return format_html(
            "<p>{} bytes, {}{}</p><p>SHA-256 <code>{}</code></p><p>{}</p>",
            f"{copy.size:,}",
            copy.media_type,
            f", {copy.pages} pages" if copy.pages else "",
            copy.sha256,
            format_html_join(" · ", '<a class="text-link" href="{}">{}</a>', links),
        )

    @admin.display(description="passages cited from it")
    def shown_passages(self, capture: Capture) -> SafeString:
        """Return each passage with what came of looking for it."""
        if capture.copy is None:
            return format_html("{}", "")
        rows = [
            (
                str(Verdict(found.verdict).label) + (f", page {found.page}" if found.page else ""),
                words[:300],
            )
            for words, found in evidence.passages_of(capture)
        ]
        return format_html_join("", "<p><b>{}</b>: {}</p>", rows) or format_html("<p>{}</p>", "None.")

    @admin.display(description="what changed since the copy before")
    def shown_changes(self, capture: Capture) -> SafeString:
        """Return the lines of the main text that differ from the copy before."""
        if capture.compared != Comparison.EDITED or capture.copy is None:
            return format_html("<p>{}</p>", str(capture.get_compared_display()) or "Not compared.")
        before = evidence.before(capture)
        if before is None or before.copy is None:
            return format_html("<p>{}</p>", "The copy before is no longer kept.")
        found = list(changes(before.copy.main_text, capture.copy.main_text))[:MOST_CHANGES]
        rows = (("\n".join(one.before)[:2_000], "\n".join(one.after)[:2_000]) for one in found)
        return format_html_join("", '<pre class="desk-raw"><del>{}</del>\n<ins>{}</ins></pre>', rows)

    @admin.display(description="headers")
    def shown_headers(self, capture: Capture) -> SafeString:
        """Return the headers of the answer."""
        return format_html_join("", "<p>{}: {}</p>", capture.headers.items())

    @admin.display(description="text")
    def shown_text(self, capture: Capture) -> SafeString:
        """Return the beginning of the text, escaped."""
        if capture.copy is None or not capture.copy.text:
            return format_html("<p>{}</p>", capture.copy.note if capture.copy else "None.")
        text = capture.copy.text
        cut = "Only the beginning is shown." if len(text) > LONGEST_SHOWN else ""
        return format_html(
            '<p>{} {}</p><pre class="desk-raw" tabindex="0">{}</pre>', capture.copy.note, cut, text[:LONGEST_SHOWN]
        )


@admin.register(Watch)
class WatchAdmin(ReadOnlyAdmin):
    """Sources that are copied again and again, those with trouble findable."""

    list_display = ("source", "shown_newest", "held", "failures", "due_at", "stopped", "error")
    list_select_related = ("source", "newest", "held__source")
    list_filter = (("newest__outcome", ChoicesDropdownFilter),)
    search_fields = ("source__title", "source__url", "source__public_id")
    ordering = ("-changed_at", "-pk")
    actions = ("copy_now", "let_copy_again")
    fields = ("source", ("newest", "held"), ("failures", "attempts", "due_at"), "stopped", "error", "changed_at")

    @display(description="Latest", label=OUTCOME_COLOURS)
    def shown_newest(self, watch: Watch) -> str:
        """Show what came of the latest attempt."""
        return str(watch.newest.get_outcome_display()) if watch.newest else ""

    def has_copy_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002 - as Unfold calls it
        """Let those ask for a copy who may change sources."""
        return bool(request.user.has_perm("timeline.change_source"))

    @action(description="Copy now", permissions=["copy"])
    def copy_now(self, request: HttpRequest, watches: QuerySet[Any]) -> None:
        """Let the chosen sources be copied at once."""
        count = evidence.watch([one.source for one in watches], now=timezone.now(), again=True)
        messages.success(request, f"{count} are copied now.")

    def has_let_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002 - as Unfold calls it
        """Let those undo the end of copying who may remove copies."""
        return bool(request.user.has_perm(roles.TAKE_DOWN))

    @action(description="Let it be copied again (our copies were removed)", permissions=["let"])
    def let_copy_again(self, request: HttpRequest, watches: QuerySet[Any]) -> None:
        """Let sources be copied again whose copies were removed; what was removed does not come back."""
        stopped = watches.exclude(stopped="").select_related("source")
        for watch in stopped:
            let_again(watch.source, now=timezone.now())
            self.log_change(request, watch, "Let it be copied again.")
        messages.success(request, f"{len(stopped)} are copied again.")
