"""The draft event that could be made from an item: computed by the matching, changed by an editor. Pure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from enum import StrEnum
from typing import Any, Final

from contracts.texts import MAIN_LANGUAGE, TextMap

MOST_PARTIES, MOST_AMOUNTS = 8, 4
# A docket entry is titled by number and caption, which say nothing of what happened.
_CAPTION: Final = re.compile(r"\d\d-\d{1,5}|\d\d-cv-\d|\bv\. (?:USA|United States)\b|^\W*\w+: .{0,80}\(B-\d{6}")


class DateBasis(StrEnum):
    """What a proposed date rests on: what the source says of the matter, when it was published, or when we saw it."""

    HAPPENED = "happened"
    PUBLISHED = "published"
    FIRST_SEEN = "first-seen"
    EDITOR = "editor"


@dataclass(frozen=True, slots=True)
class ProposedParty:
    """A party of the record and its part in the event: `slug`, and a code of the role codelist."""

    slug: str
    role: str = "other"
    role_note: str = ""


@dataclass(frozen=True, slots=True)
class ProposedAmount:
    """A sum that the item names: a decimal number, its currency (ISO 4217), and the item's own words for it."""

    amount: str
    currency: str
    what: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """The fields of a draft event, and in `reasons` the rules that chose them, in sentences.

    `date` and `date_public` are EDTF texts. An editor who changes the date says so with `DateBasis.EDITOR`; a date that
    rests on anything weaker than the source's own word makes the draft's confidence “date uncertain”.
    """

    title: TextMap
    summary: TextMap
    date: str
    date_basis: DateBasis
    date_public: str = ""
    type: str = "other"
    forum: str = ""
    parties: tuple[ProposedParty, ...] = field(default=())
    amounts: tuple[ProposedAmount, ...] = field(default=())
    reasons: tuple[str, ...] = field(default=())

    @property
    def is_date_certain(self) -> bool:
        """Say whether somebody vouches for the date."""
        return self.date_basis in {DateBasis.HAPPENED, DateBasis.EDITOR}

    def as_json(self) -> dict[str, Any]:
        """Return plain JSON values, as a candidate keeps them."""
        values = asdict(self)
        values["date_basis"] = self.date_basis.value
        values |= {name: list(values[name]) for name in ("parties", "amounts", "reasons")}
        return values

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> "Proposal":
        """Read what `as_json` wrote."""
        rebuilt = {
            "date_basis": DateBasis(values["date_basis"]),
            "parties": tuple(ProposedParty(**party) for party in values.get("parties", ())),
            "amounts": tuple(ProposedAmount(**amount) for amount in values.get("amounts", ())),
            "reasons": tuple(values.get("reasons", ())),
        }
        return cls(**{**values, **rebuilt})


def combined(leading: Proposal, others: Sequence[Proposal]) -> Proposal:
    """Return one proposal of several reports of one happening: the leading one's, completed by what it lacks.

    A headline replaces a title that is only a caption, a stated day one that is only that of publication; parties and
    sums that others name besides are added.
    """
    if not others:
        return leading
    words = leading
    if _CAPTION.search(leading.title.get(MAIN_LANGUAGE, "")):
        words = next((one for one in others if not _CAPTION.search(one.title.get(MAIN_LANGUAGE, ""))), leading)
    dated = next((one for one in (leading, *others) if one.is_date_certain), leading)
    parties = {one.slug: one for one in leading.parties}
    amounts = {(one.amount, one.currency): one for one in leading.amounts}
    for other in others:
        for party in other.parties:
            if party.slug not in parties or parties[party.slug].role == "other":
                parties[party.slug] = party
        amounts = {(one.amount, one.currency): one for one in other.amounts} | amounts
    return replace(
        leading,
        title=words.title,
        summary=words.summary,
        date=dated.date,
        date_basis=dated.date_basis,
        date_public=_public(leading, dated, others),
        parties=tuple(parties.values())[:MOST_PARTIES],
        amounts=tuple(amounts.values())[:MOST_AMOUNTS],
    )


def _public(leading: Proposal, dated: Proposal, others: Sequence[Proposal]) -> str:
    """Return when it became public: a paper's own day of release stands, an article's only if none told it earlier."""
    own = leading.date_public
    if own and _CAPTION.search(leading.title.get(MAIN_LANGUAGE, "")):
        return own
    told = [one.date_public for one in (leading, *others) if one.is_date_certain and one.date == dated.date]
    return min(told) if told else ""
