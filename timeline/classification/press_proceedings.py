"""Headlines of the English press on proceedings: reports, withdrawals, protests, and what forums do. Pure."""

from typing import Final

from timeline.classification.rules import rule

# What is awarded, in the words of headlines.
GOODS: Final = (
    r"(?:contracts?|deals?|awards?|orders?|agreements?|competitions?|landers?|tankers?|cloud|work|procurement"
    r"|projects?"
    r"|programs?|jobs?|spot|place|piece|bids?|business)"
)
_GAO: Final = (
    r"\b(?:gao|(?:government )?accountability office|watchdog|auditors?|comptroller general"
    r"|congressional investigators)\b"
)
_COURT: Final = r"\b(?:judges?|courts?|federal circuit|appeals court|claims court|panel|bench)\b"
_HIGH_COURT: Final = r"\b(?:supreme court|justices|scotus|high court)\b"
_AGENCY: Final = (
    r"\b(?:pentagon|dod|defense (?:department|secretary)|department of defense|nasa|nsa|army|navy|air force|agency"
    r"|secretary|u\.?s\.? (?:government|military)|government|defense)\b"
)

_REPORTED: Final = rule(
    "leak-or-report",
    "something reported and not announced",
    (
        r"^(?:report|book|exclusive|sources?|cnn|new book)\s*:|\b(?:book|ex-aide|speechwriter) (?:says|claims"
        r"|alleges|reveals)"
        r"|\breportedly\b|[,:] (?:book|report|sources?)(?: reportedly)? ?(?:says?|claims?)?$|\bleak(?:s|ed)?\b"
        r"|\bpeople familiar\b|\b(?:memo|emails?|documents?|dossier|chart)s? (?:shows?|reveals?|suggests?|claiming)"
        r"|\bobtained by\b|\bsecret(?:ly)? (?:dinner|met|war|meeting)|\bdossier\b|\bdin(?:es|ed|ner) with\b"
    ),
)

