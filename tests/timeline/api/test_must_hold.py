"""What nobody asks in good faith, asked of every list: refused with a reason, or answered within bounds."""

import csv
import io

import orjson
import pytest
from django.test import Client
from openpyxl import load_workbook

from tests.factories import make_event, make_statement
from timeline.api.reading import MOST
from timeline.api.resources import RESOURCES
from timeline.feeds import urls as feeds
from timeline.filters import FILTERS, MOST_VALUES, OBJECT_FILTERS
from timeline.publishing import publish

LISTS = [f"/api/v1/{one.name}/" for one in RESOURCES]
OTHERS = ["/api/v1/changes/", "/api/v1/search/", "/api/v1/calculator/", "/api/v1/", "/api/v1/codelists/"]
FEED_PATHS = [
    f"/{one.pattern}".replace("<str:form>", "atom") for one in feeds.urlpatterns if "key>" not in str(one.pattern)
]
STRANGE = {
    "ten thousand ids": "{name}=" + ",".join(f"id{number}" for number in range(10_000)),
    "one id ten thousand times": "{name}=" + ",".join(["jedi"] * 10_000),
    "ten thousand parameters of a name": "&".join(["{name}=jedi"] * 900),
    "a gigantic value": "{name}=" + "x" * 100_000,
    "a gigantic name": "x" * 50_000 + "=1",
    "a line in a header": "{name}=a%0d%0aSet-Cookie:%20x=1",
    "a line in a cursor": "cursor=bmE%0d%0aSet-Cookie:%20x=1",
    "a cursor of bytes": "cursor=%ff%fe%00",
    "a cursor of zeros": "cursor=bgAAAA",
    "a gigantic cursor": "cursor=bg" + "A" * 100_000,
    "Latin-1": "{name}=Espa%F1a&q=Espa%F1a",
    "UTF-16": "{name}=%ff%fej%00e%00d%00i%00",
    "half a surrogate": "{name}=%ed%a0%80",
    "raw bytes": "{name}=\xff\xfe\x80",
    "zero bytes": "{name}=%00&q=%00",
    "every path at once": "fields=" + ",".join(["id"] * 5_000),
    "a deep path": "fields=" + ".".join(["citations"] * 500),
    "a deep expansion": "expand=" + ".".join(["protest", "contracts", "dispute"] * 50),
    "many expansions": "expand=" + ",".join(["dispute"] * 50),
    "a list without end": "limit=999999999999999999999",
    "a list of minus one": "limit=-1",
    "another script's digits": "limit=%D9%A3",
    "no moment": "as_of=%F0%9F%98%80",
    "a moment before all": "as_of=0001-01-01T00:00:00%2B23:59",
    "a search of operators": "q=%27%20%7C%20%21%21%20%28%28%22%20%3A%2A",
    "a formula": "q=%3DHYPERLINK(%22http://evil.example%22)",
}


@pytest.fixture
def record(db, one_record):
    return one_record()


@pytest.mark.parametrize("path", [*LISTS, *OTHERS, *FEED_PATHS])
def test_it_is_refused_or_answered_within_bounds(client, record, path, django_assert_max_num_queries):
    own = next((one.object for one in RESOURCES if path == f"/api/v1/{one.name}/"), "event")
    first = OBJECT_FILTERS.get(own, FILTERS)[0].name
    for strange, query in STRANGE.items():
        with django_assert_max_num_queries(14):
            response = client.get(path, QUERY_STRING=query.replace("{name}", first))
        assert response.status_code in {200, 400}, (strange, response.content[:300])
        assert len(response.content) < 300_000, strange
        assert "Set-Cookie" not in response.headers
        assert not any("\r" in value or "\n" in value for _, value in response.items()), strange
        if response.status_code == 400 and path.startswith("/api/"):
            assert response["Content-Type"] == "application/problem+json"
            assert orjson.loads(response.content)["errors"], strange
            assert len(response.content) < 30_000, "a refusal repeats no more than a line of what was asked"


@pytest.mark.parametrize("resource", RESOURCES, ids=lambda one: one.name)
def test_as_much_as_is_allowed_is_answered(client, record, resource):
    named = next(one.name for one in (*OBJECT_FILTERS.get(resource.object, FILTERS),) if one.objects or one.name == "q")
    for query in (f"{named}={','.join(['jedi'] * MOST_VALUES)}", f"limit={MOST}"):
        answer = client.get(f"/api/v1/{resource.name}/?{query}")
        assert answer.status_code in {200, 400}
        assert b"takes at most" not in answer.content


HEADERS = [
    {"accept": "text/html;q=0.1, */*;q=x, application/" + "a" * 9_000},
    {"accept": ", ".join(["text/csv;q=0"] * 2_000)},
    {"accept-charset": "utf-7, koi8-r"},
    {"content-type": "text/plain; charset=no-such-charset"},
    {"if-none-match": '"' * 5_000},
    {"if-modified-since": "yesterday"},
    {"authorization": "Bearer " + "x" * 9_000},
    {"range": "bytes=0-0,-1"},
    {"x-forwarded-host": "evil.example"},
    {"x-http-method-override": "DELETE"},
]


@pytest.mark.parametrize("path", ["/api/v1/events/", "/api/v1/changes/", "/api/v1/nowhere/"])
def test_no_header_breaks_an_address_or_changes_where_answers_lead(client, record, path):
    for headers in HEADERS:
        response = client.get(path, headers=headers)
        assert response.status_code in {200, 400, 401, 404}, headers
        assert b"evil.example" not in response.content


def test_what_writes_is_refused_as_a_problem(client, record):
    for path in (*LISTS, *OTHERS, "/api/v1/schema/", "/api/docs/", "/api/redoc/", "/api/nowhere"):
        for method in ("post", "put", "patch", "delete"):
            response = getattr(client, method)(path, data="{}", content_type="application/json")
            assert response.status_code == 405, path
            assert response["Content-Type"] == "application/problem+json", path
            assert response["Allow"] == "GET, HEAD, OPTIONS"


def test_what_writes_needs_no_token_to_be_refused():
    response = Client(enforce_csrf_checks=True).post("/api/docs/", data="{}", content_type="application/json")
    assert response.status_code == 405


def test_a_head_has_the_headers_of_its_answer_and_options_say_what_is_allowed(client, record):
    for path in (*LISTS, *OTHERS[3:], "/api/v1/schema/", "/api/docs/"):
        whole, head = client.get(path), client.head(path)
        for name in ("Content-Type", "ETag", "Cache-Control", "Vary"):
            assert head.headers.get(name) == whole.headers.get(name), path
        assert head.content == b""
        options = client.options(path)
        assert (options.status_code, options["Allow"]) == (204, "GET, HEAD, OPTIONS"), path
        assert "Content-Type" not in options.headers


@pytest.mark.parametrize("resource", ["events", "statements"])
def test_no_cell_of_a_spreadsheet_is_a_formula(client, record, resource):
    for sign in "=+-@":
        texts = {"title": {"en": f"{sign}1+1"}, "summary": {"en": f"{sign}cmd|'/c calc'!A1"}}
        said = make_statement(event=record.events[3], quote=f"{sign}1+1")
        publish([make_event(dispute=record.dispute, **texts), said])
    table = client.get(f"/api/v1/{resource}.csv").getvalue().decode("utf-8-sig")
    for row in csv.reader(io.StringIO(table)):
        assert not any(cell[:1] in {"=", "+", "-", "@"} for cell in row)
    sheet = load_workbook(io.BytesIO(client.get(f"/api/v1/{resource}.xlsx").getvalue())).active
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
