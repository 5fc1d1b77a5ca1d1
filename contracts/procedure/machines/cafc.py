"""The course of an appeal at the Federal Circuit."""

from contracts.procedure.machines.machine import SAME, Never, Row, build

RESULTS = ("affirmed", "affirmed-in-part", "reversed", "vacated-remanded", "dismissed", "unknown")
DECIDED = tuple(f"decided:{result}" for result in RESULTS)
REHEARING = tuple(f"rehearing-pending:{result}" for result in RESULTS)
CLOSED = tuple(f"closed:{result}" for result in RESULTS)
CERTIORARI = tuple(f"on-appeal:{result}" for result in RESULTS)
OPEN = ("docketed", "briefing", "argued", "rehearing-granted")
EVERY = ("unfiled", *OPEN, *DECIDED, *REHEARING, *CLOSED, *CERTIORARI)
RULING: dict[str | None, str] = {
    **{result: f"decided:{result}" for result in RESULTS},
    "withdrawn": "decided:dismissed",
    "denied": "decided:affirmed",
    None: "decided:unknown",
}
_SENT_BACK: dict[str | None, str] = {"reversed": "docketed", "vacated-remanded": "docketed"}

CAFC = build(
    "cafc",
    {
        "unfiled": "unknown",
        **dict.fromkeys(OPEN, "pending"),
        **dict.fromkeys(DECIDED, "decided"),
        **dict.fromkeys(REHEARING, "reconsideration"),
        **dict.fromkeys(CLOSED, "closed"),
        **dict.fromkeys(CERTIORARI, "on-appeal"),
    },
    (
        Row(("unfiled",), ("cafc.notice_of_appeal",), "docketed"),
        # Cross-appeals bring further notices and numbers.
        Row(OPEN, ("cafc.notice_of_appeal", "cafc.docketed"), SAME),
        Row(("docketed", "briefing"), ("cafc.brief_filed",), "briefing"),
        Row(("argued", "rehearing-granted"), ("cafc.brief_filed",), SAME),
        Row(("briefing", "argued", "rehearing-granted"), ("cafc.argued",), "argued"),
        # The court may decide on the briefs.
        Row(("briefing", "argued", "rehearing-granted"), ("cafc.decided",), RULING),
        Row(OPEN, ("cafc.motion_filed",), SAME),
        Row((*DECIDED, *REHEARING), ("cafc.motion_filed",), SAME),
        *(Row((f"decided:{r}",), ("cafc.rehearing_filed",), f"rehearing-pending:{r}") for r in RESULTS),
        Row(REHEARING, ("cafc.rehearing_filed",), SAME),
        *(Row((f"rehearing-pending:{r}",), ("cafc.rehearing_denied",), f"decided:{r}") for r in RESULTS),
        Row(REHEARING, ("cafc.rehearing_granted",), "rehearing-granted"),
        *(Row((f"decided:{r}", f"on-appeal:{r}"), ("cafc.mandate",), f"closed:{r}") for r in RESULTS),
        *(Row((f"decided:{r}", f"closed:{r}"), ("scotus.petition_filed",), f"on-appeal:{r}") for r in RESULTS),
        Row(CERTIORARI, ("scotus.petition_filed",), SAME),
        # Granted, vacated and remanded in one step sends the appeal back.
        *(
            Row((f"{state}:{r}",), ("scotus.granted",), {"vacated-remanded": "docketed", None: f"on-appeal:{r}"})
            for state in ("on-appeal", "decided", "closed")
            for r in RESULTS
        ),
        *(
            Row((f"{state}:{r}",), ("scotus.denied",), f"closed:{r}")
            for state in ("on-appeal", "decided", "closed")
            for r in RESULTS
        ),
        *(
            Row((f"{state}:{r}",), ("scotus.decided",), {**_SENT_BACK, None: f"closed:{r}"})
            for state in ("on-appeal", "decided", "closed")
            for r in RESULTS
        ),
        Row(EVERY, ("cafc.entry",), SAME),
    ),
    assumable=("cafc.notice_of_appeal", "cafc.brief_filed", "cafc.rehearing_filed", "cafc.rehearing_denied"),
    nevers=(
        Never(
            "cafc-mandate-before-decision",
            frozenset({"cafc.mandate"}),
            frozenset({"unfiled", *OPEN}),
            "The mandate follows a decision; none is in the record.",
        ),
        Never(
            "cafc-rehearing-after-mandate",
            frozenset({"cafc.rehearing_filed", "cafc.rehearing_granted", "cafc.rehearing_denied"}),
            frozenset(CLOSED),
            "After the mandate there is no rehearing unless the mandate is recalled.",
        ),
        Never(
            "cafc-rehearing-before-decision",
            frozenset({"cafc.rehearing_filed", "cafc.rehearing_granted", "cafc.rehearing_denied"}),
            frozenset({"unfiled", *OPEN}),
            "Rehearing follows a decision; none is in the record.",
        ),
        Never(
            "cafc-second-decision",
            frozenset({"cafc.decided", "cafc.argued", "cafc.brief_filed", "cafc.notice_of_appeal", "cafc.docketed"}),
            frozenset((*DECIDED, *REHEARING, *CLOSED, *CERTIORARI)),
            "A decided appeal is decided again only after rehearing was granted.",
        ),
    ),
)
