"""Announcements of contracts and notices of solicitations: DoD paragraphs, SAM.gov, USAspending. Pure."""

from typing import Final

from timeline.classification.rules import Rule, rule

# From the beginning of a sentence on, without a word that makes what follows a possibility, a clause or a denial.
_DONE: Final = (
    r"(?:^|(?<=[.;\n]))(?:(?!\b(?:not(?!-)|never|may(?= (?:be|also|have))|might|could|can|if|unless|whether|possib\w+"
    r"|potential\w*|subject to|rights? to|reserves?|clauses?|proposed|no)\b)[^.;\n])*?"
)
_AND_DONE: Final = r"(?![^.;\n]{0,30}\b(?:possible|clauses?|provisions?|not)\b)"

RULES: Final[tuple[Rule, ...]] = (
    rule("other", "a correction of an earlier announcement", r"(?m:^)\W*(?:correction|update|clarification)s?\s*:"),
    rule("industry-event", "an event for industry", r"\bindustry (?:day|conference|forum)\b"),
    rule("other", "a search for sources", r"\bsources sought\b|\brequest for information\b|\bmarket research\b"),
    rule(
        "other",
        "a justification",
        r"\bjustification (?:and approval|for other than)\b|\bsole[- ]source justification\b",
    ),
    rule(
        "termination",
        "a termination or cancellation",
        (
            rf"{_DONE}(?:\bterminat(?:ed|ing|ion|es)\b[^.]{{0,40}}"
            r"\bfor (?:the )?(?:convenience|default|cause|government)"
            r"|\bpartial(?:ly)? terminat|\blegal contract cancellation\b"
            r"|\b(?:cancels|cancelled|canceled|cancellation of)\b[^.]{0,60}\b(?:solicitation|contract|award|notice"
            r"|rfp|procurement)\b"
            r"|\b(?:solicitation|contract|award|notice|rfp|procurement)\b[^.]{0,40}\b(?:is|was|has been"
            rf"|hereby) (?:hereby )?cancell?ed\b){_AND_DONE}"
        ),
    ),
    rule(
        "amendment",
        "an amendment of a solicitation",
        (
            r"\b(?:solicitation|rfp|request for proposals?)\b[^.]{0,80}\b(?:is|was|has been"
            r"|hereby) (?:hereby )?amended\b"
            r"|\bamendment\b\s*(?:no\.? ?)?(?:\d|to (?:the )?(?:solicitation|rfp|request)|0)"
            r"|\bamends (?:the )?(?:solicitation|rfp|request)"
            r"|\b(?:draft )?amendment to\b|\bextend\w* (?:the )?(?:closing|due|response) date\b|\bamendment\s*$"
        ),
        unless=r"\bawarded\b",
    ),
    rule(
        "modification",
        "a modification of a contract",
        (
            r"(?<!\bnot a )(?<!\bnot )(?<!\bno )(?<!\bwithout )(?<!\bwithout a )(?<!\bwithout any )\bmodification\b"
            r"|\bexercis(?:e|es|ed|ing) (?:an |the |of )?(?:[a-z-]+ ){0,3}options?\b|\bchange order\b"
            r"|\bsupplemental agreement\b|\bfunding only action\b|\bdefinitiz"
        ),
        unless=r"\bif all options (?:are|were) exercised\b(?!.*\bmodification\b)",
    ),
    rule(
        "award",
        "an award",
        (
            r"\b(?:is|are|was|were|has been|have been|being|each) (?:each |being )?awarded\b|\baward notice\b"
            r"|\bawarded (?:an?|the)\b"
            r"|\b(?:is|are|was|were|has been|have been) (?:selected|issued)\b|\bwins\b|\bawards\b"
            r"|\bdelivery order\b|\btask order\b"
        ),
        unless=r"\bno (?:contract|award|task order)s? (?:was|were|is|are|has been|have been|will be)\b",
    ),
    rule(
        "solicitation",
        "a solicitation",
        (
            r"\b(?:request for proposals?|solicitation|rfp|broad agency announcement|combined synopsis|presolicitation"
            r"|request for quotations?|invitation for bids)\b"
        ),
    ),
)
# What no sentence decides, the reader's kind of item does.
KINDS: Final = {
    "contract-award": ("award", "the item is an announcement of a contract"),
    "contract-modification": ("modification", "the item is an announcement of a modification"),
    "contract-correction": ("other", "the item corrects an earlier announcement"),
    "contract-day": ("other", "the item is a whole day of announcements"),
    "contract-action": ("modification", "the item is a transaction under a contract"),
    "award-notice": ("award", "the item is a notice of an award"),
    "solicitation": ("solicitation", "the item is a solicitation"),
    "presolicitation": ("solicitation", "the item announces a solicitation"),
    "sources-sought": ("other", "the item is a search for sources"),
    "justification": ("other", "the item is a justification"),
    "complaint-filed": ("protest-filed", "the item is a complaint"),
    "complaint-hearing": ("hearing", "the item is a hearing of a complaint"),
    "complaint-decided": ("decision", "the item is the decision on a complaint"),
    "complaint-remedied": ("corrective-action", "the item is a remedy of the buyer"),
    "complaint-appealed": ("appeal-filed", "the item is an appeal of a decision on a complaint"),
    "review-request": ("protest-filed", "the item is a request for review"),
    "review-decision": ("decision", "the item is the decision of a review"),
}
