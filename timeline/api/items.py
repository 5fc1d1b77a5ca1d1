"""Items of answers: a stored document with its addresses and seq spliced in front, its own text untouched behind.

An item starts `{"api_url":…,"page_url":…,"seq":…,` and goes on with the document's own text from its first key to its
last brace, byte for byte as the log keeps it. What the addresses need is read off the text's first keys, which
canonical documents always have in the same order.
"""

import re
from collections.abc import Callable, Container, Iterable
from functools import cache

from django.conf import settings

from timeline.addresses import ROOMS, page_path
from timeline.api.resources import BY_NAME, BY_OBJECT, Resource, absolute
from timeline.selectors import Page

# Ids and slugs hold no character that JSON escapes; an event goes on with its type and, unless a statement, its slug.
BEGINNING = re.compile(r'\{"object":"(\w+)","id":"([^"\\]+)"(?:,"type":"([a-z-]+)"(?:,"slug":"([^"\\]*)")?)?')
PART_BEGINNING = re.compile(r'\{"id":"([^"\\]+)","dispute":.*?,"contract":\{"object":"contract","id":"([^"\\]+)"')


class UnexpectedDocument(ValueError):
    """A stored text that does not begin as canonical documents do."""


def addresses_of(object_type: str, key: str, *, event_type: str = "", slug: str = "") -> tuple[str, str]:
    """Return the API address and the page address of an object of the log."""
    resource = BY_NAME["statements"] if event_type == "statement" else BY_OBJECT[object_type]
    return absolute(resource.item_path(key)), absolute(page_path(object_type, key, slug))


def item(text: str, seq: int) -> str:
    """Return a document's text with its addresses and seq in front."""
    begins = BEGINNING.match(text)
    if begins is None:
        raise UnexpectedDocument(text[:80])
    object_type, key, event_type, slug = begins.groups("")
    api, page = _prefixes(settings.SITE_URL, object_type, is_statement=event_type == "statement")
    words = f"{slug}/" if slug else ""
    return f'{{"api_url":"{api}{key}/","page_url":"{page}{key}/{words}","seq":{seq},{text[1:]}'


@cache
def _prefixes(site: str, object_type: str, *, is_statement: bool) -> tuple[str, str]:
    """Return what the two addresses of every object of a type begin with: the same for each of a thousand items."""
    resource = BY_NAME["statements"] if is_statement else BY_OBJECT[object_type]
    return f"{site}{resource.path}", f"{site}/{ROOMS[object_type]}/"


def part_item(resource: Resource) -> Callable[[str, int], str]:
    """Return the function that makes items of bids or of awards; their page is their contract's."""

    def make(text: str, seq: int) -> str:
        begins = PART_BEGINNING.match(text)
        if begins is None:
            raise UnexpectedDocument(text[:80])
        key, contract = begins.groups()
        page_url = absolute(f"{page_path('contract', contract)}#{resource.object}-{key}")
        return f'{{"api_url":"{absolute(resource.item_path(key))}","page_url":"{page_url}","seq":{seq},{text[1:]}'

    return make


def removed_later(text: str) -> str:
    """Mark an item of a past moment as no longer public today."""
    return f'{{"removed_later":true,{text[1:]}'


def items(page: Page, make: Callable[[str, int], str] = item, *, removed: Container[int] = ()) -> Iterable[str]:
    """Return the items of a list; those whose seq is in `removed` are marked."""
    made: Iterable[str] = map(make, page.texts, page.seqs)
    if removed:
        made = (removed_later(text) if seq in removed else text for text, seq in zip(made, page.seqs, strict=True))
    return made
