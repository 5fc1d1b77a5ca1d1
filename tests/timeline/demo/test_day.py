"""A folder of payloads as a day of news: what is wrong with it is said, and examples have a door of their own."""

from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

import pytest
import yaml
from django.core.management import CommandError, call_command

from tests.factories import make_feed
from timeline import hooks, pipeline
from timeline.demo.day import BadFolder, read_day
from timeline.models import Delivery, Feed

WEBHOOK = "/hooks/courtlistener/{}/"


@pytest.fixture
def folder(tmp_path) -> Path:
    (tmp_path / "a.xml").write_text("<rss>{{BASE}}</rss>")
    write(tmp_path, feeds=[FEED])
    return tmp_path


FEED = {"slug": "a", "name": "A", "source": "feed", "kind": "news", "path": "/a.xml", "file": "a.xml"}
HOOK = {"slug": "h", "name": "H", "source": "courtlistener", "kind": "court-filing", "key": "k", "file": "a.xml"}


def write(folder: Path, **said) -> None:
    (folder / "day.yaml").write_text(yaml.safe_dump(said))


def test_a_folder_is_read_and_its_texts_learn_the_address_of_the_server(folder):
    day = read_day(folder)

    assert [feed.slug for feed in day.feeds] == ["a"]
    assert day.served("http://127.0.0.1:9") == {"/a.xml": ("application/xml", b"<rss>http://127.0.0.1:9</rss>")}


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ({}, "names neither a feed nor a webhook"),
        ({"feeds": "a"}, "feeds is no list"),
        ({"other": []}, "and nothing else"),
        ({"feeds": [{**FEED, "colour": "red"}]}, "feeds, entry 1: it needs exactly"),
        ({"feeds": [{**FEED, "name": 3}]}, "every value is a text"),
        ({"feeds": [{**FEED, "source": "oracle"}]}, "there is no source “oracle”"),
        ({"feeds": [{**FEED, "kind": "gossip"}]}, "“gossip” is no kind"),
        ({"feeds": [{**FEED, "path": "a.xml"}]}, "is no path like"),
        ({"feeds": [{**FEED, "file": "b.xml"}]}, "b.xml cannot be read"),
        ({"feeds": [{**FEED, "file": "../../etc/passwd"}]}, "lies outside of the folder"),
        ({"feeds": [{**FEED, "file": "/etc/passwd"}]}, "lies outside of the folder"),
        ({"feeds": [FEED, {**FEED, "path": "/b"}]}, "the same slug"),
        ({"feeds": [FEED, {**FEED, "slug": "b"}]}, "the same path"),
        ({"webhooks": [{**HOOK, "source": "gao"}]}, "only courtlistener sends webhooks"),
        ({"webhooks": [HOOK, {**HOOK, "slug": "i"}]}, "the same source of a webhook"),
    ],
)
def test_a_folder_that_cannot_be_used_is_refused_with_the_reason(folder, said, message):
    write(folder, **said)

    with pytest.raises(BadFolder, match=message):
        read_day(folder)


def test_what_is_no_yaml_or_no_folder_is_refused(folder, tmp_path):
    (folder / "day.yaml").write_text("feeds: [")
    with pytest.raises(BadFolder, match="is no YAML"):
        read_day(folder)
    with pytest.raises(BadFolder, match="cannot be read"):
        read_day(tmp_path / "nowhere")


@pytest.mark.django_db
def test_the_examples_have_a_receiver_of_their_own(client, settings):
    settings.COURTLISTENER_SECRET = "x" * 40
    settings.COURTLISTENER_SENDERS = ["127.0.0.1"]

    client.post(WEBHOOK.format(hooks.example_secret()), b"{}", content_type="application/json", REMOTE_ADDR="127.0.0.1")
    client.post(WEBHOOK.format("x" * 40), b"{}", content_type="application/json", REMOTE_ADDR="127.0.0.1")

    assert set(Delivery.objects.values_list("hook", flat=True)) == {"example-courtlistener", "courtlistener"}


@pytest.mark.django_db
def test_nobody_but_this_machine_sends_examples_and_a_production_site_knows_no_such_address(client, settings):
    url = WEBHOOK.format(hooks.example_secret())
    assert client.post(url, b"{}", content_type="application/json", REMOTE_ADDR="34.210.230.218").status_code == 403
    settings.PUBLISH_EXAMPLES = False
    assert client.post(url, b"{}", content_type="application/json", REMOTE_ADDR="127.0.0.1").status_code == 404
    assert not Delivery.objects.exists()


@pytest.mark.django_db
def test_an_example_that_was_sent_never_reaches_the_real_feed(client):
    real = make_feed(parser="courtlistener", pushed=True, enabled=True, url="")
    url = WEBHOOK.format(hooks.example_secret())
    client.post(url, b"{}", content_type="application/json", REMOTE_ADDR="127.0.0.1")

    assert pipeline.take_in(now=datetime.now(UTC)) == []
    example = make_feed(parser="courtlistener", pushed=True, enabled=True, is_example=True, url="http://127.0.0.1:9/")
    assert len(pipeline.take_in(now=datetime.now(UTC))) == 1

    assert (real.fetches.count(), example.fetches.count()) == (0, 1)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("day", "--folder", "/nowhere"), "cannot be read"),
        (("day", "--site", "http://127.0.0.1:1", "--wait", "1"), "does not answer"),
        (("day", "--remove"), "name one act"),
    ],
)
def test_the_command_says_what_is_missing_and_leaves_no_feed_on(arguments, message):
    with pytest.raises(CommandError, match=message):
        call_command("demo", *arguments, stdout=StringIO())

    assert not Feed.objects.filter(enabled=True).exists()
