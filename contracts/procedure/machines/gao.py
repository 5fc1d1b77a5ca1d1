"""The course of a case at the Government Accountability Office, and of requests to reconsider and for costs."""

from contracts.procedure.machines.machine import SAME, Never, Row, build

COURSE = ("report-pending", "comments-pending", "decision-pending")
ANNOUNCED = tuple(f"corrective-action-announced:{state}" for state in (*COURSE, "comments-missed"))
OPEN = (*COURSE, "comments-missed", *ANNOUNCED)
SUSTAINED = ("closed:sustained", "closed:sustained-in-part")
CLOSED = ("closed:denied", "closed:dismissed", *SUSTAINED, "closed:withdrawn", "closed")
RULING = {
    "denied": "closed:denied",
    "dismissed": "closed:dismissed",
    "sustained": "closed:sustained",
    "sustained-in-part": "closed:sustained-in-part",
    "withdrawn": "closed:withdrawn",
    None: "closed",
}
WITHOUT_MOVE = tuple(
    f"gao.{name}"
    for name in (
        "agency_notified",
        "dismissal_requested",
        "protective_order",
        "intervenor_admitted",
        "hearing_held",
        "adr_held",
        "express_granted",
        "consolidated",
        "dismissed_part",
    )
)

GAO = build(
    "gao",
    {
        "unfiled": "unknown",
        "report-pending": "pending",
        "comments-pending": "pending",
        "decision-pending": "pending",
        "comments-missed": "pending",
        **dict.fromkeys(ANNOUNCED, "corrective-action"),
        **dict.fromkeys(CLOSED, "closed"),
    },
    (
        Row(("unfiled",), ("gao.filed",), "report-pending"),
        Row(("report-pending",), ("gao.report_filed",), "comments-pending"),
        # Filed early: kept with a note, the report is still to come.
        Row(("report-pending",), ("gao.comments_filed",), SAME),
        Row(("comments-pending",), ("gao.comments_filed",), "decision-pending"),
        Row(("comments-pending",), ("gao.comments_missed",), "comments-missed"),
        Row(OPEN, WITHOUT_MOVE, SAME),
        Row((s for s in OPEN if s != "comments-missed"), ("gao.extension_granted",), SAME),
        Row(("comments-missed",), ("gao.extension_granted",), "comments-pending"),
        *(
            Row((state,), ("gao.corrective_action_notice",), f"corrective-action-announced:{state}")
            for state in (*COURSE, "comments-missed")
        ),
        Row(ANNOUNCED, ("gao.corrective_action_notice",), SAME),
        *(Row((state,), ("gao.dismissal_refused",), state.partition(":")[2]) for state in ANNOUNCED),
        Row(OPEN, ("gao.dismissed",), "closed:dismissed"),
        Row(OPEN, ("gao.withdrawn",), "closed:withdrawn"),
        # Deciding while comments are pending is the summary decision of 4 C.F.R. § 21.10(e).
        Row(("comments-pending", "decision-pending"), ("gao.decided",), RULING),
        Row(SUSTAINED, ("gao.rec_implemented", "gao.rec_not_implemented"), SAME),
        Row(("unfiled", *OPEN, *CLOSED), ("gao.entry",), SAME),
    ),
    assumable=("gao.filed", "gao.report_filed", "gao.comments_filed", "gao.dismissal_refused"),
    unusual=frozenset({("comments-pending", "gao.decided"), ("report-pending", "gao.comments_filed")}),
    nevers=(
        Never(
            "gao-second-filing",
            frozenset({"gao.filed"}),
            frozenset(OPEN),
            "A B-number is filed once; a supplement gets a number of its own.",
        ),
        Never(
            "gao-filing-to-closed",
            frozenset({"gao.filed"}),
            frozenset(CLOSED),
            "A closed number takes no further filing; it must be a new protest.",
        ),
        Never(
            "gao-recommendation",
            frozenset({"gao.rec_implemented", "gao.rec_not_implemented"}),
            frozenset(),
            "Only a sustained protest has a recommendation to follow.",
        ),
        Never(
            "gao-comments-missed",
            frozenset({"gao.comments_filed", "gao.decided", "gao.report_filed"}),
            frozenset({"comments-missed"}),
            "After missed comments GAO dismisses, unless it extended the time (4 C.F.R. § 21.3(i)).",
        ),
        Never(
            "gao-closed",
            frozenset(
                {
                    "gao.report_filed",
                    "gao.comments_filed",
                    "gao.comments_missed",
                    "gao.decided",
                    "gao.dismissed",
                    "gao.withdrawn",
                    "gao.corrective_action_notice",
                    "gao.dismissal_refused",
                    "gao.extension_granted",
                    *WITHOUT_MOVE,
                }
            ),
            frozenset(CLOSED),
            "A closed case takes no report, comments or decision.",
        ),
    ),
)

