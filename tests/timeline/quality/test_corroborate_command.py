import json

import pytest
from django.core.management import CommandError, call_command

from tests.factories import make_contract, make_dispute, make_event, make_party, make_protest
from timeline.models import Candidate, Item
from timeline.publishing import publish

pytestmark = pytest.mark.django_db

LINES = [
    {
        "id": 1,
        "published": "2020-02-13",
        "title": "Judge stops work on the Pentagon's JEDI contract after Amazon's challenge",
        "text": "The court granted a preliminary injunction on Thursday.",
    },
    {"id": "weather", "published": "2020-02-13", "title": "Rain expected", "text": ""},
    {
        "id": "wire",
        "published": "2020-02-14",
        "title": "Court halts Microsoft's JEDI work for the Pentagon",
        "text": "Amazon won a preliminary injunction against the contract on Thursday.",
    },
    {
        "id": "later",
        "published": "2022-02-14",
        "title": "Two years after the JEDI injunction, Amazon and the Pentagon work together",
        "text": "A judge stopped the contract in 2020.",
    },
]


@pytest.fixture
def jedi():
    dispute = make_dispute(slug="jedi", name="JEDI", title={"en": "Joint Enterprise Defense Infrastructure Cloud"})
    pentagon = make_party(slug="pentagon", name="Department of Defense", aliases=["Pentagon"], kind="agency")
    contract = make_contract(dispute=dispute, slug="jedi", acronym="JEDI", buyer=pentagon)
    amazon = make_party(slug="aws", name="Amazon Web Services, Inc.", aliases=["Amazon"])
    protest = make_protest(dispute=dispute, forum="COFC", docket="19-1796C", protester=amazon)
    event = make_event(
        dispute=dispute,
        protest=protest,
        type="order",
        date="2020-02-13",
        title={"en": "Court halts JEDI work"},
        summary={"en": "The court granted Amazon's motion for a preliminary injunction."},
        parties={amazon: "plaintiff"},
    )
    event.contracts.add(contract)
    return event


def corroborated(tmp_path, capsys, *lines):
    path = tmp_path / "texts.jsonl"
    path.write_text("\n".join(json.dumps(line) for line in lines))
    call_command("corroborate", str(path))
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_texts_of_one_happening_are_one_group_and_every_text_stands_in_exactly_one(tmp_path, capsys, jedi):
    court, weather, later = corroborated(tmp_path, capsys, *LINES)

    assert court["members"] == [1, "wire"]
    assert (court["dispute"], court["event_type"], court["day"]) == ("jedi", "order", "2020-02-13")
    assert any(court["reasons"][key] for key in ("1", "wire"))
    assert (weather["members"], weather["dispute"]) == (["weather"], None)
    assert later["members"] == ["later"]


def test_the_order_of_the_lines_changes_no_group(tmp_path, capsys, jedi):
    one = corroborated(tmp_path, capsys, *LINES)
    other = corroborated(tmp_path, capsys, *reversed(LINES))

    assert {frozenset(map(str, group["members"])) for group in one} == {
        frozenset(map(str, group["members"])) for group in other
    }


def test_a_published_event_that_they_tell_of_is_named_and_a_draft_is_not(tmp_path, capsys, jedi):
    (before, *_) = corroborated(tmp_path, capsys, *LINES)
    publish([jedi])
    (after, _, later) = corroborated(tmp_path, capsys, *LINES)

    assert before["event"] is None
    assert (after["event"], after["event_title"]) == (jedi.public_id, "Court halts JEDI work")
    assert after["event_reasons"]
    assert later["event"] is None


def test_nothing_is_written(tmp_path, capsys, jedi):
    corroborated(tmp_path, capsys, *LINES)

    assert not Item.objects.exists()
    assert not Candidate.objects.exists()


@pytest.mark.parametrize("line", ["{", "[]", '{"id": 1, "title": 5}', '{"id": 1, "published": "soon"}'])
def test_a_line_that_is_wrong_is_named(tmp_path, line):
    path = tmp_path / "texts.jsonl"
    path.write_text(f'{{"id": 0, "title": "x"}}\n{line}\n')

    with pytest.raises(CommandError, match="line 2"):
        call_command("corroborate", str(path))
