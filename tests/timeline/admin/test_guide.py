"""The editor's guide: every label in it is on the desk where the task is done; the bookmark only opens a form."""

import re
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from django.contrib.auth.models import User
from django.contrib.staticfiles import finders
from django.test import Client
from django.utils import timezone

from contracts.models import Party
from tests.factories import make_event
from timeline.codelists import ImportState
from timeline.guide import TASKS, as_markdown
from timeline.models import Candidate, Capture, Copy, EventImport, PastedAddress, PastedState, Source
from timeline.publishing import publish, retract

ROOT = Path(__file__).resolve().parents[3]
LABEL = re.compile(r"\*\*(.+?)\*\*")
PASTE = "/admin/timeline/source/paste/"
EVENTS, FORM = "/admin/timeline/event/", "/admin/timeline/event/{event}/change/"
# Where each task is done.
PLACES = {
    "sign-in": ["/admin/", "/admin/account/second-factor/add/"],
    "review": ["/admin/", "/admin/timeline/candidate/{candidate}/change/"],
    "enter": ["/admin/", "/admin/timeline/event/add/"],
    "check": ["/admin/", "/admin/timeline/source/{source}/change/"],
    "publish": [EVENTS, "/admin/timeline/event/{draft}/change/", "/admin/timeline/event/{draft}/publish/"],
    "correct": [FORM, "/admin/timeline/event/{event}/publish/"],
    "remove": [FORM, "/admin/timeline/event/{retracted}/change/"],
    "merge": ["/admin/", "/admin/contracts/party/", "/admin/contracts/party/merge/?pks={parties}"],
    "import": ["/admin/", "/admin/timeline/eventimport/", "/admin/timeline/eventimport/{imported}/change/"],
    "feeds": ["/admin/", "/admin/timeline/feed/", "/admin/timeline/feed/add/"],
    "bookmark": ["/admin/guide/", "/admin/timeline/source/add/"],
}


def texts(client: Any, url: str) -> str:
    """Return what a page says, in plain words with single blanks; a page that is no guide must not speak for it."""
    answer = client.get(url)
    assert answer.status_code == 200, url
    page = re.sub(r"(?s)<(script|style)\b.*?</\1>", " ", answer.content.decode())
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


def copy_without_the_passage(source: Source) -> None:
    now = timezone.now()
    copy = Copy.objects.create(
        sha256="1" * 64, size=7, media_type="text/html", kept_at=now, state="read", text="Nothing", main_text="Nothing"
    )
    Capture.objects.create(source=source, captured_at=now, outcome="ok", copy=copy)


@pytest.fixture
def places(published: Any) -> dict[str, str]:
    """The rows that the addresses above stand for."""
    live, retracted, draft = published.event, make_event(), make_event(dispute=published.dispute)
    publish([retracted])
    retract([retracted], note="It was a mistake.")
    live.title = {**live.title, "en": "Another title"}
    live.save()
    copy_without_the_passage(draft.citations.get().source)
    EventImport.objects.update(state=ImportState.DONE)
    parties = ",".join(str(pk) for pk in Party.objects.values_list("pk", flat=True)[:2])
    return {
        "event": str(live.pk),
        "retracted": str(retracted.pk),
        "draft": str(draft.pk),
        "source": str(Source.objects.earliest("pk").pk),
        "candidate": str(Candidate.objects.earliest("pk").pk),
        "imported": str(EventImport.objects.earliest("pk").pk),
        "parties": parties,
    }


@pytest.mark.parametrize("task", TASKS, ids=lambda task: task.id)
def test_every_label_of_a_task_stands_where_it_is_done(task: Any, places: Any, client_as: Any):
    client = client_as("superuser")
    by, now = User.objects.get(username="superuser-user"), timezone.now()
    pasted = PastedAddress.objects.create(url="https://gao.gov/x", state=PastedState.READ, pasted_by=by, pasted_at=now)
    places = {**places, "pasted": str(pasted.pk)}
    found = " ".join(texts(client, place.format(**places)) for place in PLACES[task.id])
    labels = [label for step in task.steps for label in LABEL.findall(step)]
    assert labels
    assert not [label for label in labels if label.casefold() not in found.casefold()]


def test_the_guide_is_for_everybody_of_the_desk_and_for_nobody_else(client: Any, client_as: Any):
    assert client.get("/admin/guide/").status_code == 302
    page = client_as("contributor").get("/admin/guide/").content.decode()
    assert all(f'id="{task.id}"' in page for task in TASKS)
    assert "<b>Publish now</b>" in page
    assert "**" not in page


def test_the_pictures_are_there_and_the_written_guide_is_the_same():
    assert not [
        task.picture for task in TASKS if task.picture and not finders.find(f"timeline/guide/{task.picture}.png")
    ]
    assert (ROOT / "docs" / "guide" / "README.md").read_text() == as_markdown(TASKS), "make it anew: make guide"


def test_the_bookmark_opens_a_filled_form_and_writes_nothing(db: Any, client_as: Any):
    client = client_as("contributor")
    page = unescape(client.get("/admin/guide/").content.decode())
    [script] = re.findall(r'href="(javascript:[^"]+)"', page)
    assert script.count("http") == 1
    assert "http://testserver/admin/timeline/source/add/?url='+encodeURIComponent(location.href)" in script
    address, title = "https://x.example/a?b=1&c=“d”#e", '"><script>alert(1)</script>'
    form = client.get(f"/admin/timeline/source/add/?url={quote(address, safe='')}&title={quote(title, safe='')}")
    shown = form.content.decode()
    assert form.context["adminform"].form.initial["url"] == address
    assert "<script>alert(1)" not in shown
    assert not Source.objects.exists()
    assert Client(enforce_csrf_checks=True).get("/admin/timeline/source/add/?url=x&_save=1").status_code == 302


def test_a_form_that_another_site_sends_is_refused(db: Any, client_as: Any):
    known = client_as("contributor")
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = known.cookies
    sent = {"url": "https://x.example/", "title": "A title", "publisher": "X", "kind": "press", "lang": "en"}
    assert strict.post("/admin/timeline/source/add/", sent).status_code == 403
    assert not Source.objects.exists()
