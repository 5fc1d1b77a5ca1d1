"""The vocabulary of steps: every code by which an event can move a proceeding, as data."""

from dataclasses import dataclass
from enum import StrEnum


class Effect(StrEnum):
    """What a step does to the case it is taken in."""

    FILES = "files"
    MOVES = "moves"
    CLOSES = "closes"
    NOTES = "notes"


@dataclass(frozen=True, slots=True)
class StepCode:
    """One step code; `forum` is the forum in whose docket it stands ("stay" steps belong to GAO)."""

    code: str
    forum: str
    label: str
    help: str
    effect: Effect


@dataclass(frozen=True, slots=True)
class Term:
    """One word of a small vocabulary with its label and one line of help."""

    code: str
    label: str
    help: str


FILES, MOVES, CLOSES, NOTES = Effect.FILES, Effect.MOVES, Effect.CLOSES, Effect.NOTES

# prefix → forum code and rows of (name, label, help, effect); the code is prefix.name
_ROWS: dict[str, tuple[str, tuple[tuple[str, str, str, Effect], ...]]] = {
    "agency": (
        "agency",
        (
            ("filed", "Agency protest filed", "The protest reached the contracting officer.", FILES),
            (
                "independent_review_requested",
                "Independent review requested",
                "Review above the contracting officer was asked for.",
                MOVES,
            ),
            (
                "redacted_ssd_provided",
                "Redacted decision provided",
                "The protester got the redacted source selection decision (RFO).",
                NOTES,
            ),
            ("supplemented", "Protest supplemented", "Grounds were added to the agency protest.", NOTES),
            ("denied", "Denied", "The agency denied the protest.", CLOSES),
            ("dismissed", "Dismissed", "The agency dismissed the protest without a merits decision.", CLOSES),
            ("sustained", "Sustained", "The agency sustained the protest.", CLOSES),
            ("corrective_action", "Corrective action", "The agency takes steps to cure the procurement.", CLOSES),
            ("withdrawn", "Withdrawn", "The protester withdrew the protest.", CLOSES),
            ("entry", "Docket entry", "An entry that moves nothing.", NOTES),
        ),
    ),
    "gao": (
        "GAO",
        (
            ("filed", "Protest filed", "A protest or a supplement got its B-number.", FILES),
            (
                "agency_notified",
                "Agency notified",
                "The agency received GAO's notice; the stay hangs on this day.",
                NOTES,
            ),
            ("report_filed", "Agency report filed", "The agency filed its report in GAO's docket.", MOVES),
            ("comments_filed", "Comments filed", "The protester answered the agency report.", MOVES),
            ("comments_missed", "Comments missed", "No comments came in time; GAO may dismiss.", MOVES),
            ("dismissal_requested", "Dismissal requested", "A party asked GAO to dismiss.", NOTES),
            ("protective_order", "Protective order", "GAO issued a protective order.", NOTES),
            ("intervenor_admitted", "Intervenor admitted", "An interested party joined the case.", NOTES),
            ("extension_granted", "Extension granted", "GAO moved a due date; give the new date or the days.", NOTES),
            ("hearing_held", "Hearing held", "GAO heard witnesses.", NOTES),
            ("adr_held", "Alternative dispute resolution", "GAO held outcome prediction or negotiation.", NOTES),
            ("express_granted", "Express option granted", "GAO decides in 65 days.", NOTES),
            ("consolidated", "Consolidated", "GAO handles several cases together; each keeps its outcome.", NOTES),
            ("dismissed_part", "Dismissed in part", "Some grounds were dismissed; the case stays open.", NOTES),
            (
                "corrective_action_notice",
                "Corrective action announced",
                "The agency told GAO that it will take corrective action; the case is still open.",
                MOVES,
            ),
            (
                "dismissal_refused",
                "Dismissal refused",
                "GAO goes on in spite of the announced corrective action.",
                MOVES,
            ),
            ("dismissed", "Dismissed", "GAO dismissed the protest; give the reason.", CLOSES),
            ("withdrawn", "Withdrawn", "The protester withdrew the protest.", CLOSES),
            ("decided", "Decided", "GAO decided the merits; give the disposition.", CLOSES),
            ("recon_requested", "Reconsideration requested", "A participant asked GAO to reconsider.", FILES),
            ("recon_decided", "Reconsideration decided", "GAO decided the request for reconsideration.", CLOSES),
            ("costs_requested", "Costs requested", "The protester asked GAO to recommend paying its costs.", FILES),
            ("costs_decided", "Costs decided", "GAO decided the request for costs.", CLOSES),
            ("rec_implemented", "Recommendation followed", "The agency followed GAO's recommendation.", NOTES),
            (
                "rec_not_implemented",
                "Recommendation not followed",
                "The agency did not follow the recommendation.",
                NOTES,
            ),
            ("entry", "Docket entry", "An entry that moves nothing.", NOTES),
        ),
    ),
    "stay": (
        "GAO",
        (
            ("imposed", "Stay in effect", "Award or performance stopped because of a timely GAO protest.", MOVES),
            ("override", "Stay overridden", "The agency goes on in spite of the stay by written finding.", MOVES),
            ("override_set_aside", "Override set aside", "The Court of Federal Claims restored the stay.", MOVES),
            ("lifted", "Stay lifted", "The stay ended.", MOVES),
        ),
    ),
    "cofc": (
        "COFC",
        (
            ("prefiling_notice", "Pre-filing notice", "The protester announced its complaint 24 hours ahead.", MOVES),
            ("filed", "Complaint filed", "The complaint was filed, often under seal.", FILES),
            ("complaint_published", "Complaint published", "A redacted complaint became public.", NOTES),
            ("intervention_moved", "Intervention moved", "A party moved to intervene.", NOTES),
            ("intervenor_admitted", "Intervenor admitted", "The court admitted an intervenor.", NOTES),
            ("ar_filed", "Administrative record filed", "The agency filed the administrative record.", MOVES),
            ("ar_amended", "Administrative record amended", "The record was completed or amended.", NOTES),
            ("amended_complaint", "Complaint amended", "The plaintiff amended its complaint.", NOTES),
            ("motion_filed", "Motion filed", "A motion without a code of its own was filed.", NOTES),
            ("motion_decided", "Motion decided", "A motion without a code of its own was decided.", NOTES),
            (
                "mjar_filed",
                "Motion for judgment filed",
                "A party moved for judgment on the administrative record.",
                MOVES,
            ),
            (
                "mjar_decided",
                "Motions for judgment decided",
                "The court decided the merits: granted (for the protester), denied or granted-in-part.",
                CLOSES,
            ),
            ("pi_moved", "Preliminary injunction moved", "A party moved for a TRO or preliminary injunction.", NOTES),
            ("tro_granted", "TRO granted", "The court issued a temporary restraining order.", MOVES),
            ("tro_denied", "TRO denied", "The court refused a temporary restraining order.", MOVES),
            ("pi_granted", "Preliminary injunction granted", "The court enjoined award or performance.", MOVES),
            ("pi_denied", "Preliminary injunction denied", "The court refused a preliminary injunction.", MOVES),
            ("injunction_dissolved", "Injunction dissolved", "The court ended an injunction.", MOVES),
            ("motion_to_dismiss_filed", "Motion to dismiss filed", "A party moved to dismiss.", NOTES),
            ("motion_to_dismiss_denied", "Motion to dismiss denied", "The court denied dismissal.", NOTES),
            ("remand_moved", "Remand moved", "A party asked for remand to the agency.", NOTES),
            ("remanded", "Remanded to the agency", "The case is stayed for the agency; give days or date.", MOVES),
            ("remand_extended", "Remand extended", "The court gave the agency more time.", NOTES),
            ("remand_completed", "Remand completed", "The agency reported its new decision.", MOVES),
            ("hearing_held", "Hearing held", "The court heard argument.", NOTES),
            ("voluntary_dismissal", "Dismissed by the plaintiff", "The plaintiff ended its case.", CLOSES),
            ("dismissed", "Dismissed", "The court dismissed the complaint; give the reason.", CLOSES),
            (
                "judgment_entered",
                "Judgment entered",
                "The clerk entered judgment; only this starts the appeal clock.",
                MOVES,
            ),
            (
                "opinion_published",
                "Opinion published",
                "A redacted opinion became public; nothing else changes.",
                NOTES,
            ),
            ("reconsideration_filed", "Reconsideration filed", "A party asked the court to reconsider.", MOVES),
            ("reconsideration_denied", "Reconsideration denied", "The court denied reconsideration.", MOVES),
            ("reconsideration_granted", "Reconsideration granted", "The court reopened the case.", MOVES),
            ("entry", "Docket entry", "An entry that moves nothing.", NOTES),
        ),
    ),
    "cafc": (
        "CAFC",
        (
            ("notice_of_appeal", "Notice of appeal", "A party appealed from the Court of Federal Claims.", FILES),
            ("docketed", "Appeal docketed", "The appeal got its number.", FILES),
            ("brief_filed", "Brief filed", "A brief was filed.", MOVES),
            ("motion_filed", "Motion filed", "A motion was filed.", NOTES),
            ("argued", "Argued", "The appeal was argued.", MOVES),
            ("decided", "Decided", "The court decided; give the disposition.", CLOSES),
            (
                "rehearing_filed",
                "Rehearing petition filed",
                "A party asked for rehearing by panel or full court.",
                MOVES,
            ),
            ("rehearing_denied", "Rehearing denied", "The court refused rehearing.", MOVES),
            ("rehearing_granted", "Rehearing granted", "The court hears the appeal again.", MOVES),
            ("mandate", "Mandate issued", "The judgment went to the court below.", CLOSES),
            ("entry", "Docket entry", "An entry that moves nothing.", NOTES),
        ),
    ),
    "scotus": (
        "SCOTUS",
        (
            ("petition_filed", "Petition filed", "A petition for certiorari was filed.", FILES),
            ("response_filed", "Response filed", "A response to the petition was filed or waived.", MOVES),
            ("brief_filed", "Brief filed", "A brief was filed.", NOTES),
            ("denied", "Certiorari denied", "The Court refused to hear the case.", CLOSES),
            ("granted", "Certiorari granted", "The Court hears the case.", MOVES),
            ("decided", "Decided", "The Court decided; give the disposition.", CLOSES),
            ("entry", "Docket entry", "An entry that moves nothing.", NOTES),
        ),
    ),
    "other": (
        "other",
        (
            ("filed", "Proceeding opened", "A proceeding in another forum began.", FILES),
            ("decided", "Decided", "The other forum decided; give the disposition.", CLOSES),
            ("closed", "Closed", "The proceeding ended without a decision that is known.", CLOSES),
            ("entry", "Docket entry", "An entry that moves nothing.", NOTES),
        ),
    ),
}

