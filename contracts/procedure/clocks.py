"""Which step starts which clock, what meets it and what ends it, as data."""

from dataclasses import dataclass, replace

NOTICE_IMPLIED = frozenset(
    {"gao.report_filed", "gao.comments_filed", "gao.decided", "gao.dismissed", "gao.withdrawn", "stay.imposed"}
)


@dataclass(frozen=True, slots=True)
class Clock:
    """A clock that one of the steps `starts` sets going in the machine `machine`.

    A later clock of the same `slot` in the same case takes the place of an earlier one. `met_by` are the steps
    that meet it, `implied_by` those that show that it was met by a step outside the record, `shown_by` steps outside
    the case that show that it was met in time. `if_result` limits it to some dispositions, `then` starts a projected
    clock from its last day. `ends_with_case` False: the clock starts where the case ends. `silent`: what meets it is
    seldom on a public record, so its absence says nothing (GAO publishes neither notices nor reports nor comments);
    it was missed only where the record shows it: by what met it late, or by the steps or reasons of `missed_by`.
    """

    machine: str
    starts: frozenset[str]
    rule: str
    slot: str
    met_by: frozenset[str]
    implied_by: frozenset[str] = frozenset()
    if_result: frozenset[str] | None = None
    then: tuple["Clock", ...] = ()
    ends_with_case: bool = True
    silent: bool = False
    shown_by: frozenset[str] = frozenset()
    missed_by: frozenset[str] = frozenset()


def _of(*codes: str) -> frozenset[str]:
    return frozenset(codes)


_SUSTAINED = _of("sustained", "sustained-in-part")
NO_COMMENTS = _of("gao.comments_missed", "no-comments")
_COMMENTS = Clock(
    "gao",
    _of("gao.report_filed"),
    "GAO_COMMENTS_10",
    "comments",
    _of("gao.comments_filed"),
    silent=True,
    missed_by=NO_COMMENTS,
)
_LIST = Clock(
    "gao", _of(), "GAO_DOC_LIST_5_BEFORE", "document list", _of(), implied_by=_of("gao.report_filed"), silent=True
)
_REPORT = Clock(
    "gao",
    _of("gao.agency_notified"),
    "GAO_REPORT_30",
    "report",
    _of("gao.report_filed"),
    then=(_COMMENTS,),
    silent=True,
)
_MANDATE = Clock(
    "cafc",
    _of("cafc.rehearing_denied"),
    "CAFC_MANDATE_7",
    "mandate",
    _of("cafc.mandate"),
    implied_by=_of("scotus.petition_filed", "scotus.denied", "scotus.decided"),
    ends_with_case=False,
    silent=True,
)

CLOCKS: tuple[Clock, ...] = (
    Clock(
        "agency",
        _of("agency.filed"),
        "AGENCY_DECISION_TARGET_35",
        "decision",
        _of("agency.denied", "agency.dismissed", "agency.sustained", "agency.corrective_action"),
    ),
    Clock(
        "agency",
        _of("agency.denied", "agency.dismissed"),
        "GAO_AFTER_AGENCY_10",
        "protest at GAO",
        _of("gao.filed"),
        ends_with_case=False,
    ),
    Clock(
        "gao",
        _of("gao.filed"),
        "GAO_AGENCY_NOTICE_1",
        "notice",
        _of("gao.agency_notified"),
        implied_by=NOTICE_IMPLIED,
        then=(_REPORT,),
        silent=True,
    ),
    Clock("gao", _of("gao.filed"), "GAO_DECISION_100", "decision", _of("gao.decided", "gao.dismissed")),
    replace(_REPORT, then=(_COMMENTS, _LIST)),
    _COMMENTS,
    Clock(
        "gao",
        _of("gao.hearing_held"),
        "GAO_HEARING_COMMENTS_5",
        "comments on the hearing",
        _of("gao.comments_filed"),
        implied_by=_of("gao.decided"),
        silent=True,
    ),
    Clock("gao", _of("gao.express_granted"), "GAO_EXPRESS_65", "decision", _of("gao.decided", "gao.dismissed")),
    Clock(
        "gao",
        _of("gao.express_granted"),
        "GAO_EXPRESS_REPORT_20",
        "report",
        _of("gao.report_filed"),
        then=(replace(_COMMENTS, rule="GAO_EXPRESS_COMMENTS_5"),),
        silent=True,
    ),
    Clock(
        "gao",
        _of("gao.decided", "gao.dismissed"),
        "GAO_RECON_10",
        "reconsideration",
        _of("gao.recon_requested"),
        ends_with_case=False,
    ),
    Clock(
        "gao",
        _of("gao.decided"),
        "GAO_REC_IMPLEMENT_60",
        "recommendation",
        _of("gao.rec_implemented", "gao.rec_not_implemented"),
        if_result=_SUSTAINED,
        ends_with_case=False,
        silent=True,
    ),
    Clock(
        "gao",
        _of("gao.dismissed", "gao.withdrawn"),
        "GAO_COSTS_REQUEST_15",
        "costs",
        _of("gao.costs_requested"),
        if_result=_of("academic-corrective-action"),
        ends_with_case=False,
    ),
    Clock(
        "gao-reconsideration",
        _of("gao.recon_requested"),
        "GAO_SOFT_100",
        "decision",
        _of("gao.recon_decided", "gao.decided", "gao.dismissed"),
    ),
    Clock(
        "gao-costs",
        _of("gao.costs_requested"),
        "GAO_SOFT_100",
        "decision",
        _of("gao.costs_decided", "gao.decided", "gao.dismissed"),
    ),
    Clock(
        "gao-costs",
        _of("gao.costs_decided"),
        "GAO_COSTS_CLAIM_60",
        "claim",
        _of("gao.costs_requested"),
        if_result=_of("granted", "granted-in-part"),
        ends_with_case=False,
    ),
    Clock(
        "cofc",
        _of("cofc.judgment_entered", "cofc.reconsideration_denied"),
        "CAFC_NOTICE_OF_APPEAL_60",
        "appeal",
        _of("cafc.notice_of_appeal"),
        implied_by=_of("cafc.docketed", "cafc.decided", "cafc.mandate"),
        ends_with_case=False,
    ),
    Clock(
        "cofc",
        _of("cofc.judgment_entered"),
        "COFC_RECON_28",
        "reconsideration",
        _of("cofc.reconsideration_filed"),
        ends_with_case=False,
    ),
    Clock(
        "cafc",
        _of("cafc.decided"),
        "CAFC_REHEARING_45",
        "rehearing",
        _of("cafc.rehearing_filed"),
        then=(_MANDATE,),
        ends_with_case=False,
    ),
    _MANDATE,
    Clock(
        "cafc",
        _of("cafc.decided", "cafc.rehearing_denied"),
        "SCOTUS_CERT_90",
        "certiorari",
        _of("scotus.petition_filed"),
        implied_by=_of("scotus.denied", "scotus.granted", "scotus.decided"),
        ends_with_case=False,
    ),
)

STARTED_BY: dict[tuple[str, str], tuple[Clock, ...]] = {}
for _clock in CLOCKS:
    for _code in _clock.starts:
        STARTED_BY[_clock.machine, _code] = (*STARTED_BY.get((_clock.machine, _code), ()), _clock)
