"""Names and circumstances: what suggests a dispute, how strongly, and what only sounds alike."""

from datetime import date

import pytest

from tests.timeline.matching.record import found
from timeline.matching import Text, build, match
from timeline.matching.names import ContractNames, DisputeNames, PartyNames


@pytest.mark.parametrize(
    ("title", "contract"),
    [
        ("Pentagon pulls the plug on JEDI cloud contract", 10),
        ("Microsoft wins Pentagon's $10bn Jedi contract", 10),  # as the BBC writes it
        ("Judge halts work on JEDI after Amazon protest", 10),
        ("Joint Enterprise Defense Infrastructure: what went wrong", 10),
        ("Pentagon-Auftrag JEDI: Amazon klagt gegen Vergabe an Microsoft", 10),
        ("Pentagon awards JWCC contract to four companies", 11),
        ("Oracle appeals Pentagon cloud contract ruling to the Supreme Court", 10),
    ],
)
def test_names_with_their_circumstances_suggest(title, contract):
    hit = found(title, published=date(2019, 11, 25))

    assert hit is not None
    assert (hit.strength, hit.dispute, hit.contract) == ("suggestion", 1, contract)
    assert hit.score < 100


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("New Jedi film announced by Lucasfilm", "The studio awarded the contract to a director."),
        ("jedi 0.19 released", "The Python library jedi completes code; Microsoft uses it."),
        (
            "Campus opens JEDI office",
            "The Justice, Equity, Diversity and Inclusion (JEDI) office awards grants by contract.",
        ),
        ("JEDI (justice, equity, diversity, inclusion) contract awarded", ""),
        ("Joint European Disruptive Initiative (JEDI) opens a tender", "The contract is worth a million."),
        ("The last JEDI", ""),
        ("JEDI weekend in Anaheim", "Visitors met."),
        ("RETURN OF THE JEDI turns 40", "A look back at 1983."),
        ("Our JEDI statement", "Our department is committed to JEDI principles."),
        ("JEDI committee meets Tuesday", "The church's JEDI committee meets."),
        ("JEDI yoga comes to town", ""),
        ("JEDI, our cat, is ten", "A deal for cat owners."),
        ("JEDI Club of Ohio wins award at convention", "The fan club JEDI, a contract bridge team, took the award."),
        ("Microsoft Xbox wins JEDI: Fallen Order deal", ""),
        ("Microsoft wins JEDI chess deal", ""),
        ("Microsoft Xbox wins JEDI: Fallen Order deal", "Microsoft and EA signed a contract for the game."),
        ("Amazon Prime to stream Return of the JEDI after deal with Disney", "Amazon wins rights in deal."),
        ("JEDI blue: Amazon rivals' ad deal faces antitrust suit", "Facebook is named in the complaint."),
        ("HLS wins a contract", "The award was protested."),
        ("Pentagon awards DEOS contract", "Microsoft software in the cloud; a rival protests the award."),
        (
            "Pentagon buys office software",
            "The award of Defense Enterprise Office Solutions (DEOS) brings Microsoft’s cloud; a rival protests.",
        ),
        ("CIA awards cloud contract", "Amazon, Microsoft and Oracle share it, unlike the Pentagon's JEDI contract."),
        ("Microsoft and Oracle link their clouds", "A partnership on cloud services."),
        ("Pentagon awards Microsoft support contract", ""),
        ("Amazon raises prices", "Shoppers protest."),
        ("Oracle at Delphi", "The oracle spoke."),
        ("Weather", ""),
        ("", ""),
    ],
)
def test_what_only_sounds_alike_is_not_matched(title, text):
    assert found(title, text, published=date(2019, 11, 25)) is None


def test_a_party_beside_the_agency_and_what_is_bought_suggest_without_a_name():
    hit = found("Blue Origin sues NASA over lunar lander contract", published=date(2021, 8, 16))

    assert (hit.dispute, hit.contract) == (2, 20)
    assert "It names bidders or protesters: “Blue Origin”." in hit.reasons


