from datetime import date
from decimal import Decimal

import pytest

from timeline.matching import Text, build, match
from timeline.matching.names import ContractNames, DisputeNames, PartyNames, ProtestNumbers

PENTAGON = PartyNames(
    slug="dod", name="U.S. Department of Defense", aliases=("Pentagon", "DoD"), part="buyer", kind="agency"
)
JEDI = DisputeNames(
    pk=1,
    slug="jedi",
    name="JEDI",
    title="Joint Enterprise Defense Infrastructure Cloud",
    words=("A contract for a single cloud provider.",),
    contracts=(
        ContractNames(
            pk=10,
            name="JEDI",
            title="Joint Enterprise Defense Infrastructure (JEDI) Cloud",
            acronym="JEDI",
            numbers=("HQ0034-18-R-0077", "HQ0034-20-D-0001"),
        ),
        ContractNames(pk=11, name="JWCC", title="Joint Warfighting Cloud Capability", acronym="JWCC"),
    ),
    protests=(
        ProtestNumbers(
            pk=100,
            name="GAO B-416657 et al.",
            forum="GAO",
            dockets=("B-416657",),
            contracts=(10,),
        ),
        ProtestNumbers(
            pk=101,
            name="Court of Federal Claims No. 19-1796C",
            forum="COFC",
            dockets=("No. 19-1796C",),
            contracts=(10,),
            challengers=frozenset({"aws"}),
        ),
        ProtestNumbers(
            pk=102,
            name="Federal Circuit No. 2019-2326",
            forum="CAFC",
            dockets=("2019-2326",),
            contracts=(10,),
            challengers=frozenset({"oracle"}),
        ),
        ProtestNumbers(
            pk=103, name="Supreme Court No. 20-1057", forum="SCOTUS", dockets=("No. 20-1057",), contracts=(10,)
        ),
    ),
    parties=(
        PENTAGON,
        PartyNames(slug="oracle", name="Oracle America, Inc.", aliases=("Oracle",), part="bidder"),
        PartyNames(slug="aws", name="Amazon Web Services, Inc.", aliases=("AWS", "Amazon"), part="bidder"),
        PartyNames(slug="amazon", name="Amazon.com, Inc.", aliases=("Amazon",), part="other"),
        PartyNames(slug="microsoft", name="Microsoft Corporation", aliases=("Microsoft",), part="bidder"),
        PartyNames(slug="scotus", name="Supreme Court of the United States", aliases=("Supreme Court",)),
    ),
    first=date(2017, 1, 1),
    last=date(2022, 12, 31),
)
HLS = DisputeNames(
    pk=2,
    slug="hls",
    name="HLS",
    title="Human Landing System lunar lander",
    contracts=(
        ContractNames(
            pk=20,
            name="HLS",
            title="Human Landing System",
            acronym="HLS",
            numbers=("NNH19ZCQ001K_APPENDIX-H-HLS",),
            sums=frozenset({Decimal(2_890_000_000)}),
        ),
    ),
    protests=(
        ProtestNumbers(
            pk=200,
            name="GAO B-419783",
            forum="GAO",
            dockets=("B-419783", "B-419783.2"),
            contracts=(20,),
        ),
    ),
    parties=(
        PartyNames(slug="nasa", name="NASA", part="buyer", kind="agency"),
        PartyNames(slug="spacex", name="SpaceX", part="bidder"),
        PartyNames(slug="blue-origin", name="Blue Origin Federation, LLC", aliases=("Blue Origin",), part="bidder"),
        PartyNames(slug="amazon", name="Amazon.com, Inc.", aliases=("Amazon",), part="other"),
    ),
    first=date(2019, 1, 1),
    last=date(2023, 12, 31),
)
TANKER = DisputeNames(
    pk=3,
    slug="kcx",
    name="KC-X",
    title="Aerial refuelling tanker",
    contracts=(ContractNames(pk=30, name="KC-X", title="Aerial refuelling tanker", acronym="KC-X"),),
    parties=(
        PartyNames(slug="air-force", name="Air Force", part="buyer", kind="agency"),
        PartyNames(slug="boeing", name="Boeing", part="bidder"),
        PartyNames(slug="eads", name="EADS", part="bidder"),
    ),
    first=date(2007, 1, 1),
    last=date(2022, 12, 31),
)
DCGS = DisputeNames(
    pk=4,
    slug="dcgsa",
    name="DCGS-A",
    title="Distributed Common Ground System-Army",
    contracts=(ContractNames(pk=40, name="DCGS-A", title="Distributed Common Ground System-Army", acronym="DCGS-A"),),
    parties=(
        PartyNames(slug="army", name="Army", part="buyer", kind="agency"),
        PartyNames(slug="raytheon", name="Raytheon", part="bidder"),
    ),
    first=date(2014, 1, 1),
    last=date(2022, 12, 31),
)
INDEX = build([JEDI, HLS, TANKER, DCGS])


