"""A folder of saved payloads as one day of news: which file is whose feed, webhook or page. No database."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import yaml

from timeline.codelists import SourceKind
from timeline.ingest.sources import SOURCES

SHIPPED: Final = Path(__file__).parent / "payloads"
MANIFEST: Final = "day.yaml"
BASE_MARK: Final = b"{{BASE}}"
TYPES: Final = {
    ".xml": "application/xml",
    ".rss": "application/rss+xml",
    ".html": "text/html; charset=utf-8",
    ".json": "application/json",
}
_LARGEST: Final = 10_000_000  # bytes: as much as the client reads
_FEED: Final = frozenset({"slug", "name", "source", "kind", "path", "file"})
_WEBHOOK: Final = frozenset({"slug", "name", "source", "kind", "key", "file"})
_PAGE: Final = frozenset({"path", "file"})


class BadFolder(Exception):
    """The folder cannot be used as a day of news; the message says what is wrong and where."""


@dataclass(frozen=True, slots=True)
class Payload:
    """The bytes of one file and what they are."""

    content_type: str
    content: bytes

    def at(self, base: str) -> bytes:
        """Return the bytes as they are served at an address (without a slash at its end)."""
        return self.content.replace(BASE_MARK, base.encode())


@dataclass(frozen=True, slots=True)
class DayFeed:
    """One source of the day: asked at `path`, or, with a `key`, sending its payload as a webhook."""

    slug: str
    name: str
    source: str
    kind: str
    payload: Payload
    path: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class Day:
    """All that happens on the day; `pages` are answered besides the feeds."""

    feeds: tuple[DayFeed, ...]
    webhooks: tuple[DayFeed, ...]
    pages: Mapping[str, Payload]

    def served(self, base: str) -> dict[str, tuple[str, bytes]]:
        """Return type and bytes of everything that is served, by path."""
        everything = {**self.pages, **{feed.path: feed.payload for feed in self.feeds}}
        return {path: (payload.content_type, payload.at(base)) for path, payload in everything.items()}


def read_day(folder: Path) -> Day:
    """Read a folder's `day.yaml` and the files that it names; raise BadFolder for anything that is wrong."""
    try:
        said = yaml.safe_load((folder / MANIFEST).read_text("utf-8"))
    except OSError as error:
        raise BadFolder(f"{folder / MANIFEST} cannot be read: {error.strerror}.") from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise BadFolder(f"{MANIFEST} is no YAML: {error}") from error
    if not isinstance(said, dict) or set(said) - {"feeds", "webhooks", "pages"}:
        raise BadFolder(f"{MANIFEST} holds the lists feeds, webhooks and pages, and nothing else.")
    feeds = tuple(_feed(one, folder) for one in _entries(said, "feeds", _FEED))
    webhooks = tuple(_webhook(one, folder) for one in _entries(said, "webhooks", _WEBHOOK))
    pages = {_path(one): _payload(one, folder) for one in _entries(said, "pages", _PAGE)}
    _must_differ("slug", [one.slug for one in (*feeds, *webhooks)])
    _must_differ("path", [*(one.path for one in feeds), *pages])
    _must_differ("source of a webhook", [one.source for one in webhooks])
    if not feeds and not webhooks:
        raise BadFolder(f"{MANIFEST} names neither a feed nor a webhook.")
    return Day(feeds, webhooks, pages)


def _entries(said: Mapping[str, Any], name: str, known: frozenset[str]) -> list[dict[str, str]]:
    entries = said.get(name) or []
    if not isinstance(entries, list):
        raise BadFolder(f"{name} is no list.")
    for number, entry in enumerate(entries, start=1):
        if not isinstance(entry, dict) or set(entry) != known:
            raise BadFolder(f"{name}, entry {number}: it needs exactly {', '.join(sorted(known))}.")
        if not all(isinstance(value, str) and value for value in entry.values()):
            raise BadFolder(f"{name}, entry {number}: every value is a text.")
    return entries


def _feed(entry: dict[str, str], folder: Path) -> DayFeed:
    return DayFeed(**_who(entry), payload=_payload(entry, folder), path=_path(entry))


def _webhook(entry: dict[str, str], folder: Path) -> DayFeed:
    if entry["source"] != "courtlistener":
        raise BadFolder(f"{entry['slug']}: only courtlistener sends webhooks.")
    return DayFeed(**_who(entry), payload=_payload(entry, folder), key=entry["key"])


def _who(entry: dict[str, str]) -> dict[str, str]:
    if entry["source"] not in SOURCES:
        raise BadFolder(f"{entry['slug']}: there is no source “{entry['source']}”; there are {', '.join(SOURCES)}.")
    if entry["kind"] not in SourceKind.values:
        raise BadFolder(f"{entry['slug']}: “{entry['kind']}” is no kind; there are {', '.join(SourceKind.values)}.")
    return {name: entry[name] for name in ("slug", "name", "source", "kind")}


def _path(entry: dict[str, str]) -> str:
    path = entry["path"]
    if not path.startswith("/") or not path.isprintable() or " " in path or "?" in path:
        raise BadFolder(f"“{path}” is no path like /feed.xml.")
    return path


def _payload(entry: dict[str, str], folder: Path) -> Payload:
    """Read a file of the folder; one that lies outside, by whatever name, is refused."""
    file = (folder / entry["file"]).resolve()
    if not file.is_relative_to(folder.resolve()):
        raise BadFolder(f"{entry['file']} lies outside of the folder.")
    try:
        if file.stat().st_size > _LARGEST:
            raise BadFolder(f"{entry['file']} is larger than {_LARGEST:,} bytes.")
        content = file.read_bytes()
    except OSError as error:
        raise BadFolder(f"{entry['file']} cannot be read: {error.strerror}.") from error
    return Payload(TYPES.get(file.suffix, "application/octet-stream"), content)


def _must_differ(what: str, values: Iterable[str]) -> None:
    seen: set[str] = set()
    for value in values:
        if value in seen:
            raise BadFolder(f"Two entries have the same {what}: {value}.")
        seen.add(value)
