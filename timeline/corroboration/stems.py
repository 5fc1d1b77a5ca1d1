"""Words that say nothing, and German stems for English ones: what texts are compared by. Pure."""

from typing import Final

# Words that stand in every text and say nothing of what happened.
EMPTY: Final = frozenset(
    """about above according across added after again against ahead also although amid among another announced
    announcement around asked because been before being between both came come comes company could court date day days
    described does doing down during each early earlier even every first follow following from further gave government
    have having held here however into issued just know known last late later latest least less like made make makes
    many matter means might more most much must near never next none nothing noted now official officials once only
    order other others over part people per place point press previously public reached recent regarding release report
    reported reporter reporters reports said same saying says second several shall should since some source sources
    spokesman spokesperson spokeswoman statement still such take taken taking tell tells than that the their them then
    there these they thing this those though three through time times today told took toward towards two under until
    upon used very wednesday thursday friday saturday sunday monday tuesday week weeks well were what when where whether
    which while whom whose will with within without would year years yesterday your aber alle allem allen aller alles
    als also andere anderen auch auf aus bei beim bereits bis bisher dabei dafür dagegen damit dann daran darauf darüber
    dass davon dazu dem den denn der des deshalb dessen die dies diese diesem diesen dieser dieses doch dort durch eine
    einem einen einer eines erst erste ersten etwa für gegen gegenüber habe haben hat hatte hatten heute hier hieß ihm
    ihn ihr ihre ihrem ihren ihrer immer indem ist jede jedem jeden jeder jedes jetzt kann kein keine keinen konnte
    können laut machen mehr mit mitteilte mitte montag dienstag mittwoch donnerstag freitag samstag sonntag muss müssen
    nach nachdem nicht noch nun nur oder ohne sagte sagt schon sehr sei seien sein seine seinem seinen seiner seit sich
    sie sind soll sollen sollte sowie teilte über und uns unter viele vom von vor war waren was wegen weil weiter wenn
    werde werden wie wieder will wird wollen worden wurde wurden zum zur zwei zwischen sprecher sprecherin
    unternehmen behörde""".split()  # noqa: SIM905 - a list a person can read
)

# German words for what English reports call alike, by the stems that both are cut to.
SAME_STEM: Final = {
    german: english
    for english, said in (
        ("contra", "auftra vertra deal aufträ vertrae"),
        ("protes", "beschw einspr protes"),
        ("compla", "beschw klages klagsc"),
        ("lawsui", "klage klagen rechts suit"),
        ("judge", "richte"),
        ("ruling", "urteil entsch decisi ruled rule"),
        ("review", "prüfun prüft prüfen prüfe überpr neubew"),
        ("report", "berich prüfbe"),
        ("letter", "brief schrei"),
        ("suspen", "stoppt gestop ausges unterb halts halted pauses"),
        ("questi", "befrag frage fragen depose depos"),
        ("testim", "aussag testif"),
        ("compet", "wettbe verfah contes"),
        ("offer", "angebo gebot bid bids"),
        ("presid", "präsid"),
        ("secret", "minist"),
        ("delay", "verzög versch postpo"),
        ("error", "fehler"),
        ("evalua", "bewert"),
        ("eviden", "belege beweis hinwei"),
        ("influe", "einflu interf"),
        ("discou", "rabatt"),
        ("appeal", "berufu revisi"),
        ("winner", "gewinn sieger"),
        ("propos", "vorsch"),
        ("lawmak", "abgeor senato"),
        ("applic", "antrag motion"),
        ("injunc", "einstw verfüg"),
        ("billio", "millia"),
        ("person", "persön"),
        ("public", "öffent"),
        ("founde", "gründe"),
        ("sealed", "versch"),
        ("vendet", "rache feinds"),
        ("late", "verspä spät"),
        ("rules", "regeln vorgab"),
        ("loses", "verlie unterl schei"),
    )
    for german in said.split()
}
