"""The words the matching knows beyond the record: of procurement, of little or other meaning, of German. Pure."""

from typing import Final

# Words that show that a text speaks of contracts and disputes over them; German ones for the German press.
PROCUREMENT: Final = frozenset(
    """contract contracts contracting contractor award awards awarded awarding awardee bid bids bidder bidders
    bidding rebid protest protests protested protesting protester solicitation solicitations procurement
    procurements acquisition rfp tender tenders lawsuit suit sues sue sued suing appeal appeals appealed
    injunction ruling rules ruled judge court justices complaint contest contests dispute competition offeror
    offerors proposal proposals recompete deal challenge challenges challenging buy vertrag vertrages vertrags
    auftrag aufträge auftrags vergabe vergibt zuschlag ausschreibung klage klagt klagte verklagt beschwerde
    gericht richter richterin berufung bieter bieterrennen bieterverfahren angebot angebote rechnungshof
    vergabestreit urteil""".split()  # noqa: SIM905 - a list a person can read
)
# Of these, the words that other trades speak as well: beside a name and a company they show no procurement.
LOOSE: Final = frozenset("deal buy challenge challenges challenging contest contests dispute rules ruled".split())  # noqa: SIM905 - as above
# Of PROCUREMENT, the words that say that somebody went to court, and those that say so in a title.
SUING: Final = frozenset("sue sues sued suing lawsuit suit klagt klagte verklagt klage".split())  # noqa: SIM905 - as above
IN_COURT: Final = SUING | frozenset(
    "appeal appeals appealed court injunction judge justices ruling gericht richter richterin berufung urteil".split()  # noqa: SIM905
)
# German makes one word of two: “Milliardenauftrag”, “Rahmenvertrag”, “Tankerausschreibung”.
PROCUREMENT_ENDINGS: Final = ("auftrag", "aufträge", "auftrags", "vertrag", "ausschreibung", "vergabe", "klage")
# The last parts of German words whose first part says what is bought: “Tankerstreit”, “Clouddeal”.
COMPOUND_HEADS: Final = (
    *PROCUREMENT_ENDINGS,
    *("vertrags", "streit", "streits", "deal", "projekt", "projekts", "programm", "geschäft", "wettbewerb"),
)

# Words of titles and descriptions that hundreds of procurements share: no sign of a particular one.
COMMON: Final = frozenset(
    """about access account across action additional administration after again against agency agreed agreement all
    alone also american amount analysis announced another appendix approach april army around artificial asked
    august available award awarded base based basis because been before being between beyond billion both bought
    broad build building built business called cancelled capabilities capability capable ceiling center change
    chose chosen class classified closed combined command commercial common companies company compete competed
    competition competitions component computing concept concepts condition conduct consider construction
    continue contract contractor contracts cost could country court courts cover covering covers create crewed
    current customer data decide december defense deliver delivery demonstration department design develop
    developer development different direct disagreed dispute disputed dollar drop during each early effort
    element enable engineering enterprise environment equipment europe evaluate evaluated evaluation exercise
    existing extend facility family february federal field fight final finished firm firms first five fixed
    fleet follow force foreign form forms forum forums fought four framework from full fund future gave general
    generation give government grew ground group guaranteed half hardware hearing help hold human hundred impact
    improve include includes including increment indefinite independent individual industry information
    infrastructure initial initiative innovation install integrate integrated integration integrator
    international into item items january joint july june just keep large last later launch layer lead legal
    level levels life like limited line lines list local logistics long lost made main maintain maintenance
    major make management mandatory march market material maximum meant measure meet member milestone military
    million minimum mission model modern modernisation modernization more most multiple national need network
    next nine november number occur october offer office only open operate operation operational operations
    operator option optional options order orders organisation organization other over overall package part
    partner performance period phase place plan planned platform platforms point policy position possible power
    price pricing private procurement product production products program programme programmes programs project
    projects protect protest prototype provide provided provider providers public purchase quality quantity
    quarter range reach ready reason recent record reduction region replace replacement report reported reports
    request require required requirement requirements research resource resources review right risk rule same
    scale second secret section sector secure security select selected selection separate september series serve
    service services seven several share shared shares short should side signed similar single site size small
    software solution solutions source space special spend spring stage standard start state states step
    strategic strategy strategies studies study style subject successful successfully successor such summer
    supplies supply support surface sustain sustainable sustained sustaining sustainment system systems table
    take task team teams technical technology term terminated test testing than that their them then there these
    they third this three through time together took tool tools total track training transaction transfer
    transition transportation troops true type under unified unit united units until upgrade user users using
    value vehicle vehicles version very want water week well were what when where which while whole will winter
    with within without work worker works world would year years anbieter bereich bund dienst dienste einen
    einer eines einzigen fünf firmen gegen jahr jahre milliarden millionen nachfolger neue neuen sich staat
    stellen system über unter unternehmen vergeben vier wegen zwei""".split()  # noqa: SIM905 - as above
)

