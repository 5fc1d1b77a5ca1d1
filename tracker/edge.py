"""Reads from the environment how caches in front of the site are told of changes; `.env.example` says what is what."""

from typing import NamedTuple

from tracker import environment


class Edge(NamedTuple):
    """Addresses that are called, the method, `headers` or `json`, a header that proves who calls, and seconds."""

    urls: list[str]
    method: str
    way: str
    secret: str
    seconds: int


def from_environment() -> Edge:
    """Return the settings; without an address answers bear no keys. Raise `BadSetting` for what cannot be meant."""
    edge = Edge(
        urls=environment.words("CDN_PURGE_URLS"),
        method=environment.text("CDN_PURGE_METHOD", "PURGE"),
        way=environment.text("CDN_PURGE_AS", "headers"),
        secret=environment.text("CDN_PURGE_SECRET"),
        seconds=environment.number("CDN_SECONDS", 3_600),
    )
    if strange := [url for url in edge.urls if not url.startswith(("http://", "https://"))]:
        raise environment.BadSetting(f"CDN_PURGE_URLS names {strange[0]!r}; say http:// or https:// addresses.")
    if edge.way not in {"headers", "json"}:
        raise environment.BadSetting(f"CDN_PURGE_AS is {edge.way!r}; say headers or json.")
    if edge.secret and ":" not in edge.secret:
        raise environment.BadSetting("CDN_PURGE_SECRET is no header; say `Name: value`.")
    return edge
