"""Says what bytes are by themselves: what a server or an editor calls them decides nothing. Pure."""

import re
from typing import Final

from timeline.ingest.encodings import to_utf8

HTML: Final = "text/html"
PDF: Final = "application/pdf"
PLAIN: Final = "text/plain"
UNKNOWN: Final = "application/octet-stream"
# What holds text that can be read; what an editor may hand in.
READABLE: Final = frozenset({HTML, PDF, PLAIN})
_SNIFFED: Final = 4_096
_MARKS: Final = (
    (b"PK\x03\x04", "application/zip"),
    (b"\x1f\x8b", "application/gzip"),
    (b"\x89PNG", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
    (b"Rar!", "application/vnd.rar"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"MZ", "application/vnd.microsoft.portable-executable"),
    (b"\x7fELF", "application/x-executable"),
    (b"\xd0\xcf\x11\xe0", "application/x-ole-storage"),
)
_MARKUP: Final = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|title|meta|article|main|div|p|h1|table)[\s>]", re.IGNORECASE
)
_SVG: Final = re.compile(rb"<svg[\s>]", re.IGNORECASE)


def kind_of(body: bytes, content_type: str = "") -> str:
    """Return the media type of bytes, seen from their beginning."""
    head = body[:_SNIFFED].lstrip(b"\xef\xbb\xbf \t\r\n")
    if b"%PDF-" in body[:1_024]:
        return PDF
    for mark, kind in _MARKS:
        if head.startswith(mark):
            return kind
    text = to_utf8(body[:_SNIFFED], content_type)[0]
    if b"\0" in text:
        return UNKNOWN
    if _SVG.search(text) and not re.search(rb"<html[\s>]", text, re.IGNORECASE):
        return "image/svg+xml"
    if _MARKUP.search(text) or content_type.startswith(("text/html", "application/xhtml+xml")):
        return HTML
    return PLAIN if _is_text(text) else UNKNOWN


def _is_text(text: bytes) -> bool:
    control = sum(1 for byte in text if byte < 32 and byte not in b"\t\n\r\f\x1b")
    return bool(text) and control == 0
