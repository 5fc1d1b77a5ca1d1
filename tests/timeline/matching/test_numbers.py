"""Numbers of dockets, solicitations and contracts: which decide, which only suggest, which say nothing."""

from datetime import date

import pytest

from tests.timeline.matching.record import found


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
