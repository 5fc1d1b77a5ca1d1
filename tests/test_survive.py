"""The table of `make survive` holds what the scripts do, and what they do not; its writer leaves the page alone."""

import re

import pytest

from tests.survival.every import NOT_DONE, SCENARIOS
from tests.survival.table import BEGIN, END, CannotRunError, Outcome, write
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
    well = Outcome(name="flush", failed=0, longest=0.5, back=1.25, wrong=[], remark="")
    badly = Outcome(name="kill", failed=7, longest=9.0, back=None, wrong=["2 webhooks lost"], remark="slow")
    not_run = Outcome.not_run("cut", CannotRunError("a network of its own"))

    write(page, ["stays", "flush", "kill", "cut", "new"], [well, badly, not_run], {"disk full": "no disk"})

    text = page.read_text()
    assert text.startswith("Before.")
    assert text.endswith("After.\n")
    assert "gone" not in text
    assert re.findall(r"^\| (stays|flush|kill|cut|new|disk full) \| (.*) \|$", text, re.MULTILINE) == [
        ("stays", "1 | well"),
        ("flush", "0 | 0.5 s | 1.2 s | whole | –"),
        ("kill", "7 | 9.0 s | never | 2 webhooks lost | slow"),
        ("cut", "– | – | – | not run | needs a network of its own"),
        ("new", "– | – | – | not run | needs a run"),
        ("disk full", "– | – | – | not run | no disk"),
    ]


def test_a_page_without_a_place_for_it_is_not_written(tmp_path):
    page = tmp_path / "page.md"
    page.write_text("Nothing.")

    with pytest.raises(ValueError, match="no place"):
        write(page, [], [], {})
    assert page.read_text() == "Nothing."
