"""Foreign bytes to UTF-8: by what they are first, by what they claim second, by their statistics last."""

import codecs
import re
from typing import Final

from charset_normalizer import from_bytes

_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED: Final = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']""")
_META: Final = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?([A-Za-z0-9._-]{1,40})""", re.IGNORECASE)
_CHARSET: Final = re.compile(r"""charset\s*=\s*["']?([A-Za-z0-9._-]{1,40})""", re.IGNORECASE)
_SAMPLE: Final = 65_536
# Not encodings of documents, and a way to smuggle markup past a filter.
_REFUSED: Final = frozenset({"utf-7", "utf7", "unicode_escape", "raw_unicode_escape", "idna", "punycode", "undefined"})
# What publishers call these is what browsers read as Windows-1252.
_MEANS_WINDOWS: Final = frozenset({"iso8859-1", "ascii"})


def to_utf8(body: bytes, content_type: str = "") -> tuple[bytes, str, list[str]]:
    """Give the body as UTF-8 without byte order mark, the encoding it was read as, and warnings.

    Bytes beyond ASCII that are valid UTF-8 are UTF-8 whatever is declared: no other encoding yields them by chance.
    """
    for mark, name in _BOMS:
        if body.startswith(mark):
            text = body[len(mark) :].decode(name, "replace")
            return text.encode("utf-8", "replace"), name, _replaced_note(text, name)
    # A document without mark whose first sign is `<` or `{` in two bytes.
    for start, name in (
        (b"<\x00", "utf-16-le"),
        (b"\x00<", "utf-16-be"),
        (b"{\x00", "utf-16-le"),
        (b"\x00{", "utf-16-be"),
    ):
        if body.startswith(start):
            return body.decode(name, "replace").encode("utf-8", "replace"), name, []
    claims = _claims(body, content_type)
    if b"\x1b" not in body and _is_utf8(body):
        wrong = [claim for claim in claims if claim != "utf-8"]
        warn = wrong and not body.isascii()
        return body, "utf-8", [f"declared as {wrong[0]}, but is UTF-8"] if warn else []
    for claim in claims:
        try:
            return body.decode(claim).encode("utf-8"), claim, []
        except UnicodeError:
            continue
    return _detected(body, claims)


def _claims(body: bytes, content_type: str) -> list[str]:
    head = body[:2_000]
    said = [found[1] for found in (_CHARSET.search(content_type),) if found]
    said += [found[1].decode("ascii") for found in (_DECLARED.search(head), _META.search(head)) if found]
    return list(dict.fromkeys(name for name in map(_known, said) if name))


def _known(name: str) -> str | None:
    """Give Python's name for a declared encoding; None for what is unknown or no encoding of documents."""
    if name.lower() in _REFUSED:
        return None
    try:
        found = codecs.lookup(name)
        "".encode(found.name)
    except (LookupError, UnicodeError):
        return None
    return "cp1252" if found.name in _MEANS_WINDOWS else found.name


def _is_utf8(body: bytes) -> bool:
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _detected(body: bytes, claims: list[str]) -> tuple[bytes, str, list[str]]:
    declared = f"declared as {claims[0]}, but is not" if claims else "declares no encoding"
    if claims[:1] == ["utf-8"] and _share_of_broken(body) < 0.01:
        return (
            body.decode("utf-8", "replace").encode("utf-8"),
            "utf-8",
            [f"{declared} in every place: some signs are lost"],
        )
    best = from_bytes(body[:_SAMPLE]).best()
    name = best.encoding if best is not None else "cp1252"
    try:
        return body.decode(name).encode("utf-8"), name, [f"{declared}; read as {name}"]
    except UnicodeError:
        text = body.decode("cp1252", "replace")
        return text.encode("utf-8"), "cp1252", [f"{declared}; read as cp1252, some signs are lost"]


def _share_of_broken(body: bytes) -> float:
    text = body.decode("utf-8", "replace")
    beyond_ascii = len(text) - len(text.encode("ascii", "ignore"))
    return text.count("\ufffd") / beyond_ascii if beyond_ascii > 100 else 1.0


def _replaced_note(text: str, name: str) -> list[str]:
    return [f"not in every place valid {name}: some signs are lost"] if "\ufffd" in text else []