def found(title, text="", **more):
    return match(INDEX, Text(title=title, text=text, **more))


@pytest.mark.parametrize(
    ("words", "protest"),
    [
        ("Docket 19-1796C", 101),
        ("the docket, No. 19‑1796C, was", 101),
        ("1:19-cv-01796-PEC", 101),
        ("case 1:19-CV-01796 before the court", 101),
        ("in No. 19-1796 the Court of Federal Claims", 101),
        ("No. 19-1796, filed by Amazon Web Services", 101),
        ("19-1796 • AMAZON WEB SERVICES, INC. v. USA", 101),
        ("B-416657", 100),
        ("B‑416657.1", 100),
        ("Matter of: Oracle, File: B-416657; B-416657.4", 100),
        ("No. 2019-2326 (Fed. Cir.)", 102),
        ("Oracle, Appeal No. 19-2326", 102),
        ("Supreme Court, No. 20-1057", 103),
        ("b-419783.2", 200),
    ],
)
def test_docket_numbers_decide_however_they_are_written(words, protest):
    hit = found("News", words)

    assert (hit.strength, hit.protest, hit.score) == ("identifier", protest, 100)


@pytest.mark.parametrize(
    ("words", "contract"),
    [
        ("HQ0034-18-R-0077", 10),
        ("HQ003418R0077", 10),
        ("HQ0034 18 R 0077", 10),
        ("(HQ0034–20–D–0001)", 10),
        ("NNH19ZCQ001K_APPENDIX-H-HLS", 20),
    ],
)
def test_solicitation_and_contract_numbers_decide_however_they_are_written(words, contract):
    hit = found("A notice", words)

    assert (hit.strength, hit.contract) == ("identifier", contract)


@pytest.mark.parametrize(
    "words",
    [
        "seasons 2019-2326 and 20-1057",  # bare numbers without a word that makes them dockets
        "B-4166579",
        "19-17960C",
        "HQ0034-18-R-0078",
        "No. 21-1796",
        "call 20-1057-33",
    ],
)
def test_other_numbers_decide_nothing(words):
    assert found("News", words) is None


@pytest.mark.parametrize(
    "words",
    [
        "United States v. Ramirez, No. 20-1057 (8th Cir.)",
        "1:19-cv-01796 Doe v. Transit Corp. (S.D.N.Y.)",
        "1:19-cv-01796 Doe v. Transit Corp.",
        "Kestrel v. Novaline, No. 19-1796 (Fed. Cir.)",
        "in No. 19-1796 the court",
        "No. 20-1057",
    ],
)
def test_a_docket_number_decides_nothing_in_another_court_or_without_any_sign_of_its_own(words):
    assert found("News", words) is None


@pytest.mark.parametrize(
    "words",
    [
        "File: B-423990. Protest is denied. See Oracle America, Inc., B-416657 et al., Nov. 14, 2018, 2018 CPD ¶ 391.",
        "As in Oracle America, Inc., B-416657, November 14, 2018, 2018 CPD ¶ 391 at 4, the agency may choose.",
        "No. 23-588C: see Blue Origin, B-419783, July 30, 2021 at 12.",
    ],
)
def test_a_decision_that_only_cites_another_is_not_about_it(words):
    assert found("Redstone Partners JV", words) is None


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Acme protest denied", "GAO denied the protest of Acme; its lawyer previously handled B-416657 for Oracle."),
        (
            "Ruling in Acme case",
            (
                "In Acme v. United States the judge relied on Oracle America v. United States, No. 19-1796C, when "
                "dismissing the Acme suit against the VA."
            ),
        ),
        (
            "Federal court news",
            (
                "Other cases decided this week: Smith v. VA, 20-55C; AWS v. United States, 19-1796C; "
                "Doe v. Navy, 20-77C. In a landmark, the court sustained Doe's protest against the Navy."
            ),
        ),
        ("Acme complaint filed", "The suit went to the court. It is new. The court said it is unrelated to 19-1796C."),
        ("Acme complaint filed, unrelated to 19-1796C", "The court said so."),
        ("Acme wins", "Acme won its suit. It was a long one. The docket of that day ended with B-416657."),
        ("Acme wins", "Acme v. United States is over. The judge was quick. Oracle waits for B-416657."),
        ("Acme wins", "Acme won. It was a long suit. A rival holds HQ0034-20-D-0001."),
    ],
)
def test_a_report_that_mentions_a_number_in_passing_is_not_decided_by_it(title, text):
    hit = found(title, text, published=date(2020, 8, 16))

    assert hit is None or hit.strength == "suggestion"


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Ruling B-416657", "Nothing more."),
        ("A ruling", "The protest is over. It was B-416657."),
        ("A ruling", "It is over. It was long. It was loud. Oracle lost B-416657."),
        ("A ruling", "It is over. It was long. It was loud. The JEDI case, B-416657, ends."),
    ],
)
def test_a_report_is_decided_by_a_number_in_its_title_or_opening_or_beside_a_name(title, text):
    assert found(title, text).strength == "identifier"


