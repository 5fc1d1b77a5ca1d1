"""Docket, solicitation and contract numbers in a text, normalised as the record keeps them. Pure."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from contracts.identifiers import normal_docket, normal_number

_DASH = r"[-‐-―]"
# GAO writes B-416657 and B-416657.2; the press also B416657.
_B_NUMBER = re.compile(rf"\bB(?:{_DASH}|\s)?(\d{{6}})(\.\d{{1,2}})?(?!\d)", re.IGNORECASE)
# CM/ECF: 1:19-cv-01796-PEC. The year and the number are the docket; the letters are the judge's.
_CM_ECF = re.compile(rf"\b(?:\d:)?\d\d{_DASH}(?:cv|vv|bid){_DASH}\d{{3,5}}(?:{_DASH}[A-Z]{{2,4}})?\b", re.IGNORECASE)
# Court of Federal Claims, as it prints its numbers: 19-1796C.
_COFC = re.compile(rf"\b\d\d{_DASH}\d{{1,5}}C\b")
# Bare numbers of courts (19-1796, 2019-2326, 20-1057) could be anything; they count behind “No.” and the like.
_BARE = re.compile(
    rf"\b(?:nos?\.?|case|docket|dkt\.?)\s{{0,2}}(?:no\.?\s?)?((?:20)?\d\d{_DASH}\d{{2,5}})\b", re.IGNORECASE
)
# PIID (FAR 4.1603): office, fiscal year, type, number; with hyphens, blanks or nothing between.
_PIID = re.compile(rf"\b[A-Z0-9]{{6}}(?:{_DASH}|\s)?\d\d(?:{_DASH}|\s)?[A-Z](?:{_DASH}|\s)?[A-Z0-9]{{4,8}}\b")
# Numbers of agencies that keep to no form: long, of capitals and digits.
_OTHER = re.compile(r"\b(?=[A-Z0-9_./-]*\d[A-Z0-9_./-]*\d)(?=[A-Z0-9_./-]*[A-Z])[A-Z0-9][A-Z0-9_./-]{7,59}(?<![./-])")


class Number(NamedTuple):
    """A number as the text writes it, and the forms in which the record may hold it, the exact one first."""

    raw: str
    forms: tuple[str, ...]


def numbers(text: str) -> Iterator[Number]:
    """Yield what looks like a docket, solicitation or contract number."""
    for found in _B_NUMBER.finditer(text):
        base, suffix = f"B-{found[1]}", found[2] or ""
        yield Number(f"{base}{suffix}", (f"{base}{suffix}", f"{base}.*"))
    for pattern in (_CM_ECF, _COFC):
        for found in pattern.finditer(text):
            yield Number(found[0], (normal_docket(found[0]),))
    for found in _BARE.finditer(text):
        yield Number(found[1], docket_forms(found[1]))
    for pattern in (_PIID, _OTHER):
        for found in pattern.finditer(text):
            yield Number(found[0], (normal_number(found[0]),))


def docket_forms(raw: str) -> tuple[str, ...]:
    """Return the forms under which one docket number is kept and looked up, without the ambiguity of short years.

    `2019-2326` and `19-2326` are one number, as are `19-1796C` and `19-1796`; a B-number also stands for its family
    (`B-416657.*`), since GAO numbers the supplements of one protest after it.
    """
    number = normal_docket(raw)
    family = re.fullmatch(r"(B-\d{6})(?:\.\d+)?", number)
    if family:
        return number, f"{family[1]}.*"
    short = re.sub(r"^20(?=\d\d-)", "", number)
    bare = re.sub(r"(?<=\d)C$", "", short)
    return tuple(dict.fromkeys((number, short, bare)))
