"""The course of a complaint in the Court of Federal Claims, and of injunctions in it."""

from contracts.procedure.machines.machine import SAME, Never, Row, build

ACTIVE = ("filed", "record", "briefing", "post-remand")
OPEN = (*ACTIVE, "remanded")
DECIDED = ("decided:granted", "decided:granted-in-part", "decided:denied", "decided")
REVIEWED = ("on-appeal:affirmed", "on-appeal:reversed", "on-appeal:remand", "on-appeal:dismissed")
REHEARD = tuple(f"{state}-rehearing" for state in REVIEWED)
ON_APPEAL = ("on-appeal", *REVIEWED, *REHEARD)
FINAL = ("final:affirmed", "final:reversed", "final")
AFTER = (*DECIDED, "dismissed", "judgment", "reconsideration", *ON_APPEAL, *FINAL)
STARTED = (*OPEN, *AFTER)

MERITS = {
    "granted": "decided:granted",
    "sustained": "decided:granted",
    "granted-in-part": "decided:granted-in-part",
    "sustained-in-part": "decided:granted-in-part",
    "denied": "decided:denied",
    "dismissed": "dismissed",
    None: "decided",
}
REVIEW = {
    "affirmed": "on-appeal:affirmed",
    "affirmed-in-part": "on-appeal:reversed",
    "reversed": "on-appeal:reversed",
    "vacated-remanded": "on-appeal:remand",
    "dismissed": "on-appeal:dismissed",
    "withdrawn": "on-appeal:dismissed",
    None: "on-appeal",
}
INJUNCTION_CODES = frozenset(
    f"cofc.{name}" for name in ("tro_granted", "tro_denied", "pi_granted", "pi_denied", "injunction_dissolved")
)
_RULINGS = tuple(sorted(INJUNCTION_CODES - {"cofc.injunction_dissolved"}))
_NOTES = tuple(
    f"cofc.{name}"
    for name in (
        "intervention_moved",
        "intervenor_admitted",
        "pi_moved",
        "motion_to_dismiss_filed",
        "motion_to_dismiss_denied",
        "remand_moved",
        "hearing_held",
        # Of an order before judgment: nothing is decided yet, so no clock and no state depends on it.
        "reconsideration_filed",
        "reconsideration_denied",
        "reconsideration_granted",
    )
)
_AMENDMENTS = ("cofc.amended_complaint", "cofc.ar_amended")

