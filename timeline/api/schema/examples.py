"""Example answers for the API's description; a test holds them against the components.

Those of `examples.json` are answers about the shipped record, with one item of each list.
"""

from pathlib import Path
from typing import Any

import orjson

SITE = "https://tracker.example"
DISPUTE = {"object": "dispute", "id": "jedi", "name": "JEDI"}
MICROSOFT = {
    "object": "party",
    "id": "microsoft",
    "name": "Microsoft Corporation",
    "short_name": "Microsoft",
    "kind": "company",
}


def _day(text: str) -> dict[str, Any]:
    return {"text": text, "earliest": text, "latest": text, "precision": "day", "circa": False}


EVENT_DOCUMENT: dict[str, Any] = {
    "object": "event",
    "id": "k7w2m9qd4tzx",
    "type": "award",
    "slug": "pentagon-awards-jedi-to-microsoft",
    "dispute": DISPUTE,
    "contracts": [{"object": "contract", "id": "jedi", "name": {"en": "JEDI Cloud"}, "acronym": "JEDI"}],
    "protest": None,
    "date": _day("2019-10-25"),
    "until": None,
    "day_order": 0,
    "public": {"date": _day("2019-10-25"), "basis": "assumed", "existence": None},
    "title": {"en": "Pentagon awards JEDI to Microsoft"},
    "short_title": {"en": "Award to Microsoft"},
    "summary": {"en": "The Department of Defense awarded the contract, worth up to $10 billion, to Microsoft."},
    "note": {},
    "significance": 1,
    "sealed": False,
    "confidence": "verified",
    "example": False,
    "parties": [{"party": MICROSOFT, "role": "awardee", "role_note": ""}],
    "amounts": [{"amount": 10_000_000_000, "currency": "USD", "what": {"en": "ceiling"}}],
    "steps": [],
    "links": [],
    "citations": [
        {
            "source": {
                "object": "source",
                "id": "h3v8n5rb2ycp",
                "name": "Contracts For Oct. 25, 2019",
                "url": "https://www.defense.gov/",
                "publisher": "Department of Defense",
                "published": "2019-10-25",
                "kind": "agency-release",
                "primary": True,
                "lang": "en",
            },
            "anchor": "has been awarded a firm-fixed-price",
            "locator": "",
        }
    ],
}
EVENT: dict[str, Any] = {
    "api_url": f"{SITE}/api/v1/events/k7w2m9qd4tzx/",
    "page_url": f"{SITE}/events/k7w2m9qd4tzx/pentagon-awards-jedi-to-microsoft/",
    "seq": 1204,
    **EVENT_DOCUMENT,
}
EXAMPLES: dict[str, dict[str, Any]] = {
    **orjson.loads((Path(__file__).parent / "examples.json").read_bytes()),
    "EventList": {
        "as_of_seq": 2210,
        "next": f"{SITE}/api/v1/events/?dispute=jedi&limit=1&cursor=bjIwMTktMTAtMjU",
        "previous": None,
        "results": [EVENT],
    },
    "EventDetail": {"as_of_seq": 2210, **EVENT},
    "Changes": {
        "next_since": 1204,
        "newest_seq": 2210,
        "next": f"{SITE}/api/v1/changes/?since=1204&limit=1",
        "results": [
            {
                "seq": 1204,
                "kind": "published",
                "removed": False,
                "object": "event",
                "id": "k7w2m9qd4tzx",
                "published_at": "2026-01-31T12:00:00.123456+00:00",
                "note": "",
                "automatic_from": "",
                "api_url": EVENT["api_url"],
                "page_url": EVENT["page_url"],
                "document": EVENT_DOCUMENT,
            }
        ],
    },
}
PROBLEM: dict[str, Any] = {
    "type": f"{SITE}/for-journalists/#bad-query",
    "title": "The query cannot be understood",
    "status": 400,
    "detail": "Refused: dispute, colour.",
    "instance": "/api/v1/events/",
    "errors": [
        {
            "parameter": "dispute",
            "message": "knows no “jdei”",
            "known": ["dcgsa", "hls", "jedi", "kcx", "wildandstormy"],
            "see": f"{SITE}/api/v1/disputes/",
        },
        {"parameter": "colour", "message": "is no parameter of this address", "known": ["claim", "contract"]},
    ],
}
