"""GAO's file numbers: a base for the matter, a suffix for each protest in it, a decision over several of them."""

import re
from typing import Final
from urllib.parse import unquote

_NUMBER: Final = re.compile(r"\bB\s?[-‐‑–]\s?([0-9]{5,6})(?:\.([0-9]{1,3}))?(?![0-9])", re.IGNORECASE)
_FIRST_OF_TODAY: Final = 400_000
_PROTEST: Final = re.compile(r"\bprotest", re.IGNORECASE)


def b_numbers(text: str) -> tuple[str, ...]:
    """List the file numbers that a text or an address names, each once, in its order, as `B-422689.2`.

    A number that is not written out (“et al.”, “.2 through .4”) is not made up.
    """
    found = (f"B-{base}" + (f".{suffix}" if suffix else "") for base, suffix in _NUMBER.findall(unquote(text)))
    return tuple(dict.fromkeys(found))


def base_number(number: str) -> str:
    """Give the matter of a file: `B-422689` for `B-422689.2`."""
    return number.partition(".")[0]


def file_number(number: str) -> str:
    """Give the form in which the docket lists a file: a decision's bare `B-422689` is the docket's `B-422689.1`."""
    return number if "." in number else f"{number}.1"


def decision_key(numbers: tuple[str, ...]) -> str:
    """Give the key of a decision: all its file numbers, in one order whatever order the source has."""
    return "gao:decision:" + ",".join(sorted(set(map(file_number, numbers)), key=_sortable))


def is_protest(numbers: tuple[str, ...], text: str) -> bool:
    """Tell a protest decision from GAO's other legal products, which share feed and numbering.

    Protests have had numbers from 400000 on since 2008; reviews of rules and opinions on appropriations stayed in the
    330000s. An older protest is known by its words.
    """
    return any(int(number[2:8].partition(".")[0]) >= _FIRST_OF_TODAY for number in numbers) or bool(
        _PROTEST.search(text)
    )


def _sortable(number: str) -> tuple[int, int]:
    base, _, suffix = number.removeprefix("B-").partition(".")
    return int(base), int(suffix)
