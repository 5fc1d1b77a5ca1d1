"""Every address there is, in every form: nothing never published or taken down, nothing retracted but as history.

The addresses are those of the address table, so a new one is asked without being named here; one with a parameter that
nobody explained to this test fails it.
"""

import csv
import gzip
import inspect
import io
import re
import zipfile
from itertools import product

import orjson
import pytest
from django.utils import timezone
from mcp.server.mcpserver.exceptions import ToolError

from tests.factories import (
    make_award,
    make_bid,
    make_claim,
    make_contract,
    make_event,
    make_party,
    make_protest,
    make_source,
    make_statement,
)
from tests.url_table import public_routes
from timeline import selectors
from timeline.api.resources import RESOURCES
from timeline.api.shape import expandable
from timeline.bulk import building, shelf
from timeline.exports.views import FORMS as DISPUTE_FORMS
from timeline.mcp.tools import TOOLS
from timeline.models import Citation, Entry, EventStep
from timeline.publishing import publish, retract, take_down
from timeline.selectors.quality import BY_NAME as MEASURES

pytestmark = pytest.mark.django_db
DRAFT, TAKEN, RETRACTED = "Quagmirezz", "Velocipedezz", "Xylophonezz"
PARTS_OF_MARKS = tuple(word[:-2] for word in (DRAFT, TAKEN, RETRACTED))  # an answer may echo what was asked
# What is told here of what was retracted is its history, or what followers have to hear; each says that it is gone.
TELLS_OF_THE_PAST = re.compile(r"revisions/|/changes/|/cite/|^/(de/)?corrections/|/feed\.")
MARKS_OF_THE_PAST = re.compile(rb"retracted|removed|Retracted|Zur\xc3\xbcckgezogen|zur\xc3\xbcckgezogen", re.IGNORECASE)
# Not asked: what only writes, and what another door answers (tests/timeline/streams).
NOT_READ = {"hook-courtlistener", "streams"}


class Made:
    """A record with live, retracted, taken down and never published objects of every kind, marked by their words."""

    def __init__(self) -> None:
        self.contract = make_contract(slug="live-contract")
        dispute = self.contract.dispute
        self.protest = make_protest(dispute=dispute, docket="B-400001")
        self.protest.contracts.set([self.contract])
        party = self.protest.parties.first().party
        make_bid(contract=self.contract, bidder=party)
        make_award(contract=self.contract)
        self.event = make_event(
            dispute=dispute,
            contracts=[self.contract],
            protest=self.protest,
            parties={party: "protester"},
            title={"en": "It began"},
            date="2018-08-06",
        )
        EventStep.objects.create(event=self.event, protest=self.protest, step="gao.filed")
        claim = make_claim(dispute=dispute)
        statement = make_statement(event=self.event, speaker=party, claim=claim)
        removed = [self.kinds(word, dispute) for word in (RETRACTED, TAKEN)]
        removed[1] += self.ends(dispute)
        publish([dispute, self.contract, self.protest, self.event, statement, *removed[0], *removed[1]])
        self.before, self.retracted = selectors.latest_seq(), removed[0]
        for row in removed[0]:
            retract([row], note="It was a mistake.")
        for row in removed[1]:
            take_down(row, reason="An order.")
        self.kinds(DRAFT, dispute)
        self.unpublished_edits(dispute, party, claim, statement)

    @staticmethod
    def kinds(word, dispute):
        """Make one of everything that can be removed alone, with a word in every text; what depends on others first."""
        party = make_party(name=f"{word} Inc.", aliases=[word], slug=f"{word.lower()}-party")
        source = make_source(title=f"{word} report", url=f"https://{word.lower()}.example/", publisher=word)
        claim = make_claim(
            dispute=dispute, title={"en": word}, text={"en": f"{word} happened."}, slug=f"{word.lower()}-claim"
        )
        texts = {"title": {"en": word, "de": word}, "summary": {"en": word}, "note": {"en": word}}
        event = make_event(dispute=dispute, cited=False, date="2019-03-03", parties={party: "other"}, **texts)
        Citation.objects.create(event=event, source=source, anchor=word)
        statement = make_statement(event=event, speaker=party, claim=claim, quote=f"{word} said so", date="2019-03-03")
        contract = make_contract(dispute=dispute, title={"en": word}, acronym=word, slug=f"{word.lower()}-contract")
        return [statement, event, claim, contract, party, source]

    @staticmethod
    def ends(dispute):
        """Make the first and the last event of the dispute: what stands for them in its document has no date then."""
        days = ("1999-01-01", "2025-12-31")
        return [make_event(dispute=dispute, title={"en": TAKEN}, date=day) for day in days]

    def unpublished_edits(self, dispute, party, claim, statement):
        """Change every published row without publishing it."""
        dispute.standfirst = self.contract.description = self.event.note = claim.note = statement.note = {"en": DRAFT}
        self.protest.note, party.role_title = {"en": DRAFT}, DRAFT
        for row in (dispute, self.contract, self.event, claim, statement, self.protest, party):
            row.save()
        make_bid(contract=self.contract, bidder=make_party(name=DRAFT, slug="another-draft"))
        make_event(dispute=dispute, contracts=[self.contract], protest=self.protest, title={"en": DRAFT})
        make_source(title=DRAFT)


