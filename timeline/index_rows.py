"""Which index rows a revision has: a pure function of the revision, used when it is written and when all is rebuilt."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from timeline.codelists import REMOVING_KINDS, EventType
from timeline.documents.deadlines import numbered
from timeline.documents.shapes import Document, Facts, Ref, canonical, ref_of, references

Row = dict[str, Any]
APART = re.compile(r"[^A-Za-z0-9]+")
LONGEST_POSITION = 160  # characters, as the column holds

STATE_AFTER = {"retracted": "retracted", "merged": "merged", "taken_down": "taken_down"}


@dataclass(frozen=True, slots=True)
class IndexRows:
    """The rows of one revision in each index table, as plain values by column."""

    entry: Row
    event: Row | None = None
    scopes: list[Row] = field(default_factory=list)
    references: list[Row] = field(default_factory=list)
    parts: list[Row] = field(default_factory=list)


def index_rows(*, seq: int, kind: str, document: Document, facts: Facts, valid_to: int | None = None) -> IndexRows:
    """Derive the index rows of revision `seq`; `facts` is what other documents show of this one.

    `valid_to` is the seq of the object's next revision, None for the newest.
    """
    rows = _rows(seq, kind, document, facts)
    for row in (rows.entry, *([rows.event] if rows.event else []), *rows.scopes, *rows.references, *rows.parts):
        row["valid_to"] = valid_to
    return rows


def _rows(seq: int, kind: str, document: Document, facts: Facts) -> IndexRows:
    live = kind not in REMOVING_KINDS
    ref = ref_of(document)
    position = _position(document) if live else ref.id
    words = _search_words(document) if live else {}
    entry: Row = {
        "seq": seq,
        "document_type": ref.object,
        "key": ref.id,
        "state": STATE_AFTER.get(kind, "live"),
        "dispute": _dispute(document) if live else "",
        "forum": document.get("forum", "") if live else "",
        "position": position,
        "facts": canonical(facts),
        **words,
    }
    if not live:
        return IndexRows(entry)
    return IndexRows(
        entry,
        _event_row(seq, ref, position, document, words) if ref.object == "event" else None,
        list(_scopes(seq, position, document)) if ref.object == "event" else [],
        list(_references(seq, ref, position, document)),
        list(_parts(seq, ref, position, document, facts)),
    )


def _dispute(document: Document) -> str:
    if document["object"] == "dispute":
        return str(document["id"])
    return str((document.get("dispute") or {}).get("id", ""))


def _position(document: Document) -> str:
    """Order within lists of the type: events by date and order of the day, protests by filing, others by name."""
    key = document["id"]
    if document["object"] == "event":
        return f"{_moment(document['date'])}.{document['day_order']:03}~{key}"
    if document["object"] == "protest":
        status = document.get("status") or {}
        return f"{status.get('filed') or '9999'}~{key}"
    name = document.get("name") or (document.get("title") or {})
    text = name if isinstance(name, str) else str(name.get("en", ""))
    return f"{text.casefold()[: min(100, LONGEST_POSITION - 1 - len(key))]}~{key}"


def _moment(day: Document) -> str:
    text = str(day["text"])
    clock = text[11:19] if day["precision"] == "time" else "00:00:00"
    return f"{day['earliest']}T{clock[:8].rstrip('Z+-'):0<8}"


def _event_row(seq: int, ref: Ref, position: str, document: Document, words: Row) -> Row:
    public, existence = document["public"]["date"], document["public"]["existence"]
    return {
        "seq": seq,
        "key": ref.id,
        "position": position,
        "is_statement": document["type"] == EventType.STATEMENT,
        "event_type": document["type"],
        "significance": document["significance"],
        "dispute": _dispute(document),
        "forum": (document["protest"] or {}).get("forum", ""),
        "earliest": document["date"]["earliest"],
        "latest": (document["until"] or document["date"])["latest"],
        "public_from": (existence or public)["earliest"],
        "public_by": public["latest"],
        "speaker": (document.get("speaker") or {}).get("id", ""),
        "claim": (document.get("claim") or {}).get("id", ""),
        "stance": document.get("stance", ""),
        "finding": document.get("finding", ""),
        "source_kinds": sorted({c["source"]["kind"] for c in document["citations"] if "kind" in c.get("source", {})}),
        "confidence": document.get("confidence", ""),
        "precision": document["date"]["precision"],
        "languages": _languages(document),
        **words,
    }


def _languages(document: Document) -> list[str]:
    """Return in which language something was said, or the languages of the sources that show it."""
    if quote := document.get("quote"):
        return [quote["lang"]]
    return sorted({c["source"]["lang"] for c in document["citations"] if "lang" in c.get("source", {})})


def _scopes(seq: int, position: str, document: Document) -> Iterator[Row]:
    scopes = {
        f"{found['object']}:{found['id']}" for path, found in references(document) if path.split("/")[0] != "links"
    }
    if document.get("speaker"):
        scopes.add(f"speaker:{document['speaker']['id']}")
    for scope in sorted(scopes):
        yield {
            "seq": seq,
            "scope": scope,
            "position": position,
            "latest": (document["until"] or document["date"])["latest"],
            "is_statement": document["type"] == EventType.STATEMENT,
            "event_type": document["type"],
        }


def _references(seq: int, ref: Ref, position: str, document: Document) -> Iterator[Row]:
    for path, to in sorted({(path, ref_of(found)) for path, found in references(document)}):
        yield {
            "seq": seq,
            "path": path,
            "from_type": ref.object,
            "from_key": ref.id,
            "to_type": to.object,
            "to_key": to.id,
            "position": position,
        }


def _parts(seq: int, ref: Ref, position: str, document: Document, facts: Facts) -> Iterator[Row]:
    owner = {"object": ref.object, "id": ref.id}
    common = {"seq": seq, "document_type": ref.object, "document_key": ref.id, "dispute": _dispute(document)}
    if ref.object == "contract":
        shown = {**owner, "name": document["title"], "acronym": document["acronym"]}
        for kind, items in (("bid", document["bids"]), ("award", document["awards"])):
            for number, item in enumerate(items):
                part = {"id": item["id"], "dispute": document["dispute"], "contract": shown, **item}
                when = (item.get("submitted") or item.get("date") or item.get("ended") or {}).get("earliest", "9999")
                yield {
                    **common,
                    "kind": kind,
                    "key": item["id"],
                    "position": f"{when}~{position}~{number:03}",
                    "document": canonical(part),
                }
    if ref.object == "protest":
        yield from _deadlines(common, document, {**owner, **facts})
    for found in dict.fromkeys(_numbers(ref, document)):
        yield {**common, "kind": "number", "key": found, "position": letters_and_digits(found), "document": "{}"}


def _numbers(ref: Ref, document: Document) -> Iterator[str]:
    """Yield the numbers by which readers look for a proceeding or a contract."""
    found: list[str] = []
    if ref.object == "protest":
        found = [case["docket_number"] for case in document["cases"]]
    elif ref.object == "contract":
        found = [document["solicitation_number"], *document["award_ids"]]
    yield from (number for number in found if number)


def letters_and_digits(number: str) -> str:
    """Return a number in the form in which two spellings of it are compared: capitals and digits alone."""
    return APART.sub("", number).upper()


def _deadlines(common: Row, document: Document, shown: Document) -> Iterator[Row]:
    """Give each due date of a protest a row, ordered by the date; `shown` is what a list shows of the protest."""
    for key, deadline in numbered(document):
        part = {"id": key, "dispute": document["dispute"], "protest": shown, **deadline}
        yield {
            **common,
            "kind": "deadline",
            "key": key,
            "position": f"{deadline['due_date']}~{key}"[:200],
            "document": canonical(part),
        }


def _search_words(document: Document) -> Row:
    """Collect the words of a document by language and weight: titles, bodies, and names that no language stems."""
    title, body = (
        _texts(document, ("title", "name", "text")),
        _texts(document, ("summary", "description", "standfirst", "note")),
    )
    quote = document.get("quote")
    if quote:
        body["en" if quote["lang"] == "en" else "de"] += " " + quote["text"]
        for lang, text in quote["translations"].items():
            body[lang] += " " + text
    names = [str(found.get("short_name", "")) + " " + _name(found) for _, found in references(document)]
    names += [str(document.get(key) or "") for key in ("docket", "solicitation_number", "publisher", "acronym", "id")]
    names += document.get("aliases", []) + document.get("award_ids", [])
    names += [case["docket"] for case in document.get("cases", [])]
    return {
        "title_en": title["en"],
        "title_de": title["de"],
        "body_en": body["en"],
        "body_de": body["de"],
        "names": " ".join(sorted({word for name in names for word in name.split()}))[:20_000],
    }


def _texts(document: Document, keys: tuple[str, ...]) -> dict[str, str]:
    found = {"en": "", "de": ""}
    for key in keys:
        value = document.get(key)
        for lang, text in ({"en": value} if isinstance(value, str) else value or {}).items():
            found[lang] += f" {text}"
    return found


def _name(found: Document) -> str:
    name = found.get("name", "")
    return name if isinstance(name, str) else str(name.get("en", ""))