# Topics that are fields, or kinds of things, in which an agency buys much: alone they tell no contract from its others.
FIELDS: Final = frozenset(
    """aerial aircraft airborne artemis aviation battlefield border cargo cloud communication communications compute
    cyber cybersecurity digital distributed drone energy expeditionary health hybrid infantry intelligence lunar
    maritime medical missile naval nuclear orbital orbit payload radar radio reconnaissance rocket satellite sensor
    ship simulation spacecraft submarine surveillance tactical undersea warfighting weapon weather""".split()  # noqa: SIM905 - as above
)

# What follows the name of what is bought, beside words of procurement, and what may stand between the two.
PURCHASES: Final = frozenset(
    "job jobs order orders plan plans prize program programme project projects projekt race software system".split()  # noqa: SIM905 - as above
)
BETWEEN: Final = frozenset("computing service services".split())  # noqa: SIM905 - as above

# Words for one thing: other spellings, and German ones.
SAME_THING: Final = {
    "refueling": "refuelling",
    "refueler": "refuelling",
    "luftbetankung": "refuelling",
    "betankung": "refuelling",
    "tankflugzeug": "tanker",
    "moon": "lunar",
    "mond": "lunar",
    "mondlandung": "lunar",
    "mondmission": "lunar",
    "mondlandefähre": "lander",
    "mondlander": "lander",
    "mondlandegerät": "lander",
    "landefähre": "lander",
    "landegerät": "lander",
    "landing": "lander",
    "wolke": "cloud",
    "clouddienst": "cloud",
    "geheimdienst": "intelligence",
    "aufklärung": "intelligence",
    "aufklärungssystem": "intelligence",
    "intel": "intelligence",
    "hubschrauber": "helicopter",
    "kampfjet": "fighter",
    "kampfflugzeug": "fighter",
    "rakete": "rocket",
    "satellit": "satellite",
    "uboot": "submarine",
    "schiff": "ship",
    "panzer": "tank",
}

# What papers, above all German ones, call those whom the record knows by another name of their own.
OTHER_NAMES: Final = {
    "DoD IG": (
        "Pentagon inspector general",
        "DOD inspector general",
        "Defense Department inspector general",
        "Pentagon watchdog",
        "Pentagon IG",
        "Generalinspekteur des Pentagons",
    ),
    "House Appropriations Committee": ("House appropriators", "House Approps"),
    "Department of Defense": ("US-Verteidigungsministerium", "Verteidigungsministerium der USA", "Pentagons"),
    "Pentagon": ("US-Verteidigungsministerium", "Pentagons"),
    "Air Force": ("US-Luftwaffe", "US-Luftstreitkräfte"),
    "Army": ("US-Armee", "US-Heer", "US-Heeres"),
    "Navy": ("US-Marine",),
    "NASA": ("US-Raumfahrtbehörde", "US-Weltraumbehörde"),
    "National Security Agency": ("US-Geheimdienst NSA",),
    "GAO": ("US-Rechnungshof", "Rechnungshof", "Rechnungshofs"),
    "Supreme Court of the United States": ("Supreme Court", "Oberster Gerichtshof", "Oberstes Gericht der USA"),
    "Congress": ("US-Kongress",),
    "White House": ("Weißes Haus", "Weiße Haus", "Weißen Hauses"),
}

