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

# The day of the model deviation: from then on an agency may apply it by a class deviation of its own.
DEVIATION_ISSUED = date(2025, 8, 21)

_DEFENSE = re.compile(
    r"\b(dod|d\.o\.d\.|defense|defence|department of war|army|navy|naval|air force|space force|marine corps|pentagon"
    r"|joint chiefs|usaf|usn|usmc|usace|ngb|jaic|disa|dla|darpa|nga|nsa|dia|nro|dcma|dfas|dtra|dha|mda|whs"
    r"|national guard bureau|national security agency|national reconnaissance office|geospatial-intelligence agency"
    r"|missile defense agency|washington headquarters services|space development agency|army corps of engineers"
    r"|(?:special operations|transportation|strategic|cyber|space|central|european|northern|southern|africa"
    r"|indo-pacific) command|transcom|ustranscom|socom|ussocom|centcom|uscentcom|stratcom|cybercom|eucom|northcom"
    r"|southcom|africom|indopacom)(?!\w)"
)
# Named alike, and no part of the Department.
_INDEPENDENT = re.compile(r"\bdefense nuclear facilities safety board\b|\bdnfsb\b")


def is_defense(agency: str | None) -> bool:
    """Say whether `agency`, a name or a party id, belongs to the Department of Defense."""
    if not agency:
        return False
    name = agency.casefold()
    plain = name.replace("-", " ")
    return not _INDEPENDENT.search(plain) and bool(_DEFENSE.search(name) or _DEFENSE.search(plain))


def regime_of(agency: str | None, on: date) -> Regime:
    """Return the regime of `agency` on the day `on`; the codified FAR where no adoption is known."""
    defense = is_defense(agency)
    regime = Regime.FAR_CODIFIED
    for adoption in ADOPTIONS:
        if adoption.since <= on and adoption.defense == defense:
            regime = adoption.regime
    return regime


def regime_recorded(agency: str | None, on: date) -> bool:
    """Say whether it is recorded which edition bound `agency` on the day `on`.

    Of other agencies than those of an entry nobody has told us whether and when they adopted the deviation.
    """
    entered = {adoption.defense for adoption in ADOPTIONS}
    return on < DEVIATION_ISSUED or (agency is not None and is_defense(agency) in entered)
