"""Pages that are made before a reader asks: the first reader after a publication waits for nothing."""

from uuid import uuid4

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.factories import make_contract, make_event
from timeline.near import Near
from timeline.pages import keeping, parts, preparing
from timeline.publishing import publish

pytestmark = pytest.mark.django_db
BROWSER = {"Accept-Encoding": preparing.CODINGS[0]}


@pytest.fixture
def keeps(settings) -> None:
    settings.PAGE_CACHE_SECONDS, settings.PAGE_PARTS_KEPT = 60, 64
    settings.SITE_URL, settings.RELEASE = "http://testserver", f"test of preparing {uuid4()}"


@pytest.fixture
def dispute():
    contract = make_contract()
    events = [make_event(dispute=contract.dispute, date=f"2012-03-{1 + number:02}") for number in range(20)]
    publish([contract.dispute, contract, *events])
    return contract.dispute


@pytest.fixture
def other_process(monkeypatch):
    def begin() -> None:
        for module in (parts, keeping):
            monkeypatch.setattr(module, "_near", Near())

    return begin


def asked(path: str) -> tuple[bytes, int]:
    """Return what a reader is sent, and how many statements it took."""
    with CaptureQueriesContext(connection) as queries:
        response = Client().get(path, headers=BROWSER)
    assert response.status_code == 200
    return response.content, len(queries)


def test_the_first_reader_after_a_publication_is_sent_what_is_kept(dispute, keeps, other_process):
    assert preparing.prepare() == 4, "two languages, two codings"
    other_process()
    for path in (f"/disputes/{dispute.slug}/", f"/de/disputes/{dispute.slug}/"):
        assert asked(path)[1] == 1, "one look at the log"
    event = make_event(dispute=dispute, date="2012-04-01")
    publish([event])
    assert asked(f"/de/disputes/{dispute.slug}/")[1] > 10, "made anew"
    preparing.prepare()
    body, statements = asked(f"/disputes/{dispute.slug}/?after=")
    assert statements == 1
    assert body != asked(f"/disputes/{dispute.slug}/?order=newest")[0]


def test_where_nothing_happened_one_look_is_enough(dispute, keeps):
    assert preparing.prepare() == 4
    with CaptureQueriesContext(connection) as queries:
        assert preparing.prepare() == 0
    assert len(queries) == 1
    cache.clear()
    assert preparing.prepare() == 4, "what the cache lost is made again"


def test_other_windows_share_the_parts_that_another_process_made(dispute, keeps, other_process, settings):
    path = f"/disputes/{dispute.slug}/?order=newest"
    _body, anew = asked(path)
    settings.RELEASE = f"another {uuid4()}"
    preparing.prepare()
    other_process()
    _body, shared = asked(path)
    assert shared < anew / 2


def test_parts_of_filtered_pages_stay_in_the_process(dispute, keeps, other_process):
    path = f"/disputes/{dispute.slug}/?type=ruling"
    first = asked(f"{path}&order=newest")[1]
    assert asked(path)[1] < first
    other_process()
    assert asked(f"{path}&after=2012")[1] > asked(f"{path}&after=2012-01")[1]


def test_a_site_that_keeps_nothing_or_has_another_name_prepares_nothing(dispute, keeps, settings):
    settings.SITE_URL = "http://elsewhere.example"
    settings.ALLOWED_HOSTS = ["testserver"]
    assert preparing.prepare() == 0
    settings.SITE_URL, settings.PAGE_CACHE_SECONDS = "http://testserver", 0
    assert preparing.prepare() == 0
