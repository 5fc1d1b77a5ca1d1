"""A deploy without downtime: the last release's code works on the new schema, and migrations keep to what lets it."""

import os
import re
import socket
import subprocess
import sys
import threading
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.request import HTTPCookieProcessor, OpenerDirector, build_opener

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import migrations, models
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState

from contracts.models import Party
from tests import last_release
from tests.doors import web_door
from tests.migration_rules import broken
from tests.one_socket import serve_behind
from tests.timeline.admin.forms import inputs_of
from tests.timeline.ingest.test_courtlistener import ENTRY, delivery
from tests.tracker.launcher.site import wait_for
from tests.worker import database_url_of_tests
from timeline.models import Delivery, Feed, Revision
from tracker.launcher.folder import CHECKOUT

RECORD = CHECKOUT / "timeline" / "records" / "jedi.yaml"
PAGES = (
    "/",
    "/disputes/jedi/",
    "/search/?q=oracle",
    "/feed.atom",
    "/api/v1/events/?limit=20",
    "/api/v1/changes/",
    "/api/v1/disputes/jedi/",
    "/admin/login/",
)
SECRET = "rolling-secret-of-at-least-thirty-two-letters"
PASSWORD = "a long enough password"
PUBLISH = """
from django.db import transaction
from contracts.models import Party
from timeline.publishing import publish
with transaction.atomic():
    party = Party.objects.select_for_update().get(slug="oracle")
    party.name = "Oracle, published by older code"
    party.save()
    publish([party], note="Published by older code.")
"""


