"""Single objects: as they are or were, redirected where they were merged, gone where they were removed."""

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

import orjson
from django.http import HttpResponse, HttpResponsePermanentRedirect

from timeline import selectors
from timeline.api.base import LogView
from timeline.api.items import item, items, part_item, removed_later
from timeline.api.problems import Problem, refused
from timeline.api.reading import Parameters, read_moment, shape_of, split
from timeline.api.resources import BY_NAME, BY_OBJECT, Resource, absolute
from timeline.api.shape import NAMES as SHAPE_NAMES
from timeline.api.shape import Shape
from timeline.filters import EventQuery, ObjectQuery, Refusal
from timeline.selectors import Found, State

UNKNOWN = "No published object of this id is known."
MOST_STATEMENTS = 1_000


class DetailView(LogView):
    """One object of a resource."""

    role = "detail"
    resource: Resource = BY_NAME["disputes"]

    def answer(self, parameters: Parameters) -> str | HttpResponse:
        """Return the object as it is, or was at `as_of`."""
        key = str(self.kwargs["id"])
        shape, as_of = shape_of(parameters, self.resource), read_moment(parameters, others=SHAPE_NAMES)
        found = live(self.resource, key, as_of=as_of)
        if found.state == State.MERGED:
            return redirect(BY_OBJECT[self.resource.object].item_path(found.data["into"]["id"]), parameters)
        return whole(shaped(item(found.document, found.seq), shape, as_of), self.moment(found, as_of), found)

    def moment(self, found: Found, as_of: int | None) -> int:
        """Return the seq whose state the answer shows: what was published meanwhile is included and said so."""
        return max(self.log.seq, found.seq) if as_of is None else as_of


class EventDetailView(DetailView):
    """One event or statement; an event takes along, on request, what refers to it."""

    def answer(self, parameters: Parameters) -> str | HttpResponse:
        """Return the event with what `include` asks for."""
        key, included = str(self.kwargs["id"]), self.included(parameters)
        shape, as_of = shape_of(parameters, self.resource), read_moment(parameters, others=(*SHAPE_NAMES, *self.others))
        found = live(self.resource, key, as_of=as_of)
        is_statement = found.data["type"] == "statement"
        if is_statement != (self.resource.object == "statement"):
            proper = BY_NAME["statements" if is_statement else "events"]
            return redirect(proper.item_path(key), parameters)
        text = whole(shaped(item(found.document, found.seq), shape, as_of), self.moment(found, as_of), found)
        for name in included:
            text = f'{{"{name}":{INCLUDED[name](key, as_of)},{text[1:]}'
        return text

    @property
    def others(self) -> tuple[str, ...]:
        """Name the parameters that this resource takes besides `as_of`."""
        return ("include",) if self.resource.object == "event" else ()

    def included(self, parameters: Parameters) -> list[str]:
        """Read `include`; raise Problem for values that do not exist."""
        if not self.others:
            return []
        chosen = split(parameters, "include")
        unknown = [value for value in chosen if value not in INCLUDED]
        if unknown:
            raise refused([Refusal("include", f"has no value “{value[:60]}”", tuple(INCLUDED)) for value in unknown])
        return chosen


class PartDetailView(LogView):
    """One bid or award, by the contract it is part of."""

    role = "detail"
    resource: Resource = BY_NAME["bids"]

    def answer(self, parameters: Parameters) -> str | HttpResponse:
        """Return the part as it is, or was at `as_of`."""
        shape, as_of = shape_of(parameters, self.resource), read_moment(parameters, others=SHAPE_NAMES)
        query = ObjectQuery(self.resource.object, {"key": (str(self.kwargs["id"]),)}, as_of_seq=as_of)
        page = selectors.page_of(query, limit=1)
        if not page.texts:
            raise Problem(404, UNKNOWN)
        text = shaped(part_item(self.resource)(page.texts[0], page.seqs[0]), shape, as_of)
        return f'{{"as_of_seq":{self.log.seq if as_of is None else as_of},{text[1:]}'


def shaped(text: str, shape: Shape, as_of: int | None) -> str:
    """Return an item in the shape that is asked for."""
    return shape.of([text], as_of=as_of)[0] if shape else text


def live(resource: Resource, key: str, *, as_of: int | None = None) -> Found:
    """Return a live or merged object; raise Problem: 410 for removed ones, 404 for drafts and unknown ids alike."""
    found = selectors.find(resource.document_type, key, as_of=as_of)
    if found is None:
        raise Problem(404, UNKNOWN)
    if found.state in {State.RETRACTED, State.TAKEN_DOWN}:
        raise gone(resource, key, found)
    return found


def gone(resource: Resource, key: str, found: Found) -> Problem:
    """Make the problem that says how, when and why an object was removed, and where its history stands."""
    return Problem(
        410,
        found.note or "The object was removed.",
        object=resource.document_type,
        id=key,
        state=found.state.value,
        seq=found.seq,
        removed_at=found.published_at.isoformat(),
        revisions=absolute(f"{resource.item_path(key)}revisions/"),
    )


def whole(text: str, as_of: int, found: Found) -> str:
    """Put in front of an item which moment it shows, and whether it was removed since."""
    marked = removed_later(text) if found.retracted_later else text
    return f'{{"as_of_seq":{as_of},{marked[1:]}'


def redirect(path: str, parameters: Mapping[str, Sequence[str]]) -> HttpResponse:
    """Send the reader to an object's proper address with the same query."""
    query = urlencode([(name, value) for name, values in parameters.items() for value in values])
    return HttpResponsePermanentRedirect(absolute(f"{path}?{query}" if query else path))


def _statements(key: str, as_of: int | None) -> str:
    query = EventQuery(event=(key,), type=("statement",), statements=True, oldest_first=True, as_of_seq=as_of)
    page = selectors.list_events(query, limit=MOST_STATEMENTS)
    return f"[{','.join(items(page))}]"


def _incoming(key: str, as_of: int | None) -> str:
    links = selectors.incoming_links("event", key, as_of=as_of)
    return orjson.dumps([{"relation": relation, "event": event} for relation, event in links]).decode()


INCLUDED = {"statements": _statements, "incoming_links": _incoming}
