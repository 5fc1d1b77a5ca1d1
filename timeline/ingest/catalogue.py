"""The feeds that ship with the program, at their public addresses and switched off: an editor decides what is asked."""

from dataclasses import dataclass
from typing import Final

from timeline.codelists import SourceKind
from timeline.ingest.sources import SOURCES

_PACER: Final = SOURCES["pacer-rss"].addresses
_OPINIONS: Final = SOURCES["uscfc-opinions"].addresses
_REGISTER: Final = SOURCES["federal-register"].addresses[0]
_COURTLISTENER: Final = SOURCES["courtlistener"].addresses[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shipped:
    """A feed as it is set up: a short name for ever, the kind of source, where it is asked (nowhere if it pushes)."""

    slug: str
    name: str
    source: str
    url: str = ""
    kind: SourceKind
    language: str = "en"
    pushed: bool = False


SHIPPED: Final = (
    Shipped(
        slug="courtlistener-alerts",
        name="CourtListener docket alerts",
        source="courtlistener",
        kind=SourceKind.COURT_FILING,
        pushed=True,
    ),
    Shipped(
        slug="courtlistener-bid-protests",
        name="CourtListener, bid protests in the Court of Federal Claims",
        source="courtlistener",
        url=f"{_COURTLISTENER}search/?type=r&court=uscfc&q=%22bid+protest%22&order_by=dateFiled+desc",
        kind=SourceKind.COURT_FILING,
    ),
    Shipped(
        slug="cofc-dockets",
        name="Court of Federal Claims, docket entries",
        source="pacer-rss",
        url=_PACER[0],
        kind=SourceKind.COURT_FILING,
    ),
    Shipped(
        slug="cafc-dockets",
        name="Court of Appeals for the Federal Circuit, docket entries",
        source="pacer-rss",
        url=_PACER[1],
        kind=SourceKind.COURT_FILING,
    ),
    Shipped(
        slug="cofc-opinions",
        name="Court of Federal Claims, opinions",
        source="uscfc-opinions",
        url=_OPINIONS[0],
        kind=SourceKind.COURT_RULING,
    ),
    Shipped(
        slug="gao-decisions",
        name="Government Accountability Office, legal products",
        source="gao",
        url=SOURCES["gao"].addresses[0],
        kind=SourceKind.GAO_DECISION,
    ),
    Shipped(
        slug="defense-contracts",
        name="Department of Defense, contract announcements",
        source="dod-contracts",
        url=SOURCES["dod-contracts"].addresses[0],
        kind=SourceKind.AGENCY_RELEASE,
    ),
    Shipped(
        slug="sam-awards",
        name="SAM.gov, award notices",
        source="sam-gov",
        url=f"{SOURCES['sam-gov'].addresses[0]}?ptype=a&limit=1000",
        kind=SourceKind.AGENCY_RELEASE,
    ),
    Shipped(
        slug="usaspending-jedi",
        name="USAspending, actions on the JEDI contract",
        source="usaspending",
        url=f"{SOURCES['usaspending'].addresses[0]}search/spending_by_award/?keyword=HQ003420D0001",
        kind=SourceKind.AGENCY_RELEASE,
    ),
    Shipped(
        slug="federal-register-protests",
        name="Federal Register, bid protests",
        source="federal-register",
        url=f"{_REGISTER}?conditions%5Bterm%5D=%22bid+protest%22&order=newest&per_page=100",
        kind=SourceKind.AGENCY_RELEASE,
    ),
)
