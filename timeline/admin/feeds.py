"""The desk's pages for what comes in: feeds and how they fare, every answer they gave, every item read from it."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from unfold.contrib.filters.admin import AutocompleteSelectFilter, ChoicesDropdownFilter
from unfold.decorators import action, display
from unfold.enums import ActionVariant
from unfold.widgets import UnfoldAdminSelectWidget

from timeline import automatic, pipeline, roles
from timeline.admin.acts.page import Act
from timeline.admin.base import DeskAdmin, ReadOnlyAdmin
from timeline.admin.bytes_shown import shown_bytes
from timeline.admin.forms import WordedForm
from timeline.admin.histories import Histories
from timeline.automatic.switch import reason_against_trusting
from timeline.codelists import EventType, FeedState
from timeline.ingest.sources import SOURCES
from timeline.models import Feed, Fetch, Item
from timeline.pipeline import health
from timeline.pipeline.client import source_of

HEALTH_COLOURS = {
    FeedState.OK: "success",
    FeedState.LATE: "warning",
    FeedState.GAP: "warning",
    FeedState.BLOCKED: "danger",
    FeedState.BROKEN: "danger",
}
READERS = [(source.code, f"{source.name}: {source.yields}") for source in SOURCES.values()]
LONGEST_SHOWN = 20_000


class FeedForm(WordedForm):
    """A feed; which reader understands it is chosen from those there are."""

    parser = forms.ChoiceField(
        label="Reader",
        choices=READERS,
        initial="feed",
        widget=UnfoldAdminSelectWidget(),
        help_text="What can read its answers; “feed” is for any RSS, Atom or JSON Feed.",
    )


@admin.register(Feed)
class FeedAdmin(Histories, DeskAdmin):
    """Sources that are asked again and again."""

    form = FeedForm
    list_display = ("name", "shown_state", "state_detail", "enabled", "last_success_at", "last_new_item_at")
    list_filter = (("state", ChoicesDropdownFilter), "enabled", "trusted", "publishes_unreviewed")
    search_fields = ("name", "slug", "url")
    prepopulated_fields = {"slug": ("name",)}
    actions = ("switch_on", "switch_off", "ask_now", "see_to_gap")
    actions_detail = ("trust_row", "distrust_row")
    readonly_fields = (
        "shown_unreviewed",
        "shown_state",
        "state_detail",
        "last_success_at",
        "last_new_item_at",
        "gap_at",
        "failures",
        "due_at",
        "shown_answers",
    )
    add_fieldsets = (
        (None, {"fields": (("name", "slug"), "url", "parser", ("enabled", "trusted"))}),
        ("Its documents", {"fields": (("source_kind", "language"),)}),
        ("Rhythm", {"fields": (("poll_minutes", "rhythm_hours", "keep_days"),)}),
    )
    fieldsets = (
        *add_fieldsets,
        ("Without review", {"fields": ("shown_unreviewed",)}),
        (
            "How it fares",
            {
                "fields": (
                    ("shown_state", "state_detail"),
                    ("last_success_at", "last_new_item_at"),
                    ("gap_at", "failures", "due_at"),
                    "shown_answers",
                )
            },
        ),
    )

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """Freeze the short name: commands and items know the feed by it."""
        fields = list(super().get_readonly_fields(request, obj))
        return [*fields, "slug"] if obj else fields

    def get_prepopulated_fields(self, request: HttpRequest, obj: Any = None) -> Mapping[str, Any]:
        """Fill nothing in that cannot be changed."""
        return {} if obj else super().get_prepopulated_fields(request, obj)

    def save_model(self, request: HttpRequest, obj: Feed, form: Any, change: bool) -> None:  # noqa: FBT001 - Django
        """Switch the feed as the form says, through the verbs that know what else belongs to it."""
        if change:
            obj.save(update_fields=form.changed_data)  # workers write the other columns at the same time
        else:
            super().save_model(request, obj, form, change)
        if change and obj.publishes_unreviewed and {"url", "parser"} & set(form.changed_data):
            automatic.distrust(obj)
            messages.warning(request, "It is another source now, so it no longer publishes without review.")
        if "enabled" in form.changed_data or not change:
            if obj.enabled:
                health.enable(obj, now=timezone.now())
            else:
                health.disable(obj)

    @display(description="State", label={state.label: colour for state, colour in HEALTH_COLOURS.items()})
    def shown_state(self, feed: Feed) -> str:
        """Show how it fares as a coloured word."""
        return str(feed.get_state_display()) if feed.enabled or feed.state != FeedState.OK else "Switched off"

    # --- Without review -----------------------------------------------------------------------------------------------

    def has_publish_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002 - as Unfold calls it
        """Ask for the right to publish."""
        return request.user.has_perm(roles.PUBLISH)

    def get_actions_detail(self, request: HttpRequest, object_id: Any) -> list[Any]:
        """Offer the switch only where it does something."""
        feed = self.get_object(request, object_id)
        if feed is None:
            return []
        offered = "distrust_row" if feed.publishes_unreviewed else "" if reason_against_trusting(feed) else "trust_row"
        found = super().get_actions_detail(request, object_id)
        return [one for one in found if offered and one.action_name.endswith(f"_{offered}")]

    @admin.display(description="what it decides itself")
    def shown_unreviewed(self, feed: Feed) -> str:
        """Say whether it publishes without review, and why it never can."""
        if feed.publishes_unreviewed:
            by = f" by {feed.unreviewed_by}" if feed.unreviewed_by else ""
            return f"is published without review since {feed.unreviewed_since:%-d %B %Y, %H:%M} UTC{by}."
        return reason_against_trusting(feed) or "waits for an editor like everything else."

    @action(description="Publish without review…", url_path="trust", permissions=["publish"])
    def trust_row(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Explain what is published without review from then on, and switch it on."""
        feed = self.get_object(request, object_id)
        if feed is None:
            return HttpResponseRedirect(reverse("admin:timeline_feed_changelist"))
        form = HttpResponseRedirect(reverse("admin:timeline_feed_change", args=[feed.pk]))
        against = reason_against_trusting(feed)
        if against:
            messages.error(request, against)
            return form
        if request.method == "POST":
            automatic.trust(feed, actor=request.user, now=timezone.now())  # type: ignore[arg-type]  # logged in
            messages.success(request, f"“{feed}” publishes without review what it decides itself, from now on.")
            return form
        decided = [
            (kind, sorted(str(EventType(one).label) for one in types))
            for kind, types in sorted(source_of(feed).decides.items())
        ]
        act = Act(self, request, [], from_form=False)
        return act.page("admin/timeline/trust.html", title="Publish without review", feed=feed, decided=decided)

    @action(
        description="Stop publishing without review",
        url_path="distrust",
        permissions=["publish"],
        variant=ActionVariant.DANGER,
    )
    def distrust_row(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Switch it off at once."""
        feed = self.get_object(request, object_id)
        if feed is None:
            return HttpResponseRedirect(reverse("admin:timeline_feed_changelist"))
        automatic.distrust(feed)
        messages.success(request, f"“{feed}” publishes nothing without review any more.")
        return HttpResponseRedirect(reverse("admin:timeline_feed_change", args=[feed.pk]))

    @admin.display(description="answers")
    def shown_answers(self, feed: Feed) -> SafeString:
        """Link to its answers and items."""
        lists = (("answers", "timeline_fetch"), ("items", "timeline_item"))
        links = [(reverse(f"admin:{name}_changelist") + f"?feed__id__exact={feed.pk}", word) for word, name in lists]
        return format_html_join(", ", '<a class="text-link" href="{}">{}</a>', links)

    @action(description="Switch on", permissions=["change"])
    def switch_on(self, request: HttpRequest, feeds: QuerySet[Feed]) -> None:
        """Switch feeds on that have an address."""
        for feed in feeds:
            if feed.url or feed.pushed:
                health.enable(feed, now=timezone.now())
                messages.success(request, f"“{feed}” is on; it is asked at once.")
            else:
                messages.error(request, f"“{feed}” has no address to ask.")

    @action(description="Switch off", permissions=["change"])
    def switch_off(self, request: HttpRequest, feeds: QuerySet[Feed]) -> None:
        """Switch feeds off; what they brought stays."""
        for feed in feeds:
            health.disable(feed)
            messages.success(request, f"“{feed}” is off; what it brought stays.")

    @action(description="Ask now", permissions=["change"])
    def ask_now(self, request: HttpRequest, feeds: QuerySet[Feed]) -> None:
        """Have feeds asked with the next sweep."""
        for feed in feeds:
            if feed.enabled:
                health.enable(feed, now=timezone.now())
                messages.success(request, f"“{feed}” is asked within half a minute.")
            else:
                messages.error(request, f"“{feed}” is switched off.")

    @action(description="Gap seen to", permissions=["change"])
    def see_to_gap(self, request: HttpRequest, feeds: QuerySet[Feed]) -> None:
        """Note that somebody looked for what may have been missed."""
        for feed in feeds:
            health.see_to_gap(feed)
        messages.success(request, "Noted.")


class Mendable(ReadOnlyAdmin):
    """Pages of what the pipeline wrote; whoever keeps the feeds may have it done again."""

    def has_mend_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002 - as Unfold calls it
        """Ask for the right to keep feeds."""
        return request.user.has_perm("timeline.change_feed")


@admin.register(Fetch)
class FetchAdmin(Mendable):
    """Every answer of every source, kept whole before anybody reads it."""

    list_display = ("fetched_at", "feed", "outcome", "status", "state", "items_new", "items_changed", "items_same")
    list_select_related = ("feed",)
    list_filter = (("feed", AutocompleteSelectFilter), ("state", ChoicesDropdownFilter))
    search_fields = ("url", "detail")
    ordering = ("-pk",)
    actions = ("read_again",)
    fields = (
        "feed",
        ("fetched_at", "by_hand"),
        ("url", "final_url"),
        ("status", "outcome", "state"),
        ("detail", "error"),
        ("items_new", "items_changed", "items_same"),
        "shown_warnings",
        "shown_rejected",
        "shown_headers",
        "shown_body",
    )

    @admin.display(description="body")
    def shown_body(self, fetch: Fetch) -> SafeString:
        """Return the bytes that came as escaped text."""
        if fetch.pruned_at:
            return format_html("<p>{}</p>", f"Bytes and headers were let go of on {fetch.pruned_at:%-d %B %Y}.")
        return shown_bytes(fetch.body.content() if fetch.body else None)

    @admin.display(description="notes of the reader")
    def shown_warnings(self, fetch: Fetch) -> SafeString:
        """Return what the reader mended or doubts."""
        return _lines(fetch.warnings)

    @admin.display(description="left out")
    def shown_rejected(self, fetch: Fetch) -> SafeString:
        """Return the entries that could not become items."""
        return _lines(fetch.rejected)

    @admin.display(description="headers")
    def shown_headers(self, fetch: Fetch) -> SafeString:
        """Return the headers of the answer."""
        return _lines([f"{name}: {value}" for name, value in fetch.headers.items()])

    @action(description="Read again", permissions=["mend"])
    def read_again(self, request: HttpRequest, fetches: QuerySet[Fetch]) -> None:
        """Have answers read once more, after their reader was mended."""
        count = pipeline.read_again(fetches, now=timezone.now())
        messages.success(request, f"{count} answers wait to be read again.")


@admin.register(Item)
class ItemAdmin(Mendable):
    """Everything that the sources published."""

    list_display = ("title", "feed", "shown_published", "kind", "state", "first_seen_at")
    list_select_related = ("feed",)
    list_filter = (("feed", AutocompleteSelectFilter), ("state", ChoicesDropdownFilter))
    search_fields = ("title", "key", "url")
    ordering = ("-pk",)
    actions = ("match_again",)
    fields = (
        ("title", "feed"),
        "url",
        ("shown_published", "shown_happened", "lang"),
        ("key", "key_basis", "kind"),
        ("state", "revision", "error"),
        ("first_seen_at", "changed_at"),
        "shown_text",
        "shown_rest",
    )

    @admin.display(description="published")
    def shown_published(self, item: Item) -> str:
        """Return the date as the source gave it."""
        return str(item.published or "")

    @admin.display(description="happened")
    def shown_happened(self, item: Item) -> str:
        """Return the date of the matter itself."""
        return str(item.happened or "")

    @admin.display(description="text")
    def shown_text(self, item: Item) -> SafeString:
        """Return the text as it was read."""
        text = str(item.parsed.get("text") or item.parsed.get("summary") or "")
        return format_html('<div class="desk-text">{}</div>', text[:LONGEST_SHOWN])

    @admin.display(description="what else it says")
    def shown_rest(self, item: Item) -> SafeString:
        """Return what else was read of it."""
        rest = {name: value for name, value in item.parsed.items() if name not in {"text", "html", "summary"} and value}
        return _lines([f"{name}: {value}" for name, value in rest.items()])

    @action(description="Match again", permissions=["mend"])
    def match_again(self, request: HttpRequest, items: QuerySet[Item]) -> HttpResponse | None:
        """Have items compared with the record once more."""
        chosen = list(items.values_list("pk", flat=True)[:1000])
        count = pipeline.rematch(now=timezone.now(), only=Q(pk__in=chosen))
        messages.success(request, f"{count} items wait to be matched again.")
        return HttpResponseRedirect(request.get_full_path())


def _lines(entries: Any) -> SafeString:
    return format_html_join("", "<p>{}</p>", ((str(entry)[:500],) for entry in entries[:50]))
