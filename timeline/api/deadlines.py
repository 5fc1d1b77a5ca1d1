"""Due dates and what a protest's status was: stored facts, read for a day that the reader names or for today.

The log holds no state that depends on the day. Here the day comes in: answers name it (`on`), carry it into the
addresses of their neighbours, and change their ETag at midnight in New York.
"""

from collections.abc import Callable
from datetime import date, datetime, time

import orjson
from django.http import HttpRequest, HttpResponse

from contracts.procedure import NEW_YORK, as_document, flag_on, held_on, states_on, status_on
from timeline import selectors
from timeline.addresses import page_path
from timeline.api import validators
from timeline.api.base import LogView
from timeline.api.details import UNKNOWN, live, redirect, shaped
from timeline.api.lists import ListView
from timeline.api.problems import Problem, refused
from timeline.api.reading import Parameters, Window, read_moment, read_objects, shape_of
from timeline.api.resources import BY_NAME, Resource, absolute
from timeline.api.shape import NAMES as SHAPE_NAMES
from timeline.clocks import deadline_state_on
from timeline.derived import derivation_of, working_of
from timeline.documents.deadlines import numbered, started
from timeline.documents.shapes import Document, parsed
from timeline.filters import Refusal, read_day
from timeline.selectors import DeadlineQuery, Page, State

ADVICE = "Computed from the record by the rule named. No legal advice."
DEADLINES = BY_NAME["deadlines"]
# Read here, before the filters: named to these so that a refusal lists them among what the address takes.
DAY_NAMES = ("on",)


def today() -> date:
    """Return the day in New York."""
    return validators.now().astimezone(NEW_YORK).date()


class DatedView(LogView):
    """A read of the log for a day: without `on` it is the day in New York, so its validators hold until midnight."""

    def validated(self, request: HttpRequest) -> str:
        """Name the day beside the query."""
        return f"{super().validated(request)}&today={today().isoformat()}"

    def modified(self) -> int | None:
        """Return the later of the log's newest change and the last midnight in New York."""
        changed = super().modified()
        midnight = datetime.combine(today(), time.min, NEW_YORK)
        return None if changed is None else max(changed, int(midnight.timestamp()))


class DeadlineListView(DatedView, ListView):
    """The list of due dates, the earliest first."""

    resource: Resource = DEADLINES

    def answer(self, parameters: Parameters) -> str | HttpResponse:
        """Return one window, its neighbours asked for the same day."""
        refusals: list[Refusal] = []
        day = _day(parameters, refusals)
        if refusals:
            raise refused(refusals)
        return super().answer({**parameters, "on": (day.isoformat(),)})

    def read(self, parameters: Parameters) -> tuple[Page, Window, int | None]:
        """Read the window, and the number of all if it is asked for."""
        asked, window = read_objects(_without_day(parameters), self.resource.object, others=DAY_NAMES)
        query = DeadlineQuery.asked(asked, _day(parameters, []), window.as_of_seq)
        page = selectors.page_of_deadlines(
            query, after=window.cursor.after, before=window.cursor.before, limit=window.limit
        )
        return page, window, selectors.count_deadlines(query) if window.count else None

    def maker(self, parameters: Parameters) -> Callable[[str, int], str]:
        """Return the function that makes items as of the day."""
        day = _day(parameters, [])
        return lambda text, seq: deadline_item(text, seq, day)


class DeadlineDetailView(DatedView):
    """One due date, by the protest it is part of."""

    role = "detail"
    resource: Resource = DEADLINES

    def answer(self, parameters: Parameters) -> str | HttpResponse:
        """Return the due date as it stands on the day."""
        shape = shape_of(parameters, self.resource)
        kept = {name: values for name, values in parameters.items() if name not in SHAPE_NAMES}
        text, seq, as_of, day = self.found(kept, others=SHAPE_NAMES)
        return f'{{"as_of_seq":{as_of},{shaped(deadline_item(text, seq, day), shape, as_of)[1:]}'

    def found(self, parameters: Parameters, *, others: tuple[str, ...] = ()) -> tuple[str, int, int, date]:
        """Return text and seq of the due date, the log's seq that it shows, and the day; raise Problem."""
        as_of, day = _moment_and_day(parameters, others)
        query = DeadlineQuery(date.max, {"key": (str(self.kwargs["id"]),)}, as_of)
        page = selectors.page_of_deadlines(query, limit=1)
        if not page.texts:
            raise Problem(404, UNKNOWN)
        return page.texts[0], page.seqs[0], page.head if as_of is None else as_of, day


