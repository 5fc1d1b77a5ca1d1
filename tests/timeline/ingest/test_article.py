from datetime import date

import pytest

from tests.timeline.ingest.foreign import sample
from timeline.ingest.article import parse
from timeline.ingest.errors import BlockPage, EmptyBody, NotThisFormat, TooLarge
from timeline.ingest.item import KeyBasis

URL = "https://news.example/2020/02/13/court-halts-jedi?utm_source=rss"
TEXT = (
    "<p>A federal judge ordered a temporary halt to the Pentagon's cloud computing contract on Thursday, siding with "
    "the company that lost the award.</p><p>The order came in the Court of Federal Claims in case 19-1796C.</p>"
) * 3


def page(head="", title="Court halts JEDI", lang="en-US", body=TEXT):
    return (
        f"<!doctype html><html lang='{lang}'><head><title>{title} | News</title>{head}</head><body><nav>Menu Home</nav>"
        f"<article><h1>{title}</h1>{body}</article><footer>Imprint</footer></body></html>"
    ).encode()


def only(body, url=URL, **options):
    (item,) = parse(body, "text/html; charset=utf-8", url, **options).items
    return item


def ld(**facts):
    pairs = ", ".join(f'"{name}": {value}' for name, value in facts.items())
    return f'<script type="application/ld+json">{{"@graph": [{{"@type": "NewsArticle", {pairs}}}]}}</script>'


def test_an_article_is_read_without_what_surrounds_it():
    item = only(page())
    assert (item.key, item.kind, item.key_basis) == (
        "https://news.example/2020/02/13/court-halts-jedi",
        "article",
        KeyBasis.LINK,
    )
    assert (item.title, item.lang) == ("Court halts JEDI | News", "en-US") or item.title == "Court halts JEDI"
    assert "federal judge ordered" in item.text
    assert "Imprint" not in item.text


def test_every_date_is_a_proposal_that_says_where_it_stands():
    head = ld(
        datePublished='"2020-02-13T16:05:00-05:00"', dateModified='"2020-02-14T09:00:00-05:00"', headline='"Halted"'
    )
    item = only(page(head + '<meta property="article:published_time" content="2020-02-13T21:05:00Z">'))
    assert (item.title, item.published.edtf) == ("Halted", "2020-02-13T16:05:00-05:00")
    assert "proposed by the page (JSON-LD datePublished)" in item.published.note
    assert item.updated.edtf == "2020-02-14T09:00:00-05:00"
    assert [one["field"] for one in item.extra["dates"]] == [
        "JSON-LD datePublished",
        "meta article:published_time",
        "address",
    ]


def test_places_that_disagree_are_said():
    item = only(page('<meta name="date" content="2017-05-01">'))
    assert item.published.edtf == "2017-05-01"
    assert "disagree" in item.published.note


def test_a_date_in_the_future_is_passed_over():
    item = only(page('<meta name="date" content="2031-05-01">'), today=date(2020, 3, 1))
    assert item.published.edtf == "2020-02-13"
    assert item.extra["dates"][0]["value"] == "2031-05-01"


def test_a_page_without_dates_proposes_none():
    item = only(page(), url="https://news.example/court-halts-jedi", today=date(2026, 11, 22))
    assert item.published.value is None


def test_authors_and_publisher_are_named_without_addresses():
    head = ld(author='[{"name": "Ann Writer"}, "b@news.example"]', publisher='{"name": "News"}')
    item = only(page(head))
    assert (item.authors, item.extra["publisher"]) == (("Ann Writer",), "News")


def test_broken_descriptions_do_not_lose_the_article():
    assert only(page('<script type="application/ld+json">{broken</script>')).text


def test_a_page_cannot_pass_itself_off_as_one_of_another_host():
    own = only(page('<link rel="canonical" href="/story?utm_medium=x">'))
    assert own.key == "https://news.example/story"
    foreign = only(page('<link rel="canonical" href="https://other.example/story">'))
    assert foreign.key == "https://news.example/2020/02/13/court-halts-jedi"


def test_german_pages_are_read_with_their_umlauts_in_any_encoding():
    body = "<p>Die Vergabekammer hat die Rüge des Bieters für unbegründet erklärt und den Zuschlag bestätigt.</p>" * 3
    raw = (
        page('<meta charset="iso-8859-1">', title="Kammer bestätigt Zuschlag", lang="de", body=body)
        .decode()
        .encode("cp1252")
    )
    (item,) = parse(raw, "text/html", "https://nachrichten.example/kammer").items
    assert item.title.startswith("Kammer bestätigt Zuschlag")
    assert "Rüge des Bieters" in item.text
    assert item.lang == "de"


@pytest.mark.parametrize(
    ("body", "error"),
    [
        (b"", EmptyBody),
        (b"%PDF-1.7", NotThisFormat),
        (b"<html><title>Just a moment...</title></html>", BlockPage),
        (b"<html><body><div id='root'></div></body></html>", NotThisFormat),
        (b"<html>" + b" " * 5_000_001, TooLarge),
    ],
)
def test_what_is_no_article_is_an_error(body, error):
    with pytest.raises(error):
        parse(body, base_url=URL)


@pytest.mark.parametrize(
    ("name", "day", "word"),
    [
        ("bka.de-messengerdienste.html", "2022-01-26", "Telegram"),
        ("bundesrat.de-erinnerungen.html", "2022-01-27", "Auerbacher"),
        ("bafa.de-mineraloelabsatz.html", "2022-01-27", "Mineralöl"),
        ("de.creativecommons.org.endlich.html", "2014-03-20", "Lizenz"),
        ("bmjv.de.konsum.html", "2016-01-02", "Preisanpassung"),
        ("telemedicus.info.rezension.html", "2014-05-13", "Härting"),
    ],
)
def test_foreign_german_pages_give_text_and_a_proposed_day(request, name, day, word):
    (item,) = parse(sample(request, f"html_articles/{name}"), today=date(2026, 11, 22)).items
    assert (item.published.day or item.published.value).isoformat()[:10] == day
    assert word in item.text
    assert item.lang.startswith("de")