STEP_CODES: dict[str, StepCode] = {
    f"{prefix}.{name}": StepCode(f"{prefix}.{name}", forum, label, help_, effect)
    for prefix, (forum, rows) in _ROWS.items()
    for name, label, help_, effect in rows
}

DISPOSITIONS: dict[str, Term] = {
    term.code: term
    for term in (
        Term("denied", "Denied", "Merits decision against the protester."),
        Term("dismissed", "Dismissed", "Ended without a merits decision."),
        Term("sustained", "Sustained", "Merits decision for the protester."),
        Term("sustained-in-part", "Sustained in part", "Sustained on some grounds, the rest denied or dismissed."),
        Term("withdrawn", "Withdrawn", "Ended by the protester."),
        Term("granted", "Granted", "The motion or request was granted."),
        Term("granted-in-part", "Granted in part", "The motion or request was granted in part."),
        Term("affirmed", "Affirmed", "The decision below stands."),
        Term("affirmed-in-part", "Affirmed in part", "Part of the decision below stands."),
        Term("reversed", "Reversed", "The decision below is turned round."),
        Term("vacated-remanded", "Vacated and remanded", "The decision below is set aside and the case goes back."),
        Term("cert-denied", "Certiorari denied", "The Supreme Court refused to hear the case."),
    )
}

