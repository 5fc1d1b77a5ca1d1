"""A reader who means harm, at every address of the site: refusals in words, and nothing given back as it was sent.

The addresses are those of the address table. `make fuzz` asks more of them, and differently each time.
"""

import os
import random
import re
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest
from django.test import Client

from tests.factories import make_contract, make_event, make_protest
from tests.url_table import public_routes
from timeline.publishing import publish

pytestmark = pytest.mark.django_db
ROUNDS = int(os.environ.get("FUZZ_EXAMPLES", "1"))
SEED = os.environ.get("FUZZ_SEED", "1796")
MARK = "zqxj"
SCRIPT = f"\"'><script>{MARK}()</script>"
VALUES = [
    SCRIPT,
    f"javascript:{MARK}()",
    f"{{{{7*7}}}}{MARK}",
    "../../../../etc/passwd",
    "..%2f..%2f..%2fetc%2fpasswd",
    "....//....//etc/passwd",
    "\\..\\..\\windows\\win.ini",
    "/etc/passwd",
    "file:///etc/passwd",
    "https://evil.example/",
    "//evil.example/",
    "/\\evil.example",
    "' OR 1=1 --",
    "1; SELECT pg_sleep(9)",
    "$(sleep 9)",
    "%s%n%x{0}",
    "\0",
    "a\r\nSet-Cookie: evil=1",
    "\u202e\u2028\ufeff\U0010ffff",
    "-1",
    "0",
    "9" * 40,
    "1e999",
    "NaN",
    "0001-01-01",
    "9999-12-31T23:59:60Z",
    "x" * 3_000,
    "(" * 500,
    "%",
    "*",
    "[]",
    "null",
    "true",
]
NAMES = (
    *("q", "as_of", "known_by", "since", "seq", "limit", "cursor", "dispute", "party", "type", "next", "url", "format"),
    *("lang", "order", "from", "until", "expand", "include", "about", "before", "on", "token", "view", "rule", "start"),
    *("__proto__", "dispute[]", "dispute__id", "password", "is_superuser", "debug", "callback"),
)
PARTS = "multipart/form-data; boundary=b"
HOSTS = ["evil.example", "testserver@evil.example", "testserver:80:80", "testserver/..", "[::1", ""]
HEADERS = (
    *("X-Forwarded-Host", "X-Host", "Forwarded", "X-Original-URL", "X-Rewrite-URL", "X-Forwarded-Prefix", "Referer"),
    "Origin",
)
NOT_HERE = {"streams"}  # another process answers these


def addresses():
    return [
        f"/{route}"
        for route, name in public_routes()
        if name not in NOT_HERE and "(?P" not in route and "^" not in route
    ]


@pytest.fixture
def live(settings, tmp_path):
    settings.MEDIA_ROOT, settings.API_REQUESTS_A_MINUTE = tmp_path, 0
    contract = make_contract(slug="live-contract")
    protest = make_protest(dispute=contract.dispute, docket="B-400001")
    publish([make_event(dispute=contract.dispute, protest=protest), contract])
    return contract


def body_of(answer):
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def judge(answer, asked):
    """Fail where an answer is an error of ours, gives back what was sent, sets a cookie, or leads away."""
    told = body_of(answer)
    assert answer.status_code < 500, asked
    assert not answer.cookies, asked
    is_drawn = re.match(r"text/html|image/svg|application/(xhtml|xml)", answer.headers.get("Content-Type", ""))
    assert not is_drawn or f"<script>{MARK}".encode() not in told, asked
    assert is_drawn or not told or answer.headers["X-Content-Type-Options"] == "nosniff", asked
    assert b"root:x:0" not in told, asked
    assert f"49{MARK}".encode() not in told, asked
    if answer.headers.get("Content-Type", "").startswith("text/html"):
        assert f'="javascript:{MARK}'.encode() not in told, asked
        assert b'href="//evil.example' not in told, asked
        assert b'href="https://evil.example' not in told, asked
    assert not re.search(r"[\r\n]", "".join(answer.headers.values())), asked
    if "Location" in answer.headers:
        assert urlsplit(answer.headers["Location"]).netloc in {"", "testserver", "127.0.0.1:8000"}, asked
        assert not answer.headers["Location"].startswith(("//", "/\\")), asked


