"""`manage.py deadlines` checks a file and `manage.py deadline` shows one date; both need no database."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from contracts.procedure import RULES

HEAD = "id,forum,rule,citation,trigger_event,trigger_date,inputs,expected_date,explanation\n"
RIGHT = """\
A1,GAO,GAO_COMMENTS_10,x,report,2018-09-06,,2018-09-17,weekend
A2,GAO,CICA_STAY,x,award,2025-03-03,"{""award_date"": ""2025-03-03"", ""debriefing_date"": ""2025-03-05""}",2025-03-13,x
"""
WRONG = "B1,GAO,GAO_COMMENTS_10,x,report,2018-09-06,,2018-09-16,not rolled over\n"


def run(*arguments: str) -> str:
    out = StringIO()
    call_command(*arguments, stdout=out)
    return out.getvalue()


def test_a_file_whose_dates_agree_is_printed_row_by_row(tmp_path: Path) -> None:
    file = tmp_path / "vectors.csv"
    file.write_text(HEAD + RIGHT)
    lines = run("deadlines", str(file)).splitlines()
    assert lines[0].split("\t") == ["A1", "GAO_COMMENTS_10", "2018-09-17", "2018-09-17"]
    assert lines[-1] == "2 vectors, 2 agree, 0 differ"


def test_a_mismatch_ends_the_command_with_an_error_after_all_rows(tmp_path: Path) -> None:
    file = tmp_path / "vectors.csv"
    file.write_text(HEAD + WRONG + RIGHT)
    out = StringIO()
    with pytest.raises(CommandError, match="1 of 3 vectors differ"):
        call_command("deadlines", str(file), stdout=out)
    assert "B1\tGAO_COMMENTS_10\t2018-09-16\t2018-09-17  MISMATCH" in out.getvalue()


def test_rows_that_cannot_be_read_are_named_by_their_line_after_all_others_were_computed(tmp_path: Path) -> None:
    file = tmp_path / "vectors.csv"
    file.write_text(HEAD + RIGHT + "B1,GAO\n\n" + WRONG.replace("2018-09-06", "soon") + RIGHT)
    out = StringIO()
    with pytest.raises(CommandError, match=r"2 of 6 vectors differ; cannot be read: line 4, 6$"):
        call_command("deadlines", str(file), stdout=out)
    assert "line 4: UNREADABLE" in out.getvalue()
    assert out.getvalue().count("2025-03-13\t2025-03-13\n") == 2


def test_a_row_that_expects_nothing_shows_its_date_and_does_not_pass(tmp_path: Path) -> None:
    file = tmp_path / "vectors.csv"
    file.write_text(HEAD + RIGHT + "C1,GAO,GAO_COMMENTS_10,x,report,2018-09-06,,,\n")
    out = StringIO()
    with pytest.raises(CommandError, match="1 of 3 vectors differ"):
        call_command("deadlines", str(file), stdout=out)
    assert "C1\tGAO_COMMENTS_10\t\t2018-09-17  line 4: NOTHING EXPECTED\n" in out.getvalue()


def test_a_head_that_lacks_columns_and_a_line_that_is_no_csv_are_named(tmp_path: Path) -> None:
    file = tmp_path / "vectors.csv"
    file.write_text("id,rule\nA1,GAO_COMMENTS_10\n")
    with pytest.raises(CommandError, match="line 1: the head lacks the columns trigger_date, expected_date"):
        run("deadlines", str(file))
    file.write_bytes((HEAD + RIGHT).encode() + b"A3,GAO,\xff\xfe\n")
    with pytest.raises(CommandError, match=r"line [0-9]+ cannot be read"):
        run("deadlines", str(file))


def test_a_trigger_can_hold_its_time_of_day() -> None:
    assert run("deadline", "gao_filed_effective_date", "2025-03-14T17:45").splitlines()[-1] == (
        "Due: Monday 2025-03-17."
    )


def test_an_unknown_rule_names_all_there_are_and_those_near_it() -> None:
    with pytest.raises(CommandError) as refused:
        run("deadline", "GAO_REPORT", "2025-01-02")
    words = str(refused.value)
    assert "near it: GAO_REPORT_30" in words
    assert all(code in words for code in RULES)
    assert "COFC_REMAND_DAYS(n)" in words


@pytest.mark.parametrize(("unknown", "near"), [("EAJA_30", "COFC_EAJA_30"), ("GAO_100_DAYS", "GAO_DECISION_100")])
def test_both_commands_name_the_rules_near_an_unknown_one(tmp_path: Path, unknown: str, near: str) -> None:
    with pytest.raises(CommandError, match=f"near it: .*{near}"):
        run("deadline", unknown, "2025-01-02")
    file = tmp_path / "vectors.csv"
    file.write_text(HEAD + f"C1,GAO,{unknown},x,x,2025-01-02,,2025-02-03,x\n")
    out = StringIO()
    with pytest.raises(CommandError):
        call_command("deadlines", str(file), stdout=out)
    assert near in out.getvalue()


@pytest.mark.parametrize("text", ["", HEAD, "id,rule\nA1,GAO_COMMENTS_10\n"])
def test_a_file_without_vectors_is_an_error(tmp_path: Path, text: str) -> None:
    file = tmp_path / "vectors.csv"
    file.write_text(text)
    with pytest.raises(CommandError):
        run("deadlines", str(file))


def test_a_file_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="cannot be read"):
        run("deadlines", str(tmp_path / "none.csv"))


def test_one_deadline_is_shown_with_its_working() -> None:
    text = run("deadline", "CICA_STAY", "2025-07-01", "--input", "agency=DoD", "--input", "award_date=2025-06-13")
    assert "31 U.S.C. § 3553(d)(4)(A)" in text
    assert "Due: Monday 2025-07-07." in text


def test_closures_can_be_given_as_json() -> None:
    closures = 'closures=[{"forum": "GAO", "from": "2030-01-02", "to": "2030-01-03"}]'
    text = run("deadline", "GAO_NEW_PROTEST_CLOSURE", "2030-01-02", "--input", closures)
    assert text.splitlines()[-1] == "Due: Friday 2030-01-04."


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["NO_SUCH", "2025-01-02"], "there is no rule NO_SUCH"),
        (["GAO_REPORT_30", "2025-13-02"], "no day like 2018-08-06"),
        (["GAO_REPORT_30", "2025-01-02", "--input", "colour=red"], "no rule takes an input 'colour'"),
        (["GAO_REPORT_30", "2025-01-02", "--input", "agency"], "not of the form k=v"),
        (["GAO_REPORT_30", "2025-01-02", "--input", "closures=[{"], "not valid JSON"),
        (["COFC_REMAND_DAYS", "2025-01-02"], "takes its length from an order"),
        (["GAO_REPORT_30", "9999-12-31"], "date value out of range"),
    ],
)
def test_what_cannot_be_computed_is_said_in_words(arguments: list[str], words: str) -> None:
    with pytest.raises(CommandError, match=words):
        run("deadline", *arguments)
