"""What did not, or may, happen is no event; a denial by a court or GAO is one."""

import pytest

from timeline.classification import Participant, Told, classify


def of_press(title, lang="en", **more):
    return classify(Told(title=title, kind="news", lang=lang, **more))


@pytest.mark.parametrize(
    "headline",
    [
        "Pentagon did not cancel JEDI, spokesman says",
        "Pentagon denies cancelling JEDI contract",
        "Experts expect Pentagon to cancel JEDI contract",
        "If Pentagon cancels JEDI, who wins?",
        "If Pentagon cancels JEDI, Amazon wins contract",
        "Pentagon should cancel JEDI, senator says",
        "Pentagon could cancel JEDI contract",
        "Pentagon may cancel JEDI contract",
        "Did the Pentagon cancel the JEDI contract?",
        "Rumor: Pentagon cancels JEDI",
        "No award yet in JEDI contract competition",
        "GAO has not yet ruled on Oracle's JEDI protest",
        "GAO expected to rule on JEDI protest",
        "Amazon has not filed a protest over JEDI",
        "Oracle never protested JEDI award",
        "Judge won't block JEDI",
        "Congress wants JEDI report released",
        "Google did not withdraw from the JEDI race",
        "Amazon will not withdraw its JEDI protest, it says",
    ],
)
def test_what_is_denied_expected_asked_or_supposed_is_no_event(headline):
    assert of_press(headline).type in {"other", "press-statement"}


@pytest.mark.parametrize(
    "headline",
    [
        "Pentagon kündigt JEDI-Vertrag nicht",
        "Pentagon hat JEDI-Vertrag nicht gekündigt",
        "Amazon klagt nicht gegen JEDI-Vergabe",
        "Microsoft erhält JEDI-Auftrag nicht",
        "Pentagon würde JEDI-Vertrag beenden",
        "Pentagon könnte JEDI-Vertrag kündigen: Vertrag beendet?",
        "Wenn das Pentagon den JEDI-Vertrag kündigt, klagt Amazon",
        "Pentagon dementiert, den JEDI-Vertrag gekündigt zu haben: JEDI-Vertrag beendet sei falsch",
        "Gericht stoppt JEDI-Auftrag nicht",
        "Gewinnt Microsoft den JEDI-Auftrag?",
    ],
)
def test_german_reports_that_something_did_not_happen_are_no_event(headline):
    assert of_press(headline, "de").type in {"other", "press-statement"}


@pytest.mark.parametrize(
    ("headline", "lang", "type_"),
    [
        ("Court denies Amazon's bid to question Trump", "en", "ruling"),
        ("GAO denies Oracle's JEDI protest", "en", "decision"),
        ("GAO denies pending protest of JEDI", "en", "decision"),
        ("No longer needed: Pentagon cancels JEDI contract", "en", "termination"),
        ("Pentagon cancels JEDI contract that could be worth $10 billion", "en", "termination"),
        ("Supreme Court won't hear Oracle's JEDI appeal", "en", "decision"),
        ("Google won't bid on JEDI contract", "en", "bidder-withdrawal"),
        ("Amazon sues, says award was not fair", "en", "protest-filed"),
        ("Microsoft wins JEDI contract in May", "en", "award"),
        ("Pentagon kündigt nicht nur JEDI-Vertrag", "de", "termination"),
        ("Google bietet nicht für JEDI", "de", "bidder-withdrawal"),
        ("Gericht weist Klage von Oracle ab", "de", "ruling"),
    ],
)
def test_denials_and_refusals_that_are_deeds_stay_events(headline, lang, type_):
    assert of_press(headline, lang).type == type_


def test_the_reason_names_the_words_that_gave_the_doubt():
    assert of_press("No award yet in JEDI contract competition").reasons[0].startswith("“No” in the title")


@pytest.mark.parametrize(
    ("headline", "lang"),
    [
        ("Amazon withdraws its JEDI protest", "en"),
        ("Amazon withdraws JEDI protest", "en"),
        ("Amazon withdraws its protest over JEDI", "en"),
        ("Amazon withdraws JEDI protest at GAO", "en"),
        ("Amazon pulls out of JEDI lawsuit", "en"),
        ("Amazon drops out of JEDI appeal", "en"),
        ("Amazon drops appeal", "en"),
        ("Amazon zieht Klage gegen JEDI-Vergabe zurück", "de"),
        ("Amazon nimmt Beschwerde beim Rechnungshof zurück", "de"),
    ],
)
def test_who_withdraws_a_protest_is_no_bidder_that_leaves(headline, lang):
    amazon = Participant("amazon", "Amazon", "bidder", "company")

    told = of_press(headline, lang, participants=(amazon,))

    assert told.type == "other"
    assert [one.role for one in told.roles] != ["offeror"]


@pytest.mark.parametrize(
    "headline", ["Amazon withdraws from JEDI race after protest", "Northrop withdraws, without protest"]
)
def test_a_bidder_that_leaves_after_a_protest_leaves(headline):
    assert of_press(headline).type == "bidder-withdrawal"
