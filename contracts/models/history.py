"""What each row that editors keep held after every change, kept by triggers: no way of writing goes round them.

A row of history is written once and never changed (a trigger refuses it). `timeline.row_history` reads it for the desk;
removing an object from the readers' sight for good removes its rows here too. Readers' roles cannot read any of it.
"""

from typing import Any

import pghistory
from django.db.models import Model

from contracts.models.disputes import Award, Bid, Contract, Dispute, Phase
from contracts.models.grounds import Ground
from contracts.models.parties import Membership, Party, PartyIdentifier
from contracts.models.protests import Case, Protest, ProtestParty, Stay

# Says when a row was saved or published, which the history and the log say themselves.
STAMPS = frozenset({"created_at", "changed_at", "published_edit_at"})


def keep_history(model: type[Model], **options: Any) -> None:
    """Keep what rows of `model` hold after each insert, update and delete; `options` are those of pghistory."""
    stamps = [field.name for field in model._meta.fields if field.name in STAMPS]
    track = pghistory.track(
        pghistory.InsertEvent(),
        pghistory.UpdateEvent(),
        pghistory.DeleteEvent(),
        model_name=f"{model.__name__}History",
        obj_field=pghistory.ObjForeignKey(related_name="row_history"),
        context_field=pghistory.ContextJSONField(),
        context_id_field=pghistory.ContextUUIDField(),
        append_only=True,
        **({"exclude": stamps} | options),
    )
    track(model)


class ContractPredecessor(Contract.succeeds.through):  # type: ignore[name-defined, misc]  # made by Django
    """Which contract a contract succeeds."""

    class Meta:
        proxy = True


class AwardSupplier(Award.suppliers.through):  # type: ignore[name-defined, misc]  # made by Django
    """Who was awarded a contract."""

    class Meta:
        proxy = True


class ProtestContract(Protest.contracts.through):  # type: ignore[name-defined, misc]  # made by Django
    """What a protest is about."""

    class Meta:
        proxy = True


for kept in (
    Dispute,
    Contract,
    ContractPredecessor,
    Phase,
    Bid,
    Award,
    AwardSupplier,
    Ground,
    Party,
    PartyIdentifier,
    Membership,
    Protest,
    ProtestContract,
    Case,
    ProtestParty,
    Stay,
):
    keep_history(kept)
