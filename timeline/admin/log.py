"""The publication log, to read: revisions and the acts they belong to."""

from typing import Any

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from unfold.contrib.filters.admin import AutocompleteSelectFilter, ChoicesDropdownFilter

from timeline.admin.base import ReadOnlyAdmin
from timeline.admin.readable import Names, read
from timeline.documents.shapes import parsed
from timeline.models import ChangeSet, Revision

REVISIONS_SHOWN = 50


@admin.register(Revision)
class RevisionAdmin(ReadOnlyAdmin):
    """Every document that was ever public."""

    list_display = ("seq", "published_at", "kind", "document_type", "key", "note")
    list_filter = (("kind", ChoicesDropdownFilter), ("document_type", ChoicesDropdownFilter))
    search_fields = ("=key",)
    ordering = ("-seq",)
    fields = ("seq", "published_at", "kind", "document_type", "key", "note", "shown_change_set", "shown_document")
    readonly_fields = fields

    def lookup_allowed(self, lookup: str, value: Any, request: HttpRequest) -> bool:
        """Allow the list of one object's revisions."""
        return lookup == "key" or bool(super().lookup_allowed(lookup, value, request))

    def get_queryset(self, request: HttpRequest) -> QuerySet[Revision]:
        """Fetch no documents for the list."""
        rows: QuerySet[Revision] = super().get_queryset(request)
        match = request.resolver_match
        return rows.defer("document") if match and str(match.url_name).endswith("changelist") else rows

    @admin.display(description="act")
    def shown_change_set(self, revision: Revision) -> SafeString:
        """Return a link to the act."""
        url = reverse("admin:timeline_changeset_change", args=[revision.change_set_id])
        return format_html('<a class="text-link" href="{}">Change set {}</a>', url, revision.change_set_id)

    @admin.display(description="document")
    def shown_document(self, revision: Revision) -> SafeString:
        """Return the document in words."""
        document = parsed(revision.document)
        lines = read(document, Names([document]))
        return format_html(
            '<dl class="desk-document">{}</dl>',
            format_html_join(
                "",
                "<div><dt>{}</dt><dd>{}</dd></div>",
                ((line.label, format_html_join("", "<p>{}</p>", ((text,) for text in line.texts))) for line in lines),
            ),
        )


@admin.register(ChangeSet)
class ChangeSetAdmin(ReadOnlyAdmin):
    """Acts of publishing and taking back."""

    list_display = ("pk", "created_at", "actor", "shown_count", "note", "automatic_from", "single_editor")
    list_select_related = ("actor",)
    list_filter = (("actor", AutocompleteSelectFilter),)
    search_fields = ("note", "actor__username")
    ordering = ("-pk",)
    fields = ("created_at", "actor", "note", "automatic_from", "single_editor", "shown_revisions")
    readonly_fields = fields

    def prepare_page(self, request: HttpRequest, rows: list[Any]) -> None:  # noqa: ARG002 - as the list calls it
        """Count the revisions of the acts of this page."""
        of_page = Revision.objects.filter(change_set__in=rows).order_by().values("change_set")
        counts = dict(of_page.annotate(count=Count("pk")).values_list("change_set", "count"))
        for row in rows:
            row.desk_count = counts.get(row.pk, 0)

    @admin.display(description="revisions")
    def shown_count(self, change_set: Any) -> int:
        """Return how many revisions the act wrote."""
        count: int = change_set.desk_count
        return count

    @admin.display(description="revisions")
    def shown_revisions(self, change_set: ChangeSet) -> SafeString:
        """Return the first revisions of the act as links."""
        revisions = change_set.revisions.order_by("seq").defer("document")[:REVISIONS_SHOWN]
        return format_html_join(
            "",
            '<p><a class="text-link" href="{}">{}</a></p>',
            ((reverse("admin:timeline_revision_change", args=[row.pk]), str(row)) for row in revisions),
        )
