"""What assistants are told: with sources and permanent addresses, of what is public, over the protocol's own client."""

import asyncio
import json

import httpx
import pytest
from mcp import Client

from tests.doors import stream_door
from tests.factories import make_claim, make_contract, make_event, make_party, make_protest, make_statement
from timeline.mcp import tools
from timeline.mcp.server import PATH
from timeline.publishing import publish, retract, take_down
from timeline.selectors import latest_seq

pytestmark = pytest.mark.django_db


@pytest.fixture
def record():
    contract = make_contract(slug="jedi", acronym="JEDI")
    oracle = make_party(slug="oracle", name="Oracle America, Inc.")
    protest = make_protest(dispute=contract.dispute, protester=oracle, docket="B-416657")
    events = [
        make_event(
            dispute=contract.dispute,
            contracts=[contract],
            protest=protest,
            parties={oracle: "protester"},
            date=day,
            title={"en": f"Event of {day}", "de": f"Ereignis vom {day}"},
        )
        for day in ("2018-08-06", "2018-11-14", "2019-04")
    ]
    claim = make_claim(dispute=contract.dispute, slug="unfair")
    statement = make_statement(event=events[1], speaker=oracle, claim=claim, quote="A tremendous complaint")
    draft = make_event(dispute=contract.dispute, title={"en": "Secret draft"})
    publish([contract, protest, claim, *events, statement])
    return contract.dispute, events, statement, draft


def test_a_dispute_comes_with_its_proceedings_claims_and_address(record):
    found = tools.get_dispute(dispute=record[0].slug)
    assert found["url"].endswith(f"/disputes/{record[0].slug}/")
    assert [one["docket"] for one in found["status"]] == ["B-416657"]
    assert [one["id"] for one in found["claims"]] == ["unfair"]
    assert found["as_of_seq"] == latest_seq()


def test_events_come_in_order_with_sources_and_in_windows(record):
    first = tools.list_events(dispute=record[0].slug, limit=2)
    second = tools.list_events(dispute=record[0].slug, limit=2, cursor=first["next"])
    dates = [one["date"] for one in (*first["events"], *second["events"])]
    assert dates == ["2018-08-06", "2018-11-14", "2019-04"]
    assert second["next"] is None
    assert all(one["sources"][0]["url"].startswith("https://") and one["url"] for one in first["events"])


def test_an_event_comes_with_evidence_what_was_said_and_how_to_cite_it(record):
    found = tools.get_event(event=record[1][1].public_id, lang="de")
    assert found["title"] == "Ereignis vom 2018-11-14"
    assert found["statements"][0]["quote"] == "A tremendous complaint"
    assert found["sources"][0]["passage_begins"] == "the court ruled"
    assert "/cite/" in found["cite"]


def test_a_claim_leads_to_who_said_what(record):
    found = tools.who_said_what(claim="unfair")
    assert [(one["speaker"], one["stance"]) for one in found["statements"]] == [("Oracle America, Inc.", "alleges")]
    assert found["claim"]["id"] == "unfair"
    assert tools.who_said_what(claim="unfair", stance="denies")["statements"] == []


def test_search_finds_words_and_numbers(record):
    assert [one["kind"] for one in tools.search(query="tremendous")["results"]] == ["statement"]
    assert tools.search(query="B-416657")["exact"][0]["kind"] == "protest"


def test_changes_are_told_to_their_end(record):
    seq, seen = 0, []
    while (found := tools.changes_since(seq=seq, limit=3))["changes"]:
        seen += [one["seq"] for one in found["changes"]]
        seq = found["next_seq"]
    assert seen == list(range(1, latest_seq() + 1))


def everything(record):
    answers = [tools.get_dispute(dispute=record[0].slug), tools.list_events(), tools.who_said_what()]
    answers += [tools.search(query="draft"), tools.search(query="tremendous"), tools.changes_since(seq=0, limit=100)]
    answers += [tools.get_event(event=record[1][1].public_id)]
    return json.dumps(answers)


