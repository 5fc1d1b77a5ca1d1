"""The desk in a real browser: no error, nothing refused or too wide, and an event made and published by hand."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import User
from playwright.sync_api import Browser, Page, expect

from contracts.identifiers import public_id_for
from contracts.models import Dispute
from tests.factories import make_candidate, make_item
from timeline.models import Event, Revision, Source

pytestmark = pytest.mark.django_db(transaction=True)

PASSWORD = "a long enough password"
SERIOUS = {"serious", "critical"}
# The searching inputs are Django's (select2); these rules their markup breaks, and nothing else may.
OF_SELECT2 = {"aria-input-field-name", "label", "list"}


@pytest.fixture
def site(own_site: str) -> str:
    return own_site


@pytest.fixture
def event(site: str) -> Event:
    found = Event.objects.get(public_id=public_id_for("event", "jedi", "2020-02-13-preliminary-injunction"))
    found.title = {**found.title, "en": "Court stops JEDI work"}
    found.save()
    return found


@pytest.fixture
def paths(event: Event) -> list[str]:
    item = make_item(title="JEDI suit goes on", text="Oracle and JEDI, B-416657.", state="matched", due_at=None)
    candidate = make_candidate(item=item, dispute=event.dispute)
    form = f"/admin/timeline/event/{event.pk}/"
    return [
        "/admin/",
        "/admin/guide/",
        "/admin/timeline/event/",
        "/admin/timeline/event/add/",
        f"{form}change/",
        f"{form}publish/",
        f"{form}preview/",
        f"{form}retract/",
        f"{form}take-down/",
        f"/admin/contracts/contract/{event.contracts.first().pk}/change/",
        "/admin/timeline/candidate/",
        f"/admin/timeline/candidate/{candidate.pk}/change/",
        "/admin/timeline/revision/",
    ]


def desk(browser: Browser, site: str, *, width: int, scheme: str) -> Page:
    """Return a page on which an owner is logged in."""
    if not User.objects.filter(username="owner").exists():
        User.objects.create_superuser("owner", password=PASSWORD)
    page = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme).new_page()
    page.goto(f"{site}/admin/login/")
    page.fill("#id_username", "owner")
    page.fill("#id_password", PASSWORD)
    page.click("button[type=submit]")
    page.wait_for_url(f"{site}/admin/")
    return page


def watch(page: Page, problems: list[str]) -> None:
    page.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on(
        "response", lambda answer: problems.append(f"{answer.status} {answer.url}") if answer.status >= 400 else None
    )


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (768, "dark")])
def test_the_desk_fits_and_raises_no_error(browser: Browser, site: str, paths: list[str], *, width: int, scheme: str):
    problems: list[str] = []
    page = desk(browser, site, width=width, scheme=scheme)
    watch(page, problems)
    for path in paths:
        page.goto(site + path)
        page.wait_for_load_state("networkidle")
        wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        if wide > 0:
            problems.append(f"{path} is {wide} px too wide at {width}")
    page.context.close()
    assert problems == []


def test_pages_of_our_own_can_be_used_by_everybody(browser: Browser, site: str, paths: list[str]):
    problems: list[str] = []
    page = desk(browser, site, width=1280, scheme="light")
    for path in paths:
        page.goto(site + path)
        problems += [
            f"{path}: {found['id']} at {node['html'][:200]}"
            for found in Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
            for node in found["nodes"]
            if found["impact"] in SERIOUS
            and not (found["id"] in OF_SELECT2 and ("select2" in node["html"] or found["id"] == "list"))
        ]
    page.context.close()
    assert problems == []


def choose(page: Page, name: str, words: str) -> None:
    """Choose from an input that searches."""
    page.locator(f"#id_{name} + .select2").click()
    page.locator(".select2-search__field").last.fill(words)
    page.locator(".select2-results__option--highlighted", has_text=words).click()


def test_an_editor_enters_an_event_and_publishes_it(browser: Browser, site: str):
    problems: list[str] = []
    page = desk(browser, site, width=1280, scheme="light")
    watch(page, problems)
    page.click("text=New event")
    choose(page, "dispute", "JEDI")
    page.select_option("#id_type", "order")
    page.fill("#id_date", "2020-02-13")
    page.fill("[name=title_en]", "Court lifts the seal")
    page.fill("[name=summary_en]", "The court made its opinion public.")
    page.click("text=Add another Party")
    choose(page, "parties-0-party", "Oracle America")
    page.select_option("#id_parties-0-role", "movant")
    page.click("text=Add another Citation")
    choose(page, "citations-0-source", "Joint")
    page.fill("#id_citations-0-anchor", "made public")
    page.click("button[name=_continue]")
    expect(page.locator(".desk-standing")).to_contain_text("Readers do not see it")
    page.click("a:has-text('Publish…')")
    expect(page.locator(".desk-act")).to_contain_text("What will be published")
    page.click("button:has-text('Publish now')")
    expect(page.locator(".desk-standing")).to_contain_text("Readers see what stands here")
    event = Event.objects.get(dispute=Dispute.objects.get(slug="jedi"), title__contains={"en": "Court lifts the seal"})
    assert Revision.objects.filter(key=event.public_id, kind="published").exists()
    assert event.parties.get().role == "movant"
    page.goto(f"{site}/events/{event.public_id}/")
    expect(page.locator("h1")).to_have_text("Court lifts the seal")
    page.context.close()
    assert problems == []


class Hands:
    """An editor without a mouse: each key pressed and each text typed or pasted is one interaction."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.count = 0

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
            self.count += 1

    def type(self, text: str) -> None:
        self.page.keyboard.insert_text(text)
        self.count += 1

    def go_to(self, name: str) -> None:
        """Press Tab until the input of this name has the focus."""
        for _ in range(8):
            if self.page.evaluate("document.activeElement.name || ''") == name:
                return
            self.press("Tab")
        raise AssertionError(f"{name} was not reached from {self.page.evaluate('document.activeElement.outerHTML')}")


