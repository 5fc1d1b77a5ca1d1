"""One paragraph of the daily announcements taken apart: who, where, how much, under which contract and modification."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from timeline.ingest.dates import ABSENT, DateReading, read
from timeline.ingest.item import Amount

_STATE_NAMES: Final = """
    Alabama|Alaska|Arizona|Arkansas|California|Colorado|Connecticut|Delaware|Florida|Georgia|Hawaii|Idaho|Illinois|
    Indiana|Iowa|Kansas|Kentucky|Louisiana|Maine|Maryland|Massachusetts|Michigan|Minnesota|Mississippi|Missouri|
    Montana|Nebraska|Nevada|New Hampshire|New Jersey|New Mexico|New York|North Carolina|North Dakota|Ohio|Oklahoma|
    Oregon|Pennsylvania|Rhode Island|South Carolina|South Dakota|Tennessee|Texas|Utah|Vermont|Virginia|Washington|
    West Virginia|Wisconsin|Wyoming|D.C.|District of Columbia|Puerto Rico|Guam
"""
_STATES: Final = frozenset(" ".join(name.split()) for name in _STATE_NAMES.split("|"))
_COMPANY: Final = re.compile(
    r"(?:Inc|Incorporated|LLC|L\.L\.C|LLP|LP|L\.P|Ltd|Limited|Corp|Corporation|Co|Company|PLC|plc|GmbH|AG|JV|PC|P\.C|S\.A"
    r"|SpA|B\.V|A/S|N\.A)\.?",
)
PIID: Final = re.compile(
    r"\b(?=[A-Z0-9]*[A-Z])([A-Z0-9]{6})(?P<dash>[-‐‑–]?)([0-9]{2})(?P=dash)([A-Z])(?P=dash)([A-Z0-9]{4})(?![A-Z0-9-])"
)
_MODIFICATION: Final = re.compile(
    r"\bmodifications?(?:\s+(?:number|no\.?))?\s*\(?\s*"
    r"((?:[A-Z]{1,3}[0-9]{2,5}|[0-9]{4,6})(?:(?:,| and|, and)\s+[A-Z]{1,3}[0-9]{2,5})*)\b",
    re.IGNORECASE,
)
_NUMBER: Final = re.compile(r"[A-Z]{0,3}[0-9]{2,6}")
_AWARDED: Final = re.compile(
    r"[\s,*]+(?:has|have|had|is|are|was|were|will)\b(?:\s+(?:been|being|be|each|all|both|also))*\s+"
    r"(?:awarded|issued|given|granted|selected|added)\b"
)
_MONEY: Final = re.compile(r"\$\s?([0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(\.[0-9]+)?(?:\s+(million|billion))?", re.IGNORECASE)
_SCALE: Final = {"": 1, "million": 10**6, "billion": 10**9}
# What a sum is, by the words around it: the first that fits, from special to general.
_MEANINGS: Final = (
    ("obligated", re.compile(r"\bobligat|\bfunds\b|\bincrementally", re.IGNORECASE)),
    ("ceiling", re.compile(r"\bceiling", re.IGNORECASE)),
    ("not to exceed", re.compile(r"not[- ]to[- ]exceed|\bmaximum\b|\bestimated\b", re.IGNORECASE)),
    ("with options", re.compile(r"\boptions?\b[^.]*\bexercised|\bif (?:all|fully) ", re.IGNORECASE)),
    ("total", re.compile(r"\bcumulative|\btotal\b[^.]*\bvalue|\bbrings? the total|\bvalue (?:of|to) ", re.IGNORECASE)),
    ("modification", re.compile(r"\bmodification", re.IGNORECASE)),
)
_ACTIVITY: Final = re.compile(
    r"(?:^|[.;)]\s+)(?:The )?((?:U\.S\.|D\.C\.|St\.|Ft\.|[^.;])+?),?\s+(?:is|are|was)\s+the\s+contracting\s+activit"
)
_COMPLETED: Final = re.compile(
    r"(?:(?:expected|estimated) to be completed? (?:by|in)|(?:estimated|expected) completion date (?:is|of)) "
    r"([A-Z][a-z]+\.?(?: [0-9]{1,2},)? [0-9]{4})"
)
_PERFORMED: Final = re.compile(
    r"Work (?:will be|is being|is) (?:primarily )?performed (?:in|at) (.+?)"
    r"(?:, (?:and|with) [^.]*(?:is|be) expected|\.(?:\s|$))"
)
_AWARDED_ON: Final = re.compile(r"\bawarded (?:on )?([A-Z][a-z]+\.? [0-9]{1,2}, [0-9]{4})")


@dataclass(frozen=True, slots=True)
class Awardee:
    """A company as the announcement names it, its place, and the contract number that stands beside it, if one does."""

    name: str
    place: str
    contract: str = ""


def contract_numbers(text: str) -> tuple[str, ...]:
    """List the contract numbers (PIID, FAR 4.16) of a text as it writes them, each once."""
    return tuple(dict.fromkeys(found[0] for found in PIID.finditer(text)))


def modifications(text: str) -> tuple[str, ...]:
    """List the modification numbers of a text, each once."""
    found = (number for said in _MODIFICATION.findall(text) for number in _NUMBER.findall(said.upper()))
    return tuple(dict.fromkeys(found))


def awardees(text: str) -> tuple[Awardee, ...]:
    """Read who is awarded from the words before the verb; empty where the paragraph has no such sentence."""
    verb = _AWARDED.search(text)
    if verb is None:
        return ()
    subject = re.sub(r"\s+", " ", text[: verb.start()])
    parts = re.split(r";\s+(?:and\s+)?", subject)
    found = (_awardee(part) for part in parts)
    return tuple(one for one in found if one is not None)


def _awardee(said: str) -> Awardee | None:
    numbers = contract_numbers(said)
    bare = re.sub(r"\s*\([^)]*[0-9][^)]*\)", "", said).replace("*", "").strip(" ,.")
    words = [word.strip() for word in bare.split(",") if word.strip()]
    if not words or len(bare) > 300:
        return None
    # A company's own commas (“Inc.”) are not the border to its place.
    start = 1
    while start < len(words) and _COMPANY.fullmatch(words[start]):
        start += 1
    place = words[start:]
    if len(place) > 2 and place[-1] in _STATES:
        start, place = len(words) - 2, words[-2:]
    name = ", ".join(words[:start])
    if name.lower().startswith(("correction", "update")):
        name = name.partition(":")[2].strip()
    return Awardee(name, ", ".join(place), numbers[0] if numbers else "") if name else None


def amounts(text: str) -> Iterator[Amount]:
    """Give every sum with what the words of its sentence say it is; the first that they do not explain is the award."""
    is_first = True
    for found in _MONEY.finditer(text):
        whole, fraction, scale = found.groups()
        value = Decimal(whole.replace(",", "") + (fraction or "")) * _SCALE[(scale or "").lower()]
        value = value.to_integral_value() if value == value.to_integral_value() else value
        before = re.split(r"[.;]\s", text[max(0, found.start() - 90) : found.start()])[-1]
        after = re.split(r"[.;]\s|\$", text[found.end() : found.end() + 90])[0]
        what = next((what for what, sign in _MEANINGS if sign.search(f"{before} {after}")), "")
        yield Amount(value, "USD", what or ("award" if is_first else ""))
        is_first = False


def contracting_activity(text: str) -> tuple[str, str]:
    """Give the contracting activity and its place; two empty strings where none is named."""
    found = _ACTIVITY.search(text)
    if found is None:
        return "", ""
    name, _, place = re.sub(r"\s+", " ", found[1]).partition(",")
    return name.strip(), place.strip()


def completion(text: str) -> DateReading:
    """Read by when the work is to be done: a month or a day."""
    found = _COMPLETED.search(text)
    return read(found[1], field="text") if found else ABSENT


def awarded_on(text: str) -> DateReading:
    """Read the day of award where the announcement names one of its own."""
    found = _AWARDED_ON.search(text)
    return read(found[1], field="text") if found else ABSENT


def performed_in(text: str) -> str:
    """Give where the work is done, in the announcement's words."""
    found = _PERFORMED.search(text)
    return found[1].strip() if found else ""
