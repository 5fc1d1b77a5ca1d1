"""docs/survival.md names every case that the pipeline survives with the test that does it; both must exist."""

import ast
import re
from pathlib import Path

from tests.timeline.pipeline import test_bad_feeds, test_bad_servers

TESTS = Path(__file__).parent
TABLE = (TESTS.parent / "docs" / "survival.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| (.+?) \| (?:`(.+?)`)? ?\|$", TABLE, re.MULTILINE)


def functions_of(path: str) -> set[str]:
    tree = ast.parse((TESTS / "timeline" / path).read_text(encoding="utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


def test_every_test_that_the_table_names_exists():
    named = [tuple(test.split("::")) for _, test in ROWS if test]

    assert len(named) > 10
    assert [name for path, name in named if name not in functions_of(path)] == []


def test_every_bad_server_and_feed_that_is_tested_stands_in_the_table_and_no_other():
    cases = {case for case, _ in ROWS if case.startswith(("a server that ", "a feed with "))}

    servers = {f"a server that {what}" for what in test_bad_servers.BAD}
    assert cases == servers | {f"a feed with {what}" for what in test_bad_feeds.BAD}
