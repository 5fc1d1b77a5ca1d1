"""Every reader of foreign bytes under damage: what came is read, or refused in the reader's own words, and quickly.

`make fuzz` does the same for longer, and differently each time; what it finds is added to FOUND.
"""

import os
import time
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st

from timeline.ingest.errors import ParseError
from timeline.ingest.sources import SOURCES
from timeline.mail import returns
from timeline.passages.texts import NoText
from timeline.passages.texts import read as read_text
from timeline.spreadsheets.tables import TableRefused, read_table, workbook_bytes

EXAMPLES = int(os.environ.get("FUZZ_EXAMPLES", "3")) * 20
SEED = int(os.environ.get("FUZZ_SEED", "1796"))
SECONDS = 4  # of this process alone, for the worst
PAYLOADS = Path(__file__).parents[3] / "timeline" / "demo" / "payloads"
WHOLE = [one.read_bytes() for one in sorted(PAYLOADS.iterdir()) if one.suffix in {".xml", ".html", ".json"}]
NOTICE = b"""<?xml version="1.0"?><ContractNotice xmlns="urn:oasis:names:specification:ubl:schema:xsd:ContractNotice-2"
 xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"><cbc:ID>1</cbc:ID>
 <cbc:IssueDate>2024-05-01Z</cbc:IssueDate></ContractNotice>"""
RELEASES = b"""{"version": "1.1", "releases": [{"ocid": "ocds-1", "id": "1", "date": "2024-05-01T00:00:00Z",
 "tag": ["tender"], "tender": {"id": "1", "title": "Cloud", "value": {"amount": 1.5, "currency": "USD"}},
 "parties": [{"name": "A"}]}]}"""
PDF = b"""%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
 trailer<</Root 1 0 R>>"""
RETURNED = b"From: M@x.example\r\nContent-Type: multipart/report; boundary=b\r\n\r\n--b\r\n\r\nNo.\r\n--b--\r\n"
TABLE = b"Date;Title;Sources\r\n2019-11-22;AWS sues;https://x.example/\r\n"
WORKBOOK = workbook_bytes(["Date", "Title"], [["2019-11-22", "AWS sues"]])
SEEDS = [*WHOLE, NOTICE, RELEASES, PDF, RETURNED, TABLE, WORKBOOK]
HOSTILE = [
    *(b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"\x1b[2J", b"]]>", b"<!--", b"<![CDATA[", b"&a;", b"&#0;", b"&#x110000;"),
    b'<!DOCTYPE a [<!ENTITY a "bbbbbbbbbb"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>',
    b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>&x;',
    *(b"{" * 20_000, b"[" * 20_000, b"<div>" * 5_000, b"9" * 5_000, b"-1e999999", b"NaN", b'"\\ud800"', b"'" * 2_000),
    *(b"2019-02-31", b"0000-00-00", b"99999-12-31", b"24:60:61", b"http://[", b"https://\xe2\x80\xae.example/../..%2f"),
    *(b"(" * 3_000, b" " * 50_000, b"a@" * 10_000, b"\r\n" * 5_000, b"<a " * 5_000, b"=?utf-8?b?" * 500, b"%PDF-1.7\n"),
]
CONTENT_TYPES = ["", "text/html; charset=utf-7", "application/json; charset=nonsense", "text/xml; charset=utf-16", "\0"]
# Numbers longer than Python reads, lists deeper than it goes, and what is no number by the rules of JSON.
FOUND = [
    b'[{"id": ' + b"9" * 5_000 + b"}]",
    b"[" * 100_000,
    b'{"results": [{"id": NaN, "date": -1e999}]}',
]


@st.composite
def damaged(draw):
    """Draw bytes that once were something: whole, then cut, doubled, or with something hostile put in."""
    body = draw(st.sampled_from(SEEDS))
    for _ in range(draw(st.integers(0, 3))):
        start = draw(st.integers(0, len(body)))
        end = min(start + draw(st.integers(0, 400)), len(body))
        into = draw(st.sampled_from(HOSTILE) | st.binary(max_size=20) | st.just(b"") | st.just(body[start:end] * 2))
        body = body[:start] + into + body[end:]
    return body


def read_quickly(read, *arguments, refusals):
    """Read, and see that it takes no time that a worker does not have."""
    began = time.process_time()
    with suppress(refusals):
        read(*arguments)
    assert time.process_time() - began < SECONDS


def fuzzed(test):
    own = settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )
    return seed(SEED)(own(test))


@pytest.mark.parametrize("code", sorted(SOURCES))
def test_no_damage_makes_a_source_fail_otherwise_than_it_says(code):
    @fuzzed
    @given(damaged(), st.sampled_from(CONTENT_TYPES), st.sampled_from(["", "https://x.example/a", "http://[", "\0"]))
    def read(body, content_type, url):
        read_quickly(SOURCES[code].parse, body, content_type, url, refusals=ParseError)

    read()


@fuzzed
@given(damaged(), st.sampled_from(CONTENT_TYPES))
def test_no_damage_makes_the_text_of_a_copy_fail_otherwise_than_it_says(body, content_type):
    read_quickly(read_text, body, content_type, "https://x.example/a", refusals=NoText)


@fuzzed
@given(damaged())
def test_no_damage_makes_a_table_fail_otherwise_than_it_says(body):
    read_quickly(read_table, body, refusals=TableRefused)


@fuzzed
@given(damaged())
def test_no_damage_makes_returned_mail_fail(body):
    read_quickly(returns.read, body, refusals=ParseError)


@pytest.mark.parametrize("body", FOUND, ids=range(len(FOUND)))
def test_what_was_found_once_stays_mended(body):
    for source in SOURCES.values():
        read_quickly(source.parse, body, "", "", refusals=ParseError)
