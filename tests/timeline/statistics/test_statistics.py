"""GAO's figures: whole and consistent in the file, every number on the page as text, and the same in the download."""

import csv
import io
import json
import re

import pytest

from timeline.pages.columns import Series, columns, curves, rows
from timeline.statistics.gao import COLUMNS, NOTES, SOURCES, years

OPTIONAL = {"hearing_rate", "protests_alone_filed", "task_order_cases_closed"}


def test_every_fiscal_year_is_there_once():
    assert [year.fiscal_year for year in years()] == list(range(2014, 2026))


def test_only_what_may_be_unknown_is_empty():
    empty = {name for year in years() for name in COLUMNS if getattr(year, name) is None}
    assert empty <= OPTIONAL


def test_figures_of_a_year_fit_each_other():
    for year in years():
        assert year.sustained < year.merit_decisions < year.cases_closed
        assert abs(year.sustain_rate - year.sustain_rate_reported) < 0.6, year.fiscal_year
        assert year.sustain_rate < year.effectiveness_rate


def test_every_year_names_known_sources_and_every_note_belongs_to_a_year():
    assert all(year.sources and set(year.sources) <= set(SOURCES) for year in years())
    assert set(NOTES) <= {year.fiscal_year for year in years()}


def test_columns_are_as_high_as_their_numbers_and_stand_on_each_other():
    below, above = Series("a", "for", [10, 20], ["10", "20"]), Series("b", "against", [30, 20], ["30", "20"])
    first, _, third, fourth = columns([2014, 2015], [below, above]).rects
    assert float(third.height) == pytest.approx(2 * float(first.height), abs=0.2)
    assert float(fourth.y) + float(fourth.height) == pytest.approx(float(third.y), abs=0.2)


def test_an_unknown_number_is_a_question_mark_and_no_column():
    drawing = columns([2014, 2015], [Series("a", "filed", [None, 20], ["?", "20"])])
    assert len(drawing.rects) == 1
    assert "?" in [word.text for word in drawing.words]


def test_lines_have_a_mark_and_a_number_a_year():
    drawing = curves([2014, 2015], [Series("a", "sustain", [0, 50], ["0", "50"])], 100)
    points = [path for kind, path in drawing.lines if kind == "sustain point"]
    assert len(points) == 2
    assert {"0", "50", "2014", "2015"} == {word.text for word in drawing.words}


def test_nothing_on_a_phone_leaves_the_drawing():
    found = [Series("a", "for", [99, 2561], ["99", "2,561"]), Series("b", "against", [400, 5], ["400", "5"])]
    for stacked in (True, False):
        drawing = rows([2014, 2015], found, stacked=stacked)
        assert all(float(one.x) + float(one.width) <= drawing.width for one in drawing.rects)
        assert all(float(one.y) + float(one.height) <= drawing.height for one in drawing.rects)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "number", "rate"), [("/statistics/", "2,561", "12.95%"), ("/de/statistics/", "2.561", "12,95\u00a0%")]
)
def test_the_page_holds_every_number_as_text(client, path, number, rate):
    html = client.get(path).content.decode()
    for words in (number, rate, "CIO-SP4", 'href="/statistics.csv"'):
        assert words in html
    labels = re.findall(r'aria-label="([^"]*2014: [^"]*)"', html)
    assert len(labels) == 10  # five figures, each for wide and narrow pages
    block = re.search(r'<script type="application/ld\+json"[^>]*>(.*?)</script>', html)
    assert block
    assert json.loads(block.group(1))["@graph"][0]["@type"] == "Dataset"


@pytest.mark.django_db
def test_the_download_has_the_same_figures_with_notes(client):
    response = client.get("/statistics.csv")
    found = list(csv.DictReader(io.StringIO(response.content.decode())))
    assert [int(row["cases_filed"]) for row in found] == [year.cases_filed for year in years()]
    assert found[6]["task_order_cases_closed"] == ""
    assert "typing error" in found[6]["note"]
    assert response["Content-Type"].startswith("text/csv")
