"""What the record has of all that a table names, looked up once for the whole table."""

from collections.abc import Iterable, Mapping

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.search import TrigramSimilarity
from django.db.models import F, Func, Q, QuerySet, TextField
from django.db.models.functions import Lower

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
        for party in _called(part for cell in cells for part in lines(cell.get("parties", ""))):
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
        """Return slugs of the parties whose names are most like this one, the likest first."""
        if said not in self._near:
            likeness = TrigramSimilarity("name", said)
            rows = Party.objects.filter(KEPT).annotate(likeness=likeness).filter(likeness__gt=NEAR_ENOUGH)
            found = rows.order_by("-likeness").values_list("slug", flat=True)[:NEAREST]
            self._near[said] = list(found)
        return self._near[said]


def lines(cell: str) -> list[str]:
    """Return the parts of a cell that holds several, one a line or divided by semicolons."""
    return [part.strip() for part in cell.replace(";", "\n").split("\n") if part.strip()]


def _called(parts: Iterable[str]) -> QuerySet[Party]:
    """Find the parties that lines such as `role: name`, `name` or `role: + kind name` may mean."""
    names = set[str]()
    for part in parts:
        _, colon, name = part.partition(":")
        for said in (part, name) if colon else (part,):
            new = said.strip().removeprefix("+").strip()
            names |= {new, new.partition(" ")[2].strip()} if said.strip().startswith("+") else {said.strip()}
    lowered = [name.lower() for name in names if name]
    aliases = Func(F("aliases"), template="lower(%(expressions)s::text)::text[]", output_field=ArrayField(TextField()))
    rows = Party.objects.filter(KEPT).annotate(lowered_name=Lower("name"), lowered_aliases=aliases)
    meant = Q(slug__in=sorted(names)) | Q(lowered_name__in=lowered) | Q(lowered_aliases__overlap=lowered)
    return rows.filter(meant).defer("note").order_by("pk")
