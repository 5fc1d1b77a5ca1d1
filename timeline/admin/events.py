"""The desk's pages for events: one form with parties, steps, links, amounts and citations."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from unfold.contrib.filters.admin import AutocompleteSelectFilter, ChoicesDropdownFilter
from unfold.forms import PaginationInlineFormSet

from contracts.codelists import Forum
from contracts.procedure.steps import STEP_CODES
from timeline import links, log
from timeline.admin.base import StackOfParts, TableOfParts
from timeline.admin.citations import CitationsOfEvent
from timeline.admin.entering import Entering, EnteringForm
from timeline.admin.forms import PublishableForm
from timeline.admin.publishable import PublishableAdmin
from timeline.admin.refusals import refused_steps
from timeline.admin.standings import RowStanding, StandingFilter
from timeline.admin.supposing import Supposing, consequences
from timeline.admin.tabled import Tabled
from timeline.codelists import EventType
from timeline.documents.shapes import Ref
from timeline.models import Correction, Event, EventAmount, EventLink, EventParty, EventStep

STEPS_BY_FORUM = [
    (forum.label, [(step.code, step.label) for step in STEP_CODES.values() if step.forum == forum]) for forum in Forum
]


class EventForm(EnteringForm, PublishableForm):
    """An event; its contracts and its proceeding are those of its dispute."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer no statements: they have a form of their own."""
        super().__init__(*args, **kwargs)
        field = self.fields.get("type")
        if field is not None:
            field.choices = [choice for choice in field.choices if choice[0] != EventType.STATEMENT]  # type: ignore[attr-defined]  # a choice field

    def clean(self) -> dict[str, Any]:
        """Refuse what belongs to another dispute."""
        cleaned: dict[str, Any] = super().clean() or {}
        dispute, protest = cleaned.get("dispute"), cleaned.get("protest")
        if dispute is None:
            return cleaned
        if protest is not None and protest.dispute_id != dispute.pk:
            self.add_error("protest", f"“{protest}” belongs to another dispute.")
        foreign = [str(contract) for contract in cleaned.get("contracts") or () if contract.dispute_id != dispute.pk]
        if foreign:
            self.add_error("contracts", f"{', '.join(foreign)}: of another dispute.")
        return cleaned


class LinkFormSet(PaginationInlineFormSet):
    """Links of one event; the reasons against them come from the one place that writes links."""

    def __init__(self, *args: Any, refusals: tuple[str, ...] = (), **kwargs: Any) -> None:
        """Take the reasons for which the links were refused when they were written, if they were."""
        self.refusals = refusals
        super().__init__(*args, **kwargs)

    def clean(self) -> None:
        """Show the reasons."""
        super().clean()
        if self.refusals:
            raise ValidationError([reason[:1].upper() + reason[1:] + "." for reason in self.refusals])

    def chosen(self) -> list[tuple[int, str]]:
        """Return target and relation of the links that are to be there."""
        forms = [form for form in self.forms if form not in self.deleted_forms and form.cleaned_data.get("target")]
        return [(form.cleaned_data["target"].pk, form.cleaned_data["relation"]) for form in forms]


class Parties(TableOfParts):
    """Who took part, as what."""

    model = EventParty
    verbose_name = "party"
    verbose_name_plural = "parties"
    fields = ("party", "role", "role_note")

    def get_queryset(self, request: HttpRequest) -> QuerySet[EventParty]:
        """Fetch the parties with their parts."""
        rows: QuerySet[EventParty] = super().get_queryset(request)
        return rows.select_related("party")


