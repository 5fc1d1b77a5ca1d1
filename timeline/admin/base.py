"""What every page of the desk stands on: the record's inputs, autocompletion, cheap lists, permissions by role."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import CASCADE, ForeignKey, Model, QuerySet, URLField
from django.http import HttpRequest
from unfold.admin import ModelAdmin, StackedInline, TabularInline
from unfold.views import ChangeList

from contracts.models.base import KEPT, Publishable
from timeline.admin.fields import form_field
from timeline.admin.forms import WordedForm
from timeline.admin.pagination import EstimatingPaginator, Suggestions


class RecordInputs:
    """Inputs that all forms and inlines of the record share."""

    model: type[Model]
    admin_site: Any

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Use the record's own inputs for its own kinds of column."""
        if isinstance(db_field, URLField):
            kwargs["assume_scheme"] = "https"
        return form_field(db_field) or super().formfield_for_dbfield(db_field, request, **kwargs)  # type: ignore[misc]  # a mixin before Django's class

    def get_autocomplete_fields(self, request: HttpRequest) -> Sequence[str]:  # noqa: ARG002 - as Django calls it
        """Search for whatever a row refers to: no list of it is ever laid out whole."""
        return [
            field.name
            for field in [*self.model._meta.fields, *self.model._meta.many_to_many]
            if field.remote_field and self._is_searchable(field.remote_field.model)
        ]

    def _is_searchable(self, model: type[Model]) -> bool:
        known = self.admin_site.is_registered(model)
        return known and bool(self.admin_site.get_model_admin(model).search_fields)

    def get_field_queryset(self, db: Any, db_field: Any, request: HttpRequest) -> QuerySet[Any] | None:
        """Offer and accept only what was not deleted."""
        model = db_field.remote_field.model
        if issubclass(model, Publishable):
            kept: QuerySet[Any] = model._default_manager.filter(KEPT)
            return kept
        found: QuerySet[Any] | None = super().get_field_queryset(db, db_field, request)  # type: ignore[misc]  # see above
        return found


class PartRights:
    """A part of an object may be changed by whoever may change the object."""

    parent_model: type[Model]

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002 - as Django calls it
        """Show the parts to whoever may see the whole."""
        return self._may(request, "view") or self._may(request, "change")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002
        """Allow parts to be added with the whole."""
        return self._may(request, "change") or self._may(request, "add")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002
        """Allow parts to be changed with the whole."""
        return self._may(request, "change") or self._may(request, "add")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002
        """Allow parts to be removed with the whole."""
        return self._may(request, "change") or self._may(request, "add")

    def _may(self, request: HttpRequest, action: str) -> bool:
        meta = self.root_model()._meta
        return request.user.has_perm(f"{meta.app_label}.{action}_{meta.model_name}")

    def root_model(self) -> type[Model]:
        """Return the model of the whole: for a citation of a bid, the contract."""
        model = self.parent_model
        while not issubclass(model, Publishable):
            owner = next(
                (field for field in model._meta.fields if isinstance(field, ForeignKey) and _owns(field)), None
            )
            if owner is None:
                break
            model = owner.related_model
        return model


def _owns(field: ForeignKey[Any, Any]) -> bool:
    return field.remote_field.on_delete is CASCADE


class TableOfParts(PartRights, RecordInputs, TabularInline):
    """Parts of an object as the lines of a table."""

    form = WordedForm
    extra = 0
    hide_title = True

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Name each input for those who do not see the head of its column."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None:
            getattr(field.widget, "widget", field.widget).attrs.setdefault("aria-label", field.label)
        return field


class StackOfParts(PartRights, RecordInputs, StackedInline):
    """Parts of an object with many inputs, one below the other."""

    form = WordedForm
    extra = 0


class DeskChangeList(ChangeList):
    """A list that asks its admin to prepare the rows of the page that is shown."""

    result_list: Any

    def get_results(self, request: HttpRequest) -> None:
        """Fetch one page and let the admin add what the columns need."""
        super().get_results(request)
        rows: list[Any] = list(self.result_list)
        self.result_list = rows
        self.model_admin.prepare_page(request, rows)


class CleanSearch:
    """Search that no byte can break."""

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """Search without the bytes that PostgreSQL cannot store."""
        found: tuple[QuerySet[Any], bool] = super().get_search_results(  # type: ignore[misc]  # a mixin before Django's class
            request, queryset, search_term.replace("\x00", "")
        )
        return found


class DeskAdmin(CleanSearch, RecordInputs, ModelAdmin):
    """Base of all of the desk's pages: short lists without full counts, nothing deletable."""

    form = WordedForm
    list_per_page = 50
    list_max_show_all = 200
    show_full_result_count = False
    paginator = EstimatingPaginator
    list_filter_submit = True
    warn_unsaved_form = True
    delete_confirmation_max_display = 20

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> Any:  # noqa: ARG002
        """Use the list that prepares its page."""
        return DeskChangeList

    def get_paginator(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Count lists, but not what is suggested."""
        return (
            Suggestions(*args, **kwargs)
            if is_autocompletion(request)
            else super().get_paginator(request, *args, **kwargs)
        )

    def prepare_page(self, request: HttpRequest, rows: list[Any]) -> None:
        """Add to the rows of one page what their columns need; nothing by default."""

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002
        """Offer no deletion: drafts have an action of their own, published things are retracted."""
        return False


class ReadOnlyAdmin(DeskAdmin):
    """Pages of something that only the machinery writes."""

    def has_add_permission(self, request: HttpRequest) -> bool:  # noqa: ARG002
        """Refuse."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002
        """Refuse."""
        return False


def is_autocompletion(request: HttpRequest) -> bool:
    """Say whether the request fills an input's list of suggestions."""
    match = request.resolver_match
    return bool(match and match.url_name == "autocomplete")


def any_changed(formsets: Iterable[Any]) -> bool:
    """Say whether any line of these formsets, or of those nested in them, differs from its row."""
    for formset in formsets:
        if formset.has_changed():
            return True
        for form in formset.forms:
            if any_changed(nested.formset for nested in getattr(form, "nested_formsets", [])):
                return True
    return False
