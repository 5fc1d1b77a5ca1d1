"""Watch due dates: one that passes without its event becomes an open question, and its event closes that again.

What is due comes from the log, so a question speaks of nothing that readers could not see.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from contracts.codelists import Forum
from contracts.models import Protest
from contracts.procedure import NEW_YORK, status_on
from contracts.procedure.reading import OPEN as OPEN_STATUSES
from timeline import selectors
from timeline.codelists import DueKind, DueState, FeedState, QuestionKind
from timeline.derived import derivation_of
from timeline.documents.deadlines import numbered
from timeline.documents.shapes import Document
from timeline.models import Event, Feed, OpenQuestion
from timeline.question_words import asked
from timeline.selectors import DeadlineQuery

WATCHED = (DueKind.LEGAL.value, DueKind.TARGET.value, DueKind.COURT_ORDER.value)
PASSED = (DueState.OVERDUE.value, DueState.MISSED.value)
UNREACHABLE = (FeedState.BLOCKED, FeedState.BROKEN)
# How many due dates are read at once.
AT_ONCE = 1_000
# Which readers watch the dockets of a forum.
WATCHERS = {
    Forum.GAO: ("gao",),
    Forum.COFC: ("pacer-rss", "uscfc-opinions", "courtlistener"),
    Forum.CAFC: ("courtlistener",),
    Forum.SCOTUS: ("courtlistener",),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """How many questions one look opened, changed and closed."""

    opened: int
    changed: int
    closed: int


@transaction.atomic
def watch_due_dates(*, now: datetime) -> Asked:
    """Open, change and close questions as the log stands at `now`; a second look at the same log changes nothing."""
    day = now.astimezone(NEW_YORK).date()
    passed = _passed(day)
    protests = {row.public_id: row for row in Protest.objects.filter(public_id__in={one.protest for one in passed})}
    known = {
        (row.protest_id, row.deadline): row
        for row in OpenQuestion.objects.select_for_update(of=("self",)).filter(protest__in=protests.values())
    }
    new, changed = [], []
    for one in passed:
        protest = protests[one.protest]
        row = known.get((protest.pk, one.deadline))
        if row is None:
            new.append(OpenQuestion(protest=protest, deadline=one.deadline, opened_at=now, **one.columns(now)))
        elif _ask_again(row, one, now):
            changed.append(row)
    # A second watcher at the same moment asks the same: the constraint keeps one row.
    OpenQuestion.objects.bulk_create(new, ignore_conflicts=True)
    OpenQuestion.objects.bulk_update(changed, [*COLUMNS, "opened_at", "closed_at", "closed_by"])
    closed = _close({(protests[one.protest].pk, one.deadline) for one in passed}, now)
    return Asked(len(new), len(changed), closed)


COLUMNS = ("kind", "asked", "due_on", "changed_at")


@dataclass(frozen=True, slots=True)
class _Passed:
    """A due date that passed without its event."""

    protest: str
    deadline: str
    kind: str
    asked: dict[str, str]
    due_on: date

    def columns(self, now: datetime) -> dict[str, Any]:
        return {"kind": self.kind, "asked": self.asked, "due_on": self.due_on, "changed_at": now}


def _passed(day: date) -> list[_Passed]:
    """Return the due dates that passed on protests which are still open, with the question that each one asks.

    However many there are, all are read, a window at a time from one moment of the log: what is left out here would be
    closed as answered.
    """
    moment = selectors.latest_seq()
    query = DeadlineQuery(day, {"kind": WATCHED, "state": PASSED}, as_of_seq=moment)
    outlook = _outlook()
    found: list[_Passed] = []
    after = ""
    while True:
        page = selectors.page_of_deadlines(query, after=after, limit=AT_ONCE)
        dues = page.documents
        still_open = _still_open({due["protest"]["id"] for due in dues}, day, moment)
        found += [_question(due, outlook) for due in dues if due["protest"]["id"] in still_open and not _told(due)]
        if not page.next:
            return found
        after = page.next


def _told(due: Document) -> bool:
    """Say whether the record tells what became of a due date that was missed: it came late, or not at all."""
    return bool(due["met_by"] or due["moot_on"])


def _still_open(protests: Iterable[str], day: date, moment: int) -> set[str]:
    found = selectors.documents([("protest", key) for key in sorted(protests)], as_of=moment)
    read = {key: derivation_of(document) for (_, key), document in found.items()}
    return {key for key, derivation in read.items() if derivation and status_on(derivation, day) in OPEN_STATUSES}


def _outlook() -> dict[str, tuple[QuestionKind, str]]:
    """Return, by forum, what its silence means, and the source that cannot be reached where that is why."""
    feeds = list(Feed.objects.filter(enabled=True, is_example=False).order_by("pk"))
    found = {}
    for forum in Forum:
        watching = [feed for feed in feeds if feed.parser in WATCHERS.get(forum, ())]
        if not watching:
            found[forum.value] = QuestionKind.UNWATCHED, ""
        elif all(feed.state in UNREACHABLE for feed in watching):
            found[forum.value] = QuestionKind.UNREACHABLE, watching[0].name
        else:
            found[forum.value] = QuestionKind.OVERDUE, ""
    return found


def _question(due: Document, outlook: dict[str, tuple[QuestionKind, str]]) -> _Passed:
    kind, source = outlook[due["protest"]["forum"]]
    return _Passed(due["protest"]["id"], due["id"], kind, asked(due, kind, source), date.fromisoformat(due["due_date"]))


def _ask_again(row: OpenQuestion, one: _Passed, now: datetime) -> bool:
    """Bring a question up to date, opening it again if it was closed; say whether anything changed."""
    same = (row.kind, row.asked, row.due_on) == (one.kind, one.asked, one.due_on)
    if same and row.closed_at is None:
        return False
    if row.closed_at is not None:
        row.opened_at, row.closed_at, row.closed_by = now, None, None
    for name, value in one.columns(now).items():
        setattr(row, name, value)
    return True


def _close(still: set[tuple[int, str]], now: datetime) -> int:
    """Close the open questions that are none any more, naming the event that answered where one did."""
    rows = [
        row
        for row in OpenQuestion.objects.filter(closed_at=None).select_related("protest")
        if (row.protest_id, row.deadline) not in still
    ]
    documents = selectors.documents({("protest", row.protest.public_id) for row in rows})
    answers = {key: event for document in documents.values() for key, event in _answers(document)}
    events = dict(Event.objects.filter(public_id__in=answers.values()).values_list("public_id", "pk"))
    for row in rows:
        row.closed_at = row.changed_at = now
        row.closed_by_id = events.get(answers.get(row.deadline, ""))
    OpenQuestion.objects.bulk_update(rows, ["closed_at", "changed_at", "closed_by"])
    return len(rows)


def _answers(protest: Document) -> Iterable[tuple[str, str]]:
    """Yield, by due date, the id of the event that met it."""
    for key, deadline in numbered(protest):
        if deadline["met_by"]:
            yield key, deadline["met_by"]["id"]
