"""A second, slow reading of the state tables of every forum, by plain conditions, to compare the machines with.

Each function takes a state, a step code and a disposition and returns the next state, or None if the step cannot
follow. What must have happened unrecorded is found by trying every run of assumable steps, shortest first.
"""

# ruff: noqa: PLR0911 - one return per row of a table is the point here

from collections.abc import Callable

Legal = Callable[[str, str, str | None], str | None]


def agency(state: str, code: str, disposition: str | None) -> str | None:
    name = code.partition(".")[2]
    if code in {"gao.filed", "cofc.filed"}:
        return "superseded" if state in {"pending", "review"} else state
    if name == "entry":
        return state
    if name == "filed":
        return "pending" if state == "unfiled" else None
    if name == "independent_review_requested":
        return "review" if state in {"pending", "denied"} else None
    if name == "redacted_ssd_provided":
        return state if state == "review" else None
    if name == "supplemented":
        return state if state in {"pending", "review"} else None
    return name.replace("_", "-") if state in {"pending", "review"} else None


GAO_COURSE = {"report-pending", "comments-pending", "decision-pending", "comments-missed"}


def gao(state: str, code: str, disposition: str | None) -> str | None:
    name = code.partition(".")[2]
    if name == "entry":
        return state
    if name == "filed":
        return "report-pending" if state == "unfiled" else None
    if name in {"rec_implemented", "rec_not_implemented"}:
        return state if state in {"closed:sustained", "closed:sustained-in-part"} else None
    if state == "unfiled" or state.startswith("closed"):
        return None
    announced = state.startswith("corrective-action-announced:")
    before = state.removeprefix("corrective-action-announced:")
    if name in {"dismissed", "withdrawn"}:
        return f"closed:{name}"
    if name == "corrective_action_notice":
        return state if announced else f"corrective-action-announced:{state}"
    if name == "dismissal_refused":
        return before if announced else None
    if name == "extension_granted":
        return "comments-pending" if state == "comments-missed" else state
    if name in {"report_filed", "comments_filed", "comments_missed", "decided"}:
        return None if announced else gao_course(state, name, disposition)
    return state


def gao_course(state: str, name: str, disposition: str | None) -> str | None:
    if name == "report_filed" and state == "report-pending":
        return "comments-pending"
    if name == "comments_filed" and state in {"report-pending", "comments-pending"}:
        return "decision-pending" if state == "comments-pending" else state
    if name == "comments_missed" and state == "comments-pending":
        return "comments-missed"
    if name == "decided" and state in {"comments-pending", "decision-pending"}:
        known = {"denied", "dismissed", "sustained", "sustained-in-part", "withdrawn"}
        return f"closed:{disposition}" if disposition in known else "closed"
    return None


def cofc(state: str, code: str, disposition: str | None) -> str | None:
    prefix, _, name = code.partition(".")
    if prefix == "cafc":
        return cofc_on_appeal(state, name, disposition)
    if prefix == "scotus":
        return cofc_at_the_top(state, name, disposition)
    if name == "entry":
        return state
    if name == "prefiling_notice":
        return "noticed" if state in {"unfiled", "noticed"} else None
    if name == "filed":
        return "filed" if state in {"unfiled", "noticed"} else None
    if state in {"unfiled", "noticed"}:
        return None
    if name in {"complaint_published", "opinion_published", "motion_filed", "motion_decided"}:
        return state
    if state in {"filed", "record", "briefing", "remanded", "post-remand"}:
        return cofc_open(state, name, disposition)
    return cofc_after(state, name)


def cofc_open(state: str, name: str, disposition: str | None) -> str | None:
    if name in {"voluntary_dismissal", "dismissed"}:
        return "dismissed"
    if name == "injunction_dissolved":
        return state
    if name in {"amended_complaint", "ar_amended"}:
        return "record" if state == "post-remand" else state
    if name == "remand_extended":
        return state if state == "remanded" else None
    if name == "remand_completed":
        return "post-remand" if state == "remanded" else None
    if name == "judgment_entered":
        return None
    if name == "mjar_filed" and state == "remanded":
        return state
    if name in {"ar_filed", "mjar_filed", "mjar_decided", "remanded"}:
        return None if state == "remanded" else cofc_active(state, name, disposition)
    return state


