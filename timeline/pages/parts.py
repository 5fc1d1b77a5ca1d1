"""Keeps parts of a dispute's page in the process: pages of one state share its tables, its picture and its counts.

A part is named by all that it depends on, as a page is by its tag: the newest seq of its scope and of any removal, the
newest question, release, language, day in New York, and what it is asked for. So a new event makes parts anew.
"""

from collections.abc import Callable, Hashable
from typing import Any, TypeVar, cast

from django.conf import settings
from django.http import HttpRequest

from timeline.near import Near
from timeline.pages.paths import language
from timeline.pages.reading import state_of

SECONDS = 3600
Part = TypeVar("Part")
_near: Near[Any] = Near()


def part(request: HttpRequest, name: str, about: Hashable, make: Callable[[], Part]) -> Part:
    """Return a part of the page that is asked for, kept or made; it must not be changed."""
    if not settings.PAGE_PARTS_KEPT:
        return make()
    key = (name, state_of(request), language(), about)
    found = _near.get(key)
    if found is None:
        found = make()
        _near.put(key, found, most=settings.PAGE_PARTS_KEPT, seconds=SECONDS)
    return cast("Part", found)
