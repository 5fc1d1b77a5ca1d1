"""The forums a protest can be in: where a step, a rule and a calendar belong."""

from dataclasses import dataclass
from datetime import time
from zoneinfo import ZoneInfo

NEW_YORK = ZoneInfo("America/New_York")


@dataclass(frozen=True, slots=True)
class Forum:
    """One forum, with the hour from which a filing counts for the next open day.

    `late_from` is local time in `zone`; None means that the whole day counts (electronic filing).
    """

    code: str
    label: str
    basis: str
    late_from: time | None
    late_from_source: str
    zone: ZoneInfo = NEW_YORK


FORUMS: dict[str, Forum] = {
    forum.code: forum
    for forum in (
        Forum(
            "agency",
            "Procuring agency",
            "FAR 33.103; E.O. 12979",
            # "By 4:30 p.m.": the hour itself is still in time; agencies may set another one.
            time(16, 30, 0, 1),
            'FAR 33.101 "filed"',
        ),
        Forum(
            "GAO",
            "Government Accountability Office",
            "31 U.S.C. §§ 3551-3557; 4 C.F.R. Part 21",
            # The whole minute 17:30 is still in time (B-408426).
            time(17, 31),
            "4 C.F.R. § 21.0(f); B-408426",
        ),
        Forum(
            "COFC",
            "Court of Federal Claims",
            "28 U.S.C. § 1491(b); RCFC App. C",
            None,
            "electronic filing until midnight, unverified",
        ),
        Forum(
            "CAFC",
            "Court of Appeals for the Federal Circuit",
            "28 U.S.C. §§ 1295(a)(3), 2107(b), 2522",
            None,
            "electronic filing until midnight, unverified",
        ),
        Forum(
            "SCOTUS",
            "Supreme Court of the United States",
            "28 U.S.C. § 2101(c); S. Ct. Rules 10-16",
            None,
            "electronic filing until midnight, unverified",
        ),
        Forum("other", "Other forum", "tracked only", None, "not modelled"),
    )
}


def forum_of_code(text: str) -> Forum:
    """Return the forum of `text`, its code or name spelled in any case ("AGENCY", "Gao"); KeyError if there is none."""
    word = text.strip().casefold()
    forum = next((one for one in FORUMS.values() if word in {one.code.casefold(), one.label.casefold()}), None)
    if forum is None:
        raise KeyError(text)
    return forum
