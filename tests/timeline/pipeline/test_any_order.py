"""Any answers, read in any order, twice, and matched at any moment, end in the same items and candidates."""

import contextlib
from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factories import make_feed
from tests.feed_server import entry, rss
from tests.timeline.pipeline.conftest import NOW
from timeline import pipeline
from timeline.models import Candidate, Fetch, Item
from timeline.pipeline import claims

TEXTS = {
    "number": "Docket No. 19-1796C",
    "name": "Pentagon awards the JEDI contract",
    "nothing": "The weather",
}
ANSWERS = st.lists(
    st.dictionaries(st.sampled_from("abc"), st.sampled_from(sorted(TEXTS)), min_size=1), min_size=1, max_size=4
)


class Undo(Exception):
    """Takes back what one example wrote."""


@contextlib.contextmanager
def undone():
    with contextlib.suppress(Undo), transaction.atomic():
        yield
        raise Undo


@pytest.mark.django_db
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(answers=ANSWERS, data=st.data())
def test_the_newest_answer_that_holds_an_item_decides_whatever_is_done_when(jedi, tmp_path, answers, data):
    with undone():
        keep_read_and_match(answers, tmp_path, data)
        newest = {key: text for answer in answers for key, text in answer.items()}

        assert {item.key: item.parsed["text"] for item in Item.objects.all()} == {
            key: TEXTS[text] for key, text in newest.items()
        }
        live = Candidate.objects.exclude(state="withdrawn")
        assert {candidate.item.key: candidate.strength for candidate in live} == {
            key: "identifier" if text == "number" else "suggestion" for key, text in newest.items() if text != "nothing"
        }


def keep_read_and_match(answers, folder, data):
    """Keep the answers in their order, then read and match as the example says, with workers that die in between."""
    feed, now = make_feed(), NOW
    fetches = []
    for number, answer in enumerate(answers):
        path = folder / f"{number}.xml"
        path.write_bytes(rss(*(entry(key, title=key, text=TEXTS[text]) for key, text in answer.items())))
        fetches.append(pipeline.keep_file(feed, path, now=now).pk)
    for fetch_id in [*data.draw(st.permutations(fetches)), *data.draw(st.lists(st.sampled_from(fetches), max_size=2))]:
        now += timedelta(hours=1)
        if data.draw(st.booleans()):
            claims.take(Fetch, fetch_id, now=now)  # and the worker that took it dies
            now += timedelta(hours=1)
        if data.draw(st.booleans()):
            pipeline.match_some(now=now)
        pipeline.read_again(Fetch.objects.filter(pk=fetch_id), now=now)
        pipeline.read(fetch_id, now=now)
    claims.take_some(Item, now=now, limit=1)
    now += timedelta(hours=1)
    while pipeline.match_some(now=now):
        pass
