"""Which courts a text speaks of: docket numbers are unique only within one. Pure."""

import re
from typing import Final

from contracts.codelists import Forum

_COURTS: Final = tuple(
    (forum, re.compile(pattern, re.IGNORECASE))
    for forum, pattern in (
        (
            Forum.COFC,
            r"court of federal claims|\bcofc\b|\buscfc\b|ecf\.cofc|\bfed\.?\s?cl\.|claims court|federal claims",
        ),
        (Forum.CAFC, r"federal circuit|\bfed\.?\s?cir\b|\bcafc\b|ecf\.cafc|cafc\.uscourts"),
        (Forum.SCOTUS, r"supreme court|\bscotus\b|certiorari|supremecourt\.gov"),
        (
            Forum.OTHER,
            (
                r"district court|\b[NSEWMC]\.\s?D\.\s?[A-Z]|\bD\.\s?(?:D\.\s?C\.|Mass|Md|Del|Colo|Minn|Or\b|N\.\s?J)"
                r"|\b(?:\d{1,2}(?:st|nd|rd|th|d)|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth"
                r"|eleventh|d\.\s?c\.) cir(?:cuit|\.)|ecf\.(?!cofc|cafc)[a-z0-9]{3,6}\.uscourts"
                r"|\b(?:northern|southern|eastern|western|middle|central) district of"
            ),
        ),
    )
)
# What readers of sources call the courts (CourtListener's ids).
_BY_CODE: Final = {"uscfc": Forum.COFC, "cofc": Forum.COFC, "cafc": Forum.CAFC, "scotus": Forum.SCOTUS}


def courts_in(text: str) -> frozenset[str]:
    """Return the forums of the courts that a text or an address names; any other court is `other`."""
    return frozenset(forum.value for forum, pattern in _COURTS if pattern.search(text))


def forum_of(court: str) -> str:
    """Return the forum of a court's short code; empty without one, `other` for any court that decides no protests."""
    return _BY_CODE.get(court.lower(), Forum.OTHER).value if court else ""
