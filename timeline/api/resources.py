"""The resources of the API: their names in addresses, the documents they list, and what they are in one sentence."""

from dataclasses import dataclass

from django.conf import settings

ROOT = "/api/v1/"


@dataclass(frozen=True, slots=True)
class Resource:
    """One list of the API with its details. `object` is a document type, `bid`, `award`, `deadline` or `statement`."""

    name: str
    object: str
    help: str

    @property
    def path(self) -> str:
        """Return the path of the list."""
        return f"{ROOT}{self.name}/"

    @property
    def document_type(self) -> str:
        """Return the type under which the log keeps what is listed; bids, awards and due dates are parts of others."""
        return {"statement": "event", "bid": "contract", "award": "contract", "deadline": "protest"}.get(
            self.object, self.object
        )

    def item_path(self, key: str) -> str:
        """Return the path of one item."""
        return f"{ROOT}{self.name}/{key}/"


RESOURCES: tuple[Resource, ...] = (
    Resource("disputes", "dispute", "The stories that readers follow, each with its contracts, protests and claims."),
    Resource("contracts", "contract", "Contracting processes with their phases, bids and awards."),
    Resource("protests", "protest", "Proceedings in one forum, with their docket numbers and derived status."),
    Resource("parties", "party", "Companies, agencies, courts and people."),
    Resource("bids", "bid", "Who bid for a contract and how that ended."),
    Resource("awards", "award", "Who won a contract, when, for how much, and whether it stands."),
    Resource("deadlines", "deadline", "Due dates with rule, citation and working, as they stand on a day."),
    Resource("events", "event", "What happened, newest first, each with its parties and sources."),
    Resource("statements", "statement", "Who said what about which claim, in exact words."),
    Resource("claims", "claim", "Contested propositions, with who alleges, denies and finds."),
    Resource("sources", "source", "The documents and reports that the record cites."),
    Resource("citations", "citation", "Which passage of which source shows what, by source."),
)
BY_NAME = {one.name: one for one in RESOURCES}
BY_OBJECT = {one.object: one for one in RESOURCES}


def absolute(path: str) -> str:
    """Return the public address of a path; it comes from the settings, never from the Host header."""
    return f"{settings.SITE_URL}{path}"