@pytest.mark.parametrize(
    "title",
    [
        "Pentagon cloud contract: Oracle protests Microsoft's award",
        "Pentagon awards cloud contract to Microsoft over Amazon",
        "Oracle sues Pentagon over cloud contract",
        "Pentagon weighs Amazon, Microsoft and Oracle as cloud suppliers, award near",
        "NASA awards SpaceX $2.9 billion moon contract",
        "NASA lander contract goes to SpaceX",
        "Boeing beats EADS to Air Force tanker contract",
        "Boeing leaves EADS behind in tanker competition",
    ],
)
def test_circumstances_alone_suggest_weakly(title):
    hit = found(title, published=date(2020, 8, 16))

    assert hit is not None
    assert hit.strength == "suggestion"
    assert hit.score < 75


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Pentagon contract brings Microsoft's goggles and Oracle's data to the cloud", ""),
        ("Pentagon awards Google, Microsoft and Amazon contracts for AI tools", "The cloud firms help sort data."),
        ("SpaceX wins NASA contract for lunar Gateway logistics", ""),
        ("NASA awards SpaceX contract for lunar spacesuits after protest", ""),
        ("NASA awards SpaceX $3 billion launch contract", "The award was protested."),
        ("Blue Origin wins DARPA contract for a rocket", "The award is separate from NASA's lander."),
        ("EADS wins tanker contract of the Royal Air Force", "The award was protested."),
        ("Boeing loses Indian tanker tender", "The award serves its air force."),
        ("EADS beats Boeing to Saudi tanker contract", "A protest is expected."),
        ("Raytheon wins Air Force contract", "The award is for the Distributed Common Ground System."),
        ("Court halts Army dam contract", "A judge heard Raytheon as a witness."),
    ],
)
def test_fields_in_which_much_is_bought_and_other_buyers_suggest_nothing(title, text):
    assert found(title, text, published=date(2020, 8, 16)) is None


def test_what_stands_before_the_service_in_a_title_suggests_beside_the_service():
    hit = found("Raytheon wins Army contract", "The award is for the Distributed Common Ground System.")

    assert hit.dispute == 4


def test_the_contract_in_the_title_is_meant_rather_than_one_that_the_text_recalls():
    hit = found("Pentagon delays JWCC award", "The contract follows JEDI.", published=date(2022, 3, 29))

    assert hit.contract == 11


def test_the_parties_of_the_dispute_that_are_named_are_given():
    assert set(found("JEDI contract: Oracle and the Pentagon", "NASA").parties) == {"oracle", "dod"}


def test_the_longest_name_counts_and_a_spelling_counts_once():
    hit = found("JEDI contract: Amazon Web Services protests again")

    assert set(hit.parties) == {"aws"}


def test_a_second_dispute_that_fits_is_named():
    hit = found("JEDI cloud contract and the HLS lunar lander contract", "Pentagon, Microsoft, Oracle")

    assert hit.dispute == 1
    assert "It may also be about HLS." in hit.reasons


def many(count):
    """A record of many disputes that share one agency and have names of their own."""
    agency = PartyNames(slug="army", name="U.S. Army", aliases=("Army",), part="buyer")
    for number in range(count):
        code = f"{chr(65 + number % 26)}{chr(65 + number // 26 % 26)}{chr(65 + number // 676 % 26)}X"
        contract = ContractNames(
            pk=number,
            name=code,
            title=f"{code.title()} vehicle maintenance {number}",
            acronym=code,
            numbers=(f"W56KGY-16-R-{number:04}",),
        )
        maker = PartyNames(slug=f"maker-{number}", name=f"Maker {number} Corporation", part="bidder")
        yield DisputeNames(
            pk=number,
            slug=code.lower(),
            name=code,
            title=contract.title,
            contracts=(contract,),
            parties=(agency, maker),
        )


def test_only_disputes_that_were_hit_are_looked_at(monkeypatch):
    index = build(many(2_000))
    looked_at = []
    real = dict.__getitem__

    class Watched(dict):
        def __getitem__(self, key):
            looked_at.append(key)
            return real(self, key)

    index.disputes = Watched(index.disputes)

    hit = match(index, Text(title="Maker 1234 Corporation protests Army award of MVBX contract W56KGY-16-R-1234"))
    none = match(index, Text(title="The Army has news about vehicle maintenance contract awards"))

    assert hit.dispute == 1234
    assert none is None
    assert len(looked_at) < 20
