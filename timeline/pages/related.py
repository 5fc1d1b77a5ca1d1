"""Which other proceedings of a dispute belong to one: its appeals, where its matter went on or came from. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from contracts.codelists import CHALLENGER_ROLES, Forum
from timeline.documents.shapes import Document
from timeline.pages.proceedings import Proceeding, proceeding
from timeline.pages.wording import lower_first

# Where a matter may go on that is no appeal.
NEXT = {Forum.AGENCY: {Forum.GAO, Forum.COFC}, Forum.GAO: {Forum.COFC}}


@dataclass(frozen=True, slots=True)
class Related:
    """Another proceeding: how it stands to this one, and how it ended."""

    how: str
    row: Proceeding
    ended: str


def related(protest: Document, others: Iterable[Document], day: date) -> list[Related]:
    """Return the proceedings that belong to one as known on a day, the first filed first."""
    found = []
    for other in others:
        how = _relation(protest, other)
        if how and other["id"] != protest["id"]:
            row = proceeding(other, day)
            if row.filed is None or row.filed <= day:
                found.append(Related(how, row, _ended(row)))
    return sorted(found, key=lambda one: one.row.filed or date.max)


def _relation(protest: Document, other: Document) -> str:
    if other["appeals"] and other["appeals"]["id"] == protest["id"]:
        return _("Appealed in")
    if not (_challengers(protest) & _challengers(other) and _contracts(protest) & _contracts(other)):
        return ""
    if other["forum"] in NEXT.get(protest["forum"], ()) and other["stage"] == protest["stage"]:
        return _("Went on in") if _filed(protest) <= _filed(other) else ""
    if protest["forum"] in NEXT.get(other["forum"], ()) and other["stage"] == protest["stage"]:
        return _("Came from") if _filed(other) <= _filed(protest) else ""
    return ""


def _ended(row: Proceeding) -> str:
    outcome = lower_first(row.outcome)
    return f"{outcome} {row.ended_words}" if row.ended else outcome


def _challengers(protest: Document) -> set[str]:
    return {row["party"]["id"] for row in protest["parties"] if row["role"] in CHALLENGER_ROLES}


def _contracts(protest: Document) -> set[str]:
    return {contract["id"] for contract in protest["contracts"]}


def _filed(protest: Document) -> str:
    return str((protest["status"] or {}).get("filed") or "")
