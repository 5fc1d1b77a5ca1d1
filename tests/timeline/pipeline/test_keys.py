"""The operator's keys go to the sources' own hosts over https, and nowhere else, whatever address a feed has."""

from urllib.parse import urlsplit

import pytest

from tests.factories import make_feed
from tests.timeline.pipeline.conftest import NOW
from timeline.ingest.http import Fetched
from timeline.ingest.outcome import Outcome
from timeline.ingest.sources import SOURCES
from timeline.pipeline.asking import ask

OWN = {
    "courtlistener": "https://www.courtlistener.com/api/rest/v4/dockets/1/",
    "sam-gov": "https://api.sam.gov/opportunities/v2/search?title=JEDI",
}


class Listening:
    """Notes what it is asked for, and answers nothing."""

    def fetch(self, url, **more):
        self.told = f"{url} {more['headers']}"
        return Fetched(outcome=Outcome.EMPTY, url=url)


def told(settings, parser, url, **feed):
    """Return whatever a host would hear."""
    settings.SOURCE_KEYS = {"courtlistener": "s3cret", "sam-gov": "s3cret"}
    listening = Listening()
    ask(make_feed(parser=parser, url=url, **feed), url, now=NOW, client=listening)
    return listening.told


@pytest.mark.django_db
@pytest.mark.parametrize("parser", OWN)
def test_a_source_is_told_its_key(settings, parser):
    assert "s3cret" in told(settings, parser, OWN[parser])


@pytest.mark.django_db
@pytest.mark.parametrize("parser", OWN)
@pytest.mark.parametrize(
    "change",
    [
        {"scheme": "http"},
        {"netloc": "evil.example"},
        {"netloc": "www.courtlistener.com.evil.example"},
        {"netloc": "www.courtlistener.com@evil.example"},
        {"netloc": "evil.api.sam.gov"},
        {"port": ":8443"},
    ],
    ids=str,
)
def test_nobody_else_is_told_a_key(settings, parser, change):
    address = urlsplit(OWN[parser])
    port = change.get("port", "")
    changed = address._replace(**{"netloc": address.netloc + port, **{k: v for k, v in change.items() if k != "port"}})

    assert "s3cret" not in told(settings, parser, changed.geturl())


@pytest.mark.django_db
@pytest.mark.parametrize("parser", OWN)
def test_an_example_is_told_no_key(settings, parser):
    assert "s3cret" not in told(settings, parser, OWN[parser], is_example=True)


def test_every_source_with_a_key_says_who_may_hear_it(settings):
    for code in settings.SOURCE_KEYS:
        assert all(SOURCES[code].may_have_key(address) for address in SOURCES[code].addresses)
    assert not SOURCES["feed"].may_have_key("https://www.courtlistener.com/")
    assert not SOURCES["sam-gov"].may_have_key("https://api.sam.gov:port/")
