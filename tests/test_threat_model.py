"""The threat model names tests that are there, and every door has one."""

import re

from tracker.launcher.folder import CHECKOUT

PAGE = CHECKOUT / "docs" / "threat-model.md"


def test_each_door_names_tests_that_exist():
    doors = PAGE.read_text().partition("\n## Doors\n")[2].partition("\n## ")[0]
    rows = [line for line in doors.splitlines() if line.startswith("| ")][1:]
    assert len(rows) > 10
    for row in rows:
        named = re.findall(r"`(tests/[\w/]+\.py)`", row)
        assert named, row
        for path in named:
            assert (
                "\ndef test_" in (CHECKOUT / path).read_text() or "\nasync def test_" in (CHECKOUT / path).read_text()
            )
