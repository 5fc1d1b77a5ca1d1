"""Delete and restore drafts: a deleted one stays for 30 days; what was ever published is never deleted."""

from datetime import datetime, timedelta
from typing import Any

from django.db import models, transaction
from django.db.models import ForeignObjectRel, Model, ProtectedError

from contracts.models import Contract, Dispute, Party, Protest
from contracts.models.base import DELETED, Publishable
from timeline.models import Claim, Event, EventLink, Revision, Source, Statement

RESTORABLE = timedelta(days=30)
MENTIONED = 5
# Users before the used, so that one sweep can empty a whole deleted draft dispute.
IN_ORDER_OF_USE: tuple[type[Publishable], ...] = (
    Statement,
    Event,
    Protest,
    Claim,
    Contract,
    Source,
    Party,
    Dispute,
)


class DraftRefused(ValueError):
    """The draft was not deleted or restored; `reasons` says why, each in a sentence."""

    def __init__(self, reasons: list[str]) -> None:
        """Keep the reasons."""
        self.reasons = reasons
        super().__init__(" ".join(reasons))


@transaction.atomic
def delete_draft(row: Publishable, *, now: datetime) -> None:
    """Delete a draft for 30 days; raise DraftRefused where it was ever published or something of the record uses it."""
    kept = type(row)._default_manager.select_for_update().filter(~DELETED, pk=row.pk)
    if not kept.exists():
        raise DraftRefused([f"“{row}” is deleted already."])
    if Revision.objects.filter(document_type=row.document_type, key=row.key).exists():
        raise DraftRefused([f"“{row}” was published: it can be retracted, but never deleted."])
    using = users_of(row)
    if using:
        more = f" and {len(using) - MENTIONED} more" if len(using) > MENTIONED else ""
        names = ", ".join(using[:MENTIONED])
        raise DraftRefused([f"“{row}” is still used by {names}{more}. Change or delete those first."])
    kept.update(deleted_at=now)
    row.deleted_at = now


def restore_draft(row: Publishable, *, now: datetime) -> None:
    """Put a deleted draft back; raise DraftRefused once its 30 days have passed."""
    found = type(row)._default_manager.filter(DELETED, pk=row.pk, deleted_at__gt=now - RESTORABLE)
    if found.update(deleted_at=None) != 1:
        raise DraftRefused([f"“{row}” is not deleted, or was deleted more than {RESTORABLE.days} days ago."])
    row.deleted_at = None


def purge_drafts(*, now: datetime) -> int:
    """Remove the drafts whose 30 days have passed, parts and all; return how many. What is still used stays."""
    removed = 0
    for model in IN_ORDER_OF_USE:
        for row in model._default_manager.filter(DELETED, deleted_at__lte=now - RESTORABLE):
            try:
                with transaction.atomic():
                    row.delete()
            except ProtectedError:
                continue
            removed += 1
    return removed


def users_of(row: Publishable) -> list[str]:
    """Name the rows that refer to this one, each as “event “…””; its own parts are none of them."""
    found: list[str] = []
    for relation in row._meta.related_objects:
        if _is_use(relation):
            users = relation.related_model._default_manager.filter(**{relation.field.name: row.pk})
            found += [f"{user._meta.verbose_name} “{user}”" for user in map(_owner, users[: MENTIONED + 1])]
    return sorted(set(found))


def _is_use(relation: ForeignObjectRel) -> bool:
    """Say whether a row that points here uses this one: not its parts, not the history of how it came to be."""
    field = relation.field
    if field.model is EventLink:
        return field.name == "target"
    return relation.many_to_many or getattr(relation, "on_delete", None) is models.PROTECT


def _owns(field: "models.ForeignKey[Any, Any]") -> bool:
    return field.remote_field.on_delete is models.CASCADE


def _owner(user: Model) -> Model:
    """Return what a person would call the user: the event of a part of an event, the contract of a bid."""
    for field in user._meta.concrete_fields:
        owner = getattr(user, field.name, None)
        if isinstance(field, models.ForeignKey) and isinstance(owner, Model) and _owns(field):
            return _owner(owner)
    return user
