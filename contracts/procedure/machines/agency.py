"""The course of a protest to the agency (FAR 33.103)."""

from contracts.procedure.machines.machine import SAME, Never, Row, build

OPEN = ("pending", "review")
DONE = ("denied", "dismissed", "sustained", "corrective-action", "withdrawn", "superseded")
RESULTS = {
    "agency.denied": "denied",
    "agency.dismissed": "dismissed",
    "agency.sustained": "sustained",
    "agency.corrective_action": "corrective-action",
    "agency.withdrawn": "withdrawn",
}
ELSEWHERE = ("gao.filed", "cofc.filed")

AGENCY = build(
    "agency",
    {
        "unfiled": "unknown",
        "pending": "pending",
        "review": "pending",
        "denied": "closed",
        "dismissed": "closed",
        "sustained": "closed",
        "corrective-action": "closed",
        "withdrawn": "closed",
        "superseded": "superseded",
    },
    (
        Row(("unfiled",), ("agency.filed",), "pending"),
        Row(("pending", "denied"), ("agency.independent_review_requested",), "review"),
        Row(("review",), ("agency.redacted_ssd_provided",), SAME),
        Row(OPEN, ("agency.supplemented",), SAME),
        *(Row(OPEN, (code,), state) for code, state in RESULTS.items()),
        Row(OPEN, ELSEWHERE, "superseded"),
        Row(("unfiled", *DONE), ELSEWHERE, SAME),
        Row(("unfiled", *OPEN, *DONE), ("agency.entry",), SAME),
    ),
    assumable=("agency.filed", "agency.independent_review_requested"),
    # A second result is not explained by a review that nobody recorded.
    unusual=frozenset(("review", code) for code in RESULTS),
    nevers=(
        Never(
            "agency-second-filing",
            frozenset({"agency.filed"}),
            frozenset(),
            "An agency protest is filed once; one that ended needs a new protest.",
        ),
        Never(
            "agency-review-after-end",
            frozenset({"agency.independent_review_requested", "agency.redacted_ssd_provided", "agency.supplemented"}),
            frozenset(DONE),
            "Only a denied protest can go to review; one that was withdrawn or otherwise ended cannot.",
        ),
        Never(
            "agency-two-results",
            frozenset(RESULTS),
            frozenset(DONE),
            "An agency protest has one final result.",
        ),
    ),
)
