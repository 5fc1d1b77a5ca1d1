"""What kind of document a fetched body is, and its XML from the root on: no DOCTYPE, no foreign entity."""

import re
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from timeline.ingest.encodings import to_utf8
from timeline.ingest.errors import EmptyBody, Malformed, NotThisFormat, TooLarge
from timeline.ingest.pages import is_html, page_error

MAX_BODY: Final = 10_000_000

_CONTROLS: Final = bytes(code for code in range(0x20) if code not in {0x09, 0x0A, 0x0D})
_ROOT: Final = re.compile(rb"<(?:[A-Za-z_][\w.-]*:)?([A-Za-z_][\w.-]*)")
_FEED_ROOT: Final = re.compile(rb"<(?:rss|feed|rdf:RDF|RDF|[A-Za-z]\w*:feed|channel)[\s>]")
_SUBSET_PART: Final = re.compile(rb"""<!--.*?-->|<\?.*?\?>|"[^"]*"|'[^']*'|[\[\]>]""", re.DOTALL)
_FAR: Final = 20_000


class Kind(StrEnum):
    """The family of formats a document belongs to."""

    XML = "xml"
    JSON = "json"


@dataclass(slots=True)
class Document:
    """A body ready for a reader: UTF-8, from its root element (XML) or its first brace (JSON) on."""

    kind: Kind
    data: bytes
    root: str
    warnings: list[str] = field(default_factory=list)


def open_document(
    body: bytes,
    content_type: str = "",
    *,
    source: str = "",
    limit: int = MAX_BODY,
    expected: str = "a feed",
    roots: re.Pattern[bytes] = _FEED_ROOT,
) -> Document:
    """Decode a body and find its beginning, one of the tags `roots`; raise a ParseError for what is not `expected`."""
    if len(body) > limit:
        raise TooLarge(f"{len(body):,} bytes, more than the {limit:,} allowed", source=source)
    if body.startswith((b"\x1f\x8b", b"PK\x03\x04", b"%PDF")):
        raise NotThisFormat(f"the answer is a packed or binary file, not {expected}", source=source)
    data, _, warnings = to_utf8(body, content_type)
    bare = data.translate(None, _CONTROLS)
    if len(bare) != len(data):
        warnings.append(f"{len(data) - len(bare)} control characters taken out")
    bare = bare.lstrip()
    if not bare:
        raise EmptyBody("the answer is empty", source=source)
    if bare.startswith((b"{", b"[")):
        return Document(Kind.JSON, bare, "", warnings)
    start, has_doctype = _root_start(bare, source)
    if has_doctype:
        warnings.append("a DOCTYPE was taken out; its entities are not expanded")
    found = _ROOT.match(bare, start)
    if found is None or not roots.match(bare, start):
        start = _hidden_root(bare, start, roots, expected=expected, source=source, warnings=warnings)
        found = _ROOT.match(bare, start)
    return Document(Kind.XML, bare[start:], (found[1] if found else b"").decode("ascii", "replace"), warnings)


def _root_start(data: bytes, source: str) -> tuple[int, bool]:
    """Skip declaration, comments, instructions and DOCTYPE; give where the root element begins."""
    position, has_doctype = 0, False
    while True:
        while data[position : position + 1].isspace():
            position += 1
        if data.startswith(b"<?", position):
            end = data.find(b"?>", position)
            step = 2
        elif data.startswith(b"<!--", position):
            end = data.find(b"-->", position)
            step = 3
        elif data[position : position + 9].upper() == b"<!DOCTYPE":
            end, step, has_doctype = _doctype_end(data, position), 1, True
        else:
            return position, has_doctype
        if end < 0:
            raise Malformed("the document ends before its first element", source=source)
        position = end + step


def _doctype_end(data: bytes, position: int) -> int:
    depth = 0
    for part in _SUBSET_PART.finditer(data, position + 9):
        if part[0] == b"[":
            depth += 1
        elif part[0] == b"]":
            depth -= 1
        elif part[0] == b">" and depth <= 0:
            return part.start()
    return -1


def _hidden_root(
    data: bytes, start: int, roots: re.Pattern[bytes], *, expected: str, source: str, warnings: list[str]
) -> int:
    """Find the root behind words that a broken server put before it; raise if there is none."""
    if is_html(data[start : start + 2_000]):
        raise page_error(data, expected, source=source)
    found = roots.search(data, start, start + _FAR)
    if found is not None:
        warnings.append(f"{found.start() - start} bytes before {expected} were left out")
        return found.start()
    if not data[start:]:
        raise Malformed("the document has no element", source=source)
    beginning = data[start : start + 60].decode("utf-8", "replace")
    raise NotThisFormat(f"the answer is not {expected}: it begins with {beginning!r}", source=source)
