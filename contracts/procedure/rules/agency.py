"""Time limits of protests to the agency and of debriefings (FAR Parts 15 and 33)."""

from types import MappingProxyType

from contracts.procedure.rules.regimes import ENHANCED_DEBRIEFINGS
from contracts.procedure.rules.rule import TARGET, Basis, Edition, P, Regime, Rule, U, Unit

# The deviation is said to leave the substance as it was; its text of these limits was not read.
_RFO = MappingProxyType({Regime.RFO_DEVIATION: Edition("RFO FAR 33.104-4 (text of the limit not read)", P)})
_RFO_PART_33 = MappingProxyType({Regime.RFO_DEVIATION: Edition("RFO FAR Part 33 (text not read)", P)})
# Nothing that was read says what became of Part 15.
_RFO_PART_15 = MappingProxyType({Regime.RFO_DEVIATION: Edition("RFO FAR Part 15 (text not read)", U)})

AGENCY_RULES: tuple[Rule, ...] = (
    Rule(
        code="AGENCY_PREAWARD_CLOSING",
        forum="agency",
        what="challenge to apparent defects of the solicitation",
        trigger="bid opening or closing date",
        citation="FAR 33.103(e)",
        editions=_RFO,
        length=0,
        unit=Unit.EVENT,
        right=True,
    ),
    Rule(
        code="AGENCY_POSTAWARD_10",
        forum="agency",
        what="agency protest on all other grounds",
        trigger="basis of protest known or should have been known",
        citation="FAR 33.103(e); FAR 33.101",
        editions=_RFO,
        length=10,
        basis=Basis.NOTICE,
        right=True,
    ),
    Rule(
        code="AGENCY_DECISION_TARGET_35",
        forum="agency",
        what="agency decides, best efforts",
        trigger="agency protest filed",
        citation="FAR 33.103(g); FAR 33.101",
        editions=_RFO,
        length=35,
        kind=TARGET,
        owner="agency",
        basis=Basis.FILING,
    ),
    Rule(
        code="AGENCY_STAY_PRE",
        forum="agency",
        what="no award while the agency protest is pending",
        trigger="agency protest received",
        citation="FAR 33.103(f)(1)",
        editions=_RFO,
        unit=Unit.ORDER,
        owner="agency",
        assumption="holds until the agency decides; there is no day to compute",
    ),
    Rule(
        code="AGENCY_STAY_POST",
        forum="agency",
        what="last day on which an agency protest suspends performance",
        trigger="award or offered required debriefing, the later limit",
        citation="FAR 33.103(f)(3)",
        editions=_RFO,
        length=10,
        right=True,
    ),
    Rule(
        code="AGENCY_FILED_EFFECTIVE_DATE",
        forum="agency",
        what="day for which a filing at the agency counts",
        trigger="receipt at the agency",
        citation='FAR 33.101 "filed"',
        editions=_RFO_PART_33,
        length=0,
        basis=Basis.FILING,
    ),
    Rule(
        code="DEBRIEF_REQUEST_3",
        forum="agency",
        what="written request for a debriefing received by the agency",
        trigger="notice of award or of exclusion received",
        citation="FAR 15.505(a)(1), 15.506(a)(1); FAR 33.101",
        editions=_RFO_PART_15,
        length=3,
        basis=Basis.NOTICE,
        right=True,
        assumption="to be received by 16:30 local time of the agency unless it says otherwise",
    ),
    Rule(
        code="DEBRIEF_HELD_TARGET_5",
        forum="agency",
        what="debriefing should be held",
        trigger="request for a debriefing received",
        citation="FAR 15.506(a)(2)",
        editions=_RFO_PART_15,
        length=5,
        kind=TARGET,
        owner="agency",
    ),
    Rule(
        code="DOD_DEBRIEF_QUESTIONS_2BD",
        forum="agency",
        what="written questions after an enhanced debriefing",
        trigger="DoD debriefing received",
        citation="10 U.S.C. § 3304(c)(1)(G)",
        begins=ENHANCED_DEBRIEFINGS,
        length=2,
        unit=Unit.BUSINESS_DAYS,
        right=True,
    ),
    Rule(
        code="DOD_DEBRIEF_ANSWERS_5BD",
        forum="agency",
        what="agency answers the questions",
        trigger="agency received follow-up questions",
        citation="10 U.S.C. § 3304(c)(1)(G)",
        begins=ENHANCED_DEBRIEFINGS,
        length=5,
        unit=Unit.BUSINESS_DAYS,
        owner="agency",
    ),
    Rule(
        code="INTEGRITY_REPORT_14",
        forum="agency",
        what="report of a possible procurement-integrity violation to the contracting officer",
        trigger="possible violation discovered",
        citation="FAR 33.102(f)",
        editions=_RFO_PART_33,
        length=14,
    ),
)
