"""The course of a petition for certiorari, and the machine of forums that are only tracked."""

from contracts.procedure.machines.machine import SAME, Never, Row, build

RESULTS = ("affirmed", "affirmed-in-part", "reversed", "vacated-remanded", "dismissed", "unknown")
DECIDED = tuple(f"decided:{result}" for result in RESULTS)
PENDING = ("petition-filed", "response")
RULING: dict[str | None, str] = {**{result: f"decided:{result}" for result in RESULTS}, None: "decided:unknown"}

SCOTUS = build(
    "scotus",
    {
        "unfiled": "unknown",
        **dict.fromkeys((*PENDING, "granted"), "pending"),
        "denied": "closed",
        **dict.fromkeys(DECIDED, "closed"),
    },
    (
        Row(("unfiled",), ("scotus.petition_filed",), "petition-filed"),
        Row(PENDING, ("scotus.response_filed",), "response"),
        Row((*PENDING, "granted"), ("scotus.brief_filed",), SAME),
        Row(PENDING, ("scotus.denied",), "denied"),
        # A disposition with the grant is a GVR: granted, vacated and remanded in one step.
        Row(PENDING, ("scotus.granted",), {"vacated-remanded": "decided:vacated-remanded", None: "granted"}),
        Row(
            ("granted",),
            ("scotus.decided",),
            RULING,
        ),
        Row(("unfiled", *PENDING, "granted", "denied", *DECIDED), ("scotus.entry",), SAME),
    ),
    assumable=("scotus.granted",),
    nevers=(
        Never(
            "scotus-decision-without-petition",
            frozenset({"scotus.denied", "scotus.granted", "scotus.decided", "scotus.response_filed"}),
            frozenset({"unfiled"}),
            "The Court decides on a petition; none is in the record.",
        ),
    ),
)

OTHER = build(
    "other",
    {"unfiled": "unknown", "open": "pending", "closed": "closed"},
    (
        Row(("unfiled", "open", "closed"), ("other.filed",), "open"),
        Row(("open",), ("other.decided", "other.closed"), "closed"),
        Row(("closed",), ("other.decided", "other.closed"), SAME),
        Row(("unfiled", "open", "closed"), ("other.entry",), SAME),
    ),
    assumable=("other.filed",),
)
