"""Reads a party and a source as one line names them, in a cell of a table or on the form of an event."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from urllib.parse import urlsplit

from django.db.models import TextChoices

from contracts import texts
from contracts.codelists import PartyKind, Role
from contracts.models import Party
from timeline.codelists import SourceKind
from timeline.models import Source
from timeline.spreadsheets.columns import BY_NAME
from timeline.spreadsheets.known import Known
from timeline.written_dates import read_written

LONGEST_URL: Final = 2_000
# An address, and after a blank a passage in quotation marks.
QUOTED: Final = re.compile(r"(\S+)\s+[\"“„«](.+)[\"”“»]")


class Refused(ValueError):
    """A cell or line that cannot be read, in a sentence."""


@dataclass(frozen=True, slots=True)
class NewParty:
    """A party that the record does not have, to become a draft."""

    name: str
    kind: str


@dataclass(slots=True)
class Cited:
    """A source as a line names it: known by its address, or to be made with these values."""

    url: str
    known: Source | None
    values: dict[str, Any]
    anchor: str


def read_party(part: str, known: Known, *, new_kind: str = "") -> tuple[Party | NewParty, str]:
    """Read `role: party`; without a role it is “other”. Raise Refused for what is none.

    The party is a slug, name or alias of the record, or `+ kind name` for one that it does not have. Where `new_kind`
    is given, every unknown name is one of that kind.
    """
    said, colon, name = part.partition(":")
    role = named(Role, said) if colon else None
    if role is None:
        if colon and known.party(part.strip()) is None:
            raise Refused(f"“{said.strip()[:40]}” is no role; {offered(Role)}.")
        name, role = part, Role.OTHER.value
    name = name.strip()
    if name.startswith("+"):
        return _new_party(name[1:], known), role
    found = known.party(name)
    if isinstance(found, Party):
        return found, role
    if found:
        raise Refused(f"“{name[:60]}” may be any of {', '.join(found)}: write the slug.")
    if new_kind:
        return NewParty(texts.clean(name, longest=300), new_kind), role
    near = [f"“{slug}”" for slug in known.near(name)]
    hint = f"Did you mean {' or '.join(near)}? " if near else ""
    raise Refused(f"No party is called “{name[:60]}”. {hint}To make a draft of it, write “+ company {name[:60]}”.")


def _new_party(said: str, known: Known) -> NewParty:
    kind, _, name = said.strip().partition(" ")
    code = named(PartyKind, kind)
    if code is None or not name.strip():
        raise Refused(
            f"After + comes what it is and then its name, as in “+ company {said.strip()[:40]}”; {offered(PartyKind)}."
        )
    if known.party(name.strip()) is not None:
        raise Refused(f"The record has “{name.strip()[:60]}” already: write it without + {kind}.")
    return NewParty(texts.clean(name, longest=300), code)


def read_source(line: str, known: Known, today: date) -> Cited:
    """Read `address | title | publisher | date | kind | language | anchor`, or an address and a quoted passage.

    An address that the record has needs no more; raise Refused for any other without a title, and for what is none.
    """
    cited = cited_by(line, today)
    cited.known = known.sources.get(cited.url)
    if cited.known is None and not cited.values["title"]:
        raise Refused(
            f"The address {cited.url[:80]} is not known here: add its title, "
            "as in “address | title | publisher | date”."
        )
    return cited


def cited_by(line: str, today: date) -> Cited:
    """Read a line without looking anything up: its source is not known."""
    quoted = QUOTED.fullmatch(line.strip())
    cells = [quoted[1], "", "", "", "", "", quoted[2]] if quoted else [one.strip() for one in line.split("|")]
    url, title, publisher, published, kind, lang, anchor = (cells + [""] * 7)[:7]
    address = urlsplit(url)
    if address.scheme not in {"http", "https"} or not address.netloc or len(url) > LONGEST_URL:
        raise Refused(f"“{url[:60]}” is no address of the web. Allowed: {BY_NAME['sources'].help}")
    values: dict[str, Any] = {
        "title": texts.clean(title, longest=500),
        "publisher": texts.clean(publisher, longest=300),
        "published": read_written(published, today=today) if published else None,
        "kind": code_of(SourceKind, kind, SourceKind.NEWS.value),
        "lang": lang or "en",
    }
    if not values["lang"].replace("-", "").isalnum() or len(values["lang"]) > 10:
        raise Refused(f"“{lang[:40]}” is no code of a language like en or de.")
    return Cited(url, None, values, texts.clean(anchor, longest=200))


def named(codes: type[TextChoices], said: str) -> str | None:
    """Return the code that somebody wrote as itself or as its name."""
    plain = said.strip().casefold().replace("_", "-")
    for value, label in codes.choices:
        if plain in {value, str(value).replace("-", " "), str(label).casefold()}:
            return str(value)
    return None


def code_of(codes: type[TextChoices], cell: str, default: str, *, without: tuple[str, ...] = ()) -> str:
    """Return the code that a cell names, the default for an empty one; raise Refused for anything else."""
    code = named(codes, cell) if cell else default
    if code is None or code in without:
        raise Refused(f"“{cell[:40]}” is not known; {offered(codes, without)}.")
    return code


def offered(codes: type[TextChoices], without: tuple[str, ...] = ()) -> str:
    """Say which codes there are."""
    return f"allowed are {', '.join(value for value in codes.values if value not in without)}"
