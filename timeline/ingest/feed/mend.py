"""The commonest damage of feeds, mended exactly: ampersands and HTML's entities that XML does not know."""

import re
from html.entities import html5
from typing import Final

_REFERENCE: Final = re.compile(
    rb"<!\[CDATA\[.*?(?:\]\]>|\Z)|&(?:#([0-9]{1,7});|#[xX]([0-9A-Fa-f]{1,6});|([A-Za-z][A-Za-z0-9]{1,31});)?", re.DOTALL
)
_XML_NAMES: Final = frozenset({b"amp", b"lt", b"gt", b"quot", b"apos"})


def mend_references(data: bytes) -> bytes:
    """Write every reference of a UTF-8 document so that XML knows it; CDATA sections stay as they are.

    `&nbsp;` becomes its character, `AT&T` becomes `AT&amp;T`, a reference to an unknown entity stays visible as text,
    one to a character that XML forbids becomes the replacement character.
    """
    return _REFERENCE.sub(_known_reference, data)


def _known_reference(found: re.Match[bytes]) -> bytes:
    if found[0].startswith(b"<") or found[3] in _XML_NAMES:
        return found[0]
    if found[3] is not None:
        meaning = html5.get(f"{found[3].decode('ascii')};")
        return b"&amp;" + found[0][1:] if meaning is None else _escaped(meaning)
    if found[1] is None and found[2] is None:
        return b"&amp;"
    code = int(found[1]) if found[1] is not None else int(found[2], 16)
    is_allowed = (
        code in {0x09, 0x0A, 0x0D} or 0x20 <= code <= 0xD7FF or 0xE000 <= code <= 0xFFFD or 0x10000 <= code <= 0x10FFFF
    )
    return found[0] if is_allowed else "\ufffd".encode()


def _escaped(text: str) -> bytes:
    return text.replace("&", "&amp;").replace("<", "&lt;").encode()
