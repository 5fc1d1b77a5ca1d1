"""Which edition of the procurement rules binds an agency on a day, and which agencies are defence agencies."""

import re
from dataclasses import dataclass
from datetime import date

from contracts.procedure.rules.rule import Beginning, Regime, U


@dataclass(frozen=True, slots=True)
class Adoption:
    """The day from which a group of agencies applies a regime."""

    defense: bool
    regime: Regime
    since: date
    source: str


# The model deviation of Part 33 is of 21 August 2025; each agency adopts it by a class deviation of its own.
# Only adoptions with a known day are entered; no final rule was found.
ADOPTIONS: tuple[Adoption, ...] = (
    Adoption(defense=True, regime=Regime.RFO_DEVIATION, since=date(2026, 2, 1), source="DoD class deviation"),
)

# The statute's own day, from general knowledge: no source of ours gives the beginning. The class deviation that put it
# into practice is believed to be of 22 March 2018; answers count only to a debriefing that the statute could reach.
ENHANCED_DEBRIEFINGS = Beginning(
    date(2017, 12, 12),
    "enhanced debriefings of the Department of Defense began on 12 December 2017 (Pub. L. 115-91 § 818), unverified",
    U,
)

_DEFENSE = re.compile(
    r"\b(dod|defense|defence|army|navy|naval|air force|space force|marine corps|usaf|usn|usmc|disa|dla|darpa|nga|nsa"
    r"|national security agency|geospatial-intelligence agency|pentagon|joint chiefs|jaic|transcom|socom)\b"
)


def is_defense(agency: str | None) -> bool:
    """Say whether `agency`, a name or a party id, belongs to the Department of Defense."""
    if not agency:
        return False
    name = agency.casefold()
    return bool(_DEFENSE.search(name) or _DEFENSE.search(name.replace("-", " ")))


def regime_of(agency: str | None, on: date) -> Regime:
    """Return the regime of `agency` on the day `on`; the codified FAR where no adoption is known."""
    defense = is_defense(agency)
    regime = Regime.FAR_CODIFIED
    for adoption in ADOPTIONS:
        if adoption.since <= on and adoption.defense == defense:
            regime = adoption.regime
    return regime
