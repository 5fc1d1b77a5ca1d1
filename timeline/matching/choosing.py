"""Which contract of its dispute a text is about, where no number says so. Pure."""

from datetime import date, timedelta
from typing import Final

from timeline.matching.evidence import Evidence
from timeline.matching.names import ContractNames

BEFORE, AFTER = timedelta(days=30), timedelta(days=120)
NAMED, IN_SPAN, SUM, SUED, BUYER, PROTESTED, PARTY = 8, 4, 3, 3, 2, 2, 1
MOST_PARTIES: Final = 3


def choose(evidence: Evidence, published: date | None) -> tuple[int | None, str]:
    """Return the contract that most speaks for, and why; None where two are level or nothing speaks for any."""
    contracts = evidence.dispute.contracts
    if len(contracts) == 1:
        return contracts[0].pk, ""
    ranked = sorted((_points(evidence, one, published, contracts) for one in contracts), key=lambda one: -one[0])
    (points, pk, reasons), second = ranked[0], ranked[1][0]
    if points <= second or points == 0:
        return None, ""
    name = next(one.name for one in contracts if one.pk == pk)
    return pk, f"Of its contracts {name} fits best: {', '.join(reasons)}."


def _points(
    evidence: Evidence, contract: ContractNames, published: date | None, others: tuple[ContractNames, ...]
) -> tuple[int, int, list[str]]:
    points, reasons = 0, []
    times = evidence.names[contract.pk]
    if times:
        points += NAMED * times
        reasons.append("it is named")
    if published and contract.first and contract.last and contract.first - BEFORE <= published <= contract.last + AFTER:
        points += IN_SPAN
        reasons.append(f"published while it was in the news ({contract.first} to {contract.last})")
    if any(one.is_about(value) for one in evidence.sums for value in contract.sums):
        points += SUM
        reasons.append("the sum is its own")
    if contract.pk in evidence.sued_over:
        points += SUED
        reasons.append("it was fought over in court")
    if contract.buyer in evidence.parties and any(one.buyer != contract.buyer for one in others):
        points += BUYER
        reasons.append("its buyer is named")
    if contract.is_protested and not all(one.is_protested for one in others):
        points += PROTESTED
        reasons.append("it was protested")
    parties = contract.parties & evidence.parties.keys()
    if parties:
        points += PARTY * min(len(parties), MOST_PARTIES)
        reasons.append("parties to it are named")
    return points, contract.pk, reasons
