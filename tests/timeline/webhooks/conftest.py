"""A receiver, a site that may call it, and webhooks of readers that have answered their challenge."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from django.core.cache import cache

from contracts.models import Dispute
from tests.factories import make_dispute, make_event
from tests.receiver import receive
from timeline import webhooks
from timeline.models import Webhook
from timeline.publishing import publish
from timeline.selectors import latest_seq
from timeline.webhooks import targets
from timeline.webhooks.forms import USUAL
from timeline.webhooks.signing import new_salt

NOW = datetime(2026, 3, 4, 15, tzinfo=UTC)
OWNER = "owner@example.org"


@pytest.fixture(autouse=True)
def nothing_counted():
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def receiver(settings):
    with receive() as found:
        settings.WEBHOOK_ALLOW_HOSTS = [found.netloc]
        yield found


@pytest.fixture
def follow(receiver) -> Callable[..., Webhook]:
    """Make an active webhook that is told of what is published from now on."""

    def make(scope: str = "dispute=jedi", **given) -> Webhook:
        values = {
            "address": OWNER,
            "url": receiver.url,
            "kinds": list(USUAL),
            "lang": "en",
            "state": "active",
            "salt": new_salt(),
            "created_at": NOW,
            "answered_at": NOW,
            "last_seq": latest_seq(),
            **given,
        }
        return Webhook.objects.create(scope=scope, **values)

    return make


def queue(now: datetime = NOW) -> None:
    while webhooks.queue_next(now=now):
        pass


def work(now: datetime = NOW) -> None:
    """Do what workers would at this moment."""
    queue(now)
    while webhooks.send_next(now=now):
        pass


@pytest.fixture
def dispute() -> Dispute:
    found = make_dispute(slug="jedi", name="JEDI")
    publish([found, make_event(dispute=found, title={"en": "What was there before"})])
    return found


@pytest.fixture
def hurried(monkeypatch):
    """A second's patience in place of fifteen."""
    monkeypatch.setattr(targets, "LIMITS", replace(targets.LIMITS, total_seconds=1.0))


def news(dispute: Dispute, title: str = "Court rules anew", **values):
    event = make_event(dispute=dispute, title={"en": title}, **values)
    publish([event])
    return event


def about(receiver, key: str) -> list:
    return [call for call in receiver.calls if call.data.get("id") == key]


def state(row: Webhook) -> tuple[str, str]:
    row.refresh_from_db()
    return row.state, row.stopped_why