@pytest.fixture(scope="module")
def older(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The code of the last release."""
    last_release.here_or_skip()
    return last_release.unpack(tmp_path_factory.mktemp("older"))


@pytest.fixture
def older_site(older: Path, transactional_db: None, tmp_path: Path) -> Iterator[str]:
    """The last release, serving a database that has the newest schema and JEDI's record."""
    call_command("load_record", str(RECORD), verbosity=0)
    settings = {"COURTLISTENER_SECRET": SECRET, "COURTLISTENER_SENDERS": "127.0.0.1"}
    with web_door(tmp_path, code=older, **settings) as address:
        yield address


def in_older_code(older: Path, code: str) -> None:
    """Run a piece of Python as the last release would, on the database of this test."""
    env = {**os.environ, "DATABASE_URL": database_url_of_tests()}
    command = [sys.executable, "manage.py", "shell", "--verbosity=0", "-c", code]
    done = subprocess.run(command, cwd=older, env=env, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr


def status_of(visitor: OpenerDirector, url: str, data: bytes | None = None, **headers: str) -> int:
    told = {name.replace("_", "-"): text for name, text in headers.items()}
    request = urllib.request.Request(url, data, told)  # noqa: S310 - our own server
    try:
        with visitor.open(request, timeout=20) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code


def test_older_code_serves_receives_saves_and_publishes_on_the_new_schema(older_site: str, older: Path):
    User.objects.create_superuser("owner", password=PASSWORD)
    Feed.objects.create(slug="court", name="Court", parser="courtlistener", pushed=True, enabled=True)
    visitor = build_opener(HTTPCookieProcessor(CookieJar()))

    assert {path: status for path in PAGES if (status := status_of(visitor, older_site + path)) != 200} == {}

    body = delivery({**ENTRY, "id": 4711, "recap_documents": []})
    sent = {"Content_Type": "application/json", "Idempotency_Key": "rolling-1"}
    assert status_of(visitor, f"{older_site}/hooks/courtlistener/{SECRET}/", body, **sent) == 200
    assert Delivery.objects.filter(key="rolling-1").exists()

    post_form(visitor, f"{older_site}/admin/login/?next=/admin/", username="owner", password=PASSWORD)
    party = Party.objects.get(slug="oracle")
    post_form(visitor, f"{older_site}/admin/contracts/party/{party.pk}/change/", name="Oracle, saved by older code")
    party.refresh_from_db()
    assert party.name == "Oracle, saved by older code"

    in_older_code(older, PUBLISH)
    last = Revision.objects.filter(document_type="party").order_by("seq").last()
    assert last is not None
    assert "Oracle, published by older code" in str(last.document)


def test_one_release_takes_over_from_another_behind_one_socket_and_no_request_fails(
    older: Path, transactional_db: None, tmp_path: Path
):
    log = tmp_path / "web.log"
    with socket.create_server(("127.0.0.1", 0), backlog=100) as listener:
        url = f"http://127.0.0.1:{listener.getsockname()[1]}/"
        over, answers = threading.Event(), list[int]()
        with ThreadPoolExecutor(2) as readers, ended(serve_behind(listener, older, log)) as old:
            asking = [readers.submit(ask_until, over, url, answers) for _ in range(2)]
            try:
                assert wait_for(lambda: len(answers) > 10), log.read_text()
                old.terminate()
                old.wait(timeout=20)
                before = len(answers)
                with ended(serve_behind(listener, CHECKOUT, log)):
                    assert wait_for(lambda: len(answers) > before + 10), log.read_text()
                    over.set()
                    assert [one.exception() for one in asking] == [None, None]
            finally:
                over.set()
    assert set(answers) == {200}


@contextmanager
def ended(process: "subprocess.Popen[bytes]") -> Iterator["subprocess.Popen[bytes]"]:
    """End a process with the block."""
    try:
        yield process
    finally:
        process.terminate()
        process.wait(timeout=20)


def ask_until(over: threading.Event, url: str, answers: list[int]) -> None:
    """Ask again and again, each time on a connection of its own, and note the statuses."""
    while not over.is_set():
        answers.append(status_of(build_opener(), url))


def post_form(visitor: OpenerDirector, url: str, **changed: str) -> None:
    """Fill a page's form in and send it as a browser does; fail if it comes back."""
    with visitor.open(url, timeout=20) as answer:
        data = inputs_of(answer.read().decode())
    told = urllib.parse.urlencode({**data, **changed}, doseq=True).encode()
    request = urllib.request.Request(url, told, {"Referer": url})  # noqa: S310 - our own server
    with visitor.open(request, timeout=20) as answer:
        page = answer.read().decode()
    assert not re.search(r'class="[^"]*errorlist', page), page[:2_000]


def test_the_last_release_is_named_with_the_migrations_it_had():
    last_release.here_or_skip()
    there = last_release.files()
    for application, name in last_release.MIGRATIONS.items():
        folder = f"{application}/migrations/"
        assert f"{folder}{name}.py" == max(path for path in there if re.match(rf"{folder}\d{{4}}_", path))


def test_migrations_since_the_last_release_let_its_code_work():
    loader = MigrationLoader(None)
    targets = list(last_release.MIGRATIONS.items())
    older_ones = {key for target in targets for key in loader.graph.forwards_plan(target)}
    newest = [key for key in loader.graph.leaf_nodes() if key[0] in last_release.MIGRATIONS]
    plan = dict.fromkeys(key for leaf in newest for key in loader.graph.forwards_plan(leaf))
    later = [loader.graph.nodes[key] for key in plan if key not in older_ones]

    found = broken(loader.project_state(targets), later)

    assert [one for one in found if one not in last_release.ALLOWED] == []


def test_a_rule_is_let_go_only_with_a_reason():
    assert all(reason.strip() for reason in last_release.ALLOWED.values())


def migration(*operations: migrations.operations.base.Operation) -> list[migrations.Migration]:
    one = migrations.Migration("0002_later", "desk")
    one.operations = list(operations)
    return [one]


@pytest.fixture
def before() -> ProjectState:
    """A table of the last release."""
    state = ProjectState()
    columns = [("id", models.BigAutoField(primary_key=True)), ("name", models.CharField(max_length=9, null=True))]
    migrations.CreateModel("Paper", columns).state_forwards("desk", state)
    return state


@pytest.mark.parametrize(
    ("operation", "word"),
    [
        (migrations.RemoveField("paper", "name"), "release later"),
        (migrations.RenameField("paper", "name", "title"), "release later"),
        (migrations.DeleteModel("Paper"), "release later"),
        (migrations.RenameModel("Paper", "Sheet"), "release later"),
        (migrations.AlterModelTable("Paper", "sheets"), "release later"),
        (migrations.AddField("paper", "pages", models.IntegerField(default=0)), "db_default"),
        (migrations.AlterField("paper", "name", models.CharField(max_length=9)), "null"),
        (migrations.AlterField("paper", "name", models.CharField(max_length=8, null=True)), "shorter"),
        (migrations.AlterField("paper", "name", models.IntegerField(null=True)), "type"),
        (migrations.AlterField("paper", "name", models.CharField(max_length=9, null=True, unique=True)), "unique"),
        (
            migrations.AddConstraint("paper", models.CheckConstraint(condition=~models.Q(name=""), name="named")),
            "refuse",
        ),
        (migrations.AddConstraint("paper", models.UniqueConstraint(fields=["name"], name="once")), "refuse"),
    ],
)
def test_what_running_code_would_stumble_over_is_found(before: ProjectState, operation, word: str):
    assert word in "".join(broken(before, migration(operation)))


@pytest.mark.parametrize(
    "operations",
    [
        [migrations.AddField("paper", "pages", models.IntegerField(null=True))],
        [migrations.AddField("paper", "pages", models.IntegerField(default=0, db_default=0))],
        [migrations.AlterField("paper", "name", models.CharField(max_length=20, null=True))],
        [
            migrations.AddField("paper", "pages", models.IntegerField(null=True)),
            migrations.AddConstraint("paper", models.CheckConstraint(condition=models.Q(pages__gt=0), name="some")),
        ],
        [
            migrations.CreateModel("Box", [("id", models.BigAutoField(primary_key=True))]),
            migrations.AddField("box", "size", models.IntegerField(default=0)),
            migrations.RemoveField("box", "size"),
        ],
    ],
)
def test_what_running_code_does_not_notice_is_let_pass(before: ProjectState, operations):
    assert broken(before, migration(*operations)) == []
