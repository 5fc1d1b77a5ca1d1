"""Which feeds are asked at all."""

import pytest

from tests.feed_server import rss
from tests.timeline.pipeline.conftest import NOW, poll_again, run_all
from tests.timeline.pipeline.entries import COMPLAINT, fresh
from timeline import pipeline
from timeline.models import Feed, Fetch
from timeline.pipeline import health

pytestmark = pytest.mark.django_db


def test_a_disabled_feed_is_not_asked(feed, server):
    health.disable(feed)

    run_all()
    pipeline.poll(feed.pk, now=NOW)

    assert not server.requests


def test_a_feed_switched_on_in_a_form_is_asked_with_the_next_sweep(feed, server):
    server["/feed"] = rss()
    Feed.objects.update(due_at=None)

    run_all()

    assert server.requests == ["/feed"]


def test_a_feed_of_this_machine_is_not_called_unless_the_operator_allows_it(feed, server, settings):
    settings.FETCH_ALLOW_HOSTS = []

    run_all()

    assert not server.requests
    assert Fetch.objects.get().outcome == "forbidden_target"


def test_the_demonstration_feed_may_be_called_here_but_never_in_production(feed, server, settings):
    settings.FETCH_ALLOW_HOSTS = []
    Feed.objects.update(is_example=True)
    server["/feed"] = rss(COMPLAINT)
    settings.PUBLISH_EXAMPLES = False
    run_all()
    assert not server.requests

    settings.PUBLISH_EXAMPLES = True
    poll_again(feed)

    assert server.requests == ["/feed"]


def test_a_feed_of_an_unknown_kind_is_an_error_in_words(feed, server):
    Feed.objects.update(parser="telegraph")

    run_all()

    assert "there is no kind of source “telegraph”" in fresh(feed).state_detail
