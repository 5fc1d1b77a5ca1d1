"""Sums of money as papers and announcements write them, in English and German. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Final

_SIGNS: Final = {"$": "USD", "us$": "USD", "usd": "USD", "€": "EUR", "eur": "EUR", "£": "GBP", "gbp": "GBP"}
_NAMES: Final = {"dollar": "USD", "dollars": "USD", "euro": "EUR", "euros": "EUR", "pfund": "GBP", "pounds": "GBP"}
_SCALES: Final = {
    "": 1,
    **dict.fromkeys(("thousand", "k", "tausend"), 10**3),
    **dict.fromkeys(("million", "millions", "mn", "mln", "m", "millionen", "mio", "mio."), 10**6),
    **dict.fromkeys(("billion", "billions", "bn", "bln", "b", "milliarde", "milliarden", "mrd", "mrd."), 10**9),
    **dict.fromkeys(("trillion", "tn"), 10**12),
}
_NUMBER_WORDS: Final = {
    word: number
    for number, said in enumerate(
        (
            ("one", "eine"),
            ("two", "zwei"),
            ("three", "drei"),
            ("four", "vier"),
            ("five", "fünf"),
            ("six", "sechs"),
            ("seven", "sieben"),
            ("eight", "acht"),
            ("nine", "neun"),
            ("ten", "zehn"),
            ("eleven", "elf"),
            ("twelve", "zwölf"),
        ),
        start=1,
    )
    for word in said
}
_NUMBER: Final = r"\d{1,3}(?:[,.]\d{3})+(?:[.,]\d{1,2})?|\d+(?:[.,]\d+)?"
_SCALE: Final = "|".join(re.escape(word) for word in sorted(_SCALES, key=len, reverse=True) if word)
_WORDS: Final = "|".join(_NUMBER_WORDS)
# $10 billion, USD 42 million, $452,461,776, €35m; the sign may follow the unit of a longer name (A$, C$ are not ours).
_SIGN_FIRST: Final = re.compile(
    rf"(?<![A-Za-z$€£])(?P<sign>US\$|USD|EUR|GBP|[$€£])\s?(?P<number>{_NUMBER})(?:[\s-]?(?P<scale>{_SCALE})\b)?",
    re.IGNORECASE,
)
# 10 billion dollars, zehn Milliarden US-Dollar, Zehn-Milliarden-Dollar-Auftrag.
_NAME_LAST: Final = re.compile(
    rf"\b(?P<number>{_NUMBER}|{_WORDS})[\s-](?:(?P<scale>{_SCALE})[\s-])?"
    rf"(?:U\.?S\.?[\s-])?(?P<name>dollars?|euros?|pfund|pounds|USD|EUR|€|\$)(?![a-z])",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Sum:
    """An amount in whole units of a currency (ISO 4217), the words that say it, and where they begin."""

    value: Decimal
    currency: str
    said: str
    at: int

    def is_about(self, value: Decimal) -> bool:
        """Say whether it is a value, exact or rounded to its own digits if it has two: $2.9 bn for 2890 million."""
        digits = self.value.normalize()
        if len(digits.as_tuple().digits) < 2:
            return self.value == value
        return self.value in {value, value.quantize(Decimal((0, (1,), int(digits.as_tuple().exponent))))}


def sums(text: str) -> Iterator[Sum]:
    """Yield the sums of money that a text names, in its order, each place once."""
    found = [_sum(one, _SIGNS[one["sign"].lower()]) for one in _SIGN_FIRST.finditer(text)]
    found += [_sum(one, _currency(one["name"])) for one in _NAME_LAST.finditer(text)]
    yield from sorted((one for one in found if one is not None), key=lambda one: one.at)


def _currency(name: str) -> str:
    return _NAMES.get(name.lower()) or _SIGNS[name.lower()]


def _sum(found: re.Match[str], currency: str) -> Sum | None:
    scale = (found["scale"] or "").lower()
    number = found["number"].lower()
    value = Decimal(_NUMBER_WORDS[number]) if number in _NUMBER_WORDS else _decimal(number, has_scale=bool(scale))
    if value is None:
        return None
    return Sum(value * _SCALES[scale], currency, found[0].strip(), found.start())


def _decimal(number: str, *, has_scale: bool) -> Decimal | None:
    """Read digits with English or German separators: `1,234,567.89`, `1.234.567`, `3,4 Milliarden`."""
    groups = re.split(r"[.,]", number)
    if len(groups) == 2 and (len(groups[1]) != 3 or has_scale):
        plain = ".".join(groups)
    elif len(groups) > 2 and len(groups[-1]) != 3:
        plain = "".join(groups[:-1]) + f".{groups[-1]}"
    else:
        plain = "".join(groups)
    try:
        return Decimal(plain)
    except InvalidOperation:
        return None
