"""How rows of a list stand to the log: their label on the list, and the filter that picks them."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Model, Q, QuerySet
from django.db.models.enums import TextChoices
from django.http import HttpRequest
from django.utils import timezone
from unfold.contrib.filters.admin import DropdownFilter

from contracts.models.base import DELETED, EDITED_SINCE, KEPT, NEVER_PUBLISHED, Publishable
from timeline.drafts import RESTORABLE
from timeline.models import Entry, State


class RowStanding(TextChoices):
    """What an editor calls it."""

    DRAFT = "draft", "Draft"
    PUBLISHED = "published", "Published"
    EDITED = "edited", "Edited since publication"
    RETRACTED = "retracted", "Retracted"
    MERGED = "merged", "Merged into another"
    TAKEN_DOWN = "taken_down", "Taken down"
    DELETED = "deleted", "Deleted draft"


COLOURS = {
    RowStanding.DRAFT.label: "info",
    RowStanding.PUBLISHED.label: "success",
    RowStanding.EDITED.label: "warning",
    RowStanding.RETRACTED.label: "danger",
    RowStanding.MERGED.label: "",
    RowStanding.TAKEN_DOWN.label: "danger",
    RowStanding.DELETED.label: "",
}
REMOVED = (State.RETRACTED, State.MERGED, State.TAKEN_DOWN)


def key_field(model: type[Publishable]) -> str:
    """Return the column that holds the public name: the slug or the public id."""
    return "slug" if any(field.name == "slug" for field in model._meta.concrete_fields) else "public_id"


def standings(rows: Iterable[Publishable]) -> dict[Any, RowStanding]:
    """Return the standing of rows of one list by primary key; one query for all."""
    rows = list(rows)
    if not rows:
        return {}
    newest = Entry.objects.filter(
        document_type=rows[0].document_type, key__in=[row.key for row in rows], valid_to=None
    ).values_list("key", "state")
    states = dict(newest)
    return {row.pk: _standing(row, states.get(row.key)) for row in rows}


def _standing(row: Publishable, state: str | None) -> RowStanding:
    if row.deleted_at:
        return RowStanding.DELETED
    if state is None:
        return RowStanding.DRAFT
    if state != State.LIVE:
        return RowStanding(state)
    if row.published_edit_at is None or row.published_edit_at < row.changed_at:
        return RowStanding.EDITED
    return RowStanding.PUBLISHED


def removed(model: type[Publishable], states: Sequence[str] = REMOVED) -> Q:
    """Pick rows whose newest revision took them out of the readers' sight."""
    keys = Entry.objects.filter(document_type=model.document_type, valid_to=None, state__in=states).values("key")
    return Q(**{f"{key_field(model)}__in": keys})


def with_standing(model: type[Publishable], standing: str) -> Q:
    """Pick the rows of a model that have one standing."""
    if standing == RowStanding.DRAFT:
        return KEPT & NEVER_PUBLISHED
    if standing == RowStanding.EDITED:
        return KEPT & EDITED_SINCE & ~removed(model)
    if standing == RowStanding.PUBLISHED:
        return KEPT & ~NEVER_PUBLISHED & ~EDITED_SINCE & ~removed(model)
    if standing == RowStanding.DELETED:
        return DELETED & Q(deleted_at__gt=timezone.now() - RESTORABLE)
    return KEPT & removed(model, [standing])


class StandingFilter(DropdownFilter):
    """Pick drafts, unpublished edits, retracted … rows; deleted drafts are shown only when asked for."""

    title = "standing"
    parameter_name = "standing"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:  # noqa: ARG002
        """Offer the standings."""
        return [*RowStanding.choices]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Model]) -> QuerySet[Model]:  # noqa: ARG002
        """Leave out deleted drafts unless they are what is asked for."""
        model: type[Publishable] = queryset.model  # type: ignore[assignment]  # only publishable rows have this filter
        chosen = self.value()
        return queryset.filter(with_standing(model, chosen) if chosen in RowStanding.values else KEPT)
