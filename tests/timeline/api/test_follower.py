"""The follower of the page for journalists, as printed, beside editors who do everything at once; killed at will."""

import json
import random
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import suppress

import pytest
from django.db import OperationalError, connection, transaction
from django.db.models import Q
from django.template.loader import render_to_string

from tests.doors import stream_door, web_door
from tests.factories import make_dispute, make_event, make_party, make_statement
from timeline.models import Entry, Revision, State
from timeline.publishing import PublishingRefused, merge, publish, readdress, restore, retract, take_down
from timeline.selectors import latest_seq

pytestmark = pytest.mark.django_db(transaction=True)
KINDS = {"published", "updated", "refreshed", "retracted", "merged", "taken_down"}
PROGRAM = "timeline/examples/follow.py"


class Editor(threading.Thread):
    """Adds, corrects, retracts, restores, takes down, renames and merges, by chance, until told to stop."""

    def __init__(self, seed):
        super().__init__()
        self.chance, self.over, self.failed = random.Random(seed), threading.Event(), None
        self.dispute, self.rows = make_dispute(), []
        self.parties = [make_party(name=f"Party {number}") for number in range(6)]
        publish([self.dispute, *self.parties])
        self.once_each()

    def once_each(self):
        """Do everything once that chance may not come to on a busy machine."""
        self.rows = [self.add(), self.add()]
        self.say()
        self.correct()
        retract([self.add()], note="It was another.")
        take_down(self.add(), reason="A court said so.")
        self.rename()
        self.merge()
        self.readdress()

    def run(self):
        try:
            while not self.over.is_set():
                verb = self.chance.choice(
                    ("add", "add", "say", "correct", "retract", "restore", "take_down", "rename", "merge", "readdress")
                )
                with suppress(PublishingRefused, OperationalError), transaction.atomic():
                    getattr(self, verb)()
                time.sleep(0.02)
        except Exception as error:  # noqa: BLE001 - the test shows it
            self.failed = error
        finally:
            connection.close()

    def any(self):
        return self.chance.choice(self.rows) if self.rows else self.add()

    def add(self):
        event = make_event(dispute=self.dispute, parties={self.chance.choice(self.parties): "other"})
        publish([event])
        self.rows.append(event)
        return event

    def say(self):
        statement = make_statement(event=self.add(), speaker=self.chance.choice(self.parties))
        publish([statement])
        self.rows.append(statement)

    def correct(self):
        row = self.any()
        row.note = {"en": f"Note {self.chance.random()}"}
        row.save()
        publish([row])

    def retract(self):
        retract([self.any()], note="No.")

    def restore(self):
        restore([self.any()], note="After all.")

    def take_down(self):
        take_down(self.any(), reason="A court said so.")

    def rename(self):
        party = self.chance.choice(self.parties)
        party.name = f"Name {self.chance.random()}"
        party.save()
        publish([party])

    def merge(self):
        if len(self.parties) > 3:
            merge(self.parties.pop(), self.parties[0], note="The same.")

    def readdress(self):
        readdress(self.parties[-1], f"slug-{self.chance.randrange(10**9)}")


@pytest.fixture
def editors():
    found = [Editor(seed) for seed in (1, 2, 3)]
    for one in found:
        one.start()
    yield found
    for one in found:
        one.over.set()
        one.join()


@pytest.fixture
def follower(tmp_path):
    """Start the follower as printed, in folders of its own; `site` is the web process, beside a stream process."""
    running = []
    with stream_door(tmp_path, STREAM_SECONDS="2") as streams, web_door(tmp_path, STREAM_URL=streams) as site:
        (tmp_path / "follow.py").write_text(render_to_string(PROGRAM, {"site_url": site}))

        def start(name, *arguments):
            folder = tmp_path / name
            folder.mkdir(exist_ok=True)
            command = [sys.executable, tmp_path / "follow.py", *arguments]
            running.append(subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE))
            return running[-1]

        yield start
        for one in running:
            one.kill()
            one.communicate()


def copied(folder):
    """Return a follower's copy and the seq up to which it is one."""
    with sqlite3.connect(folder / "record.db", timeout=20) as copy:
        rows = copy.execute("SELECT object, id, document FROM documents").fetchall()
        place = copy.execute("SELECT max(since) FROM place").fetchone()[0] or 0
    return {(kind, key): json.loads(text) for kind, key, text in rows}, place


def published(seq):
    """Return what was public at a seq, as its documents are today."""
    at = Q(pk__lte=seq) & (Q(valid_to=None) | Q(valid_to__gt=seq))
    rows = Entry.objects.filter(at, state=State.LIVE).select_related("revision")
    return {(row.document_type, row.key): json.loads(row.revision.document) for row in rows}


def changed_since(seq):
    """Return what later take-downs may have changed in documents of an earlier moment."""
    return set(Revision.objects.filter(seq__gt=seq, kind="taken_down").values_list("document_type", "key"))


def holds_what_was_public(folder):
    """Compare a copy with the log at its place; passages that were taken down since count for neither."""
    copy, place = copied(folder)
    there, gone = published(place), changed_since(place)
    if gone:
        return set(copy) - gone == set(there) - gone
    return copy == there


def stop(process):
    process.send_signal(signal.SIGKILL)
    process.communicate()


def test_the_follower_is_short():
    lines = render_to_string(PROGRAM, {"site_url": "https://record.example"}).splitlines()
    assert len(lines) <= 40


def test_a_copy_is_what_was_published_wherever_its_program_was_killed(follower, editors, tmp_path):
    chance = random.Random(4)
    for _ in range(4):
        again, live = follower("again"), follower("live", "live")
        time.sleep(0.4 + 0.8 * chance.random())
        stop(again)
        stop(live)
        for name in ("again", "live"):
            if (tmp_path / name / "record.db").exists():
                assert holds_what_was_public(tmp_path / name)
    live = follower("live", "live")
    time.sleep(2)
    for one in editors:
        one.over.set()
        one.join()
        assert one.failed is None
    assert set(Revision.objects.values_list("kind", flat=True)) >= KINDS
    follower("again").communicate(timeout=60)
    deadline = time.monotonic() + 15
    while copied(tmp_path / "live")[1] < latest_seq() and time.monotonic() < deadline:
        time.sleep(0.1)
    stop(live)
    for name in ("again", "live"):
        assert copied(tmp_path / name) == (published(latest_seq()), latest_seq())