def test_no_part_of_an_address_breaks_it_or_comes_back(client, live):
    drawn, asked = random.Random(SEED), 0
    for route in addresses():
        for _round in range(ROUNDS * 4 if "<" in route else 0):
            value = drawn.choice(VALUES)
            path = re.sub(r"<(?:\w+:)?(\w+)>", lambda _found, value=value: quote(value, safe="/.\\"), route)
            judge(client.get(path), path)
            asked += 1
    assert asked > 150


def test_no_question_breaks_an_address_or_comes_back(client, live):
    drawn, asked = random.Random(SEED), 0
    for route in addresses():
        path = re.sub(r"<(?:\w+:)?(\w+)>", lambda found: "1" if "int" in found[0] else "live-contract", route)
        for _round in range(ROUNDS * 2):
            question = {drawn.choice(NAMES): drawn.choice(VALUES) for _ in range(drawn.randint(1, 3))}
            judge(client.get(path, question), (path, question))
            asked += 1
    assert asked > 250


def test_what_is_no_reading_is_refused_and_changes_nothing(client, live):
    """Other methods, bodies of every kind: no address of a reader takes more than its form."""
    drawn = random.Random(SEED)
    bodies = [
        (b'{"id": 1, "is_public": true, "seq": 1}', "application/json"),
        (b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>", "application/xml"),
        (b"state=active&confirmed_at=2020-01-01&is_superuser=1", "application/x-www-form-urlencoded"),
        (b"--b\r\nContent-Disposition: form-data; name=f; filename=../../x.py\r\n\r\nx\r\n--b--", PARTS),
        (b"\xff" * 100, "text/plain; charset=nonsense"),
    ]
    for route in addresses():
        path = re.sub(r"<(?:\w+:)?(\w+)>", lambda found: "1" if "int" in found[0] else "live-contract", route)
        body, content_type = drawn.choice(bodies)
        for method in ("POST", drawn.choice(["PUT", "PATCH", "DELETE", "TRACE", "PROPFIND", "G\u00cbT"])):
            answer = client.generic(method, path, body, content_type)
            judge(answer, (method, path))
            assert answer.status_code >= 300 or method == "POST", (method, path)


@pytest.mark.parametrize("host", HOSTS)
def test_no_other_host_is_believed(live, host):
    for path in ("/", "/api/v1/events/", "/feed.atom", "/sitemap.xml", "/robots.txt", "/admin/login/", "/none/"):
        answer = Client(headers={"Host": host}).get(path)
        assert answer.status_code == 400, path
        assert b"evil.example" not in body_of(answer), path


def test_no_header_that_no_cache_keys_by_changes_a_page(live):
    for path in ("/", "/disputes/", f"/disputes/{live.dispute.slug}/", "/api/v1/events/", "/feed.atom", "/none/"):
        plain = Client().get(path)
        answer = Client(headers=dict.fromkeys(HEADERS, "https://evil.example/admin/")).get(path)
        assert answer.status_code == plain.status_code, path
        assert b"evil.example" not in body_of(answer), path
        assert "evil.example" not in str(answer.headers), path


def test_nobody_decodes_a_foreign_picture():
    """Bombs in pictures need a decoder: ours draws cards, and opens none."""
    root = Path(__file__).resolve().parents[2]
    opening = re.compile(r"Image\.(open|frombytes|fromarray)|ImageFile|imread|cv2")
    ours = [path for room in ("contracts", "timeline", "tracker") for path in (root / room).rglob("*.py")]
    assert len(ours) > 300
    assert [path for path in ours if opening.search(path.read_text())] == []
