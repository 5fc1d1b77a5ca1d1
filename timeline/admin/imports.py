"""The desk's pages for tables of events: hand in, say what each column means, see what is wrong, import, take back."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from unfold.contrib.filters.admin import ChoicesDropdownFilter
from unfold.decorators import action, display
from unfold.widgets import UnfoldAdminFileFieldWidget, UnfoldAdminSelectWidget

from contracts.codelists import PartyKind
from timeline import roles
from timeline.admin.base import ReadOnlyAdmin
from timeline.admin.tabled import WRITERS, table_file
from timeline.codelists import ImportState
from timeline.models import EventImport
from timeline.spreadsheets import acts
from timeline.spreadsheets.columns import COLUMNS
from timeline.spreadsheets.tables import MOST_BYTES, MOST_ROWS, TableRefused
from timeline.spreadsheets.writing import template

AT_ONCE = 50  # rows; more are left to a worker, and the page shows how far it is
SHOWN = 100
MOST_DRAFTS_SHOWN = 200
STATE_COLOURS = {
    ImportState.OPEN.label: "info",
    ImportState.WAITING.label: "info",
    ImportState.REFUSED.label: "danger",
    ImportState.DONE.label: "success",
    ImportState.UNDONE.label: "",
    ImportState.DEAD.label: "danger",
}


class FileForm(forms.Form):
    """The file. Its bytes say what it is, whatever it is called."""

    file = forms.FileField(
        label="Table of events",
        help_text=f"CSV (UTF-8) or a workbook (.xlsx), at most {MOST_ROWS:,} rows and {MOST_BYTES // 1_000_000} MB.",
        widget=UnfoldAdminFileFieldWidget(),
    )


class MappingForm(forms.Form):
    """Which column of the file means what, and what becomes of unknown parties."""

    def __init__(self, *args: Any, heads: list[str], **kwargs: Any) -> None:
        """Offer the heads of the file for each column."""
        super().__init__(*args, **kwargs)
        places = [("", "—"), *((str(place), head or f"column {place + 1}") for place, head in enumerate(heads))]
        for column in COLUMNS:
            self.fields[column.name] = forms.ChoiceField(
                label=column.name.replace("_", " "),
                choices=places,
                required=column.needed,
                help_text=column.help,
                widget=UnfoldAdminSelectWidget(),
            )
        self.fields["new_parties"] = forms.ChoiceField(
            label="Parties that are not known",
            choices=[("", "are errors"), *((kind.value, f"become drafts: {kind.label}") for kind in PartyKind)],
            required=False,
            widget=UnfoldAdminSelectWidget(),
        )

    def mapping(self) -> dict[str, int]:
        """Return the place of each column that was chosen."""
        chosen = ((column.name, self.cleaned_data[column.name]) for column in COLUMNS)
        return {name: int(place) for name, place in chosen if place}


@admin.register(EventImport)
class EventImportAdmin(ReadOnlyAdmin):
    """Tables that were handed in, the newest first."""

    list_display = ("handed_in_at", "name", "handed_in_by", "rows", "made", "shown_state", "shown_hash")
    list_display_links = ("handed_in_at", "name")
    list_select_related = ("handed_in_by",)
    list_filter = (("state", ChoicesDropdownFilter),)
    search_fields = ("name", "sha256")
    ordering = ("-pk",)
    actions_list = ("hand_in_table",)
    actions_detail = ("undo_import",)
    fields = (
        ("name", "shown_state"),
        ("handed_in_at", "handed_in_by"),
        "whole_hash",
        ("rows", "made", "imported_at"),
        ("undone_at", "undone_by"),
        "error",
        "shown_drafts",
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[EventImport]:
        """Fetch no file for the list."""
        rows: QuerySet[EventImport] = super().get_queryset(request)
        return rows.defer("content", "mapping")

    def get_urls(self) -> list[URLPattern]:
        """Add the pages of handing in, mapping and taking back, and the file to begin with."""
        name, view = f"{self.opts.app_label}_{self.opts.model_name}", self.admin_site.admin_view
        return [
            path("hand-in/", view(self.hand_in_page), name=f"{name}_hand_in"),
            path("template.<str:form>", view(self.template_file), name=f"{name}_template"),
            path("<int:pk>/columns/", view(self.columns_page), name=f"{name}_columns"),
            path("<int:pk>/undo/", view(self.undo_page), name=f"{name}_undo"),
            *super().get_urls(),
        ]

    # --- Rights -------------------------------------------------------------------------------------------------------

    def has_import_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002 - as Unfold calls it
        """Ask for the right to import, and to make what an import makes."""
        return request.user.has_perms(("timeline.add_eventimport", "timeline.add_event", "timeline.add_source"))

    def _may_undo(self, request: HttpRequest, one: EventImport) -> bool:
        """Let those take an import back who made it, or who may edit what is published."""
        is_theirs = one.handed_in_by_id == request.user.pk
        return self.has_import_permission(request) and (is_theirs or request.user.has_perm(roles.EDIT_PUBLISHED))

    def get_actions_detail(self, request: HttpRequest, object_id: Any) -> list[Any]:
        """Offer to take back only what was imported."""
        found: list[Any] = super().get_actions_detail(request, object_id)
        is_done = EventImport.objects.filter(pk=object_id, state=ImportState.DONE).exists()
        return found if is_done else []

    # --- Pages --------------------------------------------------------------------------------------------------------

    @action(description="Hand in a table…", url_path="import-table", permissions=["import"], icon="upload_file")
    def hand_in_table(self, request: HttpRequest) -> HttpResponse:  # noqa: ARG002 - as Unfold calls it
        """Go to the page for a file."""
        return HttpResponseRedirect(reverse("admin:timeline_eventimport_hand_in"))

    @action(description="Take back…", url_path="take-back", permissions=["import"])
    def undo_import(self, request: HttpRequest, object_id: str) -> HttpResponse:  # noqa: ARG002 - as Unfold calls it
        """Go to the page that asks."""
        return HttpResponseRedirect(reverse("admin:timeline_eventimport_undo", args=[int(object_id)]))

    def template_file(self, request: HttpRequest, form: str) -> HttpResponse:
        """Send a file to begin with."""
        if not self.has_import_permission(request):
            raise PermissionDenied
        if form not in WRITERS:
            raise Http404
        return table_file(template(), form)

    def hand_in_page(self, request: HttpRequest) -> HttpResponse:
        """Take a file; one that is too large is answered with 413."""
        if not self.has_import_permission(request):
            raise PermissionDenied
        form, status = FileForm(request.POST or None, request.FILES or None), 200
        if request.method == "POST" and form.is_valid():
            file = form.cleaned_data["file"]
            try:
                one = acts.hand_in(file.name or "", file.read(MOST_BYTES + 1), by=_user(request), now=timezone.now())
            except TableRefused as refused:
                form.add_error("file", str(refused))
                status = 413 if refused.is_large else 200
            else:
                self.log_addition(request, one, f"Handed in {one.rows} rows.")
                return HttpResponseRedirect(reverse("admin:timeline_eventimport_columns", args=[one.pk]))
        return self._page(request, "hand_in_table.html", "Import a table of events", status, form=form, columns=COLUMNS)

    def columns_page(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show what the rows would make and what is wrong with them, as the columns are chosen; import on demand."""
        if not self.has_import_permission(request):
            raise PermissionDenied
        one = get_object_or_404(EventImport, pk=pk)
        if one.state not in {ImportState.OPEN, ImportState.REFUSED}:
            return HttpResponseRedirect(_url(one))
        table = acts.table_of(one)
        given = {name: str(place) for name, place in one.mapping.items()} | {"new_parties": one.new_parties}
        form = MappingForm(request.POST or None, heads=table.heads, initial=given)
        try:
            if request.method == "POST" and form.is_valid():
                acts.choose(one, mapping=form.mapping(), new_parties=form.cleaned_data["new_parties"])
            planned, mistakes = acts.tried(one, today=timezone.localdate())
            if request.method == "POST" and "import" in request.POST and form.is_valid() and not mistakes:
                return self._import(request, one)
        except acts.ImportRefused as refused:
            messages.error(request, str(refused))
            return HttpResponseRedirect(_url(one))
        context = {
            "form": form,
            "one": one,
            "planned": planned[:5],
            "mistakes": mistakes[:SHOWN],
            "more": max(len(mistakes) - SHOWN, 0),
            "wrong_rows": len({mistake.row for mistake in mistakes}),
        }
        return self._page(request, "table_columns.html", f"Import {one.name}", 200, **context)

    def _import(self, request: HttpRequest, one: EventImport) -> HttpResponse:
        acts.begin(one, now=timezone.now())
        if one.rows <= AT_ONCE:
            acts.run(one.pk, now=timezone.now())
        one.refresh_from_db()
        if one.state == ImportState.DONE:
            self.log_change(request, one, f"Imported {one.made} events.")
            messages.success(request, f"{one.made} events are drafts now.")
        elif one.state == ImportState.REFUSED:
            messages.error(request, one.error)
        else:
            messages.info(request, "It is being imported. This page shows how far it is when you load it again.")
        return HttpResponseRedirect(_url(one))

    def undo_page(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Ask, then remove all drafts of an import, or say what stands against it."""
        one = get_object_or_404(EventImport, pk=pk)
        if not self._may_undo(request, one):
            raise PermissionDenied
        if request.method == "POST":
            try:
                count = acts.undo(one, by=_user(request), now=timezone.now())
            except acts.ImportRefused as refused:
                for reason in refused.reasons:
                    messages.error(request, reason)
            else:
                self.log_change(request, one, f"Took {count} drafts back.")
                messages.success(request, f"{count} drafts are removed.")
            return HttpResponseRedirect(_url(one))
        return self._page(request, "undo_table.html", "Take an import back", 200, one=one)

    def _page(self, request: HttpRequest, name: str, title: str, status: int, **context: Any) -> HttpResponse:
        everything = {
            **self.admin_site.each_context(request),
            "title": title,
            "opts": self.opts,
            "media": self.media,
            "back": reverse("admin:timeline_eventimport_changelist"),
            **context,
        }
        request.current_app = self.admin_site.name
        return TemplateResponse(request, f"admin/timeline/{name}", everything, status=status)

    # --- Columns ------------------------------------------------------------------------------------------------------

    @display(description="State", label=STATE_COLOURS)
    def shown_state(self, one: EventImport) -> str:
        """Show the state as a coloured word."""
        return str(one.get_state_display())

    @admin.display(description="file hash")
    def shown_hash(self, one: EventImport) -> str:
        """Return the beginning of the hash."""
        return one.sha256[:12]

    @admin.display(description="SHA-256 of the file")
    def whole_hash(self, one: EventImport) -> SafeString:
        """Return the hash in parts between which a narrow page may break."""
        parts = ((one.sha256[place : place + 16],) for place in range(0, 64, 16))
        return format_html_join("", "{}<wbr>", parts)

    @admin.display(description="what it made")
    def shown_drafts(self, one: EventImport) -> SafeString:
        """Link what the import made, or say how far it is and where it goes on."""
        if one.state == ImportState.WAITING:
            return format_html("<p>{} of {} rows</p>", acts.progress(one), one.rows)
        if one.state in {ImportState.OPEN, ImportState.REFUSED}:
            url = reverse("admin:timeline_eventimport_columns", args=[one.pk])
            return format_html('<p><a class="text-link" href="{}">Choose columns and import</a></p>', url)
        rows = one.drafts.select_related("event", "source", "party")[:MOST_DRAFTS_SHOWN]
        return format_html_join(
            "",
            '<p>Row {}: {} <a class="text-link" href="{}">{}</a></p>',
            (
                (draft.number, row._meta.verbose_name, _url(row), str(row))
                for draft in rows
                if (row := draft.row) is not None
            ),
        ) or format_html("<p>{}</p>", "Nothing any more.")


def _url(row: Any) -> str:
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])


def _user(request: HttpRequest) -> Any:
    return request.user