class Steps(StackOfParts):
    """Which step of which proceeding it was."""

    model = EventStep
    verbose_name = "procedural step"
    verbose_name_plural = "procedural steps"
    fields = ("protest", "step", "cases", ("disposition", "reason"), ("days", "until"), "parties")

    def formfield_for_choice_field(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Offer the steps by forum, in words."""
        if db_field.name == "step":
            kwargs["choices"] = [("", "Choose a step"), *STEPS_BY_FORUM]
        return super().formfield_for_choice_field(db_field, request, **kwargs)

    def get_queryset(self, request: HttpRequest) -> QuerySet[EventStep]:
        """Fetch what the inputs show with the steps."""
        rows: QuerySet[EventStep] = super().get_queryset(request)
        return rows.select_related("protest").prefetch_related("cases", "parties")


class Links(TableOfParts):
    """Which earlier events it acts on."""

    model = EventLink
    formset = LinkFormSet
    fk_name = "source"
    verbose_name = "link to an earlier event"
    verbose_name_plural = "links to earlier events"
    fields = ("relation", "target")

    def get_queryset(self, request: HttpRequest) -> QuerySet[EventLink]:
        """Fetch the events with the links."""
        rows: QuerySet[EventLink] = super().get_queryset(request)
        return rows.select_related("target")


class Amounts(TableOfParts):
    """Sums of money it is about."""

    model = EventAmount
    verbose_name = "amount"
    verbose_name_plural = "amounts"
    fields = ("amount", "currency", "what")


WAITING = (RowStanding.DRAFT, RowStanding.EDITED)


@admin.register(Event)
class EventAdmin(Entering, Tabled, Supposing, PublishableAdmin):
    """What happened."""

    class Media:
        js = ("timeline/entering.js",)

    form = EventForm
    actions = (*PublishableAdmin.actions, "merge_rows", "table_as_workbook", "table_as_csv")
    list_display = ("shown_date", "shown_title", "type", "dispute", "significance", "shown_standing")
    list_display_links = ("shown_date", "shown_title")
    list_select_related = ("dispute",)
    list_filter = (
        StandingFilter,
        ("dispute", AutocompleteSelectFilter),
        ("contracts", AutocompleteSelectFilter),
        ("protest", AutocompleteSelectFilter),
        ("parties__party", AutocompleteSelectFilter),
        ("type", ChoicesDropdownFilter),
        ("significance", ChoicesDropdownFilter),
        ("confidence", ChoicesDropdownFilter),
    )
    search_fields = ("title__en", "title__de", "public_id")
    inlines = (Parties, CitationsOfEvent, Steps, Links, Amounts)
    readonly_fields = ("public_id",)
    fieldsets = (
        (None, {"fields": ("dispute", ("type", "significance"), ("date", "until"), "title", "summary")}),
        ("Where it belongs", {"fields": ("contracts", "protest")}),
        (
            "When it became public",
            {
                "classes": ("collapse",),
                "fields": (("date_public", "public_basis"), ("date_existence_known", "sealed")),
            },
        ),
        (
            "How it is shown",
            {"classes": ("collapse",), "fields": ("short_title", ("confidence", "day_order"), "note", "public_id")},
        ),
    )

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Save the whole form or nothing; where its links are refused, show it again with the reasons."""
        if object_id and object_id.isdecimal():
            waiting = Correction.objects.open().filter(event=int(object_id))
            extra_context = {**(extra_context or {}), "open_corrections": waiting}
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except links.LinkRefused as refused:
            request.link_refusals = tuple(refused.reasons)  # type: ignore[attr-defined]  # for the formset below
            return super().changeform_view(request, object_id, form_url, extra_context)

    def standing_context(self, row: Event) -> dict[str, Any]:
        """Show above the form which steps cannot follow, and what a draft's or an edit's steps would bring."""
        if not row.steps.exists():
            return {}
        if row.desk_standing in WAITING:  # type: ignore[attr-defined]  # set for every form
            found = consequences(row, neighbours=False)
            return {"followings": found, "any_refused": any(one.refused for one in found)}
        protests = log.live_documents(Ref("protest", step.protest.public_id) for step in row.steps.all())
        return {"impossible": refused_steps(protests.values(), [row.public_id])}

    def get_formset_kwargs(self, request: HttpRequest, obj: Any, inline: Any, prefix: str) -> dict[str, Any]:
        """Hand the links the reasons against them."""
        found: dict[str, Any] = super().get_formset_kwargs(request, obj, inline, prefix)
        if isinstance(inline, Links):
            found["refusals"] = getattr(request, "link_refusals", ())
        return found

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:  # noqa: FBT001
        """Leave links to the one place that writes them."""
        if not isinstance(formset, LinkFormSet):
            super().save_formset(request, form, formset, change)
            return
        event: Event = form.instance
        formset.new_objects, formset.changed_objects, formset.deleted_objects = [], [], []
        if formset.has_changed():
            chosen = [links.NewLink(event.pk, target, relation) for target, relation in formset.chosen()]
            links.replace_links(of=[event.pk], links=chosen)
        elif {"date", "until"} & set(form.changed_data):
            links.check_links_of(event)

    @admin.display(description="date", ordering="date")
    def shown_date(self, event: Event) -> str:
        """Return the date as the sources give it."""
        return str(event.date)

    @admin.display(description="title")
    def shown_title(self, event: Event) -> Any:
        """Return the title in the main language."""
        return event.title.get("en", "")