@pytest.fixture
def made(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    settings.API_REQUESTS_A_MINUTE = 0
    found = Made()
    building.build(now=timezone.now())
    return found


def values_of(name, route, keys):
    """Return what a parameter of an address is tried with."""
    seqs = range(1, selectors.latest_seq() + 1)
    (build,) = shelf.builds()
    names = [shelf.MANIFEST, *(one["name"] for one in build.manifest["files"])]
    room = next((one for one in route.split("/") if one in keys), "")
    if name in {"id", "key", "slug"} and room:
        return keys[room]
    return {
        "id": list(MEASURES),  # of the quality report, as is the next
        "measure": list(MEASURES),
        "seq": [build.seq] if route.startswith("data/") else seqs,
        "number": [1],
        "form": ["atom", "rss", "json", *DISPUTE_FORMS],
        "words": ["some-words"],
        "token": ["none"],
        "name": names if route.startswith("data/") else ["extension.json", "README.md"],
    }[name]


def addresses(client):
    """Yield every address with every value of its parameters, English, and German where there is a German."""
    keys: dict[str, list[str]] = {one.name: [] for one in RESOURCES}
    of_type = {"statements": "event", "bids": "", "awards": "", "deadlines": "", "citations": ""}
    for one in RESOURCES:
        if kind := of_type.get(one.name, one.object):
            keys[one.name] = sorted(set(Entry.objects.filter(document_type=kind).values_list("key", flat=True)))
    for name in ("bids", "awards", "deadlines", "citations"):
        keys[name] = [one["id"] for one in client.get(f"/api/v1/{name}/?limit=1000").json()["results"]]
        assert keys[name], name
    for route, name in public_routes():
        if name in NOT_READ:
            continue
        if route.startswith("api/^"):
            continue
        names = re.findall(r"<\w+:(\w+)>", route)
        for chosen in product(*(values_of(name, route, keys) for name in names)):
            path = route
            for value in chosen:
                path = re.sub(r"<\w+:\w+>", str(value), path, count=1)
            yield f"/{path}"
            if not path.startswith(("api/", "data/", "health", "metrics", "ocds", "sitemap", "robots")):
                yield f"/de/{path}"


def body_of(response):
    """Return all that an answer says, unpacked, with its headers."""
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return str(response.headers).encode() + unpacked(content)


def unpacked(content):
    if content.startswith(b"\x1f\x8b"):
        return unpacked(gzip.decompress(content))
    if content.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(content)) as bundle:
            return b"".join(unpacked(bundle.read(name)) for name in bundle.namelist())
    return content


