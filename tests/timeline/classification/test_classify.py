from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.classification import Participant, Told, classify
from timeline.codelists import EventType

FRIDAY = date(2019, 11, 22)


def of_court(text, **more):
    return classify(Told(title="19-1796C ALPHA, INC. v. USA", text=text, kind="docket-entry", **more))


def of_press(title, text="", **more):
    return classify(Told(title=title, text=text, kind="news", published=FRIDAY, **more))


@pytest.mark.parametrize(
    ("entry", "type_"),
    [
        ("COMPLAINT against USA, filed by ALPHA, INC..", "protest-filed"),
        ("**SEALED** COMPLAINT against USA", "protest-filed"),
        ("[12] ORDER granting [9] Motion for Extension of Time.", "order"),
        ("ECF No. 12 ORDER setting schedule.", "order"),
        ("SECOND AMENDED COMPLAINT against USA", "amended-complaint"),
        ("UNOPPOSED MOTION to Supplement the Administrative Record", "motion"),
        ("REPLY to Response to 12 MOTION for Judgment", "motion"),
        ("NOTICE OF APPEAL as to 40 Judgment", "appeal-filed"),
        ("ORDER granting 7 Motion to Stay. The case is stayed.", "stay"),
        ("ORDER denying 7 Motion to Stay.", "order"),
        ("ORDER denying 9 Motion to Remand.", "order"),
        ("ORDER. The matter is REMANDED to the agency for 60 days.", "remand"),
        ("ORDER granting motion to extend the remand until May 1.", "order"),
        ("REPORTED OPINION AND ORDER remanding the case.", "ruling"),
        ("ORDER DISMISSING CASE as moot.", "ruling"),
        ("JUDGMENT entered, pursuant to Rule 58, for defendant.", "judgment"),
        ("MOTION for Judgment on the Administrative Record", "motion"),
        ("Oral Argument set for 5/2/2020.", "other"),
        ("Minute Entry for proceedings held on 5/2/2020: Status Conference.", "hearing"),
        ("NOTICE of Appearance by A. Counsel", "other"),
        ("NOTICE of filing of redacted complaint", "other"),
        ("Petition DENIED.", "decision"),
    ],
)
def test_the_opening_words_of_a_docket_entry_say_what_it_is(entry, type_):
    assert of_court(entry).type == type_


def test_a_feed_that_names_the_event_in_the_title_only_is_read_behind_the_caption():
    told = classify(Told(title="19-1796 ALPHA, INC. v. USA: Order on Motion for TRO", kind="docket-entry"))

    assert told.type == "order"


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("Matter of: Alpha. We deny the protest.", "decision"),
        ("Protest challenging the award is dismissed as untimely.", "decision"),
        ("Outcome: Withdrawn", "other"),
        ("The agency notified GAO of its intent to take corrective action.", "corrective-action"),
        ("We dismiss the protest as academic since the agency takes corrective action.", "decision"),
        ("Supplemental protest filed Sep 2, 2021", "supplemental-filing"),
        ("Case type: Request for Reconsideration\nFiled date: May 2, 2021", "other"),
    ],
)
def test_gao_papers_are_typed_by_their_own_sentences(text, type_):
    assert classify(Told(title="Alpha, Inc.", text=text, kind="gao-page")).type == type_


@pytest.mark.parametrize(
    ("headline", "type_"),
    [
        ("GAO denies protests of the award", "decision"),
        ("Alpha protests the award", "protest-filed"),
        ("Alpha says it will protest the award", "press-statement"),
        ("Alpha won't protest the award", "press-statement"),
        ("Alpha asks judge to halt work", "motion"),
        ("Judge halts work", "order"),
        ("Agency halts work during protest", "stay"),
        ("Appeals court rejects Alpha's appeal", "ruling"),
        ("Alpha appeals ruling", "appeal-filed"),
        ("Supreme Court won't hear Alpha", "decision"),
        ("A look back at ten years", "other"),
    ],
)
def test_a_headline_is_typed_by_who_does_what(headline, type_):
    assert of_press(headline).type == type_