REASONS: dict[str, Term] = {
    term.code: term
    for term in (
        Term("untimely", "Untimely", "Filed after the limit."),
        Term("not-interested-party", "Not an interested party", "No direct economic interest in the outcome."),
        Term("no-jurisdiction", "No jurisdiction", "The matter is outside the forum's authority."),
        Term("threshold", "Below the order threshold", "The order is too small to be protested."),
        Term("premature", "Premature", "Filed before the limit opened, for example before a required debriefing."),
        Term("insufficient-grounds", "Insufficient grounds", "No legally sufficient basis was stated."),
        Term("no-comments", "No comments", "The protester did not answer the agency report in time."),
        Term("academic-corrective-action", "Academic: corrective action", "Corrective action left nothing to decide."),
        Term("academic-other", "Academic", "Nothing was left to decide for another cause."),
        Term("court-pending", "Matter before a court", "The matter is before, or was decided by, a court."),
        Term("moot", "Moot", "No live controversy remained."),
        Term("no-standing", "No standing", "The plaintiff could not show interest or prejudice."),
        Term("failure-to-state-a-claim", "Failure to state a claim", "The complaint states no claim for relief."),
        Term("voluntary", "Voluntary", "Ended at the filer's own wish."),
    )
}

CASE_KINDS: dict[str, Term] = {
    term.code: term
    for term in (
        Term("initial", "Protest", "The first filing under its number."),
        Term("supplemental", "Supplemental protest", "Grounds added later under a number of their own."),
        Term("reconsideration", "Reconsideration", "A request to reconsider a decision."),
        Term("costs", "Costs", "A request to recommend paying protest costs."),
    )
}