class ExplainView(DeadlineDetailView):
    """How one due date was computed."""

    role = "explain"

    def answer(self, parameters: Parameters) -> str | HttpResponse:
        """Return the working as sentences and as fields."""
        text, seq, as_of, day = self.found(parameters)
        stored = parsed(text)
        explained = {
            "as_of_seq": as_of,
            **_addresses(stored, seq),
            "id": stored["id"],
            "on": day.isoformat(),
            "state": deadline_state_on(stored, day).value,
            "due_date": stored["due_date"],
            "certainty": stored["certainty"],
            "trigger_event": stored["trigger_event"],
            "lines": working_of(stored, selectors.agency_names([stored], as_of=as_of)).lines(),
            "working": stored["working"],
            "advice": ADVICE,
        }
        return orjson.dumps(explained).decode()


class StatusView(DatedView):
    """What a protest was on a day: states of its cases, stay and injunction, results so far, and its due dates."""

    role = "status"
    resource: Resource = BY_NAME["protests"]

    def answer(self, parameters: Parameters) -> str | HttpResponse:
        """Return the status of the day with the history up to it."""
        key = str(self.kwargs["id"])
        as_of, day = _moment_and_day(parameters)
        found = live(self.resource, key, as_of=as_of)
        if found.state == State.MERGED:
            return redirect(f"{self.resource.item_path(found.data['into']['id'])}status/", parameters)
        status = {
            "as_of_seq": max(self.log.seq, found.seq) if as_of is None else as_of,
            "api_url": absolute(self.resource.item_path(key)),
            "page_url": absolute(page_path("protest", key)),
            "seq": found.seq,
            "object": "protest",
            "id": key,
            **status_of_day(found.data, day),
        }
        return orjson.dumps(status).decode()


def status_of_day(protest: Document, day: date) -> Document:
    """Return what a protest's stored derivation says of the end of a day; of a protest without steps: unknown."""
    derivation, stored = derivation_of(protest), protest["status"] or {}
    until = day.isoformat()
    return {
        "on": until,
        "status": status_on(derivation, day) if derivation else "unknown",
        "held": held_on(derivation, day) if derivation else False,
        "stay": flag_on(derivation.stay_states, day) if derivation else None,
        "injunction": flag_on(derivation.injunction_states, day) if derivation else None,
        "cases": as_document(states_on(derivation, day)) if derivation else [],
        "history": [change for change in stored.get("states", []) if change["since"] <= until],
        "outcomes": [outcome for outcome in stored.get("outcomes", []) if outcome["on"] <= until],
        "deadlines": [
            {
                "id": key,
                "rule": deadline["rule"],
                "due_date": deadline["due_date"],
                "state": deadline_state_on(deadline, day).value,
            }
            for key, deadline in numbered(protest)
            if started(deadline) <= until
        ],
    }


def deadline_item(text: str, seq: int, day: date) -> str:
    """Return a stored due date with its addresses and its state on the day in front."""
    stored = parsed(text)
    front = {**_addresses(stored, seq), "on": day.isoformat(), "state": deadline_state_on(stored, day).value}
    return f"{orjson.dumps(front).decode()[:-1]},{text[1:]}"


def _addresses(stored: Document, seq: int) -> Document:
    api_url = absolute(DEADLINES.item_path(stored["id"]))
    return {
        "api_url": api_url,
        "page_url": absolute(f"{page_path('protest', stored['protest']['id'])}#due-{stored['id']}"),
        "explain_url": f"{api_url}explain/",
        "seq": seq,
    }


def _moment_and_day(parameters: Parameters, others: tuple[str, ...] = ()) -> tuple[int | None, date]:
    refusals: list[Refusal] = []
    day = _day(parameters, refusals)
    as_of = read_moment(_without_day(parameters), others=(*DAY_NAMES, *others))
    if refusals:
        raise refused(refusals)
    return as_of, day


def _day(parameters: Parameters, refusals: list[Refusal]) -> date:
    """Read `on`; without it the day in New York."""
    text = [value.strip() for value in parameters.get("on", ()) if value.strip()]
    if not text:
        return today()
    try:
        return read_day(text[-1])
    except ValueError as error:
        refusals.append(Refusal("on", str(error)))
        return today()


def _without_day(parameters: Parameters) -> Parameters:
    return {name: values for name, values in parameters.items() if name != "on"}
