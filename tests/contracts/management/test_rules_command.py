"""`manage.py rules`: the description of the rules is what the rules say, and lists every one."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from contracts.management.commands import rules
from contracts.procedure import RULES
from contracts.procedure.rules import Verification


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("rules", *arguments, stdout=out)
    return out.getvalue()


def test_the_description_in_the_repository_is_current() -> None:
    run("--check")


def test_every_rule_stands_in_the_table_with_its_citation_and_how_far_it_was_read() -> None:
    lines = run().splitlines()
    for rule in RULES.values():
        [line] = [line for line in lines if line.startswith(f"| `{rule.code}` |")]
        assert rule.citation in line
        editions = "".join(f"; {regime.value}: {one.verification.value}" for regime, one in rule.editions.items())
        begins = "; from 2017-12-12, a day that is unverified" if rule.begins else ""
        assert line.endswith(f"| {rule.verification.value}{editions}{begins} |")


def test_a_limit_whose_text_under_the_deviation_was_not_read_is_not_called_verified_under_it() -> None:
    [line] = [line for line in run().splitlines() if line.startswith("| `AGENCY_POSTAWARD_10` |")]
    assert line.endswith("| verified; RFO_DEVIATION: partly verified |")
    for rule in RULES.values():
        for edition in rule.editions.values():
            assert "not read" not in edition.citation or edition.verification is not Verification.VERIFIED


def test_lengths_are_told_in_words() -> None:
    text = run()
    assert "| bid opening or time set for initial proposals | the event itself |" in text
    assert "| 5 days before |" in text
    assert "| 1 business day |" in text
    assert "| n days, set by order |" in text
    assert "| 100 days, a target, a closure tolls it |" in text
    assert "RFO_DEVIATION: RFO FAR 33.104-4" in text


def test_a_description_that_differs_is_told_and_mended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = tmp_path / "procedure.md"
    other.write_text(rules.DOCUMENT.read_text(encoding="utf-8").replace("100 days", "99 days"), encoding="utf-8")
    monkeypatch.setattr(rules, "DOCUMENT", other)
    with pytest.raises(CommandError, match=r"run manage\.py rules --write"):
        run("--check")
    run("--write")
    run("--check")
    other.write_text("no marks", encoding="utf-8")
    with pytest.raises(CommandError, match="lacks"):
        run("--check")