_MERITS = frozenset({"granted", "granted-in-part", "sustained", "sustained-in-part", "denied", "dismissed"})
_REVIEW = frozenset({"affirmed", "affirmed-in-part", "reversed", "vacated-remanded", "dismissed"})
# The formal results that a step can bring; one that decides must bring one.
RESULTS_OF: dict[str, frozenset[str]] = {
    "agency.denied": frozenset({"denied"}),
    "agency.dismissed": frozenset({"dismissed"}),
    "agency.sustained": frozenset({"sustained", "sustained-in-part"}),
    "agency.withdrawn": frozenset({"withdrawn"}),
    "gao.decided": frozenset({"denied", "dismissed", "sustained", "sustained-in-part", "withdrawn"}),
    "gao.dismissed": frozenset({"dismissed"}),
    "gao.withdrawn": frozenset({"withdrawn"}),
    "gao.recon_decided": frozenset({"denied", "dismissed", "granted", "granted-in-part", "reversed", "withdrawn"}),
    "gao.costs_decided": frozenset({"denied", "dismissed", "granted", "granted-in-part", "withdrawn"}),
    "cofc.mjar_decided": _MERITS,
    "cofc.dismissed": frozenset({"dismissed"}),
    "cofc.voluntary_dismissal": frozenset({"dismissed", "withdrawn"}),
    "cafc.decided": _REVIEW | {"denied", "withdrawn"},
    "scotus.granted": frozenset({"granted", "vacated-remanded"}),
    "scotus.denied": frozenset({"cert-denied", "denied"}),
    "scotus.decided": _REVIEW,
}
_ACADEMIC = frozenset({"academic-corrective-action", "academic-other"})
_LIMITS = frozenset({"untimely", "not-interested-party", "no-jurisdiction", "threshold", "premature"})
_AT_GAO = _LIMITS | _ACADEMIC | {"insufficient-grounds", "no-comments", "court-pending", "voluntary"}
_IN_COURT = frozenset({"untimely", "no-jurisdiction", "threshold", "premature", "moot", "no-standing"})
_ENDED_BY_FILER = _ACADEMIC | {"voluntary", "moot"}
# The reasons that a step can give for its result.
REASONS_OF: dict[str, frozenset[str]] = {
    "agency.denied": frozenset(),
    "agency.dismissed": _LIMITS | _ACADEMIC | {"insufficient-grounds", "court-pending", "voluntary"},
    "agency.sustained": frozenset(),
    "agency.withdrawn": _ENDED_BY_FILER,
    "gao.decided": _AT_GAO,
    "gao.dismissed": _AT_GAO,
    "gao.withdrawn": _ENDED_BY_FILER | {"court-pending"},
    "gao.recon_decided": _AT_GAO - {"no-comments"},
    "gao.costs_decided": _AT_GAO - {"no-comments"},
    "cofc.mjar_decided": _IN_COURT | {"failure-to-state-a-claim"},
    "cofc.dismissed": _IN_COURT | _ENDED_BY_FILER | {"failure-to-state-a-claim"},
    "cofc.voluntary_dismissal": _ENDED_BY_FILER,
    "cafc.decided": _IN_COURT | {"voluntary"},
    "scotus.granted": frozenset(),
    "scotus.denied": frozenset(),
    "scotus.decided": _IN_COURT | {"voluntary"},
}
MUST_SAY = frozenset(
    {
        "gao.decided",
        "gao.recon_decided",
        "gao.costs_decided",
        "cofc.mjar_decided",
        "cafc.decided",
        "scotus.decided",
    }
)
