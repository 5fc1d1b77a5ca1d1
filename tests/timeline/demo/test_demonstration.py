import threading
from datetime import UTC, datetime
from io import StringIO
from urllib.parse import urlsplit

import httpx
import pytest
from django.apps import apps
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.management import CommandError, call_command

from tests.factories import make_candidate, make_event, make_statement
from tests.timeline.pipeline.conftest import run_all
from timeline import demo, review
from timeline.demo.server import FEED_PATH, DemoServer, address
from timeline.demo.stories import STORIES
from timeline.ingest import feed
from timeline.models import Candidate, Citation, Event, Feed, Item, Revision, Source
from timeline.publishing import publish
from timeline.records.loading import SHIPPED, load

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.fixture
def server():
    with DemoServer(0) as running:
        thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        yield running
        running.shutdown()
        thread.join()


@pytest.fixture
def installed(server, jedi):
    """The demonstration, read and matched with a small record."""
    row = demo.install(address(server.server_port) + FEED_PATH, now=NOW)
    run_all()
    assert Candidate.objects.exists()
    return row


def run(*arguments):
    out = StringIO()
    call_command("demo", *arguments, stdout=out, stderr=StringIO())
    return out.getvalue()


def entries(server):
    answer = httpx.get(address(server.server_port) + FEED_PATH)
    return feed.parse(answer.content, answer.headers["content-type"], str(answer.url)).items


def test_there_are_enough_stories_each_marked_as_an_example(server):
    items = entries(server)

    assert 6 <= len(items) == len(STORIES) <= 10
    assert all(item.title.startswith("[Example] ") and item.extra["tags"] == ["example"] for item in items)


def test_every_story_has_a_page_that_says_what_it_is(server):
    pages = [httpx.get(item.url) for item in entries(server)]

    assert all(page.status_code == 200 and "An example that comes with the site" in page.text for page in pages)


def test_the_server_listens_on_this_machine_only(server):
    assert server.server_address[0] == "127.0.0.1"


def test_the_server_answers_conditionally_and_knows_what_it_has_not(server):
    url = address(server.server_port)
    etag = httpx.get(url + FEED_PATH).headers["etag"]

    assert httpx.get(url + FEED_PATH, headers={"If-None-Match": etag}).status_code == 304
    assert httpx.get(url + "/../etc/passwd").status_code == 404


@pytest.mark.django_db
def test_every_story_is_proposed_for_the_shipped_record_of_jedi(server):
    load([SHIPPED / "parties.yaml", SHIPPED / "jedi.yaml"], now=NOW)
    demo.install(address(server.server_port) + FEED_PATH, now=NOW)

    run_all()

    found = {
        candidate.item.key.removeprefix("example:"): (
            candidate.dispute.slug,
            str(candidate.contract),
            candidate.strength,
        )
        for candidate in Candidate.objects.select_related("item", "dispute", "contract")
    }
    assert found == {
        "jwcc-task-orders": ("jedi", "JWCC", "suggestion"),
        "jwcc-memo": ("jedi", "JWCC", "suggestion"),
        "jwcc-a-month-away": ("jedi", "JWCC", "suggestion"),
        "oracle-petition-declined": ("jedi", "JEDI", "identifier"),
        "jedi-ends": ("jedi", "JEDI", "suggestion"),
        "congress-is-warned": ("jedi", "JEDI", "suggestion"),
        "work-is-halted": ("jedi", "JEDI", "identifier"),
        "gao-denies-oracle": ("jedi", "JEDI", "identifier"),
    }


def test_installing_again_with_another_port_moves_the_feed_and_makes_no_second(installed, db):
    demo.install("http://127.0.0.1:1/feed.xml", now=NOW)

    assert Feed.objects.get().url == "http://127.0.0.1:1/feed.xml"


def rows():
    """Everything in all tables of the product but what the log keeps for ever."""
    kept = {"revision", "changeset", "entry", "evententry", "eventscope", "reference", "part"}
    models = [*apps.get_app_config("timeline").get_models(), *apps.get_app_config("contracts").get_models()]
    return {
        model._meta.label: sorted(map(str, model.objects.values_list()))
        for model in models
        if model._meta.model_name not in kept
    }


def test_removing_leaves_no_trace_of_drafts_and_decisions(server, jedi, django_user_model):
    before = rows()
    demo.install(address(server.server_port) + FEED_PATH, now=NOW)
    run_all()
    first, second, *_ = Candidate.objects.order_by("pk")
    event = review.accept(first, actor=None, now=NOW)
    review.cite(second, event, actor=None, now=NOW)
    LogEntry.objects.create(
        user=django_user_model.objects.create_user("anna"),
        content_type=ContentType.objects.get_for_model(event),
        object_id=str(event.pk),
        object_repr=str(event),
        action_flag=1,
    )

    said = run("--remove")

    assert "8 items" in said
    assert rows() == before
    assert not LogEntry.objects.exists()


def test_published_examples_are_taken_down_and_nothing_of_their_text_stays(installed):
    candidate = Candidate.objects.filter(strength="identifier").first()
    title = candidate.item.title
    event = review.accept(candidate, actor=None, now=NOW)
    publish([event])
    assert Revision.objects.filter(document__contains=title).exists()

    said = run("--remove")

    assert f"Taken down, because it had been published: event {event.public_id}" in said
    assert not Revision.objects.filter(document__contains="[Example]").exists()
    assert not Revision.objects.filter(document__contains=urlsplit(installed.url).netloc).exists()
    assert not any("Example]" in row for table in rows().values() for row in table)
    event.refresh_from_db()
    assert (event.title["en"], event.deleted_at is not None) == ("Removed example", True)


def test_what_is_real_stays_when_the_examples_go(installed):
    real_event = make_event()
    real = make_candidate(dispute=real_event.dispute)
    example = review.accept(Candidate.objects.exclude(pk=real.pk).first(), actor=None, now=NOW)
    review.cite(real, example, actor=None, now=NOW)

    run("--remove")

    real.refresh_from_db()
    assert (real.state, real.event) == ("new", None)
    assert Event.objects.get() == real_event
    assert Item.objects.get() == real.item
    assert Source.objects.filter(citations__event=real_event).exists()


@pytest.mark.parametrize("use", ["statement", "citation"])
def test_removing_is_refused_while_something_real_stands_on_an_example(installed, use):
    example = review.accept(Candidate.objects.first(), actor=None, now=NOW)
    if use == "statement":
        make_statement(event=example)
    else:
        Citation.objects.create(event=make_event(), shown_by=example)

    with pytest.raises(CommandError, match="Nothing was removed: 1 rows of the record stand on examples"):
        run("--remove")

    assert Feed.objects.exists()


def test_the_command_says_how_the_examples_stand(installed, settings):
    settings.SITE_URL = "http://127.0.0.1:8000"
    assert f"{Candidate.objects.count()} proposals of the demonstration feed wait for an editor" in run()
    assert "http://127.0.0.1:8000/admin/timeline/candidate/" in run()

    for candidate in Candidate.objects.all():
        review.reject(candidate, actor=None, now=NOW)
    assert "All proposals of the demonstration feed were decided." in run()

    run("--remove")
    assert "no demonstration" in run()


def test_a_production_site_installs_and_serves_no_examples(db, settings):
    settings.PUBLISH_EXAMPLES = False

    for act in ("--install", "--serve"):
        with pytest.raises(CommandError, match="production"):
            run(act, "--port", "9")


def test_a_taken_port_is_said(db, server):
    with pytest.raises(CommandError, match="cannot be served on port"):
        run("--serve", "--port", str(server.server_port))
