"""What must hold of the log whatever editors do: a follower's copy, replay, and no word of a draft."""

import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from django.db import connection, connections, transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.factories import make_claim, make_dispute, make_event, make_party, make_statement
from tests.timeline.publishing.test_door import index_tables
from timeline import log
from timeline.documents.shapes import parsed
from timeline.models import Entry, Revision, State
from timeline.publishing import PublishingRefused, publish, restore, retract, take_down
from timeline.publishing.rebuild import rebuild_index
from timeline.selectors import changes, find, list_objects

SECRET = "unpublishedword"
VERBS = ("add", "add statement", "edit and publish", "edit only", "retract", "restore", "take down", "rename party")


class Desk:
    """An editor's desk on which verbs are done at random; refusals are fine, leaks are not."""

    def __init__(self) -> None:
        self.dispute, self.party = make_dispute(), make_party(name="First name")
        self.claim = make_claim(dispute=self.dispute)
        self.rows: list[Any] = []
        self.number = 0

    def do(self, verb: str, which: int) -> None:
        self.number += 1
        row = self.rows[which % len(self.rows)] if self.rows else None
        acts: dict[str, Callable[[], object]] = {
            "add": self.add,
            "add statement": lambda: self.add_statement(row),
            "edit and publish": lambda: self.edit(row, f"Said {self.number}") and publish([row]),
            "edit only": lambda: self.edit(row, f"{SECRET} {self.number}"),
            "retract": lambda: retract([row], note="Wrong."),
            "restore": lambda: self.clean(row) and restore([row], note="Right."),
            "take down": lambda: take_down(row, reason="Order."),
            "rename party": self.rename,
        }
        if row is None and verb not in {"add", "rename party"}:
            return
        with suppress(PublishingRefused), transaction.atomic():
            acts[verb]()

    def add(self) -> None:
        event = make_event(dispute=self.dispute, parties={self.party: "other"})
        publish([event])
        self.rows.append(event)

    def add_statement(self, row: Any) -> None:
        event = getattr(row, "event", row)
        statement = make_statement(event=event, claim=self.claim, speaker=self.party)
        publish([statement])
        self.rows.append(statement)

    def edit(self, row: Any, text: str) -> bool:
        row.note = {"en": text}
        row.save()
        return True

    def clean(self, row: Any) -> bool:
        return self.edit(row, "")

    def rename(self) -> None:
        self.party.name = f"Name {self.number}"
        self.party.save()
        publish([self.party])


def live_set() -> dict[tuple[str, str], str]:
    rows = Entry.objects.filter(valid_to=None, state=State.LIVE).select_related("revision")
    return {(row.document_type, row.key): row.revision.document for row in rows}


def follow(copy: dict[tuple[str, str], str], since: int) -> int:
    for revision in changes(since=since, limit=10_000):
        name = (revision.document_type, revision.key)
        if "state" in parsed(revision.document):
            copy.pop(name, None)
        else:
            copy[name] = revision.document
        since = revision.seq
    return since


@pytest.mark.django_db
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@example(acts=[("add", 0), ("add statement", 0), ("take down", 0)])
@given(acts=st.lists(st.tuples(st.sampled_from(VERBS), st.integers(0, 5)), min_size=3, max_size=14))
def test_a_follower_holds_the_published_set_and_no_draft_is_ever_in_the_log(acts):
    with transaction.atomic():
        desk, copy, since = Desk(), {}, log.latest_seq()
        for verb, which in acts:
            desk.do(verb, which)
            since = follow(copy, since)
            assert copy == live_set()
        assert not Revision.objects.filter(document__contains=SECRET).exists()
        assert not any(SECRET in text for _, text in list_objects("event", text=SECRET))
        before = index_tables()
        rebuild_index()
        assert index_tables() == before
        transaction.set_rollback(True)


@pytest.mark.django_db
def test_the_document_of_a_seq_stays_the_same_to_the_byte():
    event = make_event()
    publish([event])
    first = find("event", event.public_id)
    for number in range(3):
        event.note = {"en": f"Again {number}"}
        event.save()
        publish([event])
    assert find("event", event.public_id, as_of=first.seq).document == first.document


@pytest.mark.django_db(transaction=True)
def test_one_who_begins_first_and_commits_last_still_gets_the_later_seq_and_time():
    early, late = make_event(), make_event()
    begun, second_done, first_published, may_commit = (threading.Event() for _ in range(4))

    def begins_first() -> None:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SELECT now()")
            begun.set()
            assert second_done.wait(20)
            publish([early])
            first_published.set()
            assert may_commit.wait(20)
        connections.close_all()

    thread = threading.Thread(target=begins_first)
    thread.start()
    assert begun.wait(20)
    publish([late])
    second_done.set()
    assert first_published.wait(20)
    waiting = threading.Thread(target=lambda: (publish([make_event()]), connections.close_all()))
    waiting.start()
    waiting.join(0.3)
    assert waiting.is_alive(), "a publisher must wait while another holds the log"
    may_commit.set()
    thread.join(20)
    waiting.join(20)
    rows = list(Revision.objects.order_by("seq").values_list("seq", "published_at"))
    assert [seq for seq, _ in rows] == list(range(1, len(rows) + 1))
    assert [at for _, at in rows] == sorted({at for _, at in rows})
    assert find("event", early.public_id).seq > find("event", late.public_id).seq


@pytest.mark.django_db(transaction=True)
def test_many_publishers_at_once_leave_no_gap_and_double_nothing():
    events = [make_event() for _ in range(12)]

    def work(mine: list) -> None:
        for event in mine:
            publish([event])
        connections.close_all()

    threads = [threading.Thread(target=work, args=(events[number::4],)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert list(Revision.objects.order_by("seq").values_list("seq", flat=True)) == list(
        range(1, Revision.objects.count() + 1)
    )
    assert Entry.objects.filter(document_type="event", valid_to=None).count() == 12
