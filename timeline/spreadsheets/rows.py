"""Reads the rows of a table into events that could be made, or says of each cell what is wrong and what is allowed."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from django.db.models import TextChoices

from contracts import texts
from contracts.codelists import Role
from contracts.dates import DateError
from contracts.models import Contract, Dispute, Party, Protest
from timeline.codelists import Confidence, EventType, Significance, SourceKind
from timeline.models import Source
from timeline.spreadsheets.columns import BY_NAME
from timeline.spreadsheets.known import Known
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
class Cited:
    """A source as a row names it: known by its address, or to be made with these values."""

    url: str
    known: Source | None
    values: dict[str, Any]
    anchor: str


@dataclass(slots=True)
class Planned:
    """An event that a row would make. A party that is not known yet is its name."""

    row: int
    dispute: Dispute | None = None
    values: dict[str, Any] = field(default_factory=dict)
    contracts: list[Contract] = field(default_factory=list)
    protest: Protest | None = None
    parties: list[tuple[Party | str, str]] = field(default_factory=list)
    sources: list[Cited] = field(default_factory=list)


class Refused(ValueError):
    """A cell that cannot be read, in a sentence."""


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


def lines(cell: str) -> list[str]:
    """Return the parts of a cell that holds several, one a line or divided by semicolons."""
    return [part.strip() for part in cell.replace(";", "\n").split("\n") if part.strip()]


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
                made.parties = [self.party(part) for part in lines(cell)]
            case "sources":
                made.sources = [self.source(part) for part in cell.split("\n") if part.strip()]
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

    def party(self, part: str) -> tuple[Party | str, str]:
        role, colon, name = part.partition(":")
        code = _named(Role, role) if colon else None
        if code is None:
            name, code = part, "other"
            if colon and self.known.party(part.strip()) is None:
                raise Refused(f"“{role.strip()[:40]}” is no role; {_offered(Role)}.")
        name = name.strip()
        found = self.known.party(name)
        if isinstance(found, Party):
            return found, code
        if found:
            raise Refused(f"“{name[:60]}” may be any of {', '.join(found)}: write the slug.")
        if self.new_parties:
            return texts.clean(name, longest=300), code
        near = self.known.near(name)
        hint = f"Did you mean {' or '.join(near)}?" if near else "Add it first, or let unknown ones become drafts."
        raise Refused(f"No party is called “{name[:60]}”. {hint}")

    def source(self, line: str) -> Cited:
        url, title, publisher, published, kind, lang, anchor = ([one.strip() for one in line.split("|")] + [""] * 7)[:7]
        address = urlsplit(url)
        if address.scheme not in {"http", "https"} or not address.netloc or len(url) > 2000:
            raise Refused(f"“{url[:60]}” is no address of the web. Allowed: {BY_NAME['sources'].help}")
        known = self.known.sources.get(url)
        if known is None and not title:
            raise Refused(
                f"The address {url[:80]} is not known here: add its title, as in “address | title | publisher | date”."
            )
        values: dict[str, Any] = {
            "title": texts.clean(title, longest=500),
            "publisher": texts.clean(publisher, longest=300),
            "published": read_written(published, today=self.today) if published else None,
            "kind": _code(SourceKind, kind, SourceKind.NEWS.value),
            "lang": lang or "en",
        }
        if not values["lang"].replace("-", "").isalnum() or len(values["lang"]) > 10:
            raise Refused(f"“{lang[:40]}” is no code of a language like en or de.")
        return Cited(url, known, values, texts.clean(anchor, longest=200))


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


def _named(codes: type[TextChoices], said: str) -> str | None:
    plain = said.strip().casefold().replace("_", "-")
    for value, label in codes.choices:
        if plain in {value, str(value).replace("-", " "), str(label).casefold()}:
            return str(value)
    return None


def _code(codes: type[TextChoices], cell: str, default: str, *, without: tuple[str, ...] = ()) -> str:
    code = _named(codes, cell) if cell else default
    if code is None or code in without:
        raise Refused(f"“{cell[:40]}” is not known; {_offered(codes, without)}.")
    return code


def _offered(codes: type[TextChoices], without: tuple[str, ...] = ()) -> str:
    return f"allowed are {', '.join(value for value in codes.values if value not in without)}"


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "?")) else ".")


# How the cells are read that hold one value each.
VALUES: dict[str, Callable[[str, date], Any]] = {
    "date": _day,
    "until": _day,
    "type": lambda cell, _today: _code(EventType, cell, EventType.OTHER.value, without=("statement",)),
    "confidence": lambda cell, _today: _code(Confidence, cell, Confidence.UNVERIFIED.value),
    "significance": _significance,
    "sealed": _sealed,
}