def test_a_typical_event_takes_at_most_25_interactions_and_no_mouse(browser: Browser, site: str):
    problems: list[str] = []
    page = desk(browser, site, width=1280, scheme="light")
    watch(page, problems)
    source = Source.objects.exclude(url="").first()
    page.locator("text=New event").focus()
    hands = Hands(page)
    hands.press("Enter")
    page.wait_for_url("**/event/add/")
    page.locator("#id_dispute + .select2 .select2-selection").focus()
    hands.press("Enter")
    hands.type("JEDI")
    expect(page.locator(".select2-results__option--highlighted")).to_contain_text("JEDI")
    hands.press("Enter")
    hands.go_to("type")
    hands.page.keyboard.type("Order")
    hands.count += 1
    hands.go_to("date")
    hands.type("13 Feb 2020")
    hands.go_to("title_en")
    hands.type("Court lifts the seal")
    hands.go_to("summary_en")
    hands.type("The court made its opinion public.")
    hands.go_to("party_lines")
    hands.type("movant: oracle\ndefendant: + agency Department of Examples")
    hands.go_to("source_lines")
    hands.type(f"{source.url} “made public”\nhttps://www.example.org/order | The order | Example | 2020-02-13")
    expect(page.locator(".desk-line.is-new")).to_have_count(2)
    expect(page.locator(".desk-line.is-known")).to_have_count(2)
    hands.press("Control+Shift+Enter")
    page.wait_for_url("**/publish/")
    expect(page.locator(".desk-act")).to_contain_text("Court lifts the seal")
    page.context.close()
    assert hands.count <= 25
    assert problems == []
    event = Event.objects.get(title__contains={"en": "Court lifts the seal"})
    assert (event.type, str(event.date), event.parties.count(), event.citations.count()) == (
        "order",
        "2020-02-13",
        2,
        2,
    )


def test_what_was_typed_survives_a_reload_and_is_forgotten_once_saved(browser: Browser, site: str):
    problems: list[str] = []
    page = desk(browser, site, width=1280, scheme="light")
    watch(page, problems)
    page.goto(f"{site}/admin/timeline/event/add/")
    choose(page, "dispute", "JEDI")
    page.select_option("#id_type", "order")
    page.fill("#id_date", "2020-02-13")
    page.fill("[name=title_en]", "Court lifts the seal")
    page.fill("[name=summary_en]", "The court made its opinion public.")
    page.click("text=Add another Party")
    choose(page, "parties-0-party", "Oracle America")
    page.select_option("#id_parties-0-role", "movant")
    page.wait_for_function("Object.values(sessionStorage).some(kept => kept.includes('movant'))")
    page.on("dialog", lambda dialog: dialog.accept())
    page.reload()
    expect(page.locator(".desk-kept")).to_contain_text("“Court lifts the seal”")
    (kept,) = page.evaluate("Object.keys(sessionStorage).filter(key => key.startsWith('kept-form:'))")
    page.evaluate("key => sessionStorage.setItem(key.replace(/:[0-9]+:/, ':0:'), sessionStorage.getItem(key))", kept)
    page.reload()
    assert page.evaluate("Object.keys(sessionStorage).filter(key => key.startsWith('kept-form:'))") == [kept], (
        "what another account typed is gone"
    )
    page.click("text=Bring it back")
    expect(page.locator(".desk-problems")).to_contain_text("nothing of it is saved yet")
    assert not Event.objects.filter(title__contains={"en": "Court lifts the seal"}).exists()
    expect(page.locator("#id_parties-0-role")).to_have_value("movant")
    page.click("button[name=_continue]")
    expect(page.locator(".desk-standing")).to_contain_text("Readers do not see it")
    page.goto(f"{site}/admin/timeline/event/add/")
    expect(page.locator("#id_date")).to_be_visible()
    expect(page.locator(".desk-kept")).to_have_count(0)
    page.context.close()
    assert Event.objects.get(title__contains={"en": "Court lifts the seal"}).parties.get().role == "movant"
    assert problems == []
