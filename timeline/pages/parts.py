"""Keeps parts of a dispute's page: pages of one state share its tables, its picture and its counts.

A part is named by all that it depends on, as a page is by its tag: the newest seq of its scope and of any removal, the
newest question, release, language, day in New York, and what it is asked for. So a new event makes parts anew. What
most pages share lies in the cache too, where `timeline.pages.preparing` puts it before the first reader comes.
"""

from collections.abc import Callable, Hashable
from hashlib import sha256
from typing import Any, TypeVar, cast

from django.conf import settings
from django.http import HttpRequest

from timeline.filters import EventQuery
from timeline.near import Near
from timeline.pages import shared
from timeline.pages.paths import language
from timeline.pages.reading import state_of

SECONDS = 3600
Part = TypeVar("Part")
_near: Near[Any] = Near()


def is_whole(query: EventQuery) -> bool:
    """Say whether a query asks for a dispute as it is now, unfiltered: what most of its pages show."""
    return query == EventQuery(dispute=query.dispute, oldest_first=query.oldest_first)


def part(request: HttpRequest, name: str, about: Hashable, make: Callable[[], Part], *, shared: bool = False) -> Part:
    """Return a part of the page that is asked for, kept or made; it must not be changed.

    A `shared` one is kept for all processes. Parts of filtered pages are not: there are too many of them.
    """
    if not settings.PAGE_PARTS_KEPT:
        return make()
    key = (name, state_of(request), language(), about)
    found = _near.get(key)
    if found is None:
        found = _from_cache(key, make) if shared and settings.PAGE_CACHE_SECONDS else make()
        _near.put(key, found, most=settings.PAGE_PARTS_KEPT, seconds=SECONDS)
    return cast("Part", found)


def _from_cache(key: Hashable, make: Callable[[], Part]) -> Part:
    name = f"part:{settings.DATABASES['default']['NAME']}:{sha256(repr(key).encode()).hexdigest()}"
    found = shared.get(name)
    if found is None:
        found = make()
        shared.put(name, found)
    return cast("Part", found)