RULES: Final = (
    rule(
        "report-released",
        "a report that is released",
        (
            r"\b(?:inspector general|\big\b|\boig\b|internal watchdog|pentagon watchdog|crs|mitre)\b.{0,60}"
            r"\b(?:finds?|found|clears?|cleared|concludes?|faults?|no (?:sign|evidence|proof)|could(?:n[’']t"
            r"| not) rule out|mishandl\w+|mismanag\w+|violat\w+|broke|rebukes?|criticizes?|raps|"
            r"releases?|released|publishes|report)\b|\breport (?:is )?(?:released|published|finds?|clears?|faults?"
            r"|blames?)\b"
            r"|\b(?:releases?|publishes|delivers) (?:its |a |the )?(?:\w+ ){0,3}(?:report|review|audit)\b"
            r"|\bstudy (?:finds?|recommends?)"
            r"|^(?:[\w.-]+ ){0,2}(?:\big|oig|inspector general|audit|study)\s*:"
            r"|^(?:[\w.-]+ ){0,2}(?!news|media|press|tv|\w+day)[\w.-]+ (?:report|audit|review)\s*:"
            # What GAO says of money and time it says in reports, not on protests.
            rf"|{_GAO}.{{0,40}}\b(?:finds?|found|says?|warns?|faults?|criticizes|flags?)\b.{{0,80}}\b(?:overpa\w+"
            r"|overs\w+|overruns?|over budget|behind schedule|cost (?:growth|increases?)|wast(?:e|ed|eful)|mismanag\w+"
            r"|lacks?|lacking|shortfalls?|weakness\w*|risks?|delays?)\b"
        ),
        unless=r"\b(?:opens?|launch\w*|begins?|to review|reviewing|asked?|progress)\b",
    ),
    _REPORTED,
    rule(
        "recusal",
        "a recusal",
        r"\brecus(?:es?|ed|al|ing)\b|\b(?:steps?|stepp\w+) aside (?:from|in|over)\b|\bremoves? himself\b",
    ),
    rule(
        "letter",
        "a letter or a request to an official",
        (
            r"\b(?:seeks?|wants?|asks? for|calls? for|urges?|demands?|requests?)\b.{0,30}\b(?:ig "
            r"|inspector general )?"
            r"(?:probe|investigation|inquiry)\b|\bcall for scrutiny\b|\b(?:open |dueling )?letters?\b(?! of)"
            r"|\bwrites? to\b|\blook to revive\b|\bask(?:s|ed)? (?:the )?(?:\w+ )?(?:ig|inspector general"
            r"|watchdog) (?:to|for)\b"
        ),
    ),
    rule(
        "investigation-opened",
        "the opening of an investigation",
        (
            r"\b(?:opens?|launch(?:es|ed)?|begins?|starts?|reopens?)\b.{0,30}\b(?:probe|investigation|inquiry"
            r"|review|audit)\b"
            r"|\b(?:inspector general|\big\b|oig|watchdog|pentagon|dod|investigators?|fbi|auditors)\b.{0,30}"
            r"\b(?:investigat(?:es|ing)|prob(?:es|ing)|reviewing|examin(?:es|ing)|to (?:examine|review|investigate"
            r"|probe))\b"
            r"|\bunder investigation\b"
            r"|\b(?:inspector general|\big\b|oig|watchdog|doj|justice department|prosecutors?|fbi|sec|ftc|auditors"
            r"|committee|panel|senate|house|lawmakers|authorities|police)\b (?:investigates|probes|looks into)\b"
            r"|\b(?:prosecutors|auditors|lawmakers|authorities|police|inspectors) (?:investigate|probe|look into)\b"
        ),
        unless=r"\b(?:finds?|found|clears?|progress|urge\w*|trump says)\b",
    ),
    rule(
        "decision",
        "what the Supreme Court does with a petition",
        (
            rf"{_HIGH_COURT}.{{0,50}}\b(?:declin|reject|turns? (?:away|down)|refus|den(?:y|ies|ied)|won[’']t|will not"
            rf"|leaves?|passes on|agrees? to hear|takes? up|lets? stand|snubs?)\w*"
        ),
    ),
    # Who gives up a protest has not left the competition; the codelist has no type for it.
    rule(
        "other",
        "the withdrawal of a protest, suit or motion",
        (
            r"\b(?:withdr(?:aws?|ew|awn|awing|awal of)|drop(?:s|ped|ping)?|pull(?:s|ed|ing)?|abandon(?:s|ed)?"
            r"|walks? away from|gives? up)\b(?: out of| from)?\s"
            r"(?:(?!plans?\b|race\b|competition|contest\b|contract|award|deal\b|bid\b|bidding|after\b|amid\b|over\b"
            r"|following\b|without\b|as\b|in\b|to\b|for\b)[\w$’'.-]+\s){0,5}"
            r"(?:protests?|lawsuits?|suits?|appeals?|motions?|complaints?|challenges?|litigation|case"
            r"|court (?:case|fight)|legal (?:fight|battle))\b"
        ),
    ),
    rule(
        "bidder-withdrawal",
        "a bidder that withdraws",
        (
            r"\b(?:drops?|dropped|pulls?|pulling|pulled|bows?|bowed|backs?|backed|walks?|bails?|steps?"
            r"|opts?) out\b|\bwithdraw(?:s|n|ing)?\b(?! (?:protest|suit|lawsuit|appeal|motion))"
            r"|\b(?:won[’']t|will not|not to|decides against|not going to|declines to) (?:bid|compete|submit|offer"
            r"|re-?bid)|\b(?:quits?|exits?|abandons?|leaves?|ditches) (?:the )?(?:[\w$-]+ ){0,5}(?:race"
            r"|competition|contest|bidding|bid)\b"
            r"|\b(?:pulls?|pulled|yanks?|withdraws?|withdrew|retracts?|drops?|dropped|scraps|abandons?)\b"
            r" (?:its |their |the )?(?:[\w-]+ ){0,3}(?:bids?|offers?|proposals?)\b(?! (?:protest|to)\b)"
            r"|\bno-bids?\b|\bbails on\b|\bwalks away\b|\bout of (?:the )?(?:[\w$-]+ ){0,4}(?:race|bidding)\b"
        ),
        # A buyer withdraws what it has awarded or asked for; it is no bidder.
        unless=(
            r"\b(?:may|might|could|urg\w+|calls? on|staff|employees)\b"
            rf"|{_AGENCY}.{{0,20}}\b(?:withdraws?|withdrew|pulls?|pulled)\b.{{0,40}}\b(?:award|solicitation|rfp"
            rf"|contract)\b|{_AGENCY}.{{0,20}}\b(?:walks?|walked) away\b"
        ),
    ),
    rule(
        "press-statement",
        "an intention that is announced",
        (
            r"\b(?:won[’']t|will not|does not plan to|decides? (?:against|not to)|declines? to|opts? not to"
            r"|drops? plan to|not to)\b.{0,25}"
            r"\b(?:protest|appeal|sue|challeng\w*|fight|contest|court)\b|\bno (?:\w+ )?protest\b"
            r"|\b(?:says?|vows?|plans?|intends?|threatens?|prepares?|promises?|signals?|pledges?)\b(?: it"
            r"| they)?(?: will| would| to)?\b.{0,20}"
            r"\b(?:protest|appeal|sue|challenge|fight|contest)\b|^(?:(?!\b(?:goes|went|heads|turns|sues"
            r"|files)\b)[\w&.’' -]){2,40}? (?:to|will|may"
            r"|could) (?:protest|contest|appeal|challenge|sue|fight)\b"
            r"|^[\w&.’' -]{2,40}? (?:to|will|may|could) (?:file|lodge|launch|mount) (?:an? |its )?(?:\w+ ){0,2}"
            r"(?:protest|appeal|lawsuit|suit|challenge|complaint)\b"
            r"|^[\w&.’' -]{2,40} to (?:the )?(?:u\.?s\.? )?(?:gao|courts?|judges?|justices|lawmakers|congress|senate"
            r"|pentagon"
            r"|dod|nasa|army|navy|air force|trump|white house|agency|rivals?|critics|industry):\s"
            r"|: [\w&.’' -]{2,25}? (?:to|will) (?:protest|contest|appeal|challenge|sue|fight)\b"
            r"|, [\w&.’' -]{2,25}? (?:to|will) (?:file )?(?:protest|contest|appeal|challenge|sue|fight)\b"
        ),
    ),
    rule(
        "appeal-filed",
        "an appeal",
        (
            r"\bappeals\b(?! (?:court(?! of federal claims)|panel|judge|to gao|to (?:the )?(?:watchdog"
            r"|government acc)))|\bfiles? (?:an "
            r"|its |a )?(?:notice of )?appeal\b"
            r"|\b(?:asks?|urges?|petitions?|wants?|begs?|calls on)\b.{0,20}\b(?:appeals? court|federal circuit"
            r"|supreme court|justices|high court)\b"
            r"|\b(?:takes?|brings?|carries|took)\b.{0,60}\bto (?:the |u\.s\. )?(?:supreme court|federal circuit"
            r"|appeals court|high court)\b"
            r"|\bseeks? (?:supreme|high) court\b|\bpetition for (?:a writ of )?certiorari\b"
            r"|\bgovernment presses on with its appeal"
        ),
        unless=(
            rf"{_COURT}.{{0,20}}\b(?:rejects?|denies|affirms)\b"
            r"|\bappeals court (?:rejects?|upholds?|rules?|affirms?|sides?)"
        ),
    ),
    rule(
        "decision",
        "a decision of GAO",
        (
            rf"{_GAO}(?! to (?:decide|review|rule))(?: (?:office|general))?:? .{{0,70}}?\b(?:den(?:y|ies|ied|ying)"
            rf"|reject|sustain|dismiss|toss|throws? out|threw out"
            r"|uph(?:eld|olds?)|sid(?:es?|ed) (?:with|against)|backs?|backed|rul(?:es?|ed)|turn(?:s|ed) (?:down|away)"
            r"|agrees? with|finds?|found"
            r"|refus|rebuff|nix|swat|fault|rebuk|overrul|shoots? down|slaps? down|knocks? down|grants?|clears?"
            r"|decid(?:es|ed)|was unreasonable|unreasonabl)\w*"
            rf"|\b(?:protests?|challenge|complaint)\b.{{0,30}}\b(?:denied|rejected|sustained|dismissed|upheld"
            rf"|tossed|turned down|thrown out)\b.{{0,20}}{_GAO}"
            rf"|\b(?:loses?|lost|wins?|won)\b.{{0,40}}\b(?:protest|challenge|complaint)\b.{{0,30}}{_GAO}"
            rf"|\b(?:loses?|lost|wins?|won|prevails?|fails)\b.{{0,30}}{_GAO}"
            rf"|{_GAO} (?:finds|found|says)\b|, {_GAO} (?:finds|rules|says)$|\bpetition sustained\b"
        ),
        unless=r"\breport (?:finds|says)\b|\btestif",
    ),
    rule(
        "amended-complaint",
        "an amended complaint",
        r"\b(?:amend(?:s|ed)|expands?|revises|updates) (?:its |the )?(?:complaint|lawsuit|suit)\b",
    ),
    rule(
        "supplemental-filing",
        "a supplemental protest",
        (
            r"\bsupplement(?:s|al|ary)\b.{0,30}\b(?:protest|filing|complaint)\b|\b(?:adds? to|widens?|broadens"
            r"|second|third|another) (?:its |the )?(?:gao |bid )?protest\b"
        ),
    ),
    rule(
        "ruling",
        "a ruling of a court",
        (
            r"\b(?:opinion|ruling|decision)s?\b.{0,30}\b(?:unsealed|released|published|made public|filed|explains?"
            r"|describes?|says|finds|grants|holds)\b"
            r"|\b(?:unsealed|redacted|public|court|full) (?:opinion|ruling)\b"
            r"|\b(?:lawsuit|suit|case|claims?|challenge|complaint|appeal|action)\b.{0,25}\b(?:is )?(?:dismissed"
            r"|tossed|rejected|thrown out|denied|fails?)\b"
            r"|\b(?:loses?|lost|wins?|won|prevails?)\b.{0,30}\b(?:lawsuits?|suits?|appeals?|in court|court (?:case"
            r"|battle|fight)|argument|legal)\b"
            r"|\bloses? (?:\w+ ){0,4}protest\b.{0,40}\b(?:court|judge|lawsuit)\b|\b(?:victory|win) (?:in"
            r"|over)\b.{0,40}\b(?:lawsuit|court|suit)\b"
            r"|\blegal win\b|\bcourt win\b|\b(?:lawsuit|suit|case)\b.{0,40}\bis (?:officially )?over\b"
        ),
        unless=rf"{_GAO}|\b(?:contests|challenges|protests|disputes)\b.{{0,60}}\bin (?:federal )?court\b",
    ),
    rule(
        "decision",
        "a decision on a protest",
        (
            r"\bprotests?\b.{0,60}\b(?:denied|rejected|sustained|dismissed|upheld|turned down|thrown out|tossed)\b"
            r"(?! (?:by|in) (?:a |the )?(?:\w+ )?(?:judge|court))"
        ),
        unless=rf"{_COURT}",
    ),
    rule(
        "remand",
        "a court that sends a matter back",
        (
            rf"\bremand(?:s|ed|ing)\b|{_COURT}.{{0,60}}\b(?:sends?|sent) .{{0,40}}\bback to\b"
            rf"|{_COURT}.{{0,40}}\b(?:grants?|approves?|allows?|lets?|gives?)\b.{{0,60}}\b(?:reconsider|redo|rethink"
            rf"|revisit|re-?evaluate|another look|re-?examine)"
        ),
        unless=r"\b(?:asks?|seeks?|wants?|moves|opposes?|(?<![’']s )requests?) ",
    ),
    rule(
        "stay",
        "a court that stays a case",
        (
            rf"{_COURT}.{{0,30}}\b(?:stays?|pauses?|puts? .{{0,30}}on hold|freezes)\b.{{0,40}}\b(?:case|lawsuit|suit"
            rf"|litigation|proceedings)\b|\b(?:case|lawsuit|suit)\b.{{0,12}}\bon hold\b"
        ),
    ),
    rule(
        "order",
        "an order of a court",
        (
            rf"{_COURT}.{{0,50}}\b(?:halt(?:s|ed)?|block(?:s|ed)?|stop(?:s|ped)?|orders?|ordered|suspend(?:s|ed)?"
            rf"|freezes?|pauses?|bars?|barred|bans?|limits?|restrains?"
            r"|grants?\b.{0,40}\b(?:injunction|restraining|tro|order)|issues?\b.{0,30}\b(?:injunction|order)|enjoins?"
            r"|lifts?|sets?\b.{0,20}\b(?:schedule|date|deadline)|extends?|(?:re)?schedules?|postpones?|delays?"
            r"|(?:gives?|grants?|gave|granted)\b.{0,40}\b(?:until|days|weeks|months|deadline|more time|extension)"
            r"|(?:tells?|told|directs?|requires?|compels?|forces?|instructs?)\b.{0,40} to"
            r"|den(?:y|ies)\b.{0,30}\b(?:discovery|depos|documents"
            r"|testimony|injunction|restraining))\b"
            r"|\binjunction (?:is )?(?:granted|issued|denied)\b|\b(?:suspended|halted|stopped|blocked) (?:by"
            r"|as) (?:a |the )?(?:federal )?(?:judge|court)\b"
            r"|\b(?:wins?|won|gets?|secures?|loses?) (?:a |an )?(?:preliminary |temporary )?(?:injunction"
            r"|restraining order|court order)\b"
        ),
        unless=r"\b(?:asks?|seeks?|wants?|urges?|could|(?<!until )(?<!by )(?<!in )may|would|moves) ",
    ),
    rule(
        "motion",
        "what a party asks of a court",
        (
            r"\b(?:asks?|asked|urges?|wants?|begs?)\b.{0,25}\b(?:court|judge)\b|\bask(?:s|ed)? (?:a "
            r"|the )?(?:federal )?(?:court|judge)"
            r"|\b(?:wants?|asks?|seeks?|requests?)\b.{0,40}\b(?:suit|lawsuit|complaint|case|protest|claims?"
            r"|appeal)\b.{0,20}"
            r"\b(?:dismissed|tossed|thrown out|stayed|paused)\b"
            r"|\bmoves? to (?:dismiss|intervene|depose|join|strike)|\bfiles? (?:a )?motion"
            r"|\bmotion to\b(?!.{0,30}\b(?:denied|granted|rejected)\b)"
            r"|\bseeks?\b.{0,30}\b(?:depos\w*|injunction|restraining order|testimony|court order|dismissal"
            r"|to (?:block|halt|stop|question|depose|intervene)|documents|discovery|remand|extension|more time)\b"
            r"|\b(?:wants?|asks?|hopes?|looks?) to (?:question|depose|intervene|join|expand|delay)\b"
            r"|\brequests? (?:a |an )?(?:injunction|remand|extension|depos)"
            r"|\bpush(?:es)? to (?:dismiss|toss)\b|\bseeks? to (?:drop|dismiss|toss|throw out|strike)\b"
            r"|\basks? for (?:\d+|more) (?:days|time)\b|\bas (?:an )?intervenor\b|\bto intervene\b"
            r"|\breturning fire\b.{0,30}\bfiling\b"
        ),
        unless=r"\b(?:judge|court) (?:rejects|denies|grants|refuses|rules|lets|allows)\b",
    ),
    rule(
        "ruling",
        "a ruling of a court",
        (
            rf"{_COURT}(?! (?:to|will|could|may)\b).{{0,60}}?\b(?:rul(?:es?|ed)|dismiss\w*|toss\w*|throws? out"
            rf"|threw out|reject\w*|den(?:y|ies|ied)|upholds?|upheld|affirm\w*|sid(?:es?|ed) (?:with|against)|declin\w*"
            r"|refus\w*|rebuff\w*|nix\w*|invalidat\w*|voids?|annuls?|finds?|found|lets?|allow\w*|reviv\w*|revers\w*"
            r"|strikes?|overturn\w*|agree[sd]?|vacat\w*"
            r"|backs?|clears?|decid(?:es|ed)|says?|likely|broke|illegal\w*)\b"
            rf"|\bjudge: "
        ),
    ),
    rule(
        "corrective-action",
        "a step by which the agency corrects a competition",
        (
            r"\bcorrective action\b|\bre-?opens? (?:the )?(?:[\w-]+ ){0,3}(?:bidding|competition|bids?|contest"
            r"|contract|talks)\b"
            r"|\b(?:will|to|agrees to|must|has to) (?:re-?evaluate|re-?do|re-?bid|re-?compete|re-?run|redo"
            r"|revisit)\b|\bre-?evaluates?\b.{0,30}\b(?:bids|proposals|award|offers)\b"
            r"|\bstarts? (?:the )?(?:competition )?over\b|\bwill follow the gao\b"
            r"|\b(?:takes?|seeks?|invites?) new bids\b"
        ),
        unless=rf"{_AGENCY}.{{0,20}}\b(?:ends|cancels|scraps|kills|terminates)\b",
    ),
    rule(
        "termination",
        "the end of a contract or a competition",
        (
            r"\b(?:cancels?|cancell?ed|cancell?ing|cancellation of|scraps?|scrapped|terminates?|terminated"
            r"|terminating|kills?|killed|axes|axed|(?:pulls?|pulled|pulling) (?:the )?plug|calls? off|called off"
            r"|shelves|shelved|dumps|dumped|junks|junked|tears? up|tore up|rips? up|ripped up|bins|binned"
            r"|calls? it quits on|scuttles?"
            r"|ditch(?:es|ed)?|abandons?|quashe?s?|nixes)\b"
            r"(?! (?:[\w’'-]+ ){0,3}(?:protest|lawsuit|suit|fight|challenge|appeal|case)\b)"
            rf"|{_AGENCY}.{{0,20}}\b(?:walks?|walked) away\b"
            r"|\b(?:rescinds?|rescinded|revokes?|revoked|withdraws?|withdrew|(?:pulls?|pulled|takes?|took) back|yanks?"
            r"|yanked|annuls?|voids?)\b.{0,40}\b(?:awards?|contracts?|deals?|solicitation|rfp)\b"
            rf"|{_AGENCY}.{{0,20}}\b(?:ends|ended|drops|dropped)\b(?! (?:[\w-]+ ){{0,2}}(?:rfp|solicitation|draft"
            rf"|request))(?:.{{0,40}}\b(?:{GOODS}|quest|effort|search|buy|purchase|pursuit|plan)\b| (?-i:[A-Z]{{4,}}))"
            rf"|\b(?:is"
            rf"|officially) (?:dead|over)\b"
        ),
        unless=(
            r"\b(?:asks?|urges?|calls? (?:on|for)|wants?|may|could|might|react\w*|after|won[’']t|despite|following"
            r"|since) .{0,60}\b(?:cancel|scrap|terminat|kill)\w*|\breact\b"
            # Meetings are called off, too.
            r"|\b(?:hearing|meeting|briefing|conference|event|visit|trip|interview|flight|launch|vote|debate|session"
            r"|talks)s?\b.{0,40}\b(?:cancell?ed|called off|scrapped)\b|\b(?:cancels?|calls? off"
            r"|scraps) (?:[\w-]+ ){0,4}"
            r"(?:hearing|meeting|briefing|conference|event|visit|trip|interview|flight|launch|vote|session|talks)\b"
        ),
    ),
    rule(
        "stay",
        "work that is suspended while a protest runs",
        (
            r"\b(?:delays?|holds? off on|puts? off) (?:[\w-]+ ){0,3}(?:work|performance|transition|construction)\b"
            # What somebody sues to stop has not stopped.
            r"|\b(?:agrees?|agreed|decides?|decided|forced|told|orders?|ordered|tells?\b.{0,30}) to (?:stop|halt|pause"
            r"|suspend|freeze)\b|(?<!\bto )\b(?:suspends?|halts?|pauses?|stops?|freezes?|stop[- ]work"
            r"|puts?\b.{0,40}\bon hold|hits? pause|on hold)\b"
        ),
        unless=(
            r"\b(?:review|decision|award on hold|can[’']t stop|approps?|bill|congress)\b"
            r"(?!.{0,60}\b(?:protest|suit|challenge|gao))"
        ),
    ),
    rule(
        "protest-filed",
        "a protest or a suit that is filed",
        (
            r"(?<!who )(?<!that )(?<!which )\b(?:sues?|sued|suing|protested|challenged|contested)\b"
            r"|(?<!['’]s )(?<!s['’] )(?<!bid )(?<!the )(?<!of )(?<!new )\b(?:protests|challenges|contests|disputes)\b"
            r"(?! (?:are|were|is|expected|due|awaited|continue|drag|remain|pending|denied|rejected|sustained"
            r"|dismissed|of|by|from|over|in)\b)"
            r"|\b(?:files?|filed|lodges?|lodged|launche[sd]|mounts?|submits?|brings?)\b.{0,40}\b(?:protests?|suit"
            r"|lawsuit|complaint|challenge|objection)\b"
            r"|\b(?:takes?|took|brings?|carries|turns?)\b.{0,60}\bto (?:a |the |u\.s\. )?(?:federal "
            r"|claims )?(?:court|gao|watchdog|government accountability|judge)"
            r"|\bask(?:s|ed) (?:the )?(?:u\.s\. )?(?:gao|government accountability office|auditors) to (?:review"
            r"|overturn|reverse|look|throw)"
            r"|\b(?:drags?|dragged|hauls?|hauled)\b.{0,60}\b(?:to|before|into|in front of) (?:the |a )?(?:federal "
            r"|claims )?"
            r"(?:court|gao|judge|watchdog)\b|\bseeks? gao review\b"
            r"|\b(?:companies|bidders|offerors|firms|vendors|rivals|competitors|losers|contractors|shipyards|startups)"
            r"(?: (?:all|both|also|formally|jointly))? (?:protest|sue|challenge|contest)\b"
            r"|(?-i:[A-Z])[\w.-]+ and (?-i:[A-Z])[\w.-]+ (?:protest|sue|challenge|contest)\b(?! (?:denied|rejected"
            r"|over))"
            r"|\bgoes to court\b|\bjoins?\b.{0,40}\b(?:fighting|challenging|protesting|contesting"
            r"|in (?:the )?(?:fight|protest|challenge)|(?:protest|lawsuit|suit|challenge) (?:of|against|over|to))\b"
            r"|\bappeals to (?:the )?(?:gao|watchdog)\b"
            r"|\b(?:fires? back|fights?|fighting)\b.{0,20}\b(?:with|in) (?:a )?(?:protest|court|suit|lawsuit)\b"
            r"|\b(?:second|new|fresh|formal|legal|own|pre-award|bid) (?:bid )?(?:protest|challenge) (?:of|to|over"
            r"|against|by|from|spawns)\b"
            r"|\bprotest (?:is )?filed\b"
            r"|\b(?:in|new|fresh|another|with|bid|faces?|hit|amid) (?:[\w-]+ ){0,2}(?:lawsuit|suit|protest) (?:over"
            r"|against|challeng\w+)\b"
            r"|\bcompany files protest\b|\brenews? .{0,20}protest\b|\balready in dispute\b"
        ),
        unless=r"\b(?:employees?|workers?|staff|students?|campaigners)\b.{0,40}\bprotest|\bif it\b",
    ),
)