COFC = build(
    "cofc",
    {
        "unfiled": "unknown",
        "noticed": "noticed",
        **dict.fromkeys(ACTIVE, "pending"),
        "remanded": "remanded",
        **dict.fromkeys(DECIDED, "decided"),
        "dismissed": "closed",
        "judgment": "judgment",
        "reconsideration": "reconsideration",
        **dict.fromkeys(ON_APPEAL, "on-appeal"),
        **dict.fromkeys(FINAL, "closed"),
    },
    (
        Row(("unfiled", "noticed"), ("cofc.prefiling_notice",), "noticed"),
        Row(("unfiled", "noticed"), ("cofc.filed",), "filed"),
        Row(("filed", "post-remand"), ("cofc.ar_filed",), "record"),
        Row(("record", "briefing"), ("cofc.ar_filed",), SAME),
        Row(("filed", "record", "briefing"), ("cofc.mjar_filed",), "briefing"),
        Row(("record", "briefing"), ("cofc.mjar_decided",), MERITS),
        # While the agency has the case the court can still rule on an injunction and take motions.
        Row((*ACTIVE, "remanded"), _RULINGS, SAME),
        Row(("remanded",), ("cofc.mjar_filed",), SAME),
        Row((*OPEN, *DECIDED, "dismissed", "judgment"), ("cofc.injunction_dissolved",), SAME),
        Row(ACTIVE, ("cofc.remanded",), "remanded"),
        Row(("remanded",), ("cofc.remand_extended",), SAME),
        Row(("remanded",), ("cofc.remand_completed",), "post-remand"),
        Row(("post-remand",), _AMENDMENTS, "record"),
        Row(("filed", "record", "briefing", "remanded"), _AMENDMENTS, SAME),
        Row(OPEN, _NOTES, SAME),
        Row(OPEN, ("cofc.voluntary_dismissal", "cofc.dismissed"), "dismissed"),
        Row((*DECIDED, "dismissed"), ("cofc.judgment_entered",), "judgment"),
        Row(("judgment",), ("cofc.reconsideration_filed",), "reconsideration"),
        Row(("reconsideration",), ("cofc.reconsideration_denied",), "judgment"),
        Row(("reconsideration",), ("cofc.reconsideration_granted",), "record"),
        Row(("judgment", "reconsideration", "on-appeal"), ("cafc.notice_of_appeal", "cafc.docketed"), "on-appeal"),
        Row((*REVIEWED, *REHEARD), ("cafc.notice_of_appeal", "cafc.docketed"), SAME),
        Row(("on-appeal",), ("cafc.decided",), REVIEW),
        *(Row((state,), ("cafc.rehearing_filed",), f"{state}-rehearing") for state in REVIEWED),
        *(Row((f"{state}-rehearing",), ("cafc.rehearing_denied",), state) for state in REVIEWED),
        Row(REHEARD, ("cafc.rehearing_filed",), SAME),
        Row(REHEARD, ("cafc.rehearing_granted",), "on-appeal"),
        Row(("on-appeal:affirmed",), ("cafc.mandate",), "final:affirmed"),
        Row(("on-appeal:reversed",), ("cafc.mandate",), {"vacated-remanded": "record", None: "final:reversed"}),
        Row(("on-appeal:remand",), ("cafc.mandate",), "record"),
        Row(("on-appeal:dismissed",), ("cafc.mandate",), "final"),
        # With certiorari denied the judgment stands, whether or not the mandate was recorded.
        Row(("on-appeal:affirmed",), ("scotus.denied",), "final:affirmed"),
        Row(("on-appeal:reversed",), ("scotus.denied",), "final:reversed"),
        Row(
            (*(s for s in STARTED if s not in {"on-appeal:affirmed", "on-appeal:reversed"}),), ("scotus.denied",), SAME
        ),
        # Granted, vacated and remanded in one step: the appeal is open again, and with it this case.
        *(
            Row((state,), ("scotus.granted",), {"vacated-remanded": "on-appeal", None: state})
            for state in (*FINAL, *REVIEWED)
        ),
        Row((*(s for s in STARTED if s not in {*FINAL, *REVIEWED}),), ("scotus.granted",), SAME),
        Row(FINAL, ("scotus.decided",), {"reversed": "on-appeal", "vacated-remanded": "on-appeal", None: "final"}),
        Row(REVIEWED, ("scotus.decided",), {"reversed": "on-appeal", "vacated-remanded": "on-appeal", None: "final"}),
        # Costs come as motions, and publication can come at any time.
        Row(STARTED, ("cofc.motion_filed", "cofc.motion_decided"), SAME),
        Row(STARTED, ("cofc.complaint_published", "cofc.opinion_published"), SAME),
        Row(("unfiled", "noticed", *STARTED), ("cofc.entry",), SAME),
    ),
    assumable=(
        "cofc.filed",
        "cofc.remand_completed",
        "cofc.ar_amended",
        "cofc.ar_filed",
        "cofc.judgment_entered",
        "cofc.reconsideration_filed",
        "cafc.notice_of_appeal",
        "cafc.rehearing_filed",
        "cafc.rehearing_denied",
        "cafc.mandate",
    ),
    nevers=(
        Never(
            "cofc-judgment-before-decision",
            frozenset({"cofc.judgment_entered"}),
            frozenset({"unfiled", "noticed", *OPEN}),
            "Judgment is entered on a decision; none is in the record.",
        ),
        Never(
            "cofc-remand-completed-without-remand",
            frozenset({"cofc.remand_completed", "cofc.remand_extended"}),
            frozenset(),
            "No remand is running that could be extended or completed.",
        ),
        Never(
            "cofc-appeal-before-decision",
            frozenset({"cafc.notice_of_appeal", "cafc.docketed", "cafc.decided"}),
            frozenset({"unfiled", "noticed", *OPEN}),
            "An appeal lies from a judgment; before one only an order on an injunction can be appealed.",
        ),
        Never(
            "cofc-final",
            frozenset(),
            frozenset(FINAL),
            "After the final end only appeal, costs and publication can follow.",
        ),
        Never(
            "cofc-second-filing",
            frozenset({"cofc.filed", "cofc.prefiling_notice"}),
            frozenset(STARTED),
            "A complaint is filed once under its number.",
        ),
    ),
)

INJUNCTION = build(
    "injunction",
    {
        "none": "unknown",
        "restrained": "pending",
        "in-effect": "pending",
        "denied": "closed",
        "dissolved": "closed",
    },
    (
        Row(("none", "restrained", "denied", "dissolved"), ("cofc.tro_granted",), "restrained"),
        Row(("none", "restrained", "in-effect", "denied", "dissolved"), ("cofc.pi_granted",), "in-effect"),
        Row(("none", "denied"), ("cofc.tro_denied",), "denied"),
        Row(("none", "restrained", "denied"), ("cofc.pi_denied",), "denied"),
        # A further motion can be granted or denied while an order holds.
        Row(("in-effect",), ("cofc.tro_granted", "cofc.tro_denied", "cofc.pi_denied"), SAME),
        Row(("restrained",), ("cofc.tro_denied",), SAME),
        Row(("dissolved",), ("cofc.tro_denied", "cofc.pi_denied"), SAME),
        Row(("restrained", "in-effect"), ("cofc.injunction_dissolved",), "dissolved"),
    ),
    nevers=(
        Never(
            "injunction-without-order",
            frozenset({"cofc.injunction_dissolved"}),
            frozenset({"none", "denied", "dissolved"}),
            "No injunction is in effect that could be dissolved.",
        ),
    ),
)
