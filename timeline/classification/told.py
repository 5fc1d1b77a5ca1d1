"""What is classified and what comes of it; every decision carries the sentence that says why. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from contracts.dates import PartialDate
from timeline.classification.sums import Sum


@dataclass(frozen=True, slots=True)
class Participant:
    """A party of the record that a text names: its spelling there, its part in the dispute, and the kind of party."""

    slug: str
    spelling: str
    part: str = "other"
    kind: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What an item tells, as its reader understood it.

    `kind` is the reader's kind of item, `lang` its language (BCP 47), `forum` that of the proceeding which its number
    names, `happened` the day that the reader found. `is_of_record` says that it is matched to a dispute.
    """

    title: str
    text: str = ""
    kind: str = ""
    lang: str = ""
    url: str = ""
    published: date | None = None
    happened: PartialDate | None = None
    forum: str = ""
    court: str = ""
    is_of_record: bool = False
    participants: tuple[Participant, ...] = ()


@dataclass(frozen=True, slots=True)
class Role:
    """The part of a party in the event: a code of the role codelist, and the words that say so."""

    slug: str
    role: str
    said: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Classified:
    """What an item proposes: codes of event type and forum (empty if unknown), the day it happened, roles, sums."""

    type: str
    forum: str
    happened: PartialDate | None
    roles: tuple[Role, ...]
    sums: tuple[Sum, ...]
    reasons: tuple[str, ...]


def sentences(text: str, count: int) -> str:
    """Return the first sentences of a text; an abbreviation's dot ends none."""
    ends: list[int] = []
    for at, letter in enumerate(text):
        if letter == "\n" or (letter in ".!?" and _ends_sentence(text, at)):
            ends.append(at + 1)
            if len(ends) == count:
                break
    return text[: ends[-1]] if len(ends) == count else text


def _ends_sentence(text: str, at: int) -> bool:
    follows = text[at + 1 : at + 3]
    before = text[:at].rsplit(" ", 1)[-1]
    # “U.S.”, and the German “am 21. Juli”: neither dot ends the sentence.
    is_short = (len(before) <= 3 and before[:1].isupper()) or (len(before) <= 2 and before.isdigit())
    return not follows.strip() or (follows[:1] == " " and follows[1:2].isupper() and not is_short)


def joined(parts: Iterable[str]) -> str:
    """Return parts as lines, without empty ones."""
    return "\n".join(part for part in parts if part)
