"""The words, English and German, by which a report takes back, puts off or only supposes what it speaks of. Pure."""

import re
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Words:
    """What speaks against a rule, by where it stands: before or in what was found, at the opening, or behind it.

    `harmless` holds phrases that contain such words and take nothing back; they are blanked before the others look.
    """

    harmless: re.Pattern[str]
    did_not: re.Pattern[str]
    no: re.Pattern[str]
    may: re.Pattern[str]
    wish: re.Pattern[str]
    alleged: re.Pattern[str]
    opens: re.Pattern[str]
    later: re.Pattern[str]
    subordinate: re.Pattern[str]


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(patterns), re.IGNORECASE)


ENGLISH: Final = Words(
    harmless=_any(
        r"could(?:n[’']t| not) rule out|\bnot[- ](?:only|just|to-exceed)\b|\bas expected\b|\bwhether or not\b",
        r"\b(?:that|which) (?:could|may|might|would)\b|\b(?:in|on|by|since|until|last|early|late) may\b|\bmay \d",
        r"\bno longer\b|\bprotest(?:s|ed|ing)? plans?\b|\blong[- ](?:awaited|expected)\b",
        r"\b(?:expected|estimated|projected|likely) to (?:be worth|cost|exceed|reach|last|run|top|total)\b",
    ),
    did_not=_any(
        r"\b(?:did|does|do|has|have|had|was|were|is)(?:n[’']t| not)\b|\bnever\b|\bnot yet\b|\byet to\b",
        r"\bden(?:y|ies|ied|ying) (?:(?:that|it|having|plans?|reports?|rumou?rs?)\b|(?!pending|bidding)\w+ing\b)",
        r"\b(?:won[’']t|will not|refuses? to) (?:withdraw|drop|pull|quit|leave|exit|back|bow)\b|\bfail(?:s|ed)? to\b",
        r"\b(?:almost|nearly|narrowly avoids?|came close to|stops? short of|instead of|rather than)\b",
        r"\b(?:fake|hoax|false(?:ly)?|erroneous(?:ly)?|mistaken(?:ly)?|satire)\b",
    ),
    no=_any(
        r"\bnot\b|n[’']t\b|^\W*no (?!doubt|surprise|more|evidence|sign|proof)|\bno (?:\w+ ){1,3}yet\b",
        r"\bno (?:\w+ ){0,2}(?:plans?|intention|need|decision|ruling|award|winner|deal|contract|protests?|injunction"
        r"|vote)\b|\bwithout (?:an? |the |any )?(?:\w+ ){0,2}\w+|\b(?:neither|nor|nobody|refus\w+ to)\b",
        r"\b(?:rules|ruled|ruling) out\b",
    ),
    may=_any(
        r"\b(?:may|might|could|would|should|if|whether|unless|rumou?r(?:s|ed)?|supposed(?:ly)?)\b",
        r"\b(?:consider|weigh|mull|ponder|contemplat|threaten|hint|predict|speculat|doubt|await|anticipat)\w*",
        r"\b(?:read(?:ies|ied|ying)|fears?|feared|eyes|eyeing|debates|debating|expect(?:s|ed|ing)?|explor(?:es|ing))\b",
        r"\bplan(?:s|ned|ning)? (?:to|on|for)\b|\bplans?$|\btalks? of\b|\b(?:lean|inch|edg"
        r"|mov)\w+ (?:closer )?towards?\b",
        r"\bsaid to (?:be|have|want|plan)\b|\binclined to\b|\bon the table\b",
        r"\b(?:poised|set|about|ready|due|slated|scheduled|likely|unlikely|prepar\w+|close|closer|gearing up|on track) "
        r"(?:to|for)\b|\b(?:nears?|nearing|on (?:the )?(?:verge|brink|cusp) of|in line (?:to|for)|odds|chances? of"
        r"|(?:little|slim|good|small) chance|threats? (?:to|of)|prospects? of|wait(?:s|ing)? (?:for|on))\b",
        r"\b(?:until|ahead of|before(?! (?:\w+ ){0,2}(?:courts?|judges?|panel|gao|justices|congress|committee"
        r"|senate)))\b(?= )",
        r"\bha(?:s|ve) (?:until\b|(?:\d+|\w+) (?:more )?days\b)",
        r"\b(?:judges?|courts?|panel|justices|gao|watchdog|federal circuit|jury|pentagon|army|navy|air force|nasa"
        r"|agency|senate|house) (?:to|will) (?:soon )?(?:hear|rule|decide|consider|weigh|review|award|pick|choose"
        r"|select|name|announce|issue|vote|take up)\b",
    ),
    wish=_any(
        r"\b(?:wants?|wanted|hopes?|hoped|hoping|wish(?:es)?|desires?)\b",
        r"\b(?:calls?|called|calling|push(?:es|ed|ing)?|press(?:es|ed)?|pressures?|pressured|lobb(?:y|ies|ied|ying)"
        r"|urg(?:es?|ed|ing)|demands?|demanded|requests?|requested|needs?|seeks?|sought|asks?|asked|begs?|pleads?)\b"
        r"(?:(?!\band\b)[^,;:]){0,40}?\b(?:to|for|that)\b",
        r"\b(?:bids?|efforts?|attempts?|attempted|tr(?:y|ies|ied|ying)|vows?|vowed|fights?|amendment|bill|proposal"
        r"|measure|campaign|petition|option|authority|rights?|power|chance|pressure) to\b",
    ),
    alleged=_any(
        r"\b(?:alleg(?:es|ed|ing|edly)|claimed|claims (?:that|it|they|he|she)|accus(?:es|ed|ing))\b",
        r"(?<!federal )(?<!of )\bclaims\b(?= .{0,40}\b(?:was|were|had|did|broke|illegally|unfairly|wrongly|awarded"
        r"|favou?red|violated|steered|ignored)\b)",
        r"\b(?:critics|experts|analysts|observers|lawyers|rivals?|opponents|competitors|insiders)\b.{0,20}"
        r"\b(?:say|says|see|sees|argue|claim|fear|warn|believe|think|want|call)\b",
    ),
    opens=_any(
        r"^\W*(?:what|how|why|who|inside (?:the|how|a)|if|should|could|would|can|will|did|does|rumou?rs?|analysis"
        r"|commentary|column|editorial|explainer|podcast)\b",
        r"\b(?:denies|denied|dismisses|rejects) (?:reports?|rumou?rs?|suggestions?)\b",
    ),
    later=_any(
        r"\b(?:premature|unlikely|in doubt|in limbo|uncertain|not (?:yet )?(?:signed|final)|expected|looms?|slips"
        r"|slipped|delayed|postponed|tomorrow|next (?:week|month|year|spring|summer|fall|autumn|winter)"
        r"|later this (?:week|month|year)|(?:months|weeks|years) away|due (?:(?:by|in|on|next|this) )?\w+day)\b",
    ),
    subordinate=_any(r"\b(?:before|until|once|when|whenever) (?:\w+ ){0,2}$"),
)
GERMAN: Final = Words(
    harmless=_any(r"\bnicht nur\b|\bnicht mehr\b|\b(?:will|wollen) nicht mehr\b|\bwie erwartet\b"),
    did_not=_any(r"\b(?:dementier|bestreite)\w+|\b(?:nie|niemals|beinahe|fast|um ein haar)\b"),
    no=_any(r"\b(?:nicht|kein(?:e[nmrs]?)?|weder|ohne|statt(?= \w))\b"),
    may=_any(
        r"\b(?:könnten?|dürften?|würden?|soll(?:en|te|ten)?|falls|wenn|sofern|ob|angeblich\w*|gerücht\w*|bevor"
        r"|voraussichtlich|möglicherweise|womöglich|vielleicht|mutmaßlich|wohl|demnächst|bald|möglich\w*)\b",
        r"\b(?:erwäg|erwart|droh|rechne|plan|befürcht|liebäugel|überleg|hoff)(?:t|en|te|ten|et|ete|eln|n)\b",
        r"\b(?:kurz|steht|stehen|noch) vor\b|\bdenk(?:t|en) (?:über|an)\b",
    ),
    wish=_any(r"\b(?:fordert|fordern|verlangt|verlangen|will|wollen|möchten?|strebt|bittet|drängt|drängen|wünscht)\b"),
    alleged=_any(r"\b(?:wirft|werfen)\b.{0,60}\bvor\b|\b(?:behauptet|behaupten)\b"),
    opens=_any(
        r"^\W*(?:wenn|falls|sollten?|gerüchte?|warum|wieso|weshalb|wie|was|wer|kommentar|analyse)\b",
        r"\b(?:dementier|bestreite)\w+",
    ),
    later=_any(
        r"\b(?:im (?:herbst|sommer|winter|frühjahr|frühling|nächsten|kommenden)|nächste[nrs]?|kommende[nrs]?|morgen"
        r"|demnächst|bald|erst|verzögert|verschoben|vertagt|verschiebt|vor dem aus|auf der kippe|wackelt|offen"
        r"|in gefahr|steh(?:t|en)(?: noch| weiter\w*)? aus)\b",
    ),
    subordinate=_any(r"\b(?:bevor|bis|sobald|wenn|falls) (?:\w+ ){0,2}$"),
)
