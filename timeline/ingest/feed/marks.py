"""Entries that are known as they stand are passed over before anything is made of them: most stood there last time."""

import hashlib
from collections.abc import Callable, Collection, Mapping

import orjson

from timeline.ingest.feed.entry import RawEntry, guid_key

# Given keys with the marks of their entries, says which of them are known just so.
Known = Callable[[Mapping[str, str]], Collection[str]]


def knows_none(marks: Mapping[str, str]) -> Collection[str]:  # noqa: ARG001 - the shape of a Known
    """Say that no entry is known."""
    return ()


def pass_over(
    entries: list[RawEntry], *, context: str, shared: Collection[str], known: Known
) -> tuple[list[RawEntry], dict[str, str]]:
    """Mark entries, and return those to be read, and the keys of those that are known, with their marks.

    `context` is what else decides about the item: the program's edition, the feed's base and language. An entry can be
    known by its id only if that stands over no other, now or before; one without id may have the key of another.
    """
    keys = [guid_key(entry) for entry in entries]
    if not all(keys):
        return entries, {}
    marks: dict[str, str] = {}
    several = set(shared)
    for key, entry in zip(keys, entries, strict=True):
        entry.mark = _mark(entry, context)
        if marks.setdefault(key, entry.mark) != entry.mark:
            several.add(key)
    for key in several:
        marks.pop(key, None)
    passed = {key: marks[key] for key in known(marks)}
    return [entry for key, entry in zip(keys, entries, strict=True) if key not in passed], passed


def _mark(entry: RawEntry, context: str) -> str:
    """Hash all that an entry says, but not its place, in 32 hexadecimal digits."""
    said = (
        context,
        entry.guid,
        entry.guid_is_link,
        entry.link,
        entry.links,
        entry.title,
        entry.title_type,
        entry.summary,
        entry.summary_type,
        entry.content,
        entry.content_type,
        entry.published,
        entry.published_field,
        entry.updated,
        entry.updated_field,
        entry.lang,
        entry.base,
        entry.authors,
        entry.tags,
    )
    try:
        plain = orjson.dumps(said)
    except TypeError:  # half a character
        plain = repr(said).encode()
    return hashlib.sha256(plain).hexdigest()[:32]