def test_drafts_and_what_was_removed_are_told_by_no_tool(record):
    assert "Secret draft" not in everything(record)
    assert "tremendous" in everything(record)
    retract([record[2]], note="Misquoted.")
    assert "tremendous" not in everything(record)
    take_down(record[1][0], reason="Order.")
    assert "2018-08-06" not in everything(record)


@pytest.mark.parametrize(
    ("tool", "asked", "words"),
    [
        (tools.get_event, {"event": "nothing"}, "No published event"),
        (tools.get_dispute, {"dispute": "\0"}, "NUL"),
        (tools.list_events, {"dispute": "nowhere"}, "dispute"),
        (tools.list_events, {"type": "colour"}, "there are: solicitation"),
        (tools.list_events, {"since": "yesterday"}, "no day like"),
        (tools.list_events, {"cursor": "%%%"}, "cursor"),
        (tools.list_events, {"as_of": "2999-01-01"}, "future"),
        (tools.search, {"query": "x", "kind": "secret"}, "there are: dispute"),
    ],
)
def test_odd_questions_are_refused_with_what_would_work(record, tool, asked, words):
    with pytest.raises(tools.ToolError, match=words):
        tool(**asked)


def test_a_removed_event_is_told_to_be_removed(record):
    retract([record[1][2]], note="It never happened.")
    with pytest.raises(tools.ToolError, match="It never happened"):
        tools.get_event(event=record[1][2].public_id)


async def ask(url, calls):
    async with Client(url) as client:
        listed = await client.list_tools()
        return listed.tools, [await client.call_tool(name, arguments) for name, arguments in calls]


@pytest.mark.django_db(transaction=True)
def test_the_protocols_own_client_is_served_over_http(record, assistants):
    calls = [("get_dispute", {"dispute": record[0].slug}), ("list_events", {"dispute": "nowhere"}), ("search", {})]
    listed, (found, refused, wrong) = asyncio.run(ask(assistants, calls))
    assert {tool.name for tool in listed} == {tool.__name__ for tool in tools.TOOLS}
    assert all(tool.annotations.read_only_hint and tool.description for tool in listed)
    assert found.structured_content["id"] == record[0].slug
    assert refused.is_error
    assert "nowhere" in refused.content[0].text
    assert wrong.is_error


BEGIN = {
    "jsonrpc": "2.0",
    "id": 1,
    "method": "initialize",
    "params": {
        "protocolVersion": "2025-06-18",
        "capabilities": {},
        "clientInfo": {"name": "a page", "version": "1"},
    },
}
TAKES = {"Accept": "application/json, text/event-stream"}


@pytest.mark.django_db(transaction=True)
def test_a_program_in_a_browser_may_ask_from_any_origin(assistants):
    page = {"Origin": "https://inspector.example"}
    wants = {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "mcp-protocol-version"}
    leave = httpx.options(assistants, headers={**page, **wants})
    assert leave.status_code == 200
    assert leave.headers["Access-Control-Allow-Origin"] == "*"
    answer = httpx.post(assistants, json=BEGIN, headers={**page, **TAKES})
    assert answer.status_code == 200, answer.text
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert httpx.post(assistants, json=BEGIN, headers={**TAKES, "Host": "elsewhere.example"}).status_code >= 400


@pytest.mark.django_db(transaction=True)
def test_assistants_are_counted_as_other_programs_are(tmp_path):
    with stream_door(tmp_path, API_REQUESTS_A_MINUTE="3") as address:
        found = [httpx.post(f"{address}{PATH}", json=BEGIN, headers=TAKES) for _ in range(4)]
    assert [one.status_code for one in found] == [200, 200, 200, 429]
    assert found[-1].json()["type"].endswith("#too-many")
    assert int(found[-1].headers["Retry-After"]) > 0
