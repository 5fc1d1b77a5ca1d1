"""The desk's pages for proceedings with their docket numbers, parties and stays."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest
from unfold.contrib.filters.admin import AutocompleteSelectFilter, ChoicesDropdownFilter
from unfold.forms import PaginationInlineFormSet

from contracts.identifiers import normal_docket
from contracts.models import Case, Ground, Protest, ProtestParty, Stay
from timeline import log
from timeline.admin.acting import Acting
from timeline.admin.base import ReadOnlyAdmin, StackOfParts, TableOfParts
from timeline.admin.citations import CitationsOfProtest, CitationsOfStay
from timeline.admin.publishable import PublishableAdmin
from timeline.admin.refusals import missing_steps, refused_steps
from timeline.admin.standings import StandingFilter
from timeline.documents.shapes import Ref
from timeline.models import GroundFate


class CaseFormSet(PaginationInlineFormSet):
    """Docket numbers of one proceeding: normalised, and each only once in its forum."""

    def clean(self) -> None:
        """Refuse numbers that are none, or that another case of the forum has."""
        super().clean()
        forum = self.instance.forum
        seen: set[str] = set()
        for form in self.forms:
            raw = (getattr(form, "cleaned_data", None) or {}).get("docket_raw")
            if not raw or form in self.deleted_forms:
                continue
            number = normal_docket(raw)
            if not number:
                form.add_error("docket_raw", "This is no docket number.")
            elif number in seen:
                form.add_error("docket_raw", f"{number} is listed twice.")
            elif Case.objects.filter(forum=forum, docket_number=number).exclude(pk=form.instance.pk).exists():
                form.add_error("docket_raw", f"Another proceeding of this forum has the number {number}.")
            seen.add(number)
        if any(form.errors for form in self.forms):
            raise ValidationError("Look at the docket numbers.")

    def save_new(self, form: Any, commit: bool = True) -> Any:  # noqa: FBT001, FBT002 - as Django calls it
        """Normalise the number once the proceeding has its row."""
        return self._normalised(super().save_new(form, commit=False), commit=commit)

    def save_existing(self, form: Any, obj: Any, commit: bool = True) -> Any:  # noqa: FBT001, FBT002
        """Normalise a changed number."""
        return self._normalised(super().save_existing(form, obj, commit=False), commit=commit)

    def _normalised(self, case: Case, *, commit: bool) -> Case:
        case.clean()
        if commit:
            case.save()
        return case


class Cases(TableOfParts):
    """Its docket numbers."""

    model = Case
    formset = CaseFormSet
    fields = ("docket_raw", "kind", "protester", "date_filed")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Case]:
        """Fetch protesters with the cases."""
        rows: QuerySet[Case] = super().get_queryset(request)
        return rows.select_related("protester")


class ProtestParties(TableOfParts):
    """Who takes part, as what."""

    model = ProtestParty
    verbose_name = "party"
    verbose_name_plural = "parties"
    fields = ("party", "role", "role_note")

    def get_queryset(self, request: HttpRequest) -> QuerySet[ProtestParty]:
        """Fetch the parties with their parts."""
        rows: QuerySet[ProtestParty] = super().get_queryset(request)
        return rows.select_related("party")


class Stays(StackOfParts):
    """Stays, injunctions and remands with their dates."""

    model = Stay
    fields = (("kind", "start", "end"), "note")
    inlines = (CitationsOfStay,)


class FatesOfGround(StackOfParts):
    """What each forum made of a ground, and the event or source that shows it."""

    model = GroundFate
    verbose_name = "fate"
    verbose_name_plural = "fates"
    fields = ("protest", "fate", "event", "source", "anchor", "note")

    def get_queryset(self, request: HttpRequest) -> QuerySet[GroundFate]:
        """Fetch proceedings, events and sources with the fates."""
        rows: QuerySet[GroundFate] = super().get_queryset(request)
        return rows.select_related("protest", "event", "source")


class Grounds(StackOfParts):
    """The grounds first raised here."""

    model = Ground
    fields = (("title", "position"), "text", "note")
    inlines = (FatesOfGround,)


@admin.register(Protest)
class ProtestAdmin(PublishableAdmin):
    """Proceedings in every forum."""

    actions = (*Acting.actions, "merge_rows")
    list_display = ("__str__", "forum", "dispute", "stage", "shown_standing")
    list_select_related = ("dispute",)
    list_filter = (
        StandingFilter,
        ("dispute", AutocompleteSelectFilter),
        ("forum", ChoicesDropdownFilter),
        ("stage", ChoicesDropdownFilter),
    )
    search_fields = ("docket", "public_id", "cases__docket_raw", "cases__docket_number")
    inlines = (Cases, ProtestParties, Stays, Grounds, CitationsOfProtest)
    readonly_fields = ("public_id",)
    fieldsets = (
        (None, {"fields": ("dispute", "contracts", ("forum", "stage"), "docket", "appeals")}),
        (
            "Debriefing, for the automatic stay",
            {
                "classes": ("collapse",),
                "fields": (("debriefing_offered", "debriefing_answered"), "no_debriefing_required"),
            },
        ),
        ("Citations of its decisions", {"fields": ("reporter_citation", "lower_court_citation")}),
        ("Notes", {"fields": ("note", "public_id")}),
    )

    def standing_context(self, row: Protest) -> dict[str, Any]:
        """Show above the form which steps cannot follow and which must have happened unrecorded, as last published."""
        protests = log.live_documents([Ref(row.document_type, row.key)]).values()
        return {"impossible": refused_steps(protests), "missing_steps": missing_steps(protests)}

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:  # noqa: FBT001
        """Let the cases follow when the proceeding's forum is corrected."""
        super().save_related(request, form, formsets, change)
        protest: Protest = form.instance
        protest.cases.exclude(forum=protest.forum).update(forum=protest.forum)


@admin.register(Case)
class CaseAdmin(ReadOnlyAdmin):
    """Docket numbers, for searching; they are kept on the form of their proceeding."""

    list_display = ("docket_raw", "docket_number", "forum", "kind", "protest", "protester")
    list_select_related = ("protest", "protester")
    list_filter = (("forum", ChoicesDropdownFilter), ("kind", ChoicesDropdownFilter))
    search_fields = ("docket_raw", "docket_number")

    def has_module_permission(self, request: HttpRequest) -> bool:  # noqa: ARG002
        """Leave it out of the list of what can be edited."""
        return False
