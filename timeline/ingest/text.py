"""Foreign text made fit to keep: no control characters, no markup in text, no script in markup, encodings mended."""

import html
import re
from functools import lru_cache
from typing import Final, Literal, NamedTuple

import nh3

MAX_TITLE: Final = 1_000
MAX_TEXT: Final = 200_000
MAX_HTML: Final = 400_000
MAX_TAGS: Final = 20_000

_KEPT_NAMES: Final = """
    a abbr address article aside b blockquote br caption cite code dd del dfn div dl dt em figcaption figure footer h1
    h2 h3 h4 h5 h6 header hr i ins kbd li main mark ol p pre q s samp section small strong sub sup table tbody td
    tfoot th thead time tr u ul var
"""
_OTHER_NAMES: Final = """
    html head body title meta link base script style noscript template slot nav hgroup search menu data ruby rt rp rb
    bdi bdo span wbr picture source img iframe embed object param video audio track map area svg math col colgroup
    form label input button select datalist optgroup option textarea output progress meter fieldset legend details
    summary dialog canvas acronym applet basefont bgsound big blink center dir font frame frameset image keygen
    listing marquee nobr noembed noframes plaintext strike tt xmp path g rect circle line polygon use defs text
"""
_KEPT_TAGS: Final = frozenset(_KEPT_NAMES.split())
_DROPPED_WITH_CONTENT: Final = frozenset({"script", "style", "template", "object", "embed", "applet"})
_KEPT_ATTRIBUTES: Final = {
    "a": {"href"},
    "time": {"datetime"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
    "ol": {"start"},
}
_HTML_NAMES: Final = _KEPT_TAGS | frozenset(_OTHER_NAMES.split())
_TAG_LIKE: Final = re.compile(r"<(?=/?([A-Za-z][A-Za-z0-9]*)(?![A-Za-z0-9:_-]))")
_CLOSED: Final = re.compile(r"""<(?>[^<>"']|"[^"]*"|'[^']*')*>""")
_ATTRIBUTE: Final = re.compile(r"<[A-Za-z0-9]+\s+[A-Za-z-]+=")
_ANY_TAG: Final = re.compile(r'<[^>"]*(?:"[^"]*"[^>"]*)*>')
_PLAIN_TAG: Final = re.compile(r"<[^<>]*>")
_BREAK: Final = re.compile(
    r"<br>|<hr>|</?(?:p|div|li|tr|h[1-6]|blockquote|pre|ul|ol|dl|dt|dd|table|caption|section|article|aside|header|footer"
    r"|figure|figcaption|address|main)(?:\s[^>]*)?>"
)
_CELL: Final = re.compile(r"</t[dh]>")
_BLANKS: Final = re.compile(r"[^\S\n]{2,}|[^\S\n ]")
_BREAKS: Final = re.compile(r" ?\n(?: ?\n)+ ?| ?\n ?")
_MARKUP: Final = re.compile(r"<[A-Za-z/!?]")

# C0 and C1 controls (line feed and tabulator stay), bidirectional overrides, noncharacters.
_UNWANTED: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]")
_WINDOWS: Final = {
    point: bytes([point]).decode("cp1252") for point in range(0x80, 0xA0) if point not in {0x81, 0x8D, 0x8F, 0x90, 0x9D}
}
_REPLACED: Final = {
    **dict.fromkeys((*range(0x09), *range(0x0B, 0x20), *range(0x7F, 0xA0))),
    **dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFEFF, 0xFFFE, 0xFFFF)),
    **dict.fromkeys(range(0xD800, 0xE000), "\ufffd"),
    **_WINDOWS,
    0x0D: "\n",
    0x0C: "\n",
    0x85: "\n",
}
# UTF-8 that was read as Windows-1252: a lead byte's character followed by a continuation byte's.
_MISREAD: Final = re.compile(r"[ÂÃâðï][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]")
_MISREAD_PUNCTUATION: Final = re.compile(r"â(?:€|\u0080)[\u0080-\u00bf‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]")


class Prose(NamedTuple):
    """A piece of foreign text in its two forms: without markup, and with safe markup (empty where there was none)."""

    text: str
    html: str


def clean(value: str) -> str:
    """Take out what no text may hold (controls, bidirectional overrides, lone surrogates) and mend its encoding.

    Code points 128-159 are read as Windows-1252, as browsers do. UTF-8 that somebody read as Windows-1252 is restored
    if the whole text, or a whole sign of punctuation, decodes without remainder.
    """
    if value.isascii() and value.isprintable():
        return value
    if _MISREAD.search(value):
        value = _restored(value)
    if "\r\n" in value:
        value = value.replace("\r\n", "\n")
    return value.translate(_REPLACED) if _UNWANTED.search(value) else value