def asked_of(path):
    """Yield the queries that an address is asked besides none: shapes, company, the past."""
    yield ""
    parts = path.strip("/").split("/")
    if path.startswith("/api/v1/") and parts[2:]:
        resource = next((one for one in RESOURCES if one.name == parts[2].split(".")[0]), None)
        if resource and len(parts) == 3 and "." not in parts[2]:
            references = expandable(resource.object)
            yield from (f"expand={','.join(references[at : at + 5])}&limit=1000" for at in range(0, len(references), 5))
        if parts[2:] == ["events"]:
            yield "include=statements&limit=1000"
        elif parts[2] == "events" and len(parts) == 4:
            yield "include=statements,incoming_links"
        elif parts[2] == "search":
            yield from (f"q={word}&limit=100" for word in ("began", *PARTS_OF_MARKS))
        elif parts[2] == "changes":
            yield "since=0&limit=1000"
    if path.endswith(("/search/", "/search/feed.atom", "/search/feed.rss", "/search/feed.json")):
        yield "q=began"


def test_no_address_tells_what_was_never_published_or_is_taken_down(client, made):
    asked = 0
    for path in addresses(client):
        for query in asked_of(path):
            told = body_of(client.get(f"{path}?{query}" if query else path))
            asked += 1
            assert DRAFT.encode() not in told, (path, query)
            assert TAKEN.encode() not in told, (path, query)
            assert DRAFT.lower().encode() not in told.replace(path.encode(), b""), (path, query)
            if RETRACTED.encode() in told:
                assert TELLS_OF_THE_PAST.search(path), (path, query)
                assert MARKS_OF_THE_PAST.search(told), (path, query)
    assert asked > 300


def test_the_past_holds_what_was_retracted_since_marked_and_nothing_taken_down(client, made):
    gone, held = {row.key for row in made.retracted}, 0
    for path in addresses(client):
        # Both languages are made of the same documents: the German pages are asked for the one moment that holds most.
        for moment in (made.before,) if path.startswith("/de/") else (made.before, 1):
            response = client.get(path, {"as_of": moment})
            told = body_of(response)
            assert DRAFT.encode() not in told, (path, moment)
            assert TAKEN.encode() not in told, (path, moment)
            if response.status_code == 400:
                break  # it knows no past, and would say so again
            if RETRACTED.encode() not in told or TELLS_OF_THE_PAST.search(path):
                continue
            held += 1
            if path.startswith("/api/") and path.endswith(".csv"):
                text = told.partition(b"\xef\xbb\xbf")[2].decode()
                marked = [row["Id"] for row in csv.DictReader(io.StringIO(text)) if row["Removed later"] == "yes"]
                assert set(marked) >= {key for key in gone if f"\n{key}," in text}, path
            if response["Content-Type"] == "application/json" and path.startswith("/api/"):
                answer = response.json()
                for item in answer.get("results", [answer]):
                    assert item["id"] not in gone or item["removed_later"], path
    assert held > 5


@pytest.mark.parametrize("tool", TOOLS, ids=lambda one: one.__name__)
def test_no_tool_of_assistants_tells_it_either(made, tool):
    events = Entry.objects.filter(document_type="event").values_list("key", flat=True)
    tried = {"query": ["began", *PARTS_OF_MARKS], "dispute": [made.contract.dispute.slug], "event": events, "seq": [0]}
    needed = [one.name for one in inspect.signature(tool).parameters.values() if one.default is one.empty]
    asked = {"limit": 100} if "limit" in inspect.signature(tool).parameters else {}
    told = []
    for chosen in product(*(tried[name] for name in needed)):
        try:
            told.append(orjson.dumps(tool(**dict(zip(needed, chosen, strict=True)), **asked), default=str).decode())
        except ToolError as refused:
            told.append(str(refused))
    assert told
    for one in told:
        assert DRAFT not in one
        assert TAKEN not in one
        assert RETRACTED not in one or tool.__name__ == "changes_since"
