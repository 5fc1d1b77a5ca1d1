"""Our copies are removed for good: from the storage, from every table, page, answer and download."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection

from tests.factories import make_event, make_source
from tests.timeline.admin.conftest import client_as
from tests.timeline.evidence.conftest import NOW, copied, html, page
from timeline import evidence
from timeline.evidence import capturing, store
from timeline.evidence.removal import let_again, remove_copies
from timeline.models import Capture, Citation, Copy, PassageCheck, Watch
from timeline.publishing import publish, take_down

__all__ = ["client_as"]

pytestmark = pytest.mark.django_db

SECRET = "siding for now with the company that lost"
REASON = "A court ordered it."


@pytest.fixture
def event(source):
    event = make_event(cited=False)
    Citation.objects.create(event=event, source=source, anchor="ordered the Pentagon to stop work")
    publish([event])
    return event


def tables_with(words: str) -> list[str]:
    """Name the tables of the whole database in which words stand anywhere."""
    names = [name for name in connection.introspection.table_names() if not name.startswith("pg_")]
    found = []
    with connection.cursor() as cursor:
        for name in names:
            # The names are the database's own.
            cursor.execute(f'SELECT count(*) FROM "{name}" AS t WHERE t::text LIKE %s', [f"%{words}%"])  # noqa: S608 - see above
            if cursor.fetchone()[0]:
                found.append(name)
    return found


def files() -> list[Path]:
    return [path for path in Path(store.storage().path("")).rglob("*") if path.is_file()]


def test_nothing_of_a_removed_copy_is_left_anywhere(client, client_as, event, source, publisher):
    copied(source)
    publisher["/story"] = html(page("An edited text."))
    sha256 = copied(source, now=NOW + timedelta(days=1)).held.copy.sha256
    capture = Capture.objects.first()
    assert tables_with(SECRET) == ["timeline_copy"]
    assert len(files()) == 2

    assert remove_copies(source, reason=REASON, now=NOW + timedelta(days=2)) == 2

    assert files() == []
    assert tables_with(SECRET) == tables_with(sha256) == []
    assert not Copy.objects.exists()
    assert not PassageCheck.objects.exists()
    desk = client_as("superuser")
    assert desk.get(f"/admin/timeline/capture/{capture.pk}/bytes/").status_code == 404
    assert desk.get(f"/admin/timeline/capture/{capture.pk}/text/").status_code == 404
    for path in (
        f"/admin/timeline/capture/{capture.pk}/change/",
        f"/admin/timeline/capture/?q={sha256}",
        f"/admin/timeline/source/{source.pk}/change/",
    ):
        shown = desk.get(path).content.decode().replace(f'value="{sha256}"', "")
        assert SECRET not in shown
        assert sha256 not in shown.replace(f"q={sha256}", "").replace(f"“{sha256}”", "")
    for path in (
        f"/events/{event.public_id}/",
        f"/sources/{source.public_id}/",
        f"/api/v1/sources/{source.public_id}/copies/",
        f"/api/v1/events/{event.public_id}/evidence/",
    ):
        shown = client.get(path, follow=True).content.decode()
        assert SECRET not in shown
        assert sha256 not in shown


def test_an_honest_note_stays_in_its_place(client, event, source):
    copied(source)

    remove_copies(source, reason=REASON, now=NOW + timedelta(days=2))

    shown = client.get(f"/sources/{source.public_id}/").content.decode()
    assert "our copy was removed on 24" in shown
    assert REASON in shown
    [one] = client.get(f"/api/v1/sources/{source.public_id}/copies/").json()["results"]
    assert (one["sha256"], one["size"], one["removal_note"]) == (None, None, REASON)
    [one] = client.get(f"/api/v1/events/{event.public_id}/evidence/").json()["results"]
    assert one["state"] == "no-copy"


def test_it_is_not_copied_again_until_an_editor_lets_it(source, publisher):
    copied(source)
    remove_copies(source, reason=REASON, now=NOW)

    evidence.watch([source], now=NOW, again=True)
    assert evidence.due_now(now=NOW + timedelta(days=9)).watches == []
    assert evidence.capture(Watch.objects.get().pk, now=NOW + timedelta(days=9)) is None
    assert publisher.requests == ["/story"]

    let_again(source, now=NOW)
    assert evidence.due_now(now=NOW).watches == [Watch.objects.get().pk]


def test_the_same_bytes_go_for_every_source_that_has_them(source, publisher):
    publisher["/twin"] = html(page())
    twin = make_source(url=publisher("/twin"))
    copied(source)
    copied(twin)
    assert Copy.objects.count() == 1

    remove_copies(source, reason=REASON, now=NOW + timedelta(days=1))

    assert Watch.objects.get(source=twin).held is None
    assert Watch.objects.get(source=twin).stopped == ""
    assert tables_with(SECRET) == []


def test_taking_a_source_down_removes_our_copies_of_it(event, source):
    copied(source)

    take_down(source, reason=REASON)
    evidence.follow(now=NOW + timedelta(days=1))

    assert files() == []
    assert tables_with(SECRET) == []


def test_an_attempt_under_way_leaves_nothing_behind(source, monkeypatch):
    """A worker that asked before the removal and answers after it has lost its claim."""
    copied(source)
    watch = evidence.due_now(now=NOW + timedelta(days=2)).watches[0]
    asked = capturing.client

    def removing():
        remove_copies(source, reason=REASON, now=NOW + timedelta(days=2))
        return asked()

    monkeypatch.setattr(capturing, "client", removing)
    with pytest.raises(Exception, match="claim"):
        evidence.capture(watch, now=NOW + timedelta(days=2))
    assert Capture.objects.filter(copy__isnull=False).count() == 0

    evidence.tidy(now=NOW + timedelta(days=4))
    assert files() == []
    assert tables_with(SECRET) == []
