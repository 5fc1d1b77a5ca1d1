"""The small read path beside the log: how the sources fare, by an allow-list of columns and nothing else."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext_noop

from timeline.codelists import FeedState
from timeline.models import Feed, Gap

# Addresses with keys, settings and errors in an editor's words are not public.
COLUMNS = (
    "slug",
    "name",
    "pushed",
    "enabled",
    "poll_minutes",
    "rhythm_hours",
    "state",
    "last_success_at",
    "last_new_item_at",
)
MOST_GAPS = 10


@dataclass(frozen=True, slots=True)
class SourceHealth:
    """How one source fares, with its latest gaps, newest first; `since` is when it last answered before a gap."""

    slug: str
    name: str
    pushed: bool
    rhythm: timedelta | None
    poll_every: timedelta
    state: str
    last_success_at: datetime | None
    last_new_item_at: datetime | None
    gaps: tuple[tuple[datetime, datetime], ...]

    @property
    def state_label(self) -> str:
        """Say the state in words; what is not asked is never called well."""
        return WORDS[self.state]


OFF = "off"
WAITING = "waiting"
WORDS = {
    **{state.value: state.label for state in FeedState},
    OFF: gettext_noop("Switched off: not asked"),
    WAITING: gettext_noop("Not asked so far"),
}


def sources_health() -> list[SourceHealth]:
    """Return all sources but the demonstration, those that need attention first."""
    rows = Feed.objects.filter(is_example=False).order_by("name").values("pk", *COLUMNS)
    gaps: dict[int, list[tuple[datetime, datetime]]] = {}
    for feed, since, until in Gap.objects.filter(feed__is_example=False).values_list("feed", "since", "until"):
        if len(gaps.setdefault(feed, [])) < MOST_GAPS:
            gaps[feed].append((since, until))
    found = [
        SourceHealth(
            slug=row["slug"],
            name=row["name"],
            pushed=row["pushed"],
            rhythm=timedelta(hours=row["rhythm_hours"]) if row["rhythm_hours"] else None,
            poll_every=timedelta(minutes=row["poll_minutes"]),
            state=_state(row["state"], enabled=row["enabled"], last_success_at=row["last_success_at"]),
            last_success_at=row["last_success_at"],
            last_new_item_at=row["last_new_item_at"],
            gaps=tuple(gaps.get(row["pk"], ())),
        )
        for row in rows
    ]
    return sorted(found, key=lambda one: ORDER.index(one.state))


ORDER = (
    FeedState.BLOCKED.value,
    FeedState.BROKEN.value,
    FeedState.GAP.value,
    FeedState.LATE.value,
    WAITING,
    FeedState.OK.value,
    OFF,
)


def _state(state: str, *, enabled: bool, last_success_at: datetime | None) -> str:
    if not enabled:
        return OFF
    return WAITING if state == FeedState.OK and last_success_at is None else state
