"""The list of all sources: each once, in windows that follow on each other, of one dispute where it is asked for."""

import pytest

from tests.factories import make_event, make_source
from timeline.models import Citation
from timeline.pages import sources
from timeline.publishing import publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def cited():
    event = make_event(cited=False)
    made = [make_source(title=f"Report {letter}", dispute=event.dispute) for letter in "ABC"]
    for source in made:
        Citation.objects.create(event=event, source=source, anchor="the court ruled")
    other = make_event()
    publish([event.dispute, event, other.dispute, other])
    return event


def test_windows_follow_on_each_other_until_all_sources_were_listed(client, cited, monkeypatch):
    monkeypatch.setattr(sources, "WINDOW", 2)
    path, titles = "/sources/", []
    while path:
        response = client.get(path)
        assert response.status_code == 200
        titles += [one["title"] for one in response.context["sources"]]
        path = response.context["next"] and f"/sources/{response.context['next']}"
    assert len(titles) == len(set(titles)) == 4
    assert titles == sorted(titles)


def test_a_dispute_s_sources_are_listed_alone_and_counted(client, cited):
    response = client.get(f"/sources/?dispute={cited.dispute.slug}")
    assert [one["title"] for one in response.context["sources"]] == ["Report A", "Report B", "Report C"]
    assert f"{cited.dispute.name}&nbsp;3</a>" in response.content.decode()
    assert client.get("/sources/?dispute=nobody").status_code == 400
    assert client.get("/sources/?colour=red").status_code == 400


def test_the_address_above_a_dispute_leads_home(client):
    for lang in ("", "/de"):
        response = client.get(f"{lang}/disputes/")
        assert (response.status_code, response["Location"]) == (301, f"{lang}/")
