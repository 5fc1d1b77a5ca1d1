"""What is done, in the words of English and German headlines, and which deeds exclude each other. Pure."""

import re
from typing import Final

# Whom the government's side is called by: who sides with it turns a challenger down.
_GOVERNMENT: Final = (
    r"(?:the )?(?:pentagon|nasa|nsa|army|air force|navy|government|agency|dod|defense department|us|u\.s\.|state"
    r"|vergabestelle|regierung|heer|luftwaffe|raumfahrtbehörde)"
)
_OPPOSED: Final = (
    r"(?:den(?:y|ies|ied|ying|ial)|reject(?:s|ed|ion)?|turn(?:s|ed)? (?:down|away)|rules? against|ruled against"
    r"|refus(?:es|ed)|lose?s?\b|lost|loss|rebuff(?:s|ed)?|shoots? down|knocks? down|strikes? out|fails?\b|failed"
    rf"|(?:backs?|sides? with|sided with|clears|vindicates|rules? for|ruled for|finds? for) {_GOVERNMENT}"
    r"|lehnt\w*\b.{0,60}\bab\b|lehnt\w*|abgelehnt|abgeblitzt|blitzt|scheitert|verliert|unterliegt|niederlage"
    r"|zurückgewiesen|abgewiesen|weist\b|wies\b|ablehnung|verwirft|verwarf|abfuhr)"
)
# What is done, and the words for it. A text may name several.
DEEDS: Final = {
    code: re.compile(rf"\b(?:{words})", re.IGNORECASE)
    for code, words in (
        ("denies", _OPPOSED),
        (
            "dismisses",
            (
                r"dismiss\w*|clos(?:es|ed) (?:\w+['’]?s? ){0,4}(?:case|lawsuit|suit)|throws? out|threw out"
                r"|toss(?:es|ed)|moot\b|abgewiesen|eingestellt|gegenstandslos|erledigt"
                r"|stellt\b.{0,50}\bein\b|weist\b.{0,60}\bab\b"
            ),
        ),
        (
            "sustains",
            (
                r"sustain(?:s|ed)|upholds? (?:\w+ )?(?:protest|challenge)|agrees? with \w+ (?:protest"
                r"|challenge)|faults?\b"
                r"|finds? (?:flaws?|errors?|fault|merit)|unreasonable|erred|broke (?:the )?(?:law|rules)|unlawful"
                r"|gibt\b.{0,60}\b(?:statt|recht)\b|stattgegeben|rügt|rechtswidrig|unzulässig"
            ),
        ),
        (
            "halts",
            (
                r"halt(?:s|ed|ing)?|stop(?:s|ped|ping)?\b|block(?:s|ed|ing)?\b|freez\w*|froze\w*|suspend\w*"
                r"|pauses?|paused"
                r"|bars\b|enjoin\w*|injunction|on hold|stoppt\w*|gestoppt|blockiert|untersagt|friert|eis\b"
                r"|einstweilig\w*"
            ),
        ),
        ("grants", r"grant(?:s|ed|ing)|allows?\b|allowed|lets\b|permits?|erlaubt|genehmigt|lässt\b.{0,40}\bzu\b"),
        (
            "affirms",
            (
                r"affirm\w*|uphold(?:s|ing)?\b|upheld|lets? stand|leaves? (?:in place|standing|intact)"
                r"|bestätigt\w*|aufrecht"
            ),
        ),
        (
            "reverses",
            r"revers(?:es|ed|al)|overturn\w*|vacat(?:es|ed)|reviv(?:es|ed)|throws out ruling|aufgehoben durch",
        ),
        ("remands", r"remand\w*|sen(?:ds|t) (?:\w+ ){0,4}back|zurückverw\w*|verweist|verwies"),
        (
            "cancels",
            (
                r"cancel\w*|scrap(?:s|ped|ping)?\b|terminat\w*|(?:ends|ended|kills|killed|axes|axed|abandons"
                r"|ditches|drops"
                r"|pulls (?:the )?plug)\b|streicht|gestrichen|storniert|beendet|kippt|kippte|stampft|aufgehoben"
                r"|hebt\b"
                r"|begräbt|absage|cancelt|zieht\b.{0,30}\bstecker"
            ),
        ),
        (
            "files",
            (
                r"fil(?:es|ed|ing)\b|sues?\b|sued|suing|lawsuit|protests?\b|protested|challeng(?:es|ed)"
                r"|contests?\b|lodges?"
                r"|lodged|takes? (?:\w+ ){1,6}to (?:\w+ )?court|goes to court|klagt\w*|verklagt\w*|klage\b|beschwerde"
                r"|reicht\w*|eingereicht|protestiert|einspruch|zieht vor|ficht"
            ),
        ),
        (
            "appeals",
            (
                r"appeal(?:s|ed|ing)?\b(?! (?:court|panel|judges?))|berufung|revision\b|rechtsmittel|petitions?\b"
                r"|anfecht\w*"
            ),
        ),
        (
            "awards",
            (
                r"award(?:s|ed|ing)?\b|wins?\b|won\b|picks?\b|picked|chooses?|chose\b|selects?|selected"
                r"|lands?\b|beats?\b"
                r"|bests\b|defeat(?:s|ed)|(?:stick|stuck)s? with|reaffirm\w*|tap(?:s|ped)\b|goes to|(?:gives?"
                r"|gave)\b|erhält|bekommt|gewinnt|vergibt|vergab|zuschlag|sticht"
            ),
        ),
        (
            "withdraws",
            (
                r"withdr[ae]w\w*|drop(?:s|ped) out|bow(?:s|ed) out|pull(?:s|ed) out|quits?\b|exits?\b|walks? away"
                r"|won['’]t (?:bid|protest|compete|fight|appeal)|will not (?:bid|protest|compete|fight|appeal)"
                r"|decides? against|steigt\b|zieht\b.{0,60}\bzurück|verzichtet"
            ),
        ),
        (
            "extends",
            r"extend(?:s|ed)|extension|slips?\b|verlänger\w*|postpon\w*|delay(?:s|ed)|verschieb\w*|verschob\w*",
        ),
        (
            "unseals",
            r"unseal\w*|made public|public version|redacted|releases? (?:\w+ )?opinion|entsiegelt|veröffentlicht",
        ),
        ("hears", r"hear(?:s|ing|ings)\b|argument\w*|testif\w*|anhörung|verhandel\w*|verhandlung"),
        (
            "asks",
            (
                r"asks?\b|asked|seeks?\b|sought|moves? (?:to|for)|request(?:s|ed)|urg(?:es|ed)|demands?"
                r"|wants?\b|beantragt"
                r"|fordert|bittet|verlangt"
            ),
        ),
        ("recuses", r"recus\w*|steps? aside|befangen\w*"),
        (
            "investigates",
            r"investigat\w*|prob(?:es|ing)\b|probe\b|inquiry|audit(?:s|ing)?\b|review(?:s|ing)\b|untersuch\w*",
        ),
        ("solicits", r"solicit\w*|rfp\b|request for proposals|draft\b|ausschreib\w*|schreibt\b.{0,60}\baus\b"),
        ("corrects", r"corrective action|re-?evaluat\w*|reconsider\w*|rebid|reopen\w*|neu (?:aus|be|ver)\w+"),
        ("resigns", r"resign\w*|steps? down|leav(?:es|ing)\b|depart\w*|retir\w*|rücktritt|tritt\b"),
    )
}
AGAINST: Final = frozenset({"denies", "dismisses"})
_FOR: Final = frozenset({"sustains", "halts", "grants", "reverses", "remands"})
# What a paper of one of these types does, whatever its words are about: a motion to dismiss dismisses nothing.
OF_TYPE: Final = {
    "motion": frozenset({"asks"}),
    "protest-filed": frozenset({"files"}),
    "supplemental-filing": frozenset({"files"}),
    "amended-complaint": frozenset({"files"}),
    "appeal-filed": frozenset({"appeals"}),
    "bidder-withdrawal": frozenset({"withdraws"}),
}
# Deeds that one happening is not both of.
CONTRARY: Final = (
    (AGAINST, _FOR),
    (frozenset({"affirms"}), frozenset({"reverses", "remands"})),
    (frozenset({"unseals"}), frozenset({"halts", "cancels", "files"})),
    (frozenset({"asks"}), AGAINST | _FOR),
    (frozenset({"extends"}), frozenset({"cancels", "awards"})),
    (frozenset({"withdraws"}), frozenset({"files", "appeals"})),
)
