"""What kind of event a headline tells of, by readable rules; what no rule knows stays “other”. Pure."""

import re
from typing import Final

# The first rule that fits decides; each is a code of the event types and what a headline must say, whole words.
RULES: Final = tuple(
    (code, re.compile(pattern, re.IGNORECASE))
    for code, pattern in (
        (
            "appeal-filed",
            r"\b(appeals|files? (?:an |its )?(?:notice of )?appeal|petitions? (?:the )?supreme court|legt berufung)\b",
        ),
        (
            "protest-filed",
            r"\b(protests|sues|challenges|klagt|files? (?:a )?(?:bid protest|protest|suit|lawsuit|complaint))\b",
        ),
        (
            "stay",
            r"\b(halts?|halted|blocks?|blocked|temporarily stops?|injunction|stays? (?:work|performance)|stoppt)\b",
        ),
        ("remand", r"\b(remands?|remanded|sends? .{0,30}\bback to (?:the )?(?:pentagon|agency))\b"),
        ("corrective-action", r"\b(corrective action|reconsiders? (?:its )?award|re-?evaluates?)\b"),
        ("termination", r"\b(cancels?|cancell?ed|terminates?|terminated|scraps?|scrapped|hebt .{0,40} auf)\b"),
        (
            "decision",
            r"\bgao (?:denies|denied|sustains|sustained|dismisses|dismissed|rejects|rejected|sides|upholds)\b",
        ),
        (
            "ruling",
            (
                r"\b(judge|court|federal circuit|gericht)\b.{0,60}"
                r"\b(rules?|ruled|dismiss(?:es|ed)|den(?:ies|ied)|reject(?:s|ed)|upholds?|upheld|sides|declines?|weist)\b"
            ),
        ),
        (
            "investigation-opened",
            r"\b(inspector general|ig)\b.{0,40}\b(opens?|launches?|investigat\w+|reviews?|looks? into)\b",
        ),
        ("report-released", r"\b(report|inspector general|ig)\b.{0,40}\b(finds?|found|releases?|released|says)\b"),
        ("recusal", r"\brecus(?:es|ed|al)\b"),
        ("bidder-withdrawal", r"\b(drops? out|withdraws? (?:its )?bid|will not bid|won.t bid)\b"),
        ("competitive-range", r"\b(competitive range|finalists?|narrows?)\b"),
        ("solicitation", r"\b(request for proposals|rfp|solicitation|solicits?|invites? bids)\b"),
        ("award", r"\b(awards?|awarded|wins?|won|erhält)\b.{0,80}\b(contract|deal|order|auftrag|zuschlag)\b"),
        ("letter", r"\b(letter|writes? to|urges?)\b"),
        (
            "legislation",
            r"\b(bill|amendment|lawmakers|senate|house|congress)\b.{0,60}\b(pass(?:es|ed)?|votes?|adds?|bars?|limits?|funding)\b",
        ),
        ("press-statement", r"\b(says|statement|defends|responds|criticizes)\b"),
    )
)


def event_type_of(title: str) -> str:
    """Return the code of the event type that a headline tells of, “other” if no rule fits."""
    return next((code for code, pattern in RULES if pattern.search(title)), "other")
