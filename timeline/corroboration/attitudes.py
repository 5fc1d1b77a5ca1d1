"""How headlines show that they judge, explain, look back or answer, in English and German. Pure."""

import re
from typing import Final

# A headline that announces judgement, background or a chain of reports, not a happening.
COMMENT: Final = re.compile(
    r"^\W*(?:opinion|op-?ed|commentary|comment|analysis|column|editorial|explainer|explained|timeline|q&a|q & a"
    r"|podcast"
    r"|interview|review|perspective|letters?|viewpoint|guest post|feature|profile|deep dive|fact check|faq"
    r"|live(?:\s?blog|\s?updates?|\s?ticker)?|as it happened|week in review|the week|roundup|round-up|newsletter"
    r"|(?:morning|daily|weekly|evening) (?:briefing|brief|digest|report|roundup|wrap)|briefing|takeaways|recap"
    r"|kommentar|meinung|analyse|leitartikel|kolumne|hintergrund|chronik|chronologie|liveblog|liveticker|newsblog"
    r"|newsticker|ticker|presseschau|wochenrückblick|rückblick|glosse|essay|porträt|gastbeitrag|einordnung|überblick"
    r"|pressestimmen|interview|nachrichten(?:überblick)?|der tag|das wichtigste)\b\s*(?:[:|–—-]|$|\s\w+:)"
    r"|^\W*(?:the|this|our) (?:week|month|year|day) in\b"
    r"|\b(?:live(?:blog|ticker| blog| updates)|newsblog|as it happened|week in review|weekly (?:digest|roundup|wrap)"
    r"|news (?:digest|roundup|in brief)|op-ed)\b|\((?:opinion|analysis|commentary|kommentar|analyse)\)\s*$"
    r"|\|\s*(?:opinion|analysis|commentary|kommentar|analyse)\s*$",
    re.IGNORECASE,
)
# What it means, why, how: the questions of those who explain.
EXPLAINS: Final = re.compile(
    r"^\W*(?:why|how|what (?:it|this|the|we|to|comes|happens|is next|\w+['’]s)|who (?:is|was|wins|really)|where does"
    r"|should|could|is the|is it|can |does |did |will .{3,80}\?$|here['’]?s (?:what|why|how)|inside (?:the|jedi)"
    r"|everything you|the (?:story|history|rise|fall|case|trouble|problem|lesson|real|long)\b|lessons"
    r"|(?:three|four|five|six|seven|ten|\d+) (?:things|takeaways|questions|lessons|reasons)|a (?:look|brief history)"
    r"|remember(?:ing)? |looking back|was (?:\w+ ){1,6}(?:bedeutet|heißt|folgt|lehrt)|warum|wieso|wie (?:der|die|das"
    r"|es|ein)|wer (?:ist|war)|die (?:geschichte|lehren)|fragen und antworten|so (?:geht|kam|lief))\b"
    r"|\b(?:what it means|what['’]s next|what happens next|takeaways|winners and losers|a look back"
    r"|lessons (?:from|of)"
    r"|explained|anniversary|jahrestag|rückblick|wie geht es weiter|was nun)\b",
    re.IGNORECASE,
)
_COUNT: Final = (
    r"(?:a|an|one|two|three|four|five|six|seven|eight|nine|ten|several|\d+|ein(?:en|em)?|zwei|drei|vier|fünf|sechs"
    r"|sieben|acht|neun|zehn|mehrere)"
)
# “two years after”, “a month on”, “ein Jahr nach”: the happening lies long back.
LOOKS_BACK: Final = re.compile(
    rf"\b{_COUNT} (?:full )?(?:years?|months?|weeks?|decades?) (?:after|since|later|on\b|ago|past)"
    rf"|\b(?:vor )?{_COUNT} (?:jahre?n?|monate?n?|wochen?|jahrzehnte?n?) (?:nach|danach|später|seit)"
    r"|\b(?:last|previous|in) (?:year|decade)['’]?s? (?:decision|ruling|award|protest)|\bin hindsight\b"
    r"|\brückblickend\b",
    re.IGNORECASE,
)
# Behind these words stands what went before; the headline is about what stands before them, or after the comma.
BEFORE: Final = re.compile(
    r"\b(?:after|following|in (?:the )?wake of|in response to|in light of|despite|amid|over|since|days? after"
    r"|because of"
    r"|nach|infolge|angesichts|trotz|wegen|nachdem|seit)\b",
    re.IGNORECASE,
)
# What others do about a happening: they speak, plan, trade.
REACTS: Final = re.compile(
    r"\b(?:react(?:s|ed|ions?)?|respond(?:s|ed)?|response|shares?\b.{0,30}\b(?:fall|rise|slip|slide|jump|drop"
    r"|dip|gain"
    r"|climb|surge|tumble|up|down)\w*|stocks?\b|investors?|analysts?|weighs?|weighing|considers?|considering|mulls?"
    r"|mulling|ponders?|plans? to|vows?|vowed|hails?|welcomes?|praises?|blasts?|slams?|criticis\w*|criticiz\w*"
    r"|applauds?|cheers?|disappointed|regrets?|calls? for|urges?|expects?|expected|braces?|faces?|could\b|may\b"
    r"|might\b"
    r"|reagiert\w*|reaktion\w*|aktien?\b|kurs\b|börse|erwägt|prüft|kündigt\b.{0,40}\ban\b|begrüßt|kritisiert|bedauert"
    r"|enttäuscht|fordert|hofft|droht|könnte)",
    re.IGNORECASE,
)
# Verbs that say of themselves that something went before.
ANSWERS: Final = re.compile(
    r"^[\w .&’'-]{2,40}: [“\"']?(?:we|i|our|wir|ich) |"
    r"\b(?:welcomes?|welcomed|hails?|hailed|praises?|praised|applauds?|cheers?|cheered|celebrates?|blasts?"
    r"|slams?|slammed"
    r"|laments?|regrets?|respects?|accepts? (?:the )?(?:\w+['’]s? )?(?:ruling|decision|loss|defeat|verdict)|reacts?"
    r"|criticizes? (?:the )?(?:gao|court|judge|ruling|decision)|disappointed|surprised (?:at|by)|begrüßt"
    r"|bejubelt|feiert"
    r"|bedauert|kritisiert (?:das |die |den )?(?:urteil|entscheid\w*|gericht|vergabe)|enttäuscht|reagiert)\b",
    re.IGNORECASE,
)
# Verbs of speech, which make an answer of a headline that tells of no deed of its own.
SPEAKS: Final = re.compile(
    r"\b(?:mocks?|taunts?|jokes?|tweets?|scoffs?|laughs?|says?|said|defends?|hits? back|fires? back|insists?"
    r"|explains?"
    r"|comments?|jabs?|trolls?|spottet|verspottet|twittert|verteidigt|erklärt|sagt|äußert)\b",
    re.IGNORECASE,
)
