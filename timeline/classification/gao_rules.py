"""GAO's docket and decisions: outcomes, filings, due dates, and the sentence in which it decides. Pure."""

from typing import Final

from timeline.classification.rules import Rule, rule

_PROTEST: Final = r"(?:protests?|requests?(?: for [a-z ]{3,40})?|claims?|applications?)"
_DECIDED: Final = r"(?:denied|dismissed|sustained|granted)"
# A sentence in which somebody may, should or will not take it, or in which it is only fought over, tells of no step.
_OPEN: Final = (
    r"\b(?:not|no|never|nor|neither|without|declin\w+|refus\w+|fail\w*|whether|if|unless|should|may|might|could|would"
    r"|consider\w*|contemplat\w+|urg\w+|request\w*|ask\w*|seek\w*|recommend\w*"
    r"|(?:challeng|contest|object)\w*(?=[^.;,]{0,40}\bcorrective)"
    r"|protest\w*(?= (?:of|against) (?:[\w’']+ ){0,3}corrective))\b|n[’']t\b"
)
_NOT_TAKEN: Final = (
    r"(?! ?(?:is|was|were|will be|would be|has|had)(?: been)? (?:not|never|un\w+|refused|declined|denied|moot)\b"
    r"| under review\b| deadline\b)"
)

RULES: Final[tuple[Rule, ...]] = (
    rule("other", "a date by which GAO is to decide", r"(?m:^)\W*decision due\b|\bkind: gao-due-date\b"),
    rule(
        "other",
        "the withdrawal of a protest",
        r"(?m:^)\W*withdrawn\b|\boutcome:? withdrawn\b|\bprotest (?:is|was|has been) withdrawn\b",
    ),
    rule(
        "decision",
        "a decision of GAO",
        (
            rf"(?m:^)\W*(?:{_DECIDED}|sustained in part)\b:?|\boutcome:? (?:{_DECIDED})\b"
            rf"|\bwe (?:deny|dismiss|sustain|grant|recommend)\b"
            rf"|\b{_PROTEST}\b[^.;]{{0,400}}?\b(?:is|are|was|were) (?:also )?{_DECIDED}\b"
            rf"|\bgao (?:today )?(?:denied|sustained|dismissed)\b"
        ),
    ),
    rule(
        "corrective-action",
        "a notice of corrective action",
        rf"(?:^|(?<=[.;:\n]))(?:(?!{_OPEN})[^.;\n])*?\bcorrective action\b{_NOT_TAKEN}",
    ),
    rule(
        "other",
        "a request for reconsideration or costs",
        r"\b(?:case type|kind):? (?:request for )?(?:reconsideration|(?:protest )?costs?|entitlement)",
    ),
    rule(
        "supplemental-filing",
        "a supplemental protest",
        r"\bsupplement(?:al|s|ed|ary)\b.{0,40}\bprotests?\b|\bprotests?\b.{0,20}\bsupplement",
    ),
    rule(
        "protest-filed",
        "the filing of a protest",
        (
            r"(?m:^)\W*protest filed\b|\bfiled (?:a |an |its )?(?:[a-z-]+ ){0,3}protests?\b|\bprotest (?:was )?filed\b"
            r"|\bfiled date\b|\bcase currently open\b"
        ),
    ),
    rule("hearing", "testimony", r"\b(?:GAO-\d\d-\d+T\b|testimony before|testif)"),
    rule("report-released", "a report of GAO", r"\bGAO-\d\d-\d+\b|\breport to congress"),
)
# What no sentence decides, the reader's kind of item does.
KINDS: Final = {
    "gao-decision": ("decision", "the item is a decision of GAO"),
    "gao-outcome": ("decision", "the item is an outcome on GAO’s docket"),
    "gao-filed": ("protest-filed", "the item is a filing on GAO’s docket"),
    "gao-due-date": ("other", "the item is a due date on GAO’s docket"),
    "gao-listed": ("other", "the item only says that GAO lists the file"),
}