# What an acronym means elsewhere: the sense, and words that give it away. An acronym beside two of them, or beside one
# and no party of the dispute, is not ours. A new acronym with another well-known sense gets a line here.
OTHER_SENSES: Final = {
    "JEDI": (
        (
            "the knights of the films",
            """film films movie movies lucasfilm skywalker lightsaber lightsabers disney sith yoda wars jediism respawn
            saga trailer episode gamer gamers game games kino kinofilm xbox playstation nintendo fallen stream streams
            streaming knight knights master masters fan fans costume costumes cosplay convention""",
        ),
        ("an agreement on advertising", "ad ads advertising advertisers facebook antitrust"),
        ("the Python library", "python autocompletion autocomplete library pip pypi ide linter completion"),
        (
            "justice, equity, diversity and inclusion",
            "equity diversity inclusion justice campus university student students faculty college dei belonging",
        ),
    ),
    "HLS": (
        (
            "HTTP Live Streaming",
            "streaming stream http video dash playlist latency cdn codec player livestream mpeg apple ffmpeg",
        ),
        (
            "health and life sciences",
            "health hospital clinic clinical drug drugs patients medicine therapeutics biotech pharma cholesterol",
        ),
        ("high-level synthesis", "synthesis fpga verilog xilinx vivado rtl"),
        ("Harvard Law School", "harvard law school alumni"),
    ),
    "SLD": (("specific language disorder", "children speech language therapy"),),
    "KC-X": (("other things of that name", "kansas chiefs royals"),),
    "JWCC": (("John Wood Community College", "college quincy campus students community"),),
    "WANDS": (("sticks", "magic wizard potter fairy"),),
}

# Speech of the upkeep of what is in service, not of who is to build the new one.
UPKEEP: Final = frozenset(
    "maintenance maintain depot overhaul upkeep sustainment repair repairs wartung instandhaltung spare".split()  # noqa: SIM905 - as above
)

# Whom else a procurement can belong to: one of these, and not the buyer of the dispute, speaks against it.
OTHER_BUYERS: Final = frozenset(
    """cia disa dhs gsa va nhs nato bundeswehr fbi darpa navy marines usps hud irs dea cbp ice noaa doe nro nga
    fema usaid treasury""".split()  # noqa: SIM905 - as above
)

# Other countries and their people: “Royal Air Force”, “Airbus beats Boeing to Saudi tankers”.
FOREIGN: Final = frozenset(
    """royal australia australian belgian belgium brazil brazilian britain british canada canadian chile chilean china
    chinese colombia colombian czech danish denmark dutch egypt egyptian emirates finland finnish france french german
    germany greece greek hungarian hungary india indian indonesia indonesian iran iranian iraq iraqi ireland irish
    israel israeli italian italy japan japanese korea korean kuwait malaysia malaysian mexican mexico morocco
    netherlands nigeria nigerian norway norwegian pakistan pakistani philippine philippines poland polish portugal
    portuguese qatar romania romanian russia russian saudi singapore spain spanish sweden swedish swiss switzerland
    taiwan taiwanese thai thailand turkey turkish uk ukraine ukrainian vietnam vietnamese salvation deutschen
    deutsche britische britischen japanische japanischen italienische italienischen israelische israelischen""".split()  # noqa: SIM905 - as above
)

# Where the name of a program stands in a headline: “for DEOS”, “DEOS award”.
BEFORE_PROGRAMS: Final = frozenset("for of on its the under in to s a für des der im am beim um".split())  # noqa: SIM905
AFTER_PROGRAMS: Final = (
    frozenset("program project system cloud network programm projekt".split())  # noqa: SIM905 - as above
    | PROCUREMENT
)
# The last words of names that are those of organisations, not of programs.
ORGANISATIONS: Final = frozenset(
    """agency office center centre service department command committee court act administration board bureau
    commission corporation council force group institute office officer university system unit team general""".split()  # noqa: SIM905
)

# Capitals that name no program: everybody's abbreviations.
NO_PROGRAM: Final = frozenset(
    """CEO CIO CTO CFO COO IPO USA UK EU UN US FBI GAO DOD DOJ OIG IG AI IT HQ PAC NDAA RFP RFI RFQ FAR CICA TRO
    SCOTUS COFC CAFC IBM AWS NASA NSA CNN CNBC BBC NPR AFP DPA HASC SASC OMB CRS OTA IDIQ LLC INC USD EUR GOP
    SEC FTC SAP HP HPE ULA BAE EADS CSRA SAIC CACI BREAKING NEWS UPDATE EXCLUSIVE TV PM AM DC NY VP SVP DIU DIUX
    DDS JAIC""".split()  # noqa: SIM905 - as above
)
