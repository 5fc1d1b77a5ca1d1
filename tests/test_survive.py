"""The table of `make survive` holds what the scripts do, and what they do not; its writer leaves the page alone."""

import http.client
import json
import re
import smtplib
from collections.abc import Iterator

import pytest
import yaml
from django.utils import timezone

from tests.survival import alarms
from tests.survival.checks import wrong
from tests.survival.every import NOT_DONE, SCENARIOS, ten_minutes
from tests.survival.readers import Readers
from tests.survival.table import BEGIN, END, CannotRunError, Outcome, write
from tests.worker import database_url_of_tests
from timeline.models import Delivery
from tracker.launcher.folder import CHECKOUT


def test_the_page_tells_of_every_scenario_and_of_what_is_not_run():
    page = (CHECKOUT / "docs" / "survival.md").read_text(encoding="utf-8")
    table = page.partition(BEGIN)[2].partition(END)[0]

    told = [line.split(" | ")[0].removeprefix("| ") for line in table.strip().splitlines()[2:]]

    assert told == [*SCENARIOS, *NOT_DONE]


def test_the_table_says_what_was_lost_and_what_never_came_back(tmp_path):
    page = tmp_path / "page.md"
    former = "| heads |\n|---|\n| stays | 1 | well |\n| gone | 2 | well |\n| kill | 3 | well |"
    page.write_text(f"Before.\n{BEGIN}\n{former}\n{END}\nAfter.\n")
    well = Outcome(name="flush", failed=0, longest=0.5, back=1.25, wrong=[], remark="", told=2.5, alarms=[])
    badly = Outcome(
        name="kill", failed=7, longest=9.0, back=None, wrong=["2 webhooks lost"], remark="slow", alarms=["SiteGone"]
    )
    not_run = Outcome.not_run("cut", CannotRunError("a network of its own"))

    write(page, ["stays", "flush", "kill", "cut", "new"], [well, badly, not_run], {"disk full": "no disk"})

    text = page.read_text()
    assert text.startswith("Before.")
    assert text.endswith("After.\n")
    assert "gone" not in text
    assert re.findall(r"^\| (stays|flush|kill|cut|new|disk full) \| (.*) \|$", text, re.MULTILINE) == [
        ("stays", "1 | well"),
        ("flush", "0 | 0.5 s | 1.2 s | 2.5 s | whole | none | –"),
        ("kill", "7 | 9.0 s | never | never | 2 webhooks lost | SiteGone | slow"),
        ("cut", "– | – | – | – | not run | – | needs a network of its own"),
        ("new", "– | – | – | – | not run | – | needs a run"),
        ("disk full", "– | – | – | – | not run | – | no disk"),
    ]


def test_a_page_without_a_place_for_it_is_not_written(tmp_path):
    page = tmp_path / "page.md"
    page.write_text("Nothing.")

    with pytest.raises(ValueError, match="no place"):
        write(page, [], [], {})
    assert page.read_text() == "Nothing."


@pytest.fixture
def readers() -> Iterator[Readers]:
    found = Readers()
    yield found
    found.end()


def write_letter(readers: Readers, number: int, before: int, now: int) -> None:
    head = f"Subject: News\r\nMessage-ID: <{number}@site>\r\n\r\n"
    with smtplib.SMTP("127.0.0.1", readers.box.port) as server:
        text = f"{head}Note before: Survival {before}.\r\nNote now: Survival {now}."
        server.sendmail("site@site.example", ["reader@site.example"], text)


def call(readers: Readers, number: int, message: str) -> None:
    receiver = http.client.HTTPConnection(readers.receiver.netloc, timeout=5)
    receiver.request("POST", "/hook", json.dumps({"data": {"note": f"Survival {number}."}}), {"webhook-id": message})
    assert receiver.getresponse().status == 200
    receiver.close()


def test_readers_may_be_told_twice_under_one_id(readers: Readers):
    for number in (1, 2, 2):
        write_letter(readers, number, before=number - 1, now=number)
        call(readers, number, f"msg_{number}")

    assert readers.wrong([1, 2]) == []
    assert readers.repeated() == {"letters": 1, "webhooks": 1}


def test_what_readers_were_not_told_or_told_as_two_happenings_is_found(readers: Readers):
    write_letter(readers, 1, before=0, now=1)
    write_letter(readers, 2, before=2, now=3)
    call(readers, 1, "msg_1")
    call(readers, 1, "msg_another")

    assert readers.wrong([1, 2, 4]) == [
        "2 webhooks to readers did not come",
        "1 webhooks to readers under two ids",
        "the last letters did not come",
        "1 letters lost or doubled",
    ]


def test_rules_of_alarm_are_shortened_and_nothing_else_of_them():
    shipped = yaml.safe_load(alarms.RULES.read_text())["groups"][0]["rules"]
    shorter = yaml.safe_load(alarms.shortened(alarms.RULES.read_text()))["groups"][0]["rules"]

    assert {rule["alert"]: rule["for"] for rule in shorter}["SiteGone"] == "4s"
    assert all(rule["for"].endswith("s") for rule in shorter)
    assert [rule["expr"].replace("[30s]", "[5m]") for rule in shorter] == [rule["expr"] for rule in shipped]


def test_minutes_are_told_with_what_failed_and_how_long_answers_took():
    asked = [(100.0 + number / 10, 200, 0.1) for number in range(98)]
    asked += [(110.0, 500, 0.9), (110.0, 0, 10.0), (160.0, 200, 2.0)]

    first, second, *_ = ten_minutes.minutes(asked, began=100.0)

    assert first == "| 1 | 100 | 2 | 100 ms | 100 ms | 900 ms |"
    assert second == "| 2 | 1 | 0 | 2,000 ms | 2,000 ms | 2,000 ms |"


@pytest.mark.django_db(transaction=True)
def test_a_webhook_that_waits_for_its_worker_is_not_called_lost():
    now = timezone.now()
    Delivery.objects.create(hook="courtlistener", key="k-1", raw=b"{}", received_at=now, due_at=now)

    assert wrong(database_url_of_tests(), [1, 2], []) == ["1 webhooks lost", "1 webhooks kept and not read"]
