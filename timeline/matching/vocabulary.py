"""The few words the matching knows beyond the record: those of procurement, and those that say nothing. Pure."""

# Words that show that a text speaks of contracts and disputes over them; German ones for the German press.
PROCUREMENT = frozenset(
    """contract contracts contracting contractor award awards awarded awarding awardee bid bids bidder bidders bidding
    protest protests protested protesting protester solicitation solicitations procurement procurements acquisition rfp
    tender tenders lawsuit sues sued suing appeal appeals appealed injunction ruling rules ruled judge court offeror
    offerors proposals recompete vertrag vertrags auftrag aufträge auftrags vergabe zuschlag ausschreibung klage klagt
    klagte beschwerde gericht berufung bieter angebot angebote""".split()  # noqa: SIM905 - a list a person can read
)

# Words of titles that hundreds of procurements share: no sign of a particular one.
COMMON = frozenset(
    """about acquisition action additional administration after agency also american army award based been being between
    business capabilities capability center class command commercial common company competition component contract
    contractor could cost court current data defense delivery department development disputed during each enterprise
    federal first follow force fought four from general government have increment indefinite industry information
    infrastructure initiative integrated into item items joint large level major management military million more
    national network office only operation operational operations option options order other over part period phase
    price procurement product production program project protest provide provider public purchase quantity record
    research reduction risk second security service services several shares single software states studies such
    successor support system systems team technical technology than that their them then there these they third this
    three through time total two unclassified under united using value vehicle were which while whole with work would
    year years""".split()  # noqa: SIM905 - as above
)
