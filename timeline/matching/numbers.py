"""Docket, solicitation and contract numbers in a text, normalised as the record keeps them. Pure."""

import re
from collections.abc import Iterator
from typing import Final, Literal, NamedTuple
from urllib.parse import unquote

from contracts.identifiers import normal_docket, normal_number

Kind = Literal["b-number", "docket", "bare docket", "contract"]

_DASH: Final = r"[-‐-―]"
# GAO writes B-416657 and B-416657.2; the press also B416657.
_B_NUMBER: Final = re.compile(rf"\bB(?:{_DASH}|\s)?(\d{{6}})(\.\d{{1,2}})?(?!\d)", re.IGNORECASE)
# CM/ECF: 1:19-cv-01796-PEC. The year and the number are the docket; the letters are the judge's.
_CM_ECF: Final = re.compile(
    rf"\b(?:\d:)?(\d\d){_DASH}(?:cv|bid){_DASH}(\d{{3,5}})C?(?:{_DASH}[A-Z]{{2,4}})?\b", re.IGNORECASE
)
# The court's address of a public document: show_public_doc?2018cv1880-102-0.
_PUBLIC_DOC: Final = re.compile(r"\b20(\d\d)(?:cv|bid)(\d{3,5})(?=-)", re.IGNORECASE)
# Court of Federal Claims, as it prints its numbers: 19-1796C, 16-784 C.
_COFC: Final = re.compile(rf"\b(\d\d){_DASH}(\d{{1,5}})\s?C\b")
# Bare numbers of courts (19-1796, 2019-2326, 20-1057) could be anything; they count behind “No.” and the like, or where
# a caption follows them.
_BARE: Final = re.compile(
    rf"(?:\b(?:nos?\.?|case|docket|dkt\.?|appeal|number)\s{{0,2}}(?:nos?\.?\s?)?|^\s*|caseNum=)"
    rf"((?:20)?\d\d{_DASH}\d{{2,5}})\b(?!{_DASH}\d)",
    re.IGNORECASE | re.MULTILINE,
)
# PIID (FAR 4.1603): office, fiscal year, type, number; with hyphens, blanks or nothing between.
_PIID: Final = re.compile(
    rf"\b[A-Z0-9]{{6}}(?:{_DASH}|\s)?\d\d(?:{_DASH}|\s)?[A-Z](?:{_DASH}|\s)?[A-Z0-9]{{4,8}}\b", re.IGNORECASE
)
# Numbers of agencies that keep to no form: long, of letters and digits.
_OTHER: Final = re.compile(
    r"\b(?=[A-Z0-9_./-]*\d[A-Z0-9_./-]*\d)(?=[A-Z0-9_./-]*[A-Z])[A-Z0-9][A-Z0-9_./-]{7,59}(?<![./-])", re.IGNORECASE
)


class Number(NamedTuple):
    """A number as the text writes it, the forms in which the record may hold it, its kind, and where it stands."""

    raw: str
    forms: tuple[str, ...]
    kind: Kind
    start: int = -1
    end: int = -1


def numbers(text: str) -> Iterator[Number]:
    """Yield what looks like a docket, solicitation or contract number."""
    for found in _B_NUMBER.finditer(text):
        raw = f"B-{found[1]}{found[2] or ''}"
        yield Number(raw, docket_forms(raw), "b-number", *found.span())
    for found in _COFC.finditer(text):
        yield Number(found[0], (f"{found[1]}-{found[2].lstrip('0')}C",), "docket", *found.span())
    for pattern in (_CM_ECF, _PUBLIC_DOC):
        for found in pattern.finditer(text):
            yield Number(found[0], (f"{found[1]}-{found[2].lstrip('0')}C",), "bare docket", *found.span())
    for found in _BARE.finditer(text):
        yield Number(found[1], docket_forms(found[1]), "bare docket", *found.span(1))
    for pattern in (_PIID, _OTHER):
        for found in pattern.finditer(text):
            yield Number(found[0], (contract_form(found[0]),), "contract", *found.span())


def numbers_in_address(url: str) -> list[Number]:
    """List the docket numbers in a web address."""
    return list(numbers(unquote(url).replace("/", " / ").replace(",", " , "))) if url else []


def given_number(raw: str) -> Number:
    """Return a number that a reader found, by whatever scheme, with all forms it could be kept in."""
    kind: Kind = "b-number" if family_of(raw) else "bare docket" if _is_docket(raw) else "contract"
    return Number(raw, tuple(dict.fromkeys((*docket_forms(raw), contract_form(raw)))), kind)


def _is_docket(raw: str) -> bool:
    return re.fullmatch(rf"(?:\d:)?(?:20)?\d\d{_DASH}(?:[a-z]{{2,3}}{_DASH})?\d+C?(?:{_DASH}[A-Z]+)?", raw) is not None


def contract_form(raw: str) -> str:
    """Normalise a solicitation or contract number further than the record prints it: underscores and slashes go too."""
    return re.sub(r"[_/]", "", normal_number(raw))


def family_of(raw: str) -> str:
    """Return the number under which GAO keeps a protest together with its supplements; empty for other numbers."""
    found = re.fullmatch(r"(B-\d{6})(?:\.\d+)?", normal_docket(raw))
    return found[1] if found else ""


def docket_forms(raw: str) -> tuple[str, ...]:
    """Return the forms under which one docket number is kept and looked up, without the ambiguity of short years.

    `2019-2326` and `19-2326` are one number, as are `19-1796C` and `19-1796`, and GAO's `B-416657` and `B-416657.1`.
    """
    number = normal_docket(raw)
    family = family_of(raw)
    if family:
        first = {family: f"{family}.1", f"{family}.1": family}.get(number)
        return (number, first) if first else (number,)
    short = re.sub(r"^20(?=\d\d-)", "", number)
    bare = re.sub(r"(?<=\d)C$", "", short)
    return tuple(dict.fromkeys((number, short, bare)))
