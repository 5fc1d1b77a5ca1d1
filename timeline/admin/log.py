"""The publication log, to read: revisions and the acts they belong to."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from unfold.contrib.filters.admin import AutocompleteSelectFilter, ChoicesDropdownFilter
from unfold.decorators import action
from unfold.enums import ActionVariant

from timeline import roles
from timeline.admin.acts.page import framed
from timeline.admin.base import ReadOnlyAdmin
from timeline.admin.readable import Names, read
from timeline.documents.shapes import parsed
from timeline.models import ChangeSet, Revision
from timeline.publishing import four_eyes

REVISIONS_SHOWN = 50


class SecondFilter(admin.SimpleListFilter):
    """Acts that wait for a second publisher."""

    title = "second publisher"
    parameter_name = "second"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:  # noqa: ARG002 - as Django calls it
        """Offer what waits."""
        return [("waits", "waits to be confirmed")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:  # noqa: ARG002
        """Narrow the list."""
        return queryset.filter(four_eyes.UNCONFIRMED) if self.value() == "waits" else queryset


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

    list_display = (
        "pk",
        "created_at",
        "actor",
        "shown_count",
        "note",
        "automatic_from",
        "single_editor",
        "shown_second",
    )
    list_select_related = ("actor", "confirmed_by")
    list_filter = (("actor", AutocompleteSelectFilter), SecondFilter)
    actions_detail = ("confirm_row",)
    search_fields = ("note", "actor__username")
    ordering = ("-pk",)
    fields = ("created_at", "actor", "note", "automatic_from", "single_editor", "shown_second", "shown_revisions")
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

    @admin.display(description="second publisher")
    def shown_second(self, change_set: ChangeSet) -> str:
        """Say who confirmed an act that was done at once, or that nobody did."""
        if not change_set.needs_confirmation:
            return ""
        if change_set.confirmed_at is None:
            return "waits to be confirmed"
        return f"{change_set.confirmed_by or 'an account that is gone'}, {change_set.confirmed_at:%Y-%m-%d %H:%M} UTC"

    def has_confirm_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002 - as Unfold calls it
        """Ask for the right to publish."""
        return request.user.has_perm(roles.PUBLISH)

    def get_actions_detail(self, request: HttpRequest, object_id: Any) -> list[Any]:
        """Offer to confirm what waits for it and was done by somebody else."""
        waits = ChangeSet.objects.filter(four_eyes.UNCONFIRMED, pk=object_id).exclude(actor=request.user.pk).exists()
        return super().get_actions_detail(request, object_id) if waits else []

    @action(description="Confirm", url_path="confirm", permissions=["confirm"], variant=ActionVariant.PRIMARY)
    def confirm_row(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Confirm what another publisher did at once; asked first, since a link alone changes nothing."""
        change_set = self.get_object(request, object_id)
        if change_set is None:
            return HttpResponseRedirect(reverse("admin:timeline_changeset_changelist"))
        back = reverse("admin:timeline_changeset_change", args=[change_set.pk])
        if request.method != "POST":
            shown = {"change_set": change_set, "revisions": self.shown_revisions(change_set), "back": back}
            template = "admin/timeline/confirm_act.html"
            return framed(self, request, template, title="Confirm", subtitle=str(change_set), **shown)
        user: Any = request.user  # the desk lets nobody in who is not logged in
        if four_eyes.confirm(change_set, user, now=timezone.now()):
            messages.success(request, "Confirmed.")
        else:
            messages.warning(request, "Nothing to confirm for you: it was your own act, or is confirmed already.")
        return HttpResponseRedirect(back)

    @admin.display(description="revisions")
    def shown_revisions(self, change_set: ChangeSet) -> SafeString:
        """Return the first revisions of the act as links."""
        revisions = change_set.revisions.order_by("seq").defer("document")[:REVISIONS_SHOWN]
        return format_html_join(
            "",
            '<p><a class="text-link" href="{}">{}</a></p>',
            ((reverse("admin:timeline_revision_change", args=[row.pk]), str(row)) for row in revisions),
        )
