"""The one shape in which every parser hands on what it found: an item that nobody has matched, judged or published."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final

import orjson

from timeline.ingest.dates import ABSENT, DateReading
from timeline.ingest.errors import ParseError

MAX_KEY: Final = 500


class KeyBasis(StrEnum):
    """What an item's key rests on, from firm to weak."""

    NATURAL = "natural"
    GUID = "guid"
    LINK = "link"
    SHARED = "shared"
    CONTENT = "content"


class Scheme(StrEnum):
    """What kind of number an identifier is."""

    DOCKET = "docket"
    B_NUMBER = "b-number"
    SOLICITATION = "solicitation"
    PIID = "piid"
    MODIFICATION = "modification"
    PACER_CASE = "pacer-case"
    PACER_DOCUMENT = "pacer-document"
    COURTLISTENER_DOCKET = "courtlistener-docket"
    COURTLISTENER_ENTRY = "courtlistener-entry"
    SAM_NOTICE = "sam-notice"
    UEI = "uei"
    AWARD = "usaspending-award"
    FR_DOCUMENT = "fr-document"
    FR_CITATION = "fr-citation"
    OCID = "ocid"
    COMPLAINT = "complaint"
    TED_NOTICE = "ted-notice"


@dataclass(frozen=True, slots=True)
class Identifier:
    """A number that names a case, a contract or a document: as the source writes it, and the court for dockets."""

    scheme: Scheme
    value: str
    court: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """A web address (http or https only) that an item names, and what for."""

    url: str
    rel: str = "related"
    title: str = ""


@dataclass(frozen=True, slots=True)
class NamedParty:
    """A name in the source's spelling and the role that the source gives it (a code of the role codelist)."""

    name: str
    role: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Amount:
    """A sum in units of its currency (ISO 4217) and what the source says it is."""

    value: Decimal
    currency: str
    what: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedItem:
    """One thing that a source published.

    `key` is unique within its feed for ever and at most 500 characters. `text` holds no markup; `html` is the cleaned
    markup of the same text, empty where the source had none. `published` is when the source made it public, `happened`
    the date of the matter itself (filed, decided, signed): neither replaces the other. `former_key` is the key that an
    earlier reading gave to the same entry before its guid turned out to be shared. `mark` is a hash of the raw entry,
    by which an unchanged one can be passed over; empty where the parser makes none. `notes` say what was mended.
    `extra` holds what only this kind of source says, as plain JSON values; it is not to be changed.
    """

    key: str
    key_basis: KeyBasis
    kind: str
    title: str
    text: str
    html: str = ""
    summary: str = ""
    url: str | None = None
    published: DateReading = ABSENT
    updated: DateReading = ABSENT
    happened: DateReading = ABSENT
    lang: str = ""
    authors: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    identifiers: tuple[Identifier, ...] = ()
    parties: tuple[NamedParty, ...] = ()
    amounts: tuple[Amount, ...] = ()
    former_key: str = ""
    mark: str = ""
    notes: tuple[str, ...] = ()
    extra: Mapping[str, Any] = field(default_factory=dict)

    def content_hash(self) -> str:
        """Hash (SHA-256, hexadecimal) what a reader would call the content.

        Left out: the dates of publication and update, which some publishers set anew at every fetch, the notes of this
        program, and the feed's own language. A due date that moved or a text that arrived late changes the hash.
        """
        content = (
            self.kind,
            self.title,
            self.text,
            self.summary,
            self.url,
            self.happened.edtf,
            self.authors,
            [(link.rel, link.url) for link in self.links],
            [(one.scheme.value, one.value) for one in self.identifiers],
            [(party.role, party.name) for party in self.parties],
            [(str(amount.value), amount.currency, amount.what) for amount in self.amounts],
            self.extra,
        )
        return hashlib.sha256(orjson.dumps(content, option=orjson.OPT_SORT_KEYS)).hexdigest()

    def as_json(self) -> dict[str, Any]:
        """Give the item as plain JSON values, amounts as decimal strings."""
        return {
            "key": self.key,
            "key_basis": self.key_basis,
            "kind": self.kind,
            "title": self.title,
            "text": self.text,
            "html": self.html,
            "summary": self.summary,
            "url": self.url,
            "published": self.published.as_json(),
            "updated": self.updated.as_json(),
            "happened": self.happened.as_json(),
            "lang": self.lang,
            "authors": list(self.authors),
            "links": [{"url": link.url, "rel": link.rel, "title": link.title} for link in self.links],
            "identifiers": [
                {"scheme": one.scheme.value, "value": one.value, "court": one.court} for one in self.identifiers
            ],
            "parties": [{"name": party.name, "role": party.role, "note": party.note} for party in self.parties],
            "amounts": [
                {"value": str(amount.value), "currency": amount.currency, "what": amount.what}
                for amount in self.amounts
            ],
            "former_key": self.former_key,
            "notes": list(self.notes),
            "extra": dict(self.extra),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedFeed:
    """All that one fetched body holds.

    `rejected` are the entries that could not become items, each with its place. `warnings` say what was mended or
    doubtful about the whole; `damage` says in a sentence that it is broken, so that entries may be missing from it.
    `shared_guids` are ids that this feed gives to several entries: keep them with the feed and hand them back to the
    next reading, so that keys stay the same once only one of those entries is left. `next_url` leads to the next page
    of an answer that has several. `unchanged` are the entries that were passed over because the caller knows them as
    they stand: their keys, and the marks by which it does.
    """

    items: tuple[ParsedItem, ...]
    format: str
    title: str = ""
    lang: str = ""
    url: str | None = None
    next_url: str | None = None
    rejected: tuple[ParseError, ...] = ()
    warnings: tuple[str, ...] = ()
    damage: str = ""
    shared_guids: frozenset[str] = frozenset()
    unchanged: Mapping[str, str] = field(default_factory=dict)


def bounded_key(key: str) -> str:
    """Keep a key within 500 characters: a longer one keeps its beginning and ends in a hash of the whole."""
    if len(key) <= MAX_KEY:
        return key
    return f"{key[: MAX_KEY - 72]}#sha256:{digest(key)}"


def digest(*parts: str) -> str:
    """Hash strings (SHA-256, hexadecimal); the borders between them count."""
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "backslashreplace")).hexdigest()
