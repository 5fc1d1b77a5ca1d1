"""Takes the pictures of the editor's guide from a site of its own and writes docs/guide; for `make guide` alone."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from contracts.identifiers import public_id_for
from tests.browser.test_desk import desk
from tests.factories import make_candidate, make_item
from timeline.guide import TASKS, as_markdown
from timeline.models import Event

pytestmark = pytest.mark.django_db(transaction=True)
ROOT = Path(__file__).resolve().parents[2]
PICTURES = ROOT / "timeline" / "static" / "timeline" / "guide"
INJUNCTION = public_id_for("event", "jedi", "2020-02-13-preliminary-injunction")


def test_pictures_and_text_are_written(browser: Browser, own_site: str):
    event = Event.objects.get(public_id=INJUNCTION)
    event.summary = {**event.summary, "en": f"{event.summary['en']} The opinion is sealed."}
    event.save()
    item = make_item(title="Court lets JEDI suit go on", text="It rules in 19-1796.", state="matched", due_at=None)
    candidate = make_candidate(item=item, dispute=event.dispute)
    places = {
        "start": "/admin/",
        "review": f"/admin/timeline/candidate/{candidate.pk}/change/",
        "event": f"/admin/timeline/event/{event.pk}/change/",
        "publish": f"/admin/timeline/event/{event.pk}/publish/",
        "import": "/admin/timeline/eventimport/hand-in/",
    }
    assert set(places) == {task.picture for task in TASKS if task.picture}
    page = desk(browser, own_site, width=1280, scheme="light")
    page.set_viewport_size({"width": 1280, "height": 800})
    PICTURES.mkdir(exist_ok=True)
    for name, path in places.items():
        page.goto(own_site + path)
        page.wait_for_load_state("networkidle")
        page.screenshot(path=PICTURES / f"{name}.png", animations="disabled")
    page.context.close()
    written = ROOT / "docs" / "guide" / "README.md"
    written.parent.mkdir(exist_ok=True)
    written.write_text(as_markdown(TASKS))
