"""Says of each typed line what it means, what it would make, or what is wrong with it; writes pasted addresses only."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.contrib.auth.models import User

from contracts.codelists import PartyKind, Role
from contracts.dates import DateError
from contracts.models import Party
from contracts.texts import TextError
from timeline import pasting
from timeline.models import PastedAddress, PastedState
from timeline.spreadsheets.known import Known
from timeline.spreadsheets.parts import Cited, NewParty, Refused, cited_by, read_party

MOST_LINES = 40
REPEATED = "This stands above already."
READ_BY_HAND = "Write its title after it, as in “address | title | publisher | date”."


@dataclass(slots=True)
class Line:
    """One line: its number from 1, what it was read as, and `wrong` if it cannot be added as it stands.

    `instead` holds whole lines that somebody may have meant; `waits` says that a worker is asking for its address.
    """

    number: int
    words: str = ""
    wrong: str = ""
    is_new: bool = False
    waits: bool = False
    instead: list[str] = field(default_factory=list)
    party: tuple[Party | NewParty, str] | None = None
    cited: Cited | None = None
    pasted: PastedAddress | None = None


def read_parties(text: str) -> list[Line]:
    """Read `role: party` lines."""
    known = Known([{"parties": text}])
    seen = set[tuple[str, str]]()

    def read(line: Line, typed: str) -> None:
        _party(line, typed, known)
        if line.party is not None:
            key = (line.party[0].name.casefold(), line.party[1])
            line.wrong = REPEATED if key in seen else ""
            seen.add(key)

    return _each(text, read)


def read_sources(text: str, *, by: User, now: datetime) -> list[Line]:
    """Read lines of addresses; one that neither the record nor this editor's pasted addresses know is asked for."""
    seen = set[str]()

    def read(line: Line, typed: str) -> None:
        _source(line, typed, by=by, now=now)
        if line.cited is not None:
            key = f"{line.cited.known.pk if line.cited.known else line.cited.url} {line.cited.anchor}"
            if key in seen:
                line.wrong = REPEATED
            seen.add(key)

    return _each(text, read)


def _each(text: str, read: Callable[[Line, str], None]) -> list[Line]:
    found = []
    for number, typed in _typed(text):
        line = Line(number)
        found.append(line)
        if len(found) > MOST_LINES:
            line.wrong = f"More than {MOST_LINES} lines. Save these first."
            break
        try:
            read(line, typed)
        except (Refused, DateError, TextError, pasting.PasteRefused) as error:
            line.wrong = str(error)
    return found


def _typed(text: str) -> Iterable[tuple[int, str]]:
    """Yield the lines that are not empty, with their numbers, without bytes that PostgreSQL cannot store."""
    rows = text.replace("\x00", "").splitlines()
    return ((number, row.strip()) for number, row in enumerate(rows, start=1) if row.strip())


def _party(line: Line, typed: str, known: Known) -> None:
    try:
        who, role = line.party = read_party(typed, known)
    except Refused:
        said, colon, name = typed.rpartition(":")
        line.instead = [f"{said}{colon} {slug}".strip() for slug in known.near(name.strip())]
        raise
    label = Role(role).label
    if isinstance(who, NewParty):
        line.is_new, line.words = True, f"{label}: {who.name}, a new draft ({PartyKind(who.kind).label})"
    else:
        line.words = f"{label}: {who.name}"


def _source(line: Line, typed: str, *, by: User, now: datetime) -> None:
    cited = cited_by(typed, now.date())
    cited.known = pasting.known_source(cited.url)
    if cited.known is None:
        _unknown(line, cited, by=by, now=now)
    if cited.known is not None:
        line.words = f"In the record: {cited.known}"
    line.cited = None if line.wrong or line.waits else cited


def _unknown(line: Line, cited: Cited, *, by: User, now: datetime) -> None:
    pasted = pasting.pasted_lately(cited.url, by=by)
    if pasted is None or (pasted.source is not None and pasted.source.deleted_at):
        pasted = pasting.paste(cited.url, by=by, now=now)
    if pasted.source is not None:
        cited.known = pasted.source
        return
    line.pasted = pasted
    line.is_new = True
    typed_title = bool(cited.values["title"])
    cited.values = _completed(cited.values, pasted.proposed)
    cited.url = pasted.proposed.get("url") or pasted.url
    if cited.values["title"]:
        published = cited.values["published"]
        said = [cited.values["title"], cited.values["publisher"], str(published) if published else "no date"]
        line.words = f"A new draft: {' · '.join(part for part in said if part)}"
        line.words += "" if typed_title else ". Check what the page says of itself."
    elif pasted.state == PastedState.WAITING:
        line.waits, line.words = True, "It is being asked for."
    elif pasted.state == PastedState.REFUSED:
        line.wrong = f"{pasted.reason.removesuffix(' Fill in by hand.')} {READ_BY_HAND}"
    else:
        line.wrong = f"The page says no title of itself. {READ_BY_HAND}"


def _completed(typed: dict[str, Any], said: dict[str, Any]) -> dict[str, Any]:
    """Fill with what the page says of itself whatever was not typed; kind and language are typed with a title only."""
    by_hand = bool(typed["title"])
    found = {name: typed[name] or said.get(name) or typed[name] for name in ("title", "publisher", "published")}
    codes = {name: typed[name] if by_hand else said.get(name) or typed[name] for name in ("kind", "lang")}
    return found | codes