_ENDED = {
    "denied": "closed:denied",
    "dismissed": "closed:dismissed",
    "granted": "closed:granted",
    "granted-in-part": "closed:granted",
    "reversed": "closed:granted",
    "withdrawn": "closed:withdrawn",
    None: "closed",
}
_ENDS = ("closed:denied", "closed:dismissed", "closed:granted", "closed:withdrawn", "closed")

GAO_RECONSIDERATION = build(
    "gao-reconsideration",
    {"unfiled": "unknown", "requested": "pending", **dict.fromkeys(_ENDS, "closed")},
    (
        Row(("unfiled",), ("gao.recon_requested", "gao.filed"), "requested"),
        Row(("requested",), ("gao.recon_decided", "gao.decided"), _ENDED),
        Row(("requested",), ("gao.dismissed",), "closed:dismissed"),
        Row(("requested",), ("gao.withdrawn",), "closed:withdrawn"),
        Row(("unfiled", "requested", *_ENDS), ("gao.entry",), SAME),
    ),
    assumable=("gao.recon_requested",),
)

# A second round about the amount follows where protester and agency do not agree on it.
GAO_COSTS = build(
    "gao-costs",
    {
        "unfiled": "unknown",
        "requested": "pending",
        "amount-requested": "pending",
        "recommended": "closed",
        "amount-recommended": "closed",
        **dict.fromkeys(_ENDS, "closed"),
    },
    (
        Row(("unfiled",), ("gao.costs_requested", "gao.filed"), "requested"),
        Row(
            ("requested",),
            ("gao.costs_decided", "gao.decided"),
            {**_ENDED, "granted": "recommended", "granted-in-part": "recommended"},
        ),
        Row(("recommended",), ("gao.costs_requested",), "amount-requested"),
        Row(
            ("amount-requested",),
            ("gao.costs_decided", "gao.decided"),
            {**_ENDED, "granted": "amount-recommended", "granted-in-part": "amount-recommended"},
        ),
        Row(("requested", "amount-requested"), ("gao.dismissed",), "closed:dismissed"),
        Row(("requested", "amount-requested"), ("gao.withdrawn",), "closed:withdrawn"),
        Row(
            ("unfiled", "requested", "amount-requested", "recommended", "amount-recommended", *_ENDS),
            ("gao.entry",),
            SAME,
        ),
    ),
    assumable=("gao.costs_requested",),
)

_STAYED = ("in-effect", "reinstated")
STAY = build(
    "stay",
    {"none": "unknown", **dict.fromkeys(("in-effect", "overridden", "reinstated"), "pending"), "lifted": "closed"},
    (
        Row(("none",), ("stay.imposed",), "in-effect"),
        Row(_STAYED, ("stay.override",), "overridden"),
        Row(("overridden",), ("stay.override_set_aside",), "reinstated"),
        Row((*_STAYED, "overridden"), ("stay.lifted",), "lifted"),
    ),
    # Never the stay itself: whether it took effect hangs on dates that no other step shows.
    assumable=("stay.override",),
    nevers=(
        Never(
            "stay-override-without-stay",
            frozenset({"stay.override", "stay.override_set_aside", "stay.lifted"}),
            frozenset({"none", "lifted"}),
            "There is no stay in the record that could be overridden, restored or lifted.",
        ),
    ),
)
