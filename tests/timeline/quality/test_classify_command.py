import json
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.core.management import CommandError, call_command

from tests.factories import make_contract, make_dispute, make_party, make_protest
from timeline.management.lines import LONGEST_LINE, read_lines
from timeline.models import Candidate, Item

pytestmark = pytest.mark.django_db


@pytest.fixture
def jedi():
    dispute = make_dispute(slug="jedi", name="JEDI", title={"en": "Joint Enterprise Defense Infrastructure Cloud"})
    pentagon = make_party(slug="pentagon", name="Department of Defense", aliases=["Pentagon"], kind="agency")
    make_contract(dispute=dispute, slug="jedi", acronym="JEDI", buyer=pentagon)
    amazon = make_party(slug="aws", name="Amazon Web Services, Inc.", aliases=["Amazon"])
    make_protest(dispute=dispute, forum="COFC", docket="19-1796C", protester=amazon)
    return dispute


def classified(tmp_path, capsys, *lines):
    path = tmp_path / "texts.jsonl"
    path.write_text("\n".join(json.dumps(line) for line in lines) + "\n\n")
    call_command("classify", str(path))
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_every_line_gets_its_dispute_strength_type_day_and_parties(tmp_path, capsys, jedi):
    by_number, by_name, neither = classified(
        tmp_path,
        capsys,
        {"id": 1, "title": "19-1796C AMAZON WEB SERVICES, INC. v. USA", "text": "ORDER.", "published": "2020-02-13"},
        {"id": "b", "title": "Amazon sues over the Pentagon's JEDI contract", "kind": "news", "lang": "en"},
        {"id": "c", "title": "A new Jedi film", "text": None},
    )

    assert (by_number["id"], by_number["dispute"], by_number["strength"]) == (1, "jedi", "identifier")
    assert (by_number["event_type"], by_number["forum"], by_number["happened_on"]) == ("order", "COFC", "2020-02-13")
    assert (by_name["dispute"], by_name["contract"], by_name["strength"]) == ("jedi", "jedi", "suggestion")
    assert set(by_name["parties"]) == {"aws", "pentagon"}
    assert (by_name["event_type"], by_name["happened_on"]) == ("protest-filed", None)
    assert (neither["dispute"], neither["contract"], neither["strength"]) == (None, None, "none")
    assert all(line["reasons"] for line in (by_number, by_name, neither))


def test_nothing_is_written(tmp_path, capsys, jedi):
    classified(tmp_path, capsys, {"id": 1, "title": "JEDI contract award protested by Amazon"})

    assert not Item.objects.exists()
    assert not Candidate.objects.exists()


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "line 2 is no JSON"),
        ("[]", "line 2 is no object with an id"),
        ('{"id": 1, "title": 5}', "line 2: title is no text"),
        ('{"id": 1, "published": "yesterday"}', "line 2: published is no date"),
        (
            '{"id": 1, "published": "0001-01-01", "text": "On Monday."}',
            "line 2: published is not between 1700 and 2200",
        ),
        ('{"id": 1, "published": "9999-12-31T23:59:59Z"}', "line 2: published is not between 1700 and 2200"),
        (f'{{"id": 1, "title": "{"x" * LONGEST_LINE}"}}', "line 2 is longer than 5,000,000 bytes"),
    ],
)
def test_a_line_that_is_wrong_is_named(tmp_path, line, message):
    path = tmp_path / "texts.jsonl"
    path.write_text('{"id": 0}\n' + line)

    with pytest.raises(CommandError, match=message):
        call_command("classify", str(path))


def test_a_file_without_end_is_given_up_at_its_first_line():
    with pytest.raises(CommandError, match="line 1 is longer"):
        call_command("classify", "/dev/zero")


def test_texts_are_answered_line_by_line_and_never_all_in_memory(tmp_path):
    path = tmp_path / "texts.jsonl"
    path.write_text('{"id": 0}\n{"id": 1}\n{"id":')
    lines = read_lines(path)

    assert [next(lines).id, next(lines).id] == [0, 1]
    with pytest.raises(CommandError, match="line 3"):
        next(lines)


def test_texts_that_are_kept_together_have_a_bound_together(tmp_path):
    path = tmp_path / "texts.jsonl"
    path.write_text('{"id": 0}\n' * 5)

    assert len(list(read_lines(path, most_bytes=50))) == 5
    with pytest.raises(CommandError, match="line 5: more than the 49 bytes allowed"):
        list(read_lines(path, most_bytes=49))


def test_the_standard_input_is_read_as_a_file_is(monkeypatch):
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=BytesIO(b'{"id": 7}\n\n{"id": 8}')))

    assert [line.id for line in read_lines(Path("-"))] == [7, 8]


def test_a_file_that_is_not_there_is_said():
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("classify", "/nowhere.jsonl")
