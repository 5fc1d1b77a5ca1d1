"""The editors' tables of what is disputed, by whom, and in which proceedings."""

from contracts.models import history
from contracts.models.disputes import Award, Bid, Contract, Dispute, Phase
from contracts.models.grounds import Ground
from contracts.models.parties import Membership, Party, PartyIdentifier
from contracts.models.protests import Case, Protest, ProtestParty, Stay

__all__ = [
    "Award",
    "Bid",
    "Case",
    "Contract",
    "Dispute",
    "Ground",
    "Membership",
    "Party",
    "PartyIdentifier",
    "Phase",
    "Protest",
    "ProtestParty",
    "Stay",
    "history",
]