def one_line(value: str, limit: int = MAX_TITLE) -> str:
    """Clean a text and put it on one line."""
    if value.isascii() and value.isprintable() and "  " not in value:
        value = value.strip()
        return value if len(value) <= limit else cut(value, limit)  # no call for what nearly every text is
    return cut(" ".join(clean(value).split()), limit)


def paragraphs(value: str, limit: int = MAX_TEXT) -> str:
    """Clean a text without markup, keeping its lines: blanks collapse, empty lines become one."""
    return _collapsed(clean(value), limit)


def _collapsed(value: str, limit: int) -> str:
    if value.isprintable() and "  " not in value:
        return cut(value.strip(), limit)
    value = _BLANKS.sub(" ", value).strip()
    return cut(_BREAKS.sub(lambda found: "\n\n" if found[0].count("\n") > 1 else "\n", value), limit)


def printable(value: str, limit: int) -> str:
    """Leave out what neither a table nor a page can hold, and what stands behind so many characters."""
    return "".join(letter for letter in value if letter.isprintable())[:limit]


def cut(value: str, limit: int) -> str:
    """Cut a text to at most `limit` characters; a cut one ends in an ellipsis."""
    return value if len(value) <= limit else value[: limit - 1].rstrip() + "…"


def from_html(value: str, base: str = "") -> Prose:
    """Turn foreign HTML into text and safe HTML.

    What looks like a tag but has no name of HTML (`List<String>`) or never ends (`a<b`) stays as text. Scripts, styles,
    event handlers, images and every address that is not http or https go; relative ones are resolved against `base`.
    """
    value = clean(value)
    if not _MARKUP.search(value):
        return Prose(paragraphs(html.unescape(value)) if "&" in value else _collapsed(value, MAX_TEXT), "")
    safe = _cleaner(base).clean(_TAG_LIKE.sub(_kept_tag, _with_fewer_tags(value[: 2 * MAX_HTML])))
    text = paragraphs(html.unescape(_ANY_TAG.sub("", _CELL.sub(" ", _BREAK.sub("\n", safe)))))
    return Prose(text, safe.strip() if len(safe) <= MAX_HTML and _MARKUP.search(safe) else "")


def _with_fewer_tags(value: str) -> str:
    """Take the tags out behind the first thousands: for tens of thousands within each other a cleaner takes minutes."""
    if value.count("<") <= MAX_TAGS:
        return value
    head = "<".join(value.split("<", MAX_TAGS)[:-1])
    return head + _PLAIN_TAG.sub(" ", value[len(head) :])


def title_from_html(value: str, limit: int = MAX_TITLE) -> str:
    """Turn a title that may hold HTML into one line of text, decoding it once."""
    if "<" in value:
        return one_line(from_html(value).text, limit)
    return one_line(html.unescape(value) if "&" in value else value, limit)


@lru_cache(maxsize=64)
def _cleaner(base: str) -> nh3.Cleaner:
    """Build the cleaner for one base; one that is no web address leaves relative links without address."""
    if base.startswith(("http://", "https://")):
        try:
            return _configured(("rewrite_with_base", base))
        except ValueError:
            pass
    return _configured("deny")


def _configured(relative: Literal["deny"] | tuple[Literal["rewrite_with_base"], str]) -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=_KEPT_TAGS,
        clean_content_tags=_DROPPED_WITH_CONTENT,
        attributes=_KEPT_ATTRIBUTES,
        url_schemes={"http", "https"},
        url_relative=relative,
        link_rel="noopener noreferrer nofollow",
    )


def _kept_tag(found: re.Match[str]) -> str:
    is_tag = found[1].lower() in _HTML_NAMES and (
        _CLOSED.match(found.string, found.start()) or _ATTRIBUTE.match(found.string, found.start())
    )
    return "<" if is_tag else "&lt;"


def _restored(value: str) -> str:
    as_bytes = _to_windows(value)
    if as_bytes is not None:
        try:
            return as_bytes.decode("utf-8")
        except UnicodeDecodeError:
            pass
    return _MISREAD_PUNCTUATION.sub(_restored_sign, value)


def _restored_sign(found: re.Match[str]) -> str:
    as_bytes = _to_windows(found[0])
    return found[0] if as_bytes is None else as_bytes.decode("utf-8", "replace")


def _to_windows(value: str) -> bytes | None:
    """Encode as Windows-1252 with its five undefined bytes passed through; None where that cannot be."""
    try:
        return b"".join(
            bytes([ord(letter)]) if 0x80 <= ord(letter) <= 0x9F else letter.encode("cp1252") for letter in value
        )
    except UnicodeEncodeError:
        return None
