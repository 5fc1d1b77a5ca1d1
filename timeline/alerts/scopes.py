"""What can be followed by mail: any query over events and statements, in one canonical form."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from urllib.parse import parse_qs, urlencode

from django.utils.translation import gettext as _

from timeline import selectors
from timeline.filters import FILTERS, EventQuery, QueryRefused
from timeline.pages.paths import language, local, page_path

# What has a page of its own and can be followed with it.
FOLLOWED = ("dispute", "protest", "party", "claim")
LONGEST = 1_000


class ScopeRefused(ValueError):
    """What cannot be followed: unknown filters or values, or too many of them."""


def canonical(parameters: Mapping[str, Sequence[str]]) -> str:
    """Return the one spelling of what is to be followed; raise ScopeRefused.

    `about=dispute:jedi` names an object, every other parameter is a filter of the API's list of events.
    """
    given = {name: list(values) for name, values in parameters.items() if any(values)}
    for value in given.pop("about", []):
        kind, _colon, key = value.partition(":")
        if kind not in FOLLOWED:
            raise ScopeRefused
        given.setdefault(kind, []).append(key)
    try:
        query = EventQuery.read(given, known=selectors.known_keys)
    except QueryRefused as refused:
        raise ScopeRefused from refused
    pairs = [(one.name, ",".join(sorted(query.active[one.name]))) for one in FILTERS if one.name in query.active]
    if query.statements and not _has_words(query):
        pairs.append(("include", "statements"))
    scope = urlencode(pairs)
    if len(scope) > LONGEST:
        raise ScopeRefused
    return scope


def query_of(scope: str) -> EventQuery:
    """Return the query of a canonical scope; what it names may have gone since, and then finds nothing more."""
    query = EventQuery.read(parse_qs(scope), known=_carried)
    return replace(query, statements=query.statements or _has_words(query))


def object_of(scope: str) -> tuple[str, str] | None:
    """Return type and key, as it is now, where a scope is one object, None for other queries."""
    (name, values), *more = parse_qs(scope).items() or [("", [""])]
    is_object = not more and name in FOLLOWED and len(values) == 1 and "," not in values[0]
    return (name, _carried(name, values)[values[0]]) if is_object else None


def name_of(scope: str) -> str:
    """Say in words of the page's language what is followed."""
    found = object_of(scope)
    if found:
        return selectors.names(found[0], [found[1]], lang=language()).get(found[1], found[1])
    if not scope:
        return _("Everything")
    return "; ".join(f"{name}: {', '.join(values)}" for name, values in parse_qs(scope).items())


def path_of(scope: str) -> str:
    """Return the path of the page that shows what is followed."""
    found = object_of(scope)
    if found:
        return page_path(*found)
    words = parse_qs(scope)
    return f"{local('/search/')}?{urlencode({'q': words['q'][0]})}" if set(words) == {"q"} else local("/")


def _has_words(query: EventQuery) -> bool:
    """Say whether what was said belongs to it without asking: claims, people and words are followed for that."""
    return bool(query.claim or query.party or query.speaker or query.q)


def _carried(object_type: str, values: Sequence[str]) -> Mapping[str, str]:
    """Map what was merged or renamed since to what it is now; what is gone stays what it was, and finds nothing."""
    known, _head = selectors.known_among({object_type: values})
    found = known(object_type, values)
    return {value: found.get(value, value) for value in values}
