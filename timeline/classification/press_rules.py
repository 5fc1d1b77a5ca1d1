"""Headlines of the English press: who did what, read from the verb; intentions are statements, not deeds. Pure."""

from typing import Final

from timeline.classification import press_proceedings
from timeline.classification.press_proceedings import GOODS
from timeline.classification.rules import Rule, rule

_LAWMAKERS: Final = (
    r"\b(?:lawmakers?|senators?|senate|(?<!white )house|congress(?:man|woman|ional)?|appropriators|conferees|committee"
    r"|republicans?"
    r"|democrats?|subcommittee|ndaa|defense bill|spending bill|approps)\b"
)

# What forums and parties do comes first: “GAO denies the protest of the award” is about no award.
RULES: Final[tuple[Rule, ...]] = (
    *press_proceedings.RULES,
    rule(
        "competitive-range",
        "a field that is narrowed",
        (
            r"\bfinalists?\b|\bleft standing\b|\bcompetitive range\b|\bdown-?selects?\b|\b(?:narrow(?:s|ed)"
            r"|whittled|cut) (?:\w+ ){0,3}(?:to|field|down)\b|\bdown to (?:two|three|just)\b"
            r"|\bshort-?list|\b(?:eliminat|exclud|knock|shut)\w* (?:\w+ ){0,4}(?:from|out of"
            r"|out)\b.{0,30}\b(?:competition|race|running|bidding|contest|contract)\b|\bremain(?:s"
            r"|ing)? in (?:the )?(?:running|competition)\b|\bonly \w+(?:,| and) \w+ (?:in|left|remain)"
            r"|\b(?:two|three|four|five|\d)(?: \w+)? (?:remain|are left|left|survive|advance)\w*\b"
        ),
    ),
    rule(
        "amendment",
        "a change of the solicitation",
        (
            r"\b(?:extends?|extended|pushes? back|moves?|delays?|postpones?)\b.{0,40}\b(?:deadline|due date"
            r"|closing date|proposals? due|bid date|(?:for|on) (?:bids|proposals|cloud bids))\b"
            r"|\bamend(?:s|ed|ment)\b.{0,40}\b(?:rfp|request for proposals?|solicitation)\b|\b(?:rfp"
            r"|solicitation)\b.{0,30}\b(?:amend|revis)\w+|\brevis(?:es|ed) (?:draft )?(?:rfp|request|solicitation)"
            r"|\b(?:revis|updat|rewrit|tweak|chang|overhaul|correct)\w+ (?:[\w-]+ ){0,3}(?:rfp|solicitation)\b"
            r"|\b(?:deadline|due date|closing date)\b.{0,40}\b(?:moved|extended|pushed|delayed|postponed)\b"
            r"|\b(?:another|more) (?:60|30|\d+) days\b|\boffers (?:60|\d+) more days\b"
        ),
    ),
    rule(
        "industry-event",
        "an event for industry",
        r"\bindustry day\b|\bmeets? with industry\b"
        "|\bindustry conference\b",
    ),
    rule(
        "legislation",
        "what lawmakers decide",
        (
            rf"{_LAWMAKERS}.{{0,60}}\b(?:pass(?:es|ed)?|votes?|adds?|bars?|blocks?|limits?|funds?|adopts?"
            rf"|approves?|requires?|restricts?|moves? to|freezes?|backs?|orders?|demands?|would put|conditions?"
            rf"|directs?|withholds?|mandat\w+|strips?|stripped|cuts?|slash(?:es|ed)|trims?|defunds?|kills?|removes?"
            rf"|prohibits?|forbids?|bans?|repeals?|shifts?|fences?|zeroes|boosts?|advances?|clears?|enacts?)\b"
            r"|\b(?:bill|amendment|provision|ndaa) (?:would|to|that|requires|bars|limits)\b"
        ),
        unless=(
            r"\b(?:amendment (?:to the )?(?:rfp|solicitation)|letters?|white house:)\b"
            r"|\b(?:fails|failed|stalls|stalled|dies|died|falls short|fell short)\b"
        ),
    ),
    rule(
        "hearing",
        "a hearing",
        (
            r"\b(?:judges?|panel|justices|court|federal circuit)\b.{0,30}\b(?:skeptical|sceptical|grills?|hears?)\b|"
            r"\b(?:judges?|justices|panel|court) (?:questions?|press(?:es)?|quiz(?:zes)?|probes?)\b|"
            r"\b(?:lawyers?|attorneys?|counsel|sides)\b.{0,40}\b(?:clash(?:es|ed)?|spar(?:s|red)?|argues?|argued"
            r"|square[sd]? off|faces? off|trades? (?:arguments|barbs)|tangles?)\b|\bgrill(?:s|ed|ing)?\b|"
            r"\b(?:testif(?:y|ies|ied)|hearing|oral arguments?|argues? before|hears? (?:oral )?arguments?"
            r"|hears? (?:the )?case|grilled|confirmation hearing)\b|\b(?:tells?|told|before"
            r"|assures?) (?:the )?(?:senators|panel|senate|house) ?(?:panel|committee|subcommittee)?\b"
        ),
        unless=(
            r"\b(?:hearing|arguments?|testimony)\b.{0,60}\b(?:cancell?ed|postponed|delayed|called off|put off|moved)\b"
        ),
    ),
    rule(
        "decision",
        "an award that is confirmed",
        (
            r"\b(?:reaffirms?|re-?confirms?|sticks? with|stuck with|stands? by (?:its )?(?:award|choice|pick"
            r"|decision)"
            r"|upholds? (?:its )?(?:award|choice|decision)|snubs\b.{0,20}\bagain)\b"
        ),
    ),
    rule(
        "modification",
        "a contract that is changed",
        (
            r"\b(?:modif(?:y|ies|ied|ication)|slash(?:es|ed)?|shrinks?|scales? back"
            r"|cuts? (?:back )?(?:the )?(?:[\w$.-]+ ){0,5}(?:contract|agreement|deal)|raises? (?:the )?ceiling"
            r"|(?:expands?|expanded|enlarges?) (?:[\w-]+ ){0,5}(?:contract|deal|agreement|pact)"
            r"|(?:extends?|extended|prolongs?|renews?) (?:[\w’'-]+ ){0,5}(?:contract|deal|agreement|pact|base period)"
            r"|exercises? (?:an? )?options?|option b|second contract option)\b|\bbillion more\b|\bmillion more\b"
            rf"|\b(?:adds?|added|tacks?)\b.{{0,20}}\d[\d.,]* ?(?:million|billion|m|bn"
            rf"|b)\b.{{0,30}}\bto\b.{{0,40}}{GOODS}"
            r"|\b(?:trims?|trimmed|reduces?|shrinks?|downsizes?)\b.{0,40}\b(?:contract|deal|agreement|order)\b"
            r"|\b(?:boosts?|increases?|lifts?|tops? up|lowers?|trims?)\b.{0,40}\b(?:ceiling|(?:contract|deal) value"
            r"|value of)\b"
        ),
    ),
    rule(
        "award",
        "an award",
        (
            rf"(?<!single-)(?<!multi-)(?<!multiple-)(?<!dual-)\b(?:re-?)?(?:awards?|awarded|awarding|wins?|won|winning"
            rf"|lands?|landed|nabs?|beats?|bests|picks?"
            rf"|picked|chooses?|chose|selects?|selected|gets|got|scores?|snags?|secures?|clinch(?:es|ed)|taps?"
            rf"|gives?|gave|shares?|split|grabs|"
            rf"receives|nets|hires?|funds?|bags|bagged|captures?|captured|books|inks|inked|signs|earns?|hands|handed"
            rf"|garners|wraps up|walks off with)\b.{{0,90}}\b{GOODS}\b"
            rf"|\b{GOODS}\b(?: (?!that\b|which\b|who\b)[\w-]+){{0,5}} (?:goes|went) to\b(?! (?:court|trial|gao))"
            r"|\b(?:goes|went|going) with (?-i:[A-Z])[\w.& ]{1,40} (?:for|to|as|in|over)\b"
            r"|\b(?:gets|got|wins|won) the nod\b|\b(?:named|declared|emerges as"
            r"|announced as) (?:the )?(?:sole )?winners?\b|\b{GOODS} (?:is "
            rf"|are |was )?awarded\b|\b(?:picked|chosen|selected|tapped) (?:for|to|as)\b"
            r"|\b(?:picks?|picked|chooses?|chose|selects?|taps?)\b.{0,60}\b(?:over|for)\b|\b(?:beats?|bests|edges"
            r"|defeats?|trounces|tops)\b.{0,60}\b(?:for|to)\b|\b(?:contest|competition|race|bidding)\b: .{0,40}"
            r"\b(?:beats?|bests|defeats?|edges)\b|\b(?:award|win) to\b|\btanker award\b|\b(?:split"
            r"|share)s?\b.{0,40}\b(?:contract|deal)\b"
        ),
        unless=(
            r"\b(?:slips?|award (?:decision|planned|slips?|delayed|on hold|review)|delay(?:s|ed)?|could win|to win|says"
            r"|slams|defends|insists|protest(?:s|ing)? (?:the )?award|why\b|how\b|offers? (?:to|nasa)"
            r"|wants?|seeks?|bids? for|hopes)\b"
        ),
    ),
    rule(
        "solicitation",
        "a solicitation",
        (
            r"\b(?:invites?|asks? for|seeks?|solicits?|calls? for)\b.{0,20}\b(?:bids?|proposals|offers|tenders"
            r"|quotes)\b"
            r"|\binvites?\b.{0,80}\bto (?:bid|compete)\b"
            r"|\b(?:opens?|starts?|launch(?:es)?|kicks? off|begins?)\b.{0,20}\b(?:bidding|tender|competition)\b"
        ),
    ),
    rule(
        "bid-submitted",
        "bids that are handed in",
        (
            r"\b(?:submit(?:s|ted)?|hands? in|files?|lodges?|enters?)\b.{0,30}\b(?:bids?|proposals?|offers?)\b"
            r"|\b(?:bids?|bidding) (?:for|on|alone)\b|\bto bid (?:for|on|alone)\b|\bbids (?:are )?(?:due|in)\b"
            r"|\bbidding closes\b|\bwindow closed\b.{0,30}\bproposals\b|\bbid deadline\b"
            r"|\bjoins? (?:the )?(?:[\w-]+ )?race\b"
        ),
    ),
    rule(
        "solicitation",
        "a solicitation",
        (
            r"\b(?:releases?|released|issues?|issued|sends?|sent|publish(?:es|ed)?|drops?|unveils?|launch(?:es"
            r"|ed)?|kicks? off|opens?|posts?|announces?|out with)\b.{0,50}\b(?:rfp|request for proposals?"
            r"|solicitations?|draft|tender|competition|bidding|strategy|round)\b"
            r"|\b(?:invites?|asks? for|seeks?|solicits?|calls? for)\b.{0,40}\b(?:bids?|proposals|offers|tenders"
            r"|vendors|bidders|to bid)\b|\b(?:final|draft) (?:rfp|request|solicitation)\b|\b(?:rfp|solicitation"
            r"|request for proposals?) (?:is )?(?:released|issued|out|drops|lands)\b|\bto bid on\b.{0,40}\bnext\b"
        ),
    ),
    rule(
        "personnel",
        "a change of office",
        (
            r"\b(?:steps? down|stepping down|resigns?|resigned|named (?:as|to|new)|named (?:[\w-]+ ){0,3}(?:cio|chief"
            r"|secretary"
            r"|director|head|administrator|commissioner)|is named|appointed|appoints"
            r"|nominat(?:es|ed)|fires? (?:[\w’'-]+ ){0,3}(?:inspector general|secretary|chief|director|officials?"
            r"|head|cio)"
            r"|leaves? (?:the )?(?:pentagon|post|amazon|dod|office|agency)|departs?|fired|ousted"
            r"|ousts|takes? over(?: as)?|to retire|retires|hires? (?:former|ex)|new (?:cio|chief)"
            r"|under cio leadership|returns to)\b"
        ),
    ),
    rule(
        "settlement",
        "a settlement",
        (
            r"\bsettle(?:s|d)? (?:[\w’'.-]+ ){0,4}(?:suit|lawsuit|case|claims?|dispute|litigation|protest|with|over)\b"
            r"|\bsettlement\b|\bsettle(?:s|d)? out of court\b"
            r"|\b(?:reach(?:es|ed)?|strikes?|struck|inks?|inked|agrees? (?:to|on)|cuts?)\b.{0,20}\b(?:deal|agreement"
            r"|accord"
            r"|truce|terms)\b.{0,12}\b(?:end|ends|ending|settl\w+|resolv\w+|over|in)\b.{0,40}\b(?:suit|lawsuit"
            r"|dispute|case"
            r"|protest|fight|litigation|feud|row)\b"
        ),
        unless=r"\b(?:no|without|refuses?|rejects?) (?:a )?settlement\b",
    ),
    rule(
        "letter",
        "a letter or a request to an official",
        (
            r"\b(?:urges?|press(?:es|ed)?|asks?|asked|questions|calls? on|demands?|petition)\b.{0,50}\b(?:trump"
            r"|esper|mattis|bolton|pentagon|president|secretary|inspector|dod|white house|gates|nelson|nasa"
            r"|answers|congress|lawmakers|whether|chief|company|agency)\b"
            r"|\boffers? nasa\b|\bwarns? .{0,30}\b(?:cannot|can[’']t) bid\b|\bgives? notice\b"
        ),
    ),
    rule(
        "press-statement",
        "something that is said",
        (
            r"\b(?:says?|said|vows?|defends?|den(?:y|ies|ied)|slams?|blasts?|rips|critici[sz]es?|accus(?:es|ed)"
            r"|blames?|calls?|tells?|told|responds?|claims (?:that|it|to|the|trump|bias|pentagon|nasa|army)"
            r"|charges|alleges?|insists?|warns?|promises?|rebuke|explains?|confirms?|attacks?|hits back|fires back"
            r"|cites?|citing|looking into|look at|looks at|respects?|reacts?|denounces?|questions|argues?"
            r"|statement on|remarks|touts?|tears into|very confident|stand down|very well|hails"
            r"|mocks?|ridicules?|taunts?|scoffs?|jabs?|belittles?|complains?|laments?|celebrates?|welcomes?|applauds?"
            r"|cheers|praises?|lauds?|apologizes?|admits?|concedes?|acknowledges?|assails?|lashes out|pans|boasts?"
            r"|shrugs off|pleads|doubles down|backtracks|justifies)\b"
        ),
    ),
)
