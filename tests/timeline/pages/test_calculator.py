"""The calculator: what an address asks is what the engine answers, and every input that cannot be read is named."""

from datetime import date
from urllib.parse import urlencode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contracts.procedure import FORUMS, RULES, due_date
from contracts.procedure.inputs import known_inputs
from timeline.pages.calculator_form import FIELDS, NAMES, read_form

pytestmark = pytest.mark.django_db


def page(client, status=200, **inputs):
    response = client.get(f"/calculator/?{urlencode(inputs)}")
    assert response.status_code == status, response.content[:500]
    return response.content.decode()


def test_the_empty_form_opens_and_offers_every_rule_and_forum(client):
    html = page(client)
    assert all(f'value="{code}"' in html for code in (*RULES, *FORUMS))
    assert "No legal advice" in html


def test_one_rule_gives_date_citation_holidays_and_working(client):
    html = page(client, rule="GAO_DECISION_100", date="2018-08-06")
    assert '<time datetime="2018-11-14">' in html
    assert "31 U.S.C. § 3554(a)(1); 4 C.F.R. § 21.9(a)" in html
    assert "2018-11-12 (Veterans Day" in html
    assert "2018-08-06 + 100 days = Wednesday 2018-11-14" in html
    assert "No legal advice" in html


def test_a_closed_last_day_is_shown_moved(client):
    html = page(client, rule="COFC_REMAND_DAYS", date="2020-04-17", days="120")
    assert '<time datetime="2020-08-17">' in html
    assert "2020-08-15 (Saturday)" in html


@pytest.mark.parametrize("forum", FORUMS)
def test_all_rules_of_a_forum_are_computed_or_said_to_need_an_order(client, forum):
    html = page(client, forum=forum, date="2019-03-04")
    for rule in RULES.values():
        if rule.forum == forum:
            assert f'id="{rule.code}"' in html or f'<span class="nowrap">{rule.code}</span>' in html


def test_further_inputs_move_the_date(client):
    plain = page(client, rule="CICA_STAY", date="2019-10-25")
    debriefed = page(client, rule="CICA_STAY", date="2019-10-25", debriefing_date="2019-11-04")
    not_required = page(
        client, rule="CICA_STAY", date="2019-10-25", debriefing_date="2019-11-04", debriefing_required="no"
    )
    assert '<time datetime="2019-11-04">' in plain
    assert '<time datetime="2019-11-12">' in debriefed
    assert '<time datetime="2019-11-04">' in not_required


def test_stated_closures_stand_in_place_of_ours(client):
    html = page(client, rule="GAO_NEW_PROTEST_CLOSURE", date="2023-03-06", closures="2023-03-06/2023-03-09")
    assert '<time datetime="2023-03-10">' in html


@pytest.mark.parametrize(
    ("inputs", "named"),
    [
        ({"forum": "moon", "date": "2020-01-02"}, "forum"),
        ({"rule": "NO_RULE", "date": "2020-01-02"}, "rule"),
        ({"rule": "GAO_DECISION_100", "forum": "COFC", "date": "2020-01-02"}, "rule"),
        ({"rule": "GAO_DECISION_100", "date": "2020-02-30"}, "date"),
        ({"rule": "GAO_DECISION_100", "date": "0001-01-01"}, "date"),
        ({"rule": "GAO_DECISION_100", "date": "9999-12-31"}, "date"),
        ({"rule": "GAO_DECISION_100"}, "date"),
        ({"date": "2020-01-02"}, "forum"),
        ({"rule": "GAO_POSTAWARD_10", "date": "2020-01-02", "time": "25:00"}, "time"),
        ({"rule": "GAO_POSTAWARD_10", "date": "2020-01-02", "zone": "America"}, "zone"),
        ({"rule": "COFC_REMAND_DAYS", "date": "2020-01-02", "days": "0"}, "days"),
        ({"rule": "COFC_REMAND_DAYS", "date": "2020-01-02", "days": "1000000"}, "days"),
        ({"rule": "COFC_REMAND_DAYS", "date": "2020-01-02"}, "days"),
        ({"rule": "CICA_STAY", "date": "2020-01-02", "debriefing_required": "perhaps"}, "debriefing_required"),
        ({"rule": "GAO_NEW_PROTEST_CLOSURE", "date": "2020-01-02", "closures": "always"}, "closures"),
        ({"rule": "GAO_NEW_PROTEST_CLOSURE", "date": "2020-01-02", "closures": "2020-01-02/2099-01-02"}, "closures"),
        ({"rule": "GAO_DECISION_100", "date": "2020-01-02", "colour": "red"}, "colour"),
    ],
)
def test_what_cannot_be_read_is_named(client, inputs, named):
    html = page(client, 400, **inputs)
    assert f"<b>{named}</b>" in html.split('id="refused"')[1].split("</section>")[0]


