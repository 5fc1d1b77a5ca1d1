"""An answer of a JSON interface: opened, its records turned into items one by one, so that a bad one stops none."""

from collections.abc import Callable, Iterable
from typing import Any

from timeline.ingest.encodings import to_utf8
from timeline.ingest.errors import BadEntry, EmptyBody, NotThisFormat
from timeline.ingest.feed.jsonfeed import load_json
from timeline.ingest.item import ParsedItem
from timeline.ingest.json_fields import Json
from timeline.ingest.pages import is_html, page_error


def open_json(body: bytes, content_type: str = "", *, expected: str, source: str = "") -> dict[str, Any]:
    """Read an answer that should be a JSON object; raise a ParseError for pages, other JSON and nothing at all."""
    if not body.strip():
        raise EmptyBody("the answer is empty", source=source)
    if is_html(body):
        raise page_error(body, expected, source=source)
    value = load_json(to_utf8(body, content_type)[0], source=source)
    if not isinstance(value, dict):
        raise NotThisFormat(f"the answer is JSON, but not {expected}", source=source)
    return value


def build_items(
    records: Iterable[Json], build: Callable[[Json, int, str], ParsedItem], source: str
) -> tuple[tuple[ParsedItem, ...], tuple[BadEntry, ...]]:
    """Build an item of each record, the last of those with one key; collect the entries that cannot become one."""
    items: dict[str, ParsedItem] = {}
    rejected = []
    for place, record in enumerate(records, start=1):
        try:
            item = build(record, place, source)
        except BadEntry as error:
            rejected.append(error)
        else:
            items[item.key] = item
    return tuple(items.values()), tuple(rejected)
