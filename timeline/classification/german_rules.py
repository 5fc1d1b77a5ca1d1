"""Headlines of the German press: the same happenings in the words that German papers use for them. Pure."""

from typing import Final

from timeline.classification.rules import Rule, rule

_GAO: Final = r"(?:rechnungshof\w*|gao|vergabekammer|aufsichtsbehörde)"
_COURT: Final = r"\b(?:\w*gerichts?(?:hofs?)?|richter(?:in)?|court|supreme court|oberste\w* gericht)\b"
_HIGH_COURT: Final = r"\b(?:supreme court|oberste[rsn]? (?:us-)?gericht(?:shof)?s?)\b"
_GOODS: Final = (
    r"\w*(?:auftrag|aufträge|auftrags|vertrag|vertrags|verträge|zuschlag|projekt|deal|ausschreibung|programm"
    r"|beschaffung)"
)
_PROTEST: Final = r"\w*(?:protest|beschwerde|klage|einspruch|antrag)\w*"

_PARLIAMENT: Final = (
    r"\b(?:kongress|senat|repräsentantenhaus|abgeordnete|senatoren|bundestag|bundesrat|landtag|parlament"
    r"|\w+ausschuss)\b"
)

RULES: Final[tuple[Rule, ...]] = (
    # What GAO decides on a protest follows below; auditors also rebuke without one.
    rule(
        "report-released",
        "a report that is released",
        r"rechnungsh(?:of|öfe)\b.{0,60}\b(?:rügt|kritisiert|bemängelt|moniert|beanstandet|warnt|findet|deckt)\b",
        unless=rf"\b(?:us-rechnungshof|gao)\b.{{0,40}}\b\w*(?:vergabe|{_GOODS})|{_PROTEST}|\bstreit\b",
    ),
    rule(
        "report-released",
        "a report that is released",
        (
            r"\b(?:untersuchungsbericht|prüfbericht|generalinspekteur|generalinspekteurin"
            r"|kontrolleure?)\b.{0,60}\b(?:findet|sieht|veröffentlicht|rügt|keine (?:hinweise|belege)|entlastet"
            r"|kritisiert)\b|\bbericht\b.{0,20}\bveröffentlicht\b|^(?:[\w-]+ )?(?:untersuchungsbericht|prüfbericht)\s*:"
        ),
    ),
    # Who gives up a protest has not left the competition; the codelist has no type for it.
    rule(
        "other",
        "the withdrawal of a protest or suit",
        (
            rf"\b(?:zieht|zog|nimmt|nahm|ziehen|nehmen)\b.{{0,60}}\b{_PROTEST}\b.{{0,40}}\bzurück\b"
            rf"|\b{_PROTEST}\b.{{0,40}}\bzurück(?:gezogen|genommen)\b"
            rf"|\blässt\b.{{0,40}}\b{_PROTEST}\b.{{0,20}}\bfallen\b"
        ),
    ),
    rule(
        "termination",
        "an award or a contract that is taken back",
        (
            rf"\b(?:zieht|zog|nimmt|nahm|ziehen|nehmen)\b(?! sich).{{0,60}}\b{_GOODS}\b.{{0,60}}\bzurück\b"
            rf"|\b(?:entzieht|entzog|widerruft|widerrief|annulliert|aberkennt)\b.{{0,60}}\b{_GOODS}\b"
            rf"|\b{_GOODS}\b.{{0,60}}\b(?:entzogen|widerrufen|zurückgezogen|zurückgenommen|annulliert)\b"
        ),
    ),
    rule(
        "personnel",
        "a change of office",
        r"\b(?:tritt|trat|treten)\b.{0,60}\b(?:zurück|ab)\b",
        unless=(
            rf"\b(?:vom|von (?:der|dem|seinem|ihrem))\b.{{0,30}}\b(?:{_GOODS}|gebot|angebot|bewerbung|\w*wettbewerb)\b"
        ),
    ),
    rule(
        "leak-or-report",
        "something reported and not announced",
        (
            r"^(?:bericht|buch|medien|insider)\s*:|\blaut (?:bericht|buch|medien)|\bmedienbericht|\bbuch (?:behauptet"
            r"|enthüllt)|\binsider\b|\bberichten zufolge\b"
        ),
    ),
    rule(
        "recusal",
        "a recusal",
        (
            r"\bbefangen\w*|\bzieht sich (?:aus|von) (?:der |dem )?(?:prüfung|entscheidung|verfahren) zurück"
            r"|\bhält sich (?:aus|heraus)"
        ),
    ),
    rule(
        "investigation-opened",
        "the opening of an investigation",
        (
            r"\b(?:leitet|eröffnet|beginnt|startet|nimmt)\b.{0,40}\b(?:untersuchung|prüfung|ermittlung\w*)\b"
            rf"|\b(?:untersucht|ermittelt|prüft)\b(?! (?:eine |einen )?{_PROTEST}).{{0,40}}\b\w*(?:vergabe|auftrag"
            rf"|verfahren"
            r"|vorwürfe)|\bermittelt (?:gegen|wegen)\b|\bermittlungen (?:gegen|wegen)\b"
            r"|\b(?:untersuchungsausschuss|sonderermittler\w*)\b.{0,60}\b(?:eingesetzt|beschlossen|beginnt|startet"
            r"|nimmt|kommt)\b"
        ),
    ),
    rule(
        "decision",
        "what the Supreme Court does with a petition",
        (
            rf"{_HIGH_COURT}.{{0,60}}\b(?:lehnt|weist|nimmt|ab|verwirft|nicht an)\b|\b(?:scheitert|unterliegt|verliert"
            rf"|abgeblitzt|blitzt)\b.{{0,30}}{_HIGH_COURT}"
        ),
    ),
    rule(
        "press-statement",
        "an intention that is announced",
        (
            r"\b(?:will|wollen|erwägt|kündigt|prüft|plant|droht)\b.{0,40}\b(?:klagen|protestieren|berufung|klage"
            r"|anfechten"
            r"|einspruch)\b|\bverzichtet auf (?:einen |eine )?(?:protest|klage|beschwerde|einspruch|berufung)\b"
            r"|\b(?:nicht|keinen?) (?:protestieren|klagen|protest|klage)\b"
        ),
    ),
    rule(
        "appeal-filed",
        "an appeal",
        (
            rf"\b(?:legt|legte|legen)\b.{{0,40}}\b(?:berufung|revision|rechtsmittel)\b"
            rf"|\b(?:geht|gehen|ging|zieht)\b.{{0,50}}\bin (?:die )?(?:berufung|revision|(?:nächste|zweite) instanz)\b"
            rf"|\b(?:ruft|zieht|wendet sich)\b.{{0,60}}{_HIGH_COURT}|\bvor (?:den |das )?(?:supreme court"
            rf"|oberste\w* gericht|berufungsgericht)\b.{{0,30}}\b(?:zieht|ziehen)\b"
            rf"|\bficht\b.{{0,40}}\burteil\b.{{0,10}}\ban\b"
        ),
    ),
    rule(
        "decision",
        "a decision on a protest",
        (
            rf"\b(?:gewinnt|siegt|verliert|unterliegt|setzt sich|erfolg|niederlage|schlappe)\b.{{0,60}}\b(?:beim"
            rf"|vor dem|vor der)"
            rf" (?:us-)?{_GAO}|\b{_GAO}\b.{{0,60}}\b(?:weist|lehnt|verwirft|gibt|entscheidet|bestätigt|billigt|rügt"
            rf"|sieht|stützt)\b"
            rf"|\b{_PROTEST}\b.{{0,40}}\b(?:abgewiesen|zurückgewiesen|abgelehnt|stattgegeben)\b.{{0,20}}\b{_GAO}\b"
            rf"|\bscheitert\b.{{0,40}}\b{_GAO}\b"
        ),
    ),
    rule(
        "order",
        "an order of a court",
        (
            rf"{_COURT}.{{0,60}}\b(?:stoppt|stoppte|blockiert|untersagt|verbietet|ordnet|setzt|friert|legt)\b"
            rf"|\beinstweilige (?:verfügung|anordnung)\b|\b(?:gestoppt|blockiert)\b.{{0,20}}{_COURT}"
        ),
        unless=r"\b(?:beantragt|fordert|will|verlangt)\b.{0,40}\b(?:einstweilige|verfügung|anordnung|stopp)",
    ),
    rule(
        "motion",
        "what a party asks of a court",
        (
            rf"\b(?:beantragt|bittet|fordert)\b.{{0,60}}(?:{_COURT}|einstweilige|verfügung|anordnung|aussetzung"
            rf"|abweisung)|{_COURT}.{{0,20}}\bsoll\b"
        ),
    ),
    rule(
        "remand",
        "a court that sends a matter back",
        (
            r"\b(?:verweist|verwies|zurückverwiesen)\b.{0,50}\bzurück\b|\bzurückverw"
            rf"|{_COURT}.{{0,40}}\b(?:schickt|schickte|gibt|gab)\b.{{0,60}}\bzurück (?:an|ans|zum|zur|nach)\b"
        ),
    ),
    rule(
        "ruling",
        "a ruling of a court",
        (
            rf"{_COURT}.{{0,60}}\b(?:weist|wies|urteilt|entscheidet|entschied|gibt|gab|bestätigt|lehnt|verwirft"
            rf"|verwarf|hebt|lässt|erklärt|kippt)\b"
            r"|\b(?:gewinnt|siegt|verliert|unterliegt|scheitert|erfolg|niederlage"
            r"|schlappe)\b.{0,40}\b(?:vor (?:dem |einem )?(?:\w*gericht|bundesgericht)|gericht|klage|rechtsstreit"
            r"|prozess|berufung)\b"
            r"|(?<!nach )(?<!nach dem )(?<!vor )(?<!vor dem )(?<!gegen )(?<!gegen das )\burteil\b"
            r"|\bklage\b.{0,30}\b(?:abgewiesen|zurückgewiesen|gescheitert)\b"
        ),
    ),
    rule(
        "bidder-withdrawal",
        "a bidder that withdraws",
        (
            rf"\b(?:steigt|zieht sich|tritt)\b.{{0,80}}\b(?:aus|zurück)\b|\bverzichtet auf\b.{{0,30}}\b(?:{_GOODS}"
            rf"|gebot|angebot|bewerbung|teilnahme)|\b(?:kein|keine) (?:gebot|angebot|bewerbung)\b"
            rf"|\b(?:zieht|zog|nimmt|nahm)\b.{{0,40}}\b(?:angebot|gebot|bewerbung)\b.{{0,60}}\bzurück"
            r"|\b(?:bietet|bieten|bewirbt sich|bewerben sich) (?:nicht|doch nicht)\b"
            r"|\b(?:nicht mehr|nicht länger|doch nicht)\b.{0,50}\b(?:bieten|mitbieten|teilnehmen|bewerben|antreten)\b"
        ),
    ),
    rule(
        "stay",
        "work that is suspended",
        (
            r"\b(?:unterbricht|unterbrach|pausiert|stoppt|stoppte|ruht)\b.{0,60}\b\w*(?:arbeit(?:en)?|entwicklung)\b"
            r"|\b\w*(?:arbeit(?:en)?|entwicklung)\b.{0,60}\b(?:unterbrochen|ausgesetzt|gestoppt)\b"
            r"|\b(?:stoppt|stoppte|unterbricht|unterbrach|pausiert|legt|legte)\b.{0,90}\b(?:vorerst|vorläufig"
            r"|einstweilen"
            r"|auf eis|bis auf weiteres)\b|\bsetzt\b.{0,80}\baus\b|\barbeiten? ruh(?:t|en)\b"
        ),
    ),
    rule(
        "termination",
        "the end of a contract or a competition",
        (
            rf"\b(?:kippt|kippte|streicht|strich|storniert|kündigt|beendet|annulliert|stampft|begräbt|bläst|cancelt"
            rf"|stoppt)\b.{{0,60}}(?:{_GOODS}|\bjedi\b|\bcloud\b)"
            rf"|\b(?:stellt|stellte|stellen)\b.{{0,60}}{_GOODS}\b.{{0,30}}\bein\b"
            rf"|\b(?:bricht|brach|bläst|blies|sagt|sagte)\b.{{0,60}}{_GOODS}\b.{{0,30}}\bab\b|\b(?:hebt"
            rf"|löst)\b.{{0,60}}\bauf\b"
            rf"|\b{_GOODS}\b.{{0,40}}\b(?:aufgehoben|gekündigt|gestrichen|storniert|beendet|geplatzt|abgesagt)\b"
            rf"|\b(?:das|überraschendes|endgültiges)? ?aus für\b.{{0,40}}{_GOODS}"
        ),
        # “Kündigt an” announces.
        unless=r"\bkündig(?:t|te|en|ten)\b.{0,120}\ban\b(?=\W*$|[,.;:!–-]|\s+und\b)",
    ),
    rule(
        "corrective-action",
        "a step by which the agency corrects a competition",
        (
            r"\b(?:neu ausschreiben|neu vergeben|neu bewerten|neubewertung|wieder(?:holt)? (?:die )?ausschreibung"
            r"|rollt\b.{0,40}\bneu auf|überprüft\b.{0,30}\bvergabe)\b"
        ),
    ),
    rule(
        "protest-filed",
        "a protest or a suit that is filed",
        (
            r"\b(?:klagt|klagte|verklagt|verklagte|protestiert|protestierte)\b|\b(?:legt|legte|reicht|reichte"
            r"|erhebt|erhob)\b.{0,80}\b(?:klage|protest|beschwerde|einspruch|widerspruch)\b(?!schrift)"
            r"|\b(?:zieht|zog|geht)\b.{0,60}\bvor (?:ein |das |den |einem )?\w*(?:gericht|kadi|court)\b"
            r"|\b(?:geht|gehen|ging|gingen)\b.{0,20}\bgegen\b.{0,80}\bvor\b|\b(?:klagen|protestieren) (?:gegen|wegen"
            r"|vor)\b"
            r"|\bficht\b.{0,60}\ban\b|\b(?:klage|beschwerde|protest) (?:eingereicht|eingelegt)\b"
            r"|\bwehrt sich\b.{0,40}\bgegen\b|\bbeschwert sich\b"
        ),
    ),
    rule(
        "competitive-range",
        "a field that is narrowed",
        (
            r"\b(?:nur\b.{0,50}\bnoch im rennen|nur noch\b.{0,60}\b(?:im rennen|übrig)|engere wahl|endrunde"
            r"|finalisten|nur noch (?:zwei|drei)"
            r"|ausgeschieden|ausgeschlossen"
            r"|letzte\w* (?:zwei|bieter))\b"
        ),
    ),
    rule(
        "decision",
        "an award that is confirmed",
        (r"\b(?:bleibt bei|hält an)\b|\bbestätigt\b.{0,60}\b(?:vergabe|entscheidung|auftrag)\b"),
    ),
    rule(
        "modification",
        "a contract that is changed",
        rf"\b(?:kürzt|verkleinert|stockt|erweitert|verlängert)\b.{{0,60}}{_GOODS}",
    ),
    rule(
        "award",
        "an award",
        (
            rf"\b(?:erhält|erhalten|bekommt|bekommen|gewinnt|gewinnen|vergibt|vergab|sticht|holt|holen|schnappt"
            rf"|sichert|ergattert|teilen sich|erteilt|gibt|beauftragt|wählt"
            rf"|entscheidet sich)\b.{{0,100}}(?:{_GOODS}|\baus\b|\bmit\b|\bfür\b)"
            rf"|{_GOODS}\b.{{0,40}}\b(?:geht|gehen|ging) an\b|\b\w*(?:auftrag|aufträge|zuschlag|deal) für (?-i:[A-Z])"
            rf"|\bzuschlag\b"
        ),
        unless=r"\b(?:will|möchte|hofft|könnte|bewirbt)\b",
    ),
    rule(
        "bid-submitted",
        "bids that are handed in",
        (
            r"\b(?:bietet|bieten|bewirbt sich|bewerben sich)\b.{0,40}\b(?:um|mit|für)\b|\b(?:gebot|angebot"
            r"|angebote)\b.{0,20}\b(?:abgegeben|eingereicht)\b"
        ),
    ),
    rule(
        "solicitation",
        "a solicitation",
        (
            r"\b(?:schreibt|schrieb)\b.{0,80}\baus\b|\b(?:startet|eröffnet|beginnt"
            r"|veröffentlicht)\b.{0,40}\bausschreibung\b|\blädt\b.{0,60}\b(?:bieten|gebot|geboten|angebot|angeboten)\b"
        ),
    ),
    rule(
        "legislation",
        "what lawmakers decide",
        (
            rf"{_PARLIAMENT}.{{0,60}}\b(?:beschließt|verabschiedet|stimmt|sperrt|streicht|fordert per gesetz|billigt"
            r"|bewilligt|genehmigt|kürzt|verbietet|stoppt|gibt\b.{0,60}\bfrei)\b"
        ),
    ),
    rule("hearing", "a hearing", r"\b(?:anhörung|mündliche verhandlung|sagt\b.{0,30}\baus|verhandelt)\b"),
    rule(
        "letter",
        "a letter or a request to an official",
        r"\b(?:brief|schreiben an|fordert\b.{0,30}\bauf|offener brief)\b",
    ),
    rule(
        "personnel",
        "a change of office",
        r"\b(?:tritt (?:zurück|ab)|rücktritt|wird neuer?|ernannt|entlassen|verlässt)\b",
    ),
    rule(
        "settlement",
        "a settlement",
        (
            r"\b(?:vergleich geschlossen|einigen sich|einigten sich|außergerichtlich\w*|beigelegt"
            r"|schließen (?:einen )?vergleich)\b"
            r"|\b(?:legen|legten|legt)\b.{0,30}\b\w*(?:streit|klage|konflikt)\w*\b.{0,60}\bbei\b"
        ),
    ),
    rule(
        "press-statement",
        "something that is said",
        (
            r"\b(?:sagt|sagte|wirft|erhebt\b.{0,20}\bvorwürfe|kritisiert|verteidigt|weist\b.{0,30}\bzurück|warnt"
            r"|erklärt|bezeichnet|rechnet ab|fordert|attackiert|beklagt|vorwurf|vorwürfe|beschuldigt|bedauert"
            r"|verspricht"
            r"|begrüßt|verspottet|betont|beteuert|behauptet|beklagt|bemängelt|beschwichtigt|rechtfertigt"
            r"|lobt|räumt\b.{0,60}\bein|gibt\b.{0,40}\bzu|kündigt\b.{0,100}\ban)\b"
        ),
    ),
)
