"""What is not there yet is given up after a number of rounds; an answer that says nothing about it is no round."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command

from tests.factories import make_feed
from tests.feed_server import status
from tests.timeline.pipeline.conftest import NOW
from timeline.models import Host, Lookup
from timeline.pipeline.dead_letters import dead_letters, retry
from timeline.pipeline.lookups import LONGEST_WAIT, MOST_ROUNDS, look_up


@pytest.fixture
def lookup(server, db):
    """A docket that is asked for at a server on this machine."""
    feed = make_feed(slug="alerts", parser="courtlistener", url="", pushed=True, enabled=True)
    address, reason = server("/docket"), "the case of an entry"
    return Lookup.objects.create(feed=feed, key="cl:docket:1", url=address, reason=reason, due_at=NOW, created_at=NOW)


def ask_often(lookup, times):
    """Ask whenever it is due; return the pauses."""
    pauses = []
    for _ in range(times):
        now = lookup.due_at
        Host.objects.all().delete()  # the sparing of hosts has tests of its own
        look_up(lookup.pk, now=now)
        lookup.refresh_from_db()
        if lookup.due_at is None:
            break
        pauses.append(lookup.due_at - now)
    return pauses


@pytest.mark.parametrize("code", [401, 403, 429, 500, 503])
def test_an_answer_that_says_nothing_about_it_is_no_round(server, lookup, code):
    server["/docket"] = status(code)

    pauses = ask_often(lookup, MOST_ROUNDS + 3)

    assert (lookup.state, lookup.rounds, lookup.attempts) == ("waiting", 0, 0)
    assert lookup.error
    assert pauses == sorted(pauses)
    assert timedelta(hours=1) <= pauses[0] < pauses[3] < pauses[-1] == LONGEST_WAIT


def test_a_host_that_cannot_be_reached_uses_up_no_round(server, lookup):
    def drop(handler):
        handler.connection.close()

    server["/docket"] = drop

    ask_often(lookup, 3)

    assert (lookup.state, lookup.rounds) == ("waiting", 0)


def test_what_is_never_there_is_given_up_and_listed_and_can_be_asked_for_again(server, lookup):
    server["/docket"] = status(404)

    ask_often(lookup, MOST_ROUNDS + 3)

    assert (lookup.state, lookup.rounds, len(server.requests)) == ("given-up", MOST_ROUNDS, MOST_ROUNDS)
    [(kind, number, name, error)] = dead_letters()
    assert (kind, number, name) == ("lookup", lookup.pk, "cl:docket:1: the case of an entry")
    assert f"Asked {MOST_ROUNDS} times" in error
    said = StringIO()
    call_command("deadletters", "list", stdout=said)
    assert f"lookup:{lookup.pk}" in said.getvalue()

    assert retry(now=NOW, chosen=[("lookup", lookup.pk)]) == 1

    lookup.refresh_from_db()
    assert (lookup.state, lookup.rounds, lookup.due_at) == ("waiting", 0, NOW)