@pytest.mark.parametrize(
    ("headline", "type_"),
    [
        ("Alpha klagt gegen Vergabe", "protest-filed"),
        ("Gericht stoppt Auftrag", "order"),
        ("Rechnungshof weist Beschwerde von Alpha zurück", "decision"),
        ("Alpha will gegen Vergabe klagen", "press-statement"),
        ("Ein Rückblick", "other"),
    ],
)
def test_german_headlines_are_read_in_german(headline, type_):
    assert of_press(headline, lang="de-AT").type == type_


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("Alpha Inc. is awarded a $9,000,000 firm-fixed-price contract.", "award"),
        ("Alpha Inc. is awarded a $9,000,000 modification (P00003) to contract N00024-25-C-1234.", "modification"),
        ("Contract N00024-25-C-1234 is terminated for the convenience of the government.", "termination"),
        ("CORRECTION: Alpha Inc. was awarded $8,000,000.", "other"),
        ("Industry day for the follow-on program", "industry-event"),
    ],
)
def test_announcements_of_contracts_are_typed(text, type_):
    assert classify(Told(title="Alpha Inc.", text=text, kind="contract-award")).type == type_


def test_every_type_comes_with_the_words_that_gave_it():
    assert of_press("Alpha appeals ruling").reasons[0] == "“appeals” in the title reads as an appeal."
    assert of_press("A look back").reasons[0] == "No rule knows what kind of event it tells of."


def test_the_proceeding_that_the_number_names_gives_the_forum_and_an_appeal_leads_on():
    assert of_court("ORDER", forum="COFC").forum == "COFC"
    assert of_court("NOTICE OF APPEAL as to 40 Judgment", forum="COFC").forum == "CAFC"
    assert classify(Told(title="1:19-cv-1 A v. B", text="ORDER", kind="docket-entry", court="nysd")).forum == "other"


def test_the_law_names_the_court_of_a_suit_only_for_what_is_matched_to_a_dispute():
    assert of_press("Alpha sues the agency", is_of_record=True).forum == "COFC"
    assert of_press("Alpha sues the agency").forum == ""


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("The court ruled on Thursday.", "2019-11-21"),
        ("The court ruled on Friday.", "2019-11-22"),
        ("The court ruled on November 4.", "2019-11-04"),
        ("Das Gericht entschied am 4. November.", "2019-11-04"),
        ("The court ruled today.", "2019-11-22"),
        ("Comments are due by Monday.", None),
        ("The court will rule on Tuesday.", None),
        ("The law of March 3, 1998 applies.", None),
        ("The court ruled.", None),
    ],
)
def test_a_report_is_dated_by_its_own_words_or_not_at_all(text, day):
    told = of_press("Court rules for Alpha", text)

    assert (told.happened.text if told.happened else None) == day


def test_a_reissued_opinion_happened_when_it_was_first_filed():
    told = of_court("OPINION (originally filed under seal on 7/19/2019).", published=date(2019, 7, 26))

    assert told.happened.text == "2019-07-19"


def roles(told):
    return {one.slug: one.role for one in told.roles}


ALPHA = Participant("alpha", "ALPHA", "bidder", "company")
BETA = Participant("beta", "Beta", "bidder", "company")
ARMY = Participant("army", "Army", "buyer", "agency")
SMITH = Participant("smith", "Smith", "other", "person")


def test_captions_and_filings_give_roles():
    told = of_court(
        "MOTION to Intervene, filed by Beta. Signed by Judge Smith.", forum="COFC", participants=(ALPHA, BETA, SMITH)
    )

    assert roles(told) == {"alpha": "plaintiff", "beta": "intervenor", "smith": "judge"}


def test_who_sues_and_who_won_is_read_from_the_headline():
    alpha = Participant("alpha", "Alpha", "bidder", "company")

    told = of_press("Alpha protests Army award to Beta", "Filed with the GAO.", participants=(alpha, ARMY, BETA))

    assert roles(told) == {"alpha": "protester", "army": "respondent", "beta": "awardee"}


def test_sums_of_the_first_sentences_are_proposed_and_background_is_not():
    told = of_press(
        "Alpha wins $10bn contract", "It is worth 10 billion dollars. Work begins. Its sales are $3 million."
    )

    assert [(str(one.value), one.currency) for one in told.sums] == [("10000000000", "USD")]


@given(
    title=st.text(), text=st.text(), kind=st.sampled_from(["", "news", "docket-entry", "gao-page", "contract-award"])
)
def test_no_text_breaks_the_rules_and_every_type_is_of_the_codelist(title, text, kind):
    told = classify(Told(title=title, text=text, kind=kind, published=FRIDAY))

    assert told.type in EventType.values
    assert told.reasons
