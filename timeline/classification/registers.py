"""Which register an item is written in: a court's docket, GAO's papers, contract announcements, or the press. Pure."""

import re
from typing import Final, Literal

from timeline.classification.told import Told

Register = Literal["court", "gao", "contracts", "press"]

_BY_KIND: Final[tuple[tuple[re.Pattern[str], Register], ...]] = (
    (re.compile(r"gao"), "gao"),
    (re.compile(r"docket|^opinion|court|pacer|courtlistener|cofc|recap|filing|ruling"), "court"),
    (
        re.compile(
            r"contract|award|solicit|sources-sought|justification|special-notice|^notice|dod|sam|usaspending|fpds"
            r"|complaint-|review-(?:request|decision)|tender|release$"
        ),
        "contracts",
    ),
    (re.compile(r"news|article|feed|press|blog|web|company-release|analysis|reference|report"), "press"),
)
_BY_ADDRESS: Final[tuple[tuple[re.Pattern[str], Register], ...]] = (
    (re.compile(r"gao\.gov/(?:products|docket|legal)", re.IGNORECASE), "gao"),
    (
        re.compile(r"courtlistener\.com/docket|ecf\.\w+\.uscourts|supremecourt\.gov/(?:docket|search)", re.IGNORECASE),
        "court",
    ),
    (re.compile(r"(?:defense|war)\.gov/\S*contract|sam\.gov|usaspending\.gov", re.IGNORECASE), "contracts"),
)
_COURT: Final = re.compile(
    r"^\W*(?:No\.\s)?(?:\d:)?(?:20)?\d\d-(?:cv-)?\d{2,5}C?(?:-[A-Z]{2,4})?\s.{0,200}\bv\.\s"
    r"|\bSigned by (?:Chief |Senior |Special )?(?:Judge|Master)|\(Entered: \d|\bService on parties made\b"
    r"|^(?:\*\*|\[)?(?:SEALED|ORDER|MOTION|COMPLAINT|OPINION|JUDGMENT|NOTICE OF)\b"
)
_GAO: Final = re.compile(
    r"\bMatter of:|^\W*(?:Denied|Dismissed|Sustained|Withdrawn|Granted|Protest filed|Decision due):"
    r"|\bFile (?:number)?:?\s*B-\d{6}"
    r"|\bWe (?:deny|sustain|dismiss) the (?:protest|request)|^B-\d{6}",
    re.MULTILINE,
)
_CONTRACTS: Final = re.compile(
    r"\bis the contracting activity\b|\b(?:is|was|has been|are|were) (?:being )?awarded an? (?:not-to-exceed )?\$"
    r"|\bawarded a maximum|\bfirm-fixed-price\b|\bindefinite-delivery\b|\bmodification \([A-Z]?\d"
)


def register_of(told: Told) -> Register:
    """Return the register: by the reader's kind, else by the address, else by how the text is written."""
    by_kind = next((register for sign, register in _BY_KIND if sign.search(told.kind.casefold())), None)
    if by_kind and by_kind != "press":
        return by_kind
    by_address = next((register for sign, register in _BY_ADDRESS if sign.search(told.url)), None)
    if by_address or by_kind:
        return by_address or "press"
    both = f"{told.title}\n{told.text}"
    if _COURT.search(told.title) or _COURT.search(told.text):
        return "court"
    if _GAO.search(both):
        return "gao"
    return "contracts" if _CONTRACTS.search(told.text) else "press"
