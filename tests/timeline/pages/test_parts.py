"""Kept parts of a dispute's page: pages made of them are the same as pages made anew, and never outlive a change."""

from itertools import count

import pytest
from django.test import Client

from tests.factories import make_contract, make_event, make_party
from timeline.publishing import publish, retract

pytestmark = pytest.mark.django_db
TURN = count()
ADDRESSES = (
    "",
    "?order=newest",
    "?after=2012-02",
    "?at=2012-03-01",
    "?party=oracle",
    "?known_by=2012-03-10",
    "?show=landmarks&q=boat",
    "?all=1",
)


@pytest.fixture
def kept(settings) -> None:
    settings.PAGE_PARTS_KEPT, settings.RELEASE = 64, f"test of parts {next(TURN)}"


@pytest.fixture
def boats():
    contract, oracle = make_contract(), make_party(slug="oracle")
    events = [make_event(dispute=contract.dispute, date=f"2012-0{1 + n // 8}-{1 + n % 28:02}") for n in range(40)]
    publish([contract.dispute, contract, oracle, *events])
    return contract.dispute, events


def texts(client: Client, slug: str) -> list[str]:
    return [
        client.get(f"{language}/disputes/{slug}/{address}").content.decode()
        for address in ADDRESSES
        for language in ("", "/de")
    ]


def test_pages_of_kept_parts_are_the_pages_made_anew(client, boats, settings):
    anew = texts(client, boats[0].slug)
    settings.PAGE_PARTS_KEPT, settings.RELEASE = 64, f"test of parts {next(TURN)}"
    assert texts(client, boats[0].slug) == anew
    assert texts(client, boats[0].slug) == anew, "now all of them from parts"


def test_marks_of_the_window_link_to_it_and_others_to_theirs(client, boats, kept):
    slug, events = boats[0].slug, boats[1]
    first, last = events[0].public_id, events[-1].public_id
    for _ in range(2):
        html = client.get(f"/disputes/{slug}/").content.decode()
        assert f'href="#e-{first}"' in html
        assert f'at=2012-05-12#e-{last}"' in html
        html = client.get(f"/disputes/{slug}/?order=newest").content.decode()
        assert f'at=2012-01-01#e-{first}"' in html
        assert f'href="#e-{last}"' in html


def test_parts_end_with_the_state_they_were_made_for(client, boats, kept):
    slug, events = boats[0].slug, boats[1]
    title = events[0].title["en"]
    assert title in client.get(f"/disputes/{slug}/").content.decode()
    retract([events[0]], note="Not so.")
    gone = client.get(f"/disputes/{slug}/").content.decode()
    assert events[0].public_id not in gone
    assert "39 events" in gone
    publish([late := make_event(dispute=boats[0], date="2012-06-01")])
    html = client.get(f"/disputes/{slug}/").content.decode()
    assert "40 events" in html
    assert late.public_id in html, "the picture has it"


def test_the_next_window_reads_little_more_than_itself(client, boats, kept, django_assert_max_num_queries):
    slug = boats[0].slug
    client.get(f"/disputes/{slug}/")
    with django_assert_max_num_queries(7):
        html = client.get(f"/disputes/{slug}/?after=2012-02").content.decode()
    assert "data-event" in html
    assert 'id="picture"' in html
