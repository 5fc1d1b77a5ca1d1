"""Reads the rows of a table into events that could be made, or says of each cell what is wrong and what is allowed."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from contracts import texts
from contracts.dates import DateError
from contracts.models import Contract, Dispute, Party, Protest
from timeline.codelists import Confidence, EventType, Significance
from timeline.spreadsheets.columns import BY_NAME
from timeline.spreadsheets.known import Known, lines
from timeline.spreadsheets.parts import Cited, NewParty, Refused, code_of, read_party, read_source
from timeline.spreadsheets.tables import FORMULA, Table
from timeline.written_dates import read_written

YES, NO = frozenset({"yes", "ja", "true", "1", "x"}), frozenset({"", "no", "nein", "false", "0"})
LONGEST = {"title": 200, "summary": 2000, "note": 5000}


@dataclass(frozen=True, slots=True)
class Mistake:
    """What is wrong with one cell: its row in the file, its column, and the sentence."""

    row: int
    column: str
    sentence: str


@dataclass(slots=True)
class Planned:
    """An event that a row would make."""

    row: int
    dispute: Dispute | None = None
    values: dict[str, Any] = field(default_factory=dict)
    contracts: list[Contract] = field(default_factory=list)
    protest: Protest | None = None
    parties: list[tuple[Party | NewParty, str]] = field(default_factory=list)
    sources: list[Cited] = field(default_factory=list)


def plan(
    table: Table, mapping: Mapping[str, int], *, new_parties: str, today: date
) -> tuple[list[Planned], list[Mistake]]:
    """Return the events that a table would make, and all that is wrong with it; nothing is written.

    `mapping` says at which place of the file each column stands; unknown parties are errors unless `new_parties` says
    what kind they are to be.
    """
    missing = [one.name for one in BY_NAME.values() if one.needed and one.name not in mapping]
    if missing:
        return [], [Mistake(0, name, "No column of the file is chosen for it.") for name in missing]
    cells = [
        (number, {name: row[place] for name, place in mapping.items() if place < len(row)})
        for number, row in table.rows
    ]
    known = Known(cell for _, cell in cells)
    readers = [_Row(number, cell, known, new_parties=new_parties, today=today) for number, cell in cells]
    found = [reader.planned() for reader in readers]
    mistakes = [*(mistake for reader in readers for mistake in reader.mistakes), *_repeated(found, known)]
    return found, sorted(mistakes, key=lambda mistake: mistake.row)


def _repeated(found: Sequence[Planned], known: Known) -> list[Mistake]:
    """Name the rows that tell what the record or an earlier row has: same dispute, date and title."""
    there_already = known.events(one.values["date"] for one in found if "date" in one.values)
    seen: dict[tuple[int, str, str], int] = {}
    mistakes = []
    for one in found:
        if one.dispute is None or not {"date", "title"} <= one.values.keys():
            continue
        key = (one.dispute.pk, one.values["date"], one.values["title"]["en"].casefold())
        if key in seen:
            mistakes.append(Mistake(one.row, "title", f"Row {seen[key]} has the same dispute, date and title."))
        elif (there := there_already.get(key)) is not None:
            mistakes.append(Mistake(one.row, "title", f"The record has this event already: {there}."))
        seen.setdefault(key, one.row)
    return mistakes


class _Row:
    """Reads one row, cell by cell; every mistake is noted and the reading goes on."""

    def __init__(self, number: int, cells: Mapping[str, str], known: Known, *, new_parties: str, today: date) -> None:
        self.number, self.cells, self.known = number, cells, known
        self.new_parties, self.today = new_parties, today
        self.mistakes: list[Mistake] = []

    def planned(self) -> Planned:
        made = Planned(self.number)
        for name, cell in self.cells.items():
            if cell == FORMULA:
                self.note(name, "A formula. Paste its result as a value.")
                continue
            try:
                self.read(made, name, cell)
            except (Refused, DateError, texts.TextError) as error:
                self.note(name, _sentence(str(error)))
        self.belonging(made)
        for name in ("title", "summary"):
            if name in made.values and "en" not in made.values[name]:
                self.note(name, "Empty. It must be there, in English.")
                del made.values[name]
        return made

    def note(self, column: str, sentence: str) -> None:
        self.mistakes.append(Mistake(self.number, column, sentence))

    def read(self, made: Planned, name: str, cell: str) -> None:
        """Read one cell; contracts and proceeding wait for the dispute."""
        column, _, lang = name.partition("_")
        match column:
            case "dispute":
                made.dispute = self.known.dispute(cell)
                if made.dispute is None:
                    raise Refused(f"No dispute is called “{cell[:60]}”; there are {self.known.named_disputes()}.")
            case "title" | "summary" | "note":
                words = texts.clean(cell, longest=LONGEST[column])
                if words or not lang:
                    made.values.setdefault(column, {}).update({lang or "en": words} if words else {})
            case "parties":
                made.parties = [read_party(part, self.known, new_kind=self.new_parties) for part in lines(cell)]
            case "sources":
                made.sources = [read_source(part, self.known, self.today) for part in cell.split("\n") if part.strip()]
            case _ if column in VALUES and (cell or column != "until"):
                made.values[column] = VALUES[column](cell, self.today)

    def belonging(self, made: Planned) -> None:
        """Find contracts and proceeding in the row's dispute."""
        if made.dispute is None:
            return
        for slug in lines(self.cells.get("contracts", "")):
            contract = self.known.contracts.get((made.dispute.pk, slug))
            if contract is None:
                self.note("contracts", f"The dispute has no contract “{slug[:60]}”.")
            else:
                made.contracts.append(contract)
        said = self.cells.get("protest", "")
        if said and said != FORMULA:
            made.protest = self.known.protest(made.dispute, said)
            if made.protest is None:
                self.note("protest", f"The dispute has no proceeding with the id or docket “{said[:60]}”.")


def _significance(cell: str, _today: date) -> int:
    allowed = {str(value): int(value) for value in Significance.values}
    if cell and cell not in allowed:
        raise Refused(f"“{cell[:40]}” is none of 1 (landmark), 2 (normal), 3 (detail).")
    return allowed.get(cell, Significance.NORMAL.value)


def _sealed(cell: str, _today: date) -> bool:
    if cell.casefold() not in YES | NO:
        raise Refused(f"“{cell[:40]}” is neither yes nor no.")
    return cell.casefold() in YES


def _day(cell: str, today: date) -> str:
    return read_written(cell, today=today)


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "?")) else ".")


# How the cells are read that hold one value each.
VALUES: dict[str, Callable[[str, date], Any]] = {
    "date": _day,
    "until": _day,
    "type": lambda cell, _today: code_of(EventType, cell, EventType.OTHER.value, without=("statement",)),
    "confidence": lambda cell, _today: code_of(Confidence, cell, Confidence.UNVERIFIED.value),
    "significance": _significance,
    "sealed": _sealed,
}
