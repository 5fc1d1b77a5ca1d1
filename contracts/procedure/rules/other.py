"""Time limits in forums that are tracked, not modelled: size protests and contract claims."""

from contracts.procedure.rules.rule import Rule, U, Unit

OTHER_RULES: tuple[Rule, ...] = (
    Rule(
        code="SBA_SIZE_PROTEST_5BD",
        forum="other",
        what="size protest to the contracting officer, by close of business",
        trigger="bid opening, or notice of the prospective awardee",
        citation="13 C.F.R. § 121.1004(a)(1), (2)",
        length=5,
        unit=Unit.BUSINESS_DAYS,
        right=True,
    ),
    Rule(
        code="SBA_OHA_APPEAL_15",
        forum="other",
        what="appeal to SBA's Office of Hearings and Appeals",
        trigger="size determination received",
        citation="13 C.F.R. §§ 121.1101, 134.304 (text not read)",
        length=15,
        owner="party",
        right=True,
        verification=U,
    ),
    Rule(
        code="CDA_BOARD_90",
        forum="other",
        what="appeal of a contracting officer's decision to a board",
        trigger="contracting officer's decision received",
        citation="41 U.S.C. § 7104(a); 48 C.F.R. § 6101.2(d)",
        length=90,
        owner="contractor",
        right=True,
    ),
    Rule(
        code="CDA_COFC_12M",
        forum="other",
        what="suit on a contracting officer's decision in the Court of Federal Claims",
        trigger="contracting officer's decision received",
        citation="41 U.S.C. § 7104(b)",
        length=12,
        unit=Unit.MONTHS,
        owner="contractor",
        right=True,
    ),
    Rule(
        code="CDA_BOARD_TO_CAFC_120",
        forum="other",
        what="appeal from a board to the Federal Circuit",
        trigger="board decision received",
        citation="41 U.S.C. § 7107(a)(1)(A)",
        length=120,
        owner="party",
        right=True,
    ),
)