def cofc_active(state: str, name: str, disposition: str | None) -> str | None:
    if name == "ar_filed":
        return "record" if state in {"filed", "post-remand"} else state
    if name == "mjar_filed":
        return None if state == "post-remand" else "briefing"
    if name == "remanded":
        return "remanded"
    if name == "mjar_decided":
        if state not in {"record", "briefing"}:
            return None
        words = {"sustained": "granted", "sustained-in-part": "granted-in-part"}
        result = words.get(disposition or "", disposition)
        if result == "dismissed":
            return "dismissed"
        return f"decided:{result}" if result in {"granted", "granted-in-part", "denied"} else "decided"
    return state


def cofc_after(state: str, name: str) -> str | None:
    decided = state.startswith("decided") or state == "dismissed"
    if name == "judgment_entered":
        return "judgment" if decided else None
    if name == "injunction_dissolved":
        return state if decided or state == "judgment" else None
    if name == "reconsideration_filed":
        return "reconsideration" if state == "judgment" else None
    if name == "reconsideration_denied":
        return "judgment" if state == "reconsideration" else None
    if name == "reconsideration_granted":
        return "record" if state == "reconsideration" else None
    return None


REVIEW = {
    "affirmed": "affirmed",
    "affirmed-in-part": "reversed",
    "reversed": "reversed",
    "vacated-remanded": "remand",
    "dismissed": "dismissed",
    "withdrawn": "dismissed",
}


def cofc_on_appeal(state: str, name: str, disposition: str | None) -> str | None:
    if name in {"notice_of_appeal", "docketed"}:
        if state in {"judgment", "reconsideration", "on-appeal"}:
            return "on-appeal"
        return state if state.startswith("on-appeal") else None
    if not state.startswith("on-appeal"):
        return None
    if name == "decided":
        result = REVIEW.get(disposition or "")
        return None if state != "on-appeal" else f"on-appeal:{result}" if result else "on-appeal"
    return None if state == "on-appeal" else cofc_reviewed(state, name, disposition)


def cofc_reviewed(state: str, name: str, disposition: str | None) -> str | None:
    reheard = state.endswith("-rehearing")
    if name == "rehearing_filed":
        return state if reheard else f"{state}-rehearing"
    if name == "rehearing_denied":
        return state.removesuffix("-rehearing") if reheard else None
    if name == "rehearing_granted":
        return "on-appeal" if reheard else None
    if reheard:
        return None
    if state == "on-appeal:remand" or (state == "on-appeal:reversed" and disposition == "vacated-remanded"):
        return "record"
    return "final" if state == "on-appeal:dismissed" else state.replace("on-appeal", "final")


def cofc_at_the_top(state: str, name: str, disposition: str | None) -> str | None:
    if name == "denied":
        if state in {"unfiled", "noticed"}:
            return None
        return state.replace("on-appeal", "final") if state in {"on-appeal:affirmed", "on-appeal:reversed"} else state
    if name == "granted":
        if state in {"unfiled", "noticed"}:
            return None
        sent_back = disposition == "vacated-remanded" and state.startswith(("final", "on-appeal:"))
        return "on-appeal" if sent_back and not state.endswith("-rehearing") else state
    reviewed = state.startswith("on-appeal:") and not state.endswith("-rehearing")
    if not (reviewed or state.startswith("final")):
        return None
    return "on-appeal" if disposition in {"reversed", "vacated-remanded"} else "final"


CAFC_RESULTS = ("affirmed", "affirmed-in-part", "reversed", "vacated-remanded", "dismissed", "unknown")


def cafc(state: str, code: str, disposition: str | None) -> str | None:
    prefix, _, name = code.partition(".")
    phase, _, result = state.partition(":")
    if prefix == "scotus":
        return cafc_at_the_top(phase, result, name, disposition)
    if name == "entry":
        return state
    if state == "unfiled":
        return "docketed" if name == "notice_of_appeal" else None
    if phase in {"docketed", "briefing", "argued", "rehearing-granted"}:
        return cafc_open(phase, name, disposition)
    if name == "motion_filed":
        return state if phase in {"decided", "rehearing-pending"} else None
    if name == "mandate":
        return f"closed:{result}" if phase in {"decided", "on-appeal"} else None
    if name == "rehearing_filed":
        return f"rehearing-pending:{result}" if phase in {"decided", "rehearing-pending"} else None
    if phase != "rehearing-pending":
        return None
    return {"rehearing_denied": f"decided:{result}", "rehearing_granted": "rehearing-granted"}.get(name)


