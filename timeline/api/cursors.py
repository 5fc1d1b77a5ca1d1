"""Opaque cursors: a direction and a position in a list, so that the last window costs what the first costs."""

import base64
import binascii
from typing import NamedTuple

LONGEST = 1_200  # a position holds up to 200 characters of any script


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
    if len(text) > LONGEST:
        raise CursorRefused("is no cursor of this API")
    try:
        plain = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True).decode()
    except (binascii.Error, UnicodeError, ValueError) as error:
        raise CursorRefused("is no cursor of this API") from error
    kind, position = plain[:1], plain[1:]
    if kind not in {"n", "p"} or not position or "\0" in position:
        raise CursorRefused("is no cursor of this API")
    return Cursor(after=position) if kind == "n" else Cursor(before=position)