def test_what_was_typed_stays_in_the_form(client):
    html = page(client, 400, rule="GAO_DECISION_100", date="2020-01-02", award_date="soon")
    assert 'name="award_date" value="soon"' in html


def test_scripts_in_inputs_are_shown_as_text(client):
    script = "<script>alert(1)</script>"
    assert "<script>alert" not in page(client, 400, rule=script, agency=script, date=script, **{script: script})


def test_the_form_asks_for_all_that_the_engine_knows():
    assert {field.name for field in FIELDS} == known_inputs()


@given(st.dictionaries(st.sampled_from([*NAMES, "other"]), st.text(max_size=40), max_size=6))
@settings(max_examples=300)
def test_no_text_breaks_the_form(parameters):
    form = read_form(parameters)
    assert form.refusals or not form.given or form.asked


def test_the_page_agrees_with_the_engine_on_its_plain_vectors(client):
    """Every rule of known length, from one day: the page shows what the engine computes."""
    html = {forum: page(client, forum=forum, date="2021-12-20") for forum in FORUMS}
    for rule in RULES.values():
        if rule.length is not None and (due := due_date(rule.code, date(2021, 12, 20)).due):
            assert f'<time datetime="{due.isoformat()}">' in html[rule.forum].split(f'id="{rule.code}"')[1][:80]


def test_the_page_leads_to_the_description_of_the_rules(client):
    assert 'href="/procedure.md"' in client.get("/calculator/").content.decode()
    answer = client.get("/procedure.md")
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    text = answer.content.decode()
    assert "`CICA_STAY`" in text
    assert "What is left unverified" in text
    assert "Judgement calls" in text


def test_the_working_names_the_inputs_in_the_language_of_the_page(client):
    query = "rule=CICA_STAY&date=2025-06-13&award_date=2025-06-13&debriefing_date=2025-06-20"
    english = client.get(f"/calculator/?{query}").content.decode()
    assert "Inputs: award 2025-06-13; debriefing 2025-06-20." in english
    assert "Counted from Friday 2025-06-20." in english
    german = client.get(f"/de/calculator/?{query}").content.decode().replace("\u00a0", " ")
    assert "Angaben: Zuschlag 13. Juni 2025; Debriefing 20. Juni 2025." in german
    assert "Gezählt ab Freitag, 20. Juni 2025." in german


def test_the_code_of_a_rule_leads_to_the_same_date_with_every_input(client):
    html = page(client, forum="GAO", date="2019-10-25", debriefing_date="2019-11-04")
    address = html.split("CICA_STAY</a>")[0].rsplit('href="?', 1)[1].split('"')[0].replace("&amp;", "&")
    alone = client.get(f"/calculator/?{address}")
    assert alone.status_code == 200
    assert "debriefing_date=2019-11-04" in address
    assert '<time datetime="2019-11-12">' in alone.content.decode()


def test_the_page_leads_to_the_same_as_json(client):
    html = page(client, rule="CICA_STAY", date="2019-10-25", debriefing_date="2019-11-04")
    address = html.split('href="/api/v1/calculator/?', 1)[1].split('"')[0].replace("&amp;", "&")
    assert client.get(f"/api/v1/calculator/?{address}").json()["results"][0]["due_date"] == "2019-11-12"


def test_a_rule_whose_clock_does_not_start_says_why(client):
    html = page(client, forum="SCOTUS", date="2023-02-02")
    assert "No clock starts:" in html
    assert "the order does not cover judgments from 19 July 2021" in html
    assert "an order sets the day or its length" not in html


def test_an_order_that_sets_a_day_before_itself_is_refused(client):
    html = page(client, 400, rule="COFC_REMAND_DAYS", date="2020-01-01", until="2019-01-01")
    assert "before the order" in html


def test_a_rule_asks_only_for_the_inputs_that_it_takes_and_says_which_others_move_nothing(client):
    html = page(client, rule="CAFC_REHEARING_45", date="2020-09-02")
    assert 'name="closures"' in html
    assert 'name="debriefing_date"' not in html
    idle = page(client, rule="CAFC_REHEARING_45", date="2020-09-02", reconsideration_decided="2020-10-01")
    assert "Moves nothing here: Reconsideration decided." in idle
    assert "Moves nothing here" not in page(client, rule="CICA_STAY", date="2019-10-25", debriefing_date="2019-11-04")


def test_the_empty_form_has_examples_that_compute(client):
    html = page(client)
    links = [part.split('"')[0].replace("&amp;", "&") for part in html.split('<li><a href="?')[1:]]
    assert len(links) >= 4
    assert all('<ol class="dues">' in client.get(f"/calculator/?{link}").content.decode() for link in links)
    assert "<h2>Examples</h2>" not in page(client, rule="GAO_DECISION_100", date="2018-08-06")
