"""Telling web pages from data: pages of bot filters and of maintenance, and the feeds that a page points to."""

import re
from typing import Final

from timeline.ingest.errors import BlockPage, MaintenancePage, NotThisFormat
from timeline.ingest.links import web_address
from timeline.ingest.text import title_from_html

_LOOKED_AT: Final = 200_000
_HTML: Final = re.compile(rb"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_TITLE: Final = re.compile(r"<title[^>]*>(.{0,500}?)</title>", re.IGNORECASE | re.DOTALL)
_FEED_LINK: Final = re.compile(
    r"<link\b[^>]{0,1000}application/(?:rss|atom|feed)\+(?:xml|json)[^>]{0,1000}>", re.IGNORECASE
)
_HREF: Final = re.compile(r"""href\s*=\s*["']?([^"'\s>]+)""", re.IGNORECASE)


def _sign(*parts: str) -> tuple[re.Pattern[str], ...]:
    """Compile the parts of a sign, which follow each other in the page with anything between them."""
    return tuple(re.compile(part, re.IGNORECASE) for part in parts)


# Each is a sign that only the page of that filter carries; a title alone would also fit an article about it. Parts are
# looked for one after the other: a single pattern over the whole page would take minutes for one that is made for it.
_FILTERS: Final = (
    ("Akamai", _sign(r"<title>\s*Access Denied\s*</title>", r"Reference\s*(?:#|&#35;)")),
    ("Cloudflare", _sign(r"/cdn-cgi/challenge-platform/|cf-error-details|<title>\s*Just a moment\.\.\.")),
    ("Imperva", _sign(r"_Incapsula_Resource|Incapsula incident ID|Pardon Our Interruption")),
    ("F5", _sign(r"The requested URL was rejected\.", r"support ID")),
    ("AWS WAF", _sign(r"token\.awswaf\.com|AwsWafIntegration")),
    ("AWS WAF", _sign(r"Request blocked\.", r"cloudfront")),
    ("DataDome", _sign(r"captcha-delivery\.com")),
    ("PerimeterX", _sign(r"px-captcha|Press (?:&amp;|&|and) Hold to confirm")),
    ("a captcha", _sign(r"<title>[^<]{0,80}(?:captcha|are you a (?:ro)?bot|human verification|robot check)")),
    ("a filter", _sign(r"<title>\s*(?:403(?: -)?\s*)?(?:Forbidden|Access denied|Request Rejected|Blocked)\s*</title>")),
)
_MAINTENANCE: Final = re.compile(
    r"<title>[^<]{0,120}(?:maintenance|temporarily unavailable|service unavailable|wartung)"
    r"|(?:system|site|service|ecf|cm/ecf|pacer)[^<.]{0,80}(?:is|are|will be|currently)[^<.]{0,60}"
    r"(?:unavailable|down for[^<.]{0,30}maintenance)",
    re.IGNORECASE,
)
_SMALL: Final = 30_000


def is_html(body: bytes) -> bool:
    """Tell whether bytes begin as a web page does."""
    return _HTML.search(body[:2_000]) is not None


def filter_name(body: bytes) -> str | None:
    """Name the bot filter whose page this is, or None."""
    if not is_html(body):
        return None
    text = body[:_LOOKED_AT].decode("utf-8", "replace")
    return next((name for name, sign in _FILTERS if _holds(text, sign)), None)


def _holds(text: str, sign: tuple[re.Pattern[str], ...]) -> bool:
    """Tell whether the parts of a sign stand in a text in their order."""
    end = 0
    for part in sign:
        found = part.search(text, end)
        if found is None:
            return False
        end = found.end()
    return True


def is_maintenance(body: bytes) -> bool:
    """Tell whether this is a short page that says that the service is closed."""
    if len(body) > _SMALL or not is_html(body):
        return False
    return _MAINTENANCE.search(body.decode("utf-8", "replace")) is not None


def page_error(body: bytes, expected: str, *, source: str = "") -> NotThisFormat:
    """Build the error for a web page that came in place of `expected`, saying which page it is."""
    name = filter_name(body)
    if name is not None:
        return BlockPage(f"the answer is a page of {name}, not {expected}", source=source)
    text = body[:_LOOKED_AT].decode("utf-8", "replace")
    found = _TITLE.search(text)
    called = f" called “{title_from_html(found[1], 120)}”" if found else ""
    if is_maintenance(body):
        return MaintenancePage(f"the answer is a maintenance page{called}, not {expected}", source=source)
    feeds = feed_links(text, source)
    hint = f"; the page names these feeds: {', '.join(feeds)}" if feeds else ""
    return NotThisFormat(f"the answer is a web page{called}, not {expected}{hint}", source=source)


def feed_links(page: str, base: str = "") -> list[str]:
    """List the feeds that a page declares, at most five."""
    found = (_HREF.search(link) for link in _FEED_LINK.findall(page))
    addresses = (web_address(one[1], base) for one in found if one)
    return list(dict.fromkeys(filter(None, addresses)))[:5]
