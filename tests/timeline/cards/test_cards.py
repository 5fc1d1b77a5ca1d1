"""Share cards: a picture of the right size for whatever is public, and for nothing else."""

from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from tests.factories import make_event, make_protest, make_statement
from timeline.cards.drawing import Card, draw, face, wrapped
from timeline.publishing import publish, retract

db = pytest.mark.django_db


@pytest.fixture
def statement():
    event = make_event(significance=1)
    protest = make_protest(dispute=event.dispute)
    statement = make_statement(event=event)
    publish([event.dispute, protest, event, statement])
    return statement


def paths(statement) -> list[str]:
    return [
        f"/cards/disputes/{statement.dispute.slug}.png",
        f"/cards/events/{statement.event.public_id}.png",
        f"/cards/events/{statement.public_id}.png",
    ]


@db
def test_cards_have_the_size_that_other_sites_ask_for(client, statement):
    for path in paths(statement):
        response = client.get(path)
        assert response.status_code == 200
        assert response["Content-Type"] == "image/png"
        image = Image.open(BytesIO(response.content))
        assert image.size == (1200, 630)
        assert len(image.getcolors(1200 * 630)) > 8, "something is written on it"
        assert len(response.content) < 100_000


@db
def test_drafts_and_retracted_events_have_no_card(client, statement):
    assert client.get(f"/cards/events/{make_event().public_id}.png").status_code == 404
    retract([statement], note="Never said.")
    assert client.get(paths(statement)[2]).status_code == 410


@db
def test_an_unchanged_card_answers_304_and_is_drawn_once(client, statement, django_assert_num_queries):
    tag = client.get(paths(statement)[0])["ETag"]
    with django_assert_num_queries(1):
        assert client.get(paths(statement)[0], headers={"If-None-Match": tag}).status_code == 304
    card = Card("kicker", "title")
    assert draw(card) is draw(Card("kicker", "title"))


@db
def test_pages_name_their_card(client, statement):
    for path, card in zip(
        (f"/disputes/{statement.dispute.slug}/", f"/events/{statement.event.public_id}/"),
        paths(statement),
        strict=False,
    ):
        html = client.get(path, follow=True).content.decode()
        assert f'{card}"' in html
        assert 'property="og:image:alt"' in html


@given(st.text(max_size=400), st.integers(1, 5))
@settings(max_examples=60)
def test_no_line_is_wider_than_its_place(text, most):
    font = face("serif", 44)
    lines = wrapped(text, font, 600, most)
    assert len(lines) <= most
    assert all(font.getlength(line) <= 600 for line in lines)
