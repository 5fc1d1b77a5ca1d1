"""What the record has of all that a table names, looked up once for the whole table."""

from collections.abc import Iterable, Mapping

from django.contrib.postgres.search import TrigramSimilarity

from contracts.identifiers import normal_docket
from contracts.models import Case, Contract, Dispute, Party, Protest
from contracts.models.base import KEPT
from timeline.models import Event, Source

NEAREST = 3
NEAR_ENOUGH = 0.25


class Known:
    """Disputes, contracts, proceedings, parties, sources and events that the cells of a table may mean."""

    def __init__(self, rows: Iterable[Mapping[str, str]]) -> None:
        """Look up what these cells (by column) name; a handful of queries, however many rows there are."""
        cells = list(rows)
        self.disputes = list(Dispute.objects.filter(KEPT))
        self.contracts = {(one.dispute_id, one.slug): one for one in Contract.objects.filter(KEPT)}
        self.protests = {(one.dispute_id, one.public_id): one for one in Protest.objects.filter(KEPT)}
        dockets = Case.objects.filter(protest__deleted_at=None).select_related("protest")
        self.dockets = {(one.protest.dispute_id, one.docket_number): one.protest for one in dockets}
        self.by_name: dict[str, list[Party]] = {}
        self.by_slug: dict[str, Party] = {}
        for party in Party.objects.filter(KEPT).defer("note"):
            self.by_slug[party.slug] = party
            for name in {party.name.casefold(), *(alias.casefold() for alias in party.aliases)}:
                self.by_name.setdefault(name, []).append(party)
        urls = {line.split("|")[0].strip() for cell in cells for line in cell.get("sources", "").split("\n")}
        self.sources = {one.url: one for one in Source.objects.filter(KEPT, url__in=urls - {""})}
        self._near: dict[str, list[str]] = {}

    def events(self, dates: Iterable[str]) -> dict[tuple[int, str, str], str]:
        """Return the public ids of the events of these dates by dispute, date and title."""
        rows = Event.objects.filter(KEPT, date__in=sorted(set(dates)))
        found = rows.values_list("dispute", "date", "title", "public_id")
        return {(dispute, str(day), title["en"].casefold()): key for dispute, day, title, key in found}

    def dispute(self, said: str) -> Dispute | None:
        """Return the dispute of this slug or name."""
        return next((one for one in self.disputes if said == one.slug or said.casefold() == one.name.casefold()), None)

    def named_disputes(self) -> str:
        """Name the disputes that there are."""
        return ", ".join(one.slug for one in self.disputes[:20]) or "none"

    def protest(self, dispute: Dispute, said: str) -> Protest | None:
        """Return the proceeding of a dispute by its public id or one of its docket numbers."""
        return self.protests.get((dispute.pk, said)) or self.dockets.get((dispute.pk, normal_docket(said)))

    def party(self, said: str) -> Party | list[str] | None:
        """Return the party of this slug, name or alias; several slugs where it may be any; None if there is none."""
        if said in self.by_slug:
            return self.by_slug[said]
        found = self.by_name.get(said.casefold(), [])
        if len(found) > 1:
            return sorted(party.slug for party in found)
        return found[0] if found else None

    def near(self, said: str) -> list[str]:
        """Return slugs of the parties whose names are most like this one."""
        if said not in self._near:
            likeness = TrigramSimilarity("name", said)
            rows = Party.objects.filter(KEPT).annotate(likeness=likeness).filter(likeness__gt=NEAR_ENOUGH)
            found = rows.order_by("-likeness").values_list("slug", flat=True)[:NEAREST]
            self._near[said] = [f"“{slug}”" for slug in found]
        return self._near[said]
