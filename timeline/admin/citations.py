"""Citations as lines below whatever they support."""

from typing import Any

from timeline.admin.base import TableOfParts
from timeline.models import Citation


class CitationLines(TableOfParts):
    """The sources of one object."""

    model = Citation
    verbose_name = "citation"
    verbose_name_plural = "citations"
    fields = ["source", "anchor", "locator", "shown_by"]

    def get_queryset(self, request: Any) -> Any:
        """Fetch sources and events with the citations."""
        return super().get_queryset(request).select_related("source", "shown_by")


class CitationsOfEvent(CitationLines):
    """Its sources: at least one is needed before it can be published."""

    fk_name = "event"
    fields = ["source", "anchor", "locator"]


class CitationsOfStatement(CitationLines):
    """The sources of a statement."""

    fk_name = "statement"
    fields = ["source", "anchor", "locator"]


class CitationsOfClaim(CitationLines):
    """What shows that a claim was made."""

    fk_name = "claim"


class CitationsOfContract(CitationLines):
    """The sources of a contract."""

    fk_name = "contract"


class CitationsOfProtest(CitationLines):
    """The sources of a proceeding."""

    fk_name = "protest"


class CitationsOfParty(CitationLines):
    """The sources on a party."""

    fk_name = "party"


class CitationsOfBid(CitationLines):
    """What shows how a bid ended."""

    fk_name = "bid"
    classes = ["collapse"]


class CitationsOfAward(CitationLines):
    """What shows an award."""

    fk_name = "award"
    classes = ["collapse"]


class CitationsOfPhase(CitationLines):
    """What shows a phase."""

    fk_name = "phase"
    classes = ["collapse"]


class CitationsOfStay(CitationLines):
    """What shows a stay."""

    fk_name = "stay"
    classes = ["collapse"]