def cafc_open(phase: str, name: str, disposition: str | None) -> str | None:
    if name in {"notice_of_appeal", "docketed", "motion_filed"}:
        return phase
    if name == "brief_filed":
        return "briefing" if phase == "docketed" else phase
    if phase == "docketed":
        return None
    if name == "argued":
        return "argued"
    if name == "decided":
        word = {"withdrawn": "dismissed", "denied": "affirmed"}.get(disposition or "", disposition)
        return f"decided:{word if word in CAFC_RESULTS else 'unknown'}"
    return None


def cafc_at_the_top(phase: str, result: str, name: str, disposition: str | None) -> str | None:
    if name == "petition_filed":
        return f"on-appeal:{result}" if phase in {"decided", "closed", "on-appeal"} else None
    if phase not in {"decided", "closed", "on-appeal"}:
        return None
    if name == "granted":
        return "docketed" if disposition == "vacated-remanded" else f"on-appeal:{result}"
    if name == "decided" and disposition in {"reversed", "vacated-remanded"}:
        return "docketed"
    return f"closed:{result}"


def scotus(state: str, code: str, disposition: str | None) -> str | None:
    name = code.partition(".")[2]
    pending = state in {"petition-filed", "response"}
    if name == "entry":
        return state
    if name == "petition_filed":
        return "petition-filed" if state == "unfiled" else None
    if name == "brief_filed":
        return state if pending or state == "granted" else None
    if name == "decided":
        result = disposition if disposition in CAFC_RESULTS else "unknown"
        return f"decided:{result}" if state == "granted" else None
    if not pending:
        return None
    if name == "granted":
        return "decided:vacated-remanded" if disposition == "vacated-remanded" else "granted"
    return {"response_filed": "response", "denied": "denied"}[name]


def stay(state: str, code: str, disposition: str | None) -> str | None:
    holding = state in {"in-effect", "reinstated"}
    if code == "stay.imposed":
        return "in-effect" if state == "none" else None
    if code == "stay.override":
        return "overridden" if holding else None
    if code == "stay.override_set_aside":
        return "reinstated" if state == "overridden" else None
    return "lifted" if holding or state == "overridden" else None


ASSUMABLE = {
    "agency": ["agency.filed", "agency.independent_review_requested"],
    "gao": ["gao.filed", "gao.report_filed", "gao.comments_filed", "gao.dismissal_refused"],
    "cofc": [
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
    ],
    "cafc": ["cafc.notice_of_appeal", "cafc.brief_filed", "cafc.rehearing_filed", "cafc.rehearing_denied"],
    "scotus": ["scotus.granted"],
    "stay": ["stay.override"],
}
LEGAL: dict[str, Legal] = {
    "agency": agency,
    "gao": gao,
    "cofc": cofc,
    "cafc": cafc,
    "scotus": scotus,
    "stay": stay,
}


def unusual(machine: str, state: str, code: str) -> bool:
    """Steps that are possible but not what an unrecorded step is assumed for."""
    if machine == "gao":
        return (state, code) in {("comments-pending", "gao.decided"), ("report-pending", "gao.comments_filed")}
    results = {f"agency.{word}" for word in ("denied", "dismissed", "sustained", "corrective_action", "withdrawn")}
    return machine == "agency" and state == "review" and code in results


def step(machine: str, state: str, code: str, disposition: str | None) -> tuple[str, list[str]] | None:
    """Return the next state and the steps assumed on the way; None if the step cannot follow."""
    legal = LEGAL[machine]
    direct = legal(state, code, disposition)
    if direct is not None:
        return direct, []
    runs: list[tuple[str, list[str]]] = [(state, [])]
    for _ in range(5):
        longer = []
        for now, run in runs:
            for assumed in ASSUMABLE[machine]:
                then = legal(now, assumed, None)
                if then is not None and then != now:
                    longer.append((then, [*run, assumed]))
        for now, run in longer:
            after = None if unusual(machine, now, code) else legal(now, code, disposition)
            if after is not None:
                return after, run
        runs = longer
    return None
