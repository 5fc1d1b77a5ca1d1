"""Entries out of JSON Feed 1.0 and 1.1, which feedparser does not read."""

import json
from typing import Any, Final

import orjson

from timeline.ingest.errors import Malformed, NotThisFormat
from timeline.ingest.feed.entry import RawEntry
from timeline.ingest.feed.strict import RawFeed

_VERSION: Final = "jsonfeed.org/version/"


def read_json(data: bytes, base: str = "", *, source: str = "") -> RawFeed:
    """Read a UTF-8 JSON Feed; raise for other JSON and for what is no JSON."""
    feed = load_json(data, source=source)
    if (
        not isinstance(feed, dict)
        or not isinstance(feed.get("items"), list)
        or _VERSION not in _text(feed.get("version"))
    ):
        raise NotThisFormat(
            "the answer is JSON, but no JSON Feed (no version of jsonfeed.org or no items)", source=source
        )
    version = _text(feed["version"]).rsplit("/", 1)[-1][:8]
    home = _text(feed.get("home_page_url")) or base
    result = RawFeed(f"json-{version}", title=_text(feed.get("title")), lang=_text(feed.get("language")), base=home)
    for number, entry in enumerate(feed["items"], start=1):
        if isinstance(entry, dict):
            result.entries.append(_entry(number, entry))
        else:
            result.warnings.append(f"entry {number} is no object and was left out")
    return result


def load_json(data: bytes, *, source: str = "") -> Any:
    """Read JSON, also with the lone surrogates that a strict reader refuses; raise Malformed saying where it breaks."""
    try:
        return orjson.loads(data)
    except orjson.JSONDecodeError:
        pass
    try:
        return json.loads(data)
    except (ValueError, RecursionError) as error:
        raise Malformed(f"this is no JSON: {error}", source=source) from error


def _entry(index: int, entry: dict[str, Any]) -> RawEntry:
    markup, plain = _text(entry.get("content_html")), _text(entry.get("content_text"))
    people = entry.get("authors") or [entry.get("author")]
    attachments = _objects(entry.get("attachments"))
    own, external = _text(entry.get("url")), _text(entry.get("external_url"))
    return RawEntry(
        index=index,
        guid=_text(entry.get("id")),
        link=own or external,
        links=[
            *([("related", external, "")] if own and external else []),
            *(("enclosure", _text(one.get("url")), _text(one.get("title"))) for one in attachments),
        ],
        title=_text(entry.get("title")),
        title_type="html",
        summary=_text(entry.get("summary")),
        summary_type="text",
        content=markup or plain,
        content_type="html" if markup else "text",
        published=_text(entry.get("date_published")),
        published_field="date_published",
        updated=_text(entry.get("date_modified")),
        updated_field="date_modified",
        lang=_text(entry.get("language")),
        authors=[_text(one.get("name")) for one in _objects(people)],
        tags=[_text(tag) for tag in entry.get("tags") or [] if isinstance(tag, str)],
    )


def _text(value: object) -> str:
    """Take a string, or a number where somebody wrote an id as one."""
    if isinstance(value, str):
        return value
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else ""


def _objects(value: object) -> list[dict[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []
