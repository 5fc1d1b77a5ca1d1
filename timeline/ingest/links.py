"""Web addresses of foreign origin: only http and https pass, without credentials, secrets or tracking."""

import re
from functools import lru_cache
from typing import Final
from urllib.parse import parse_qsl, quote, urlencode, urljoin, urlsplit, urlunsplit

MAX_ADDRESS: Final = 2000

_PLAIN: Final = re.compile(r"https?://[a-z0-9.-]+(?:/[A-Za-z0-9._~%/+,:;!()-]*)?")
_HOST: Final = re.compile(r"[a-z0-9._-]+|[0-9a-f:.]+")
_CONTROLS: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]+")
_SECRETS: Final = frozenset(
    {"api_key", "apikey", "api-key", "access_token", "token", "auth", "authorization", "secret", "password"}
)
_TRACKING_NAMES: Final = """
    fbclid gclid dclid gbraid wbraid msclkid yclid twclid ttclid igshid mc_cid mc_eid mkt_tok _hsenc _hsmi vero_id xtor
    cmpid cmp ftag icid ns_campaign ns_mchannel ns_source ns_linkname wt_mc at_medium at_campaign at_link_type
    at_link_id at_format at_bbc_team at_ptr_name sref
"""
_TRACKING: Final = frozenset(_TRACKING_NAMES.split())
_TRACKING_PREFIXES: Final = ("utm_", "pk_", "mtm_", "stm_", "hsa_", "oly_")
_SAYS_FEED: Final = frozenset({"rss", "feed"})
_TRACKING_IF_FEED: Final = frozenset({"ref", "src", "source", "from", "partner", "emc"})


def web_address(raw: object, base: str = "") -> str | None:
    """Give an absolute http(s) address without credentials, secrets and tracking, or None for anything else.

    Relative addresses are resolved against `base`. Addresses longer than 2,000 characters are no addresses.
    """
    text = str(raw).strip() if raw else ""
    if _PLAIN.fullmatch(text) and len(text) <= MAX_ADDRESS:
        return text
    text = _CONTROLS.sub("", text).strip()
    if not text or len(text) > MAX_ADDRESS:
        return None
    try:
        absolute = urljoin(base, text) if base else text
        return _without_unwanted(absolute)
    except ValueError:  # broken ports, brackets and international names
        return None


def joined(base: str, raw: str) -> str:
    """Resolve an address against a base, either of which may be broken; then the address stays as it is."""
    try:
        return urljoin(base, raw.strip())
    except ValueError:
        return raw


def canonical(address: str) -> str:
    """Give the form of an address by which two spellings of it are found equal: for keys, not for people."""
    parts = urlsplit(address)
    query = sorted(parse_qsl(parts.query, keep_blank_values=True))
    return urlunsplit((parts.scheme, parts.netloc, parts.path or "/", urlencode(query), parts.fragment))


def has_secret(address: str) -> bool:
    """Tell whether an address carries a key among its parameters."""
    try:
        query = urlsplit(address).query
    except ValueError:
        return False
    return any(name.lower() in _SECRETS for name, _ in parse_qsl(query, keep_blank_values=True))


def redact(address: str) -> str:
    """Take credentials and secret parameters out of any address before it is stored or logged."""
    try:
        parts = urlsplit(address)
        kept = parse_qsl(parts.query, keep_blank_values=True)
    except ValueError:
        return "(an address that cannot be read)"
    hidden = [(name, "…" if name.lower() in _SECRETS else value) for name, value in kept]
    netloc = parts.netloc.rpartition("@")[2]
    query = parts.query if hidden == kept else urlencode(hidden, safe="…")
    return urlunsplit((parts.scheme, netloc, parts.path, query, parts.fragment))


@lru_cache(maxsize=4096)
def _without_unwanted(absolute: str) -> str | None:
    head, question, tail = absolute.partition("?")
    parts = urlsplit(head.replace("\\", "/") + question + tail)  # browsers take a backslash for a slash
    host = (parts.hostname or "").rstrip(".").encode("idna").decode("ascii")
    if parts.scheme not in {"http", "https"} or not _HOST.fullmatch(host):
        return None
    netloc = f"[{host}]" if ":" in host else host
    if parts.port is not None and (parts.scheme, parts.port) not in {("http", 80), ("https", 443)}:
        netloc = f"{netloc}:{parts.port}"
    path = quote(parts.path, safe="/%:@!$&'()*+,;=~-._")
    query = quote(_wanted_query(parts.query), safe="/%:@!$&'()*+,;=~-._?[]")
    fragment = "" if _is_tracking(*_pair(parts.fragment)) else quote(parts.fragment, safe="/%:@!$&'()*+,;=~-._?")
    result = urlunsplit((parts.scheme, netloc, path, query, fragment))
    return result if len(result) <= MAX_ADDRESS else None


def _wanted_query(query: str) -> str:
    """Drop tracking and secrets and leave the rest as it was written, in its order."""
    if not query:
        return ""
    return "&".join(part for part in query.split("&") if part and not _is_unwanted(part))


def _is_unwanted(part: str) -> bool:
    name, value = _pair(part)
    return name in _SECRETS or _is_tracking(name, value)


def _pair(part: str) -> tuple[str, str]:
    name, _, value = part.partition("=")
    return name.lower(), value.lower()


def _is_tracking(name: str, value: str) -> bool:
    return (
        name in _TRACKING or name.startswith(_TRACKING_PREFIXES) or (name in _TRACKING_IF_FEED and value in _SAYS_FEED)
    )
