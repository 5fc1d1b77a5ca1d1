"""Opaque cursors: a direction and a position in a list, so that the last window costs what the first costs."""

import base64
import re
from typing import NamedTuple

LONGEST = 1_200  # a position holds up to 200 characters of any script
# Base64 (RFC 4648, section 5) without padding of a letter, n or p, and at least one byte: the API's description says so
# too. Any bytes are a position: those that are no text stand nowhere in particular.
PATTERN = "^(b[g-v]|c[A-P])([A-Za-z0-9_-]{4})*([A-Za-z0-9_-]{1,2}|[A-Za-z0-9_-]{4})$"
_FORM = re.compile(PATTERN.replace("$", r"\Z"))


class Cursor(NamedTuple):
    """Where a window begins (behind position `after`) or ends (just before `before`); both empty for the first."""

    after: str = ""
    before: str = ""


class CursorRefused(ValueError):
    """A text that no answer gave out as a cursor."""


def encode(cursor: Cursor) -> str:
    """Return a cursor as the text that goes into an address."""
    plain = f"n{cursor.after}" if cursor.after else f"p{cursor.before}"
    return base64.urlsafe_b64encode(plain.encode()).decode().rstrip("=")


def decode(text: str) -> Cursor:
    """Read a cursor from an address; raise CursorRefused for anything that is none."""
    if len(text) > LONGEST or not _FORM.match(text):
        raise CursorRefused("is no cursor of this API")
    plain = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)).decode(errors="replace")
    kind, position = plain[0], plain[1:].replace("\0", "\ufffd")
    return Cursor(after=position) if kind == "n" else Cursor(before=position)