IN_PASSING = "Acme won its suit. It was a long one. The lawyer had previously handled B-416657 for Oracle."


@pytest.mark.parametrize(
    "url",
    [
        "https://news.example.com/2020/08/16/acme-wins-2020-08-16.html",
        "https://news.example.com/story/acme-wins-suit-20200816-p55m2k.html",
        "https://news.example.com/article/us-acme-court-idUSKCN25C0AB12",
        "https://news.example.com/acme-wins-b934417.html",
        "https://news.example.com/acme/20-21/story?id=HQ0099-20-D-0009&no=19-20",
        "https://news.example.com/1234567890123/acme_suit_2020_f-35a",
    ],
)
@pytest.mark.parametrize("title", ["Acme wins", "20-21 season: Acme wins", "Acme wins FA8808-20-C-0049 suit"])
def test_keys_and_dates_in_the_address_or_title_make_no_report_an_official_paper(url, title):
    assert found(title, IN_PASSING, url=url) is None


@pytest.mark.parametrize(
    ("title", "url"),
    [
        ("Ruling", "https://news.example.com/2020/08/16/gao-b-416657-oracle"),
        ("Ruling in B-416657", "https://news.example.com/2020/08/16/story-p55m2k.html"),
    ],
)
def test_a_number_of_the_record_in_the_address_or_title_of_a_report_decides_and_others_in_passing_do_not(title, url):
    text = "It is over. Its lawyer had previously handled B-419783. He had previously handled B-419783.2, too."

    assert found(title, text, url=url).protest == 100


def test_a_paper_of_another_case_is_not_decided_by_a_contract_it_mentions_far_below():
    text = "Acme gets a contract. It is for ice. It is large. It follows on work under HQ0034-20-D-0001."

    assert found("Award", text, identifiers=("FA8808-20-C-0049",)) is None


def test_an_official_paper_is_decided_by_its_own_number_wherever_that_stands():
    text = "The protest is denied. It was late. It also was thin. The firm had previously filed others.\nFile: B-416657"

    assert found("Denied", text).protest == 100
    assert found("Denied", "It was late.", identifiers=("B-416657",)).protest == 100


def test_what_the_clerk_writes_of_the_case_below_names_the_matter():
    hit = found("2021-1300 Amazon v. US", "Appeal from the Court of Federal Claims in No. 1:19-cv-01796-PEC")

    assert (hit.strength, hit.protest) == ("identifier", 101)


def test_a_number_of_a_known_family_suggests_and_says_that_the_case_is_not_known():
    hit = found("Denied: Northwind (B-416657.9)", "File number: B-416657.9")

    assert (hit.strength, hit.dispute, hit.contract, hit.protest) == ("suggestion", 1, 10, None)
    assert hit.reasons == (
        (
            "The number B-416657.9 is of the family B-416657, known from GAO B-416657 et al., but no case that the "
            "record holds."
        ),
    )


def test_a_number_in_the_address_of_the_item_counts():
    assert found("Decision", url="https://www.gao.gov/products/b-416657").protest == 100


def test_a_number_that_the_reader_found_counts():
    assert found("Entry", identifiers=("1:19-cv-01796",), court="uscfc").protest == 101
    assert found("Entry", identifiers=("1:19-cv-01796",), court="nysd") is None
    assert found("Award", identifiers=("HQ0034 20 D 0001",)).contract == 10


def test_a_number_is_given_as_the_reason():
    assert found("Docket 19-1796C").reasons == (
        "The number 19-1796C is in the record: Court of Federal Claims No. 19-1796C.",
    )


def test_the_dispute_that_most_numbers_name_wins_and_the_other_is_said():
    hit = found("Decisions", "B-419783, B-419783.2 and B-416657")

    assert hit.dispute == 2
    assert "It also holds numbers of JEDI." in hit.reasons


def test_numbers_of_two_proceedings_of_one_dispute_name_neither():
    hit = found("Oracle", "No. 19-1796C and No. 2019-2326 (Fed. Cir.)")

    assert (hit.dispute, hit.protest, hit.contract) == (1, None, 10)


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
