"""The small read path beside the log: how the sources fare, by an allow-list of columns and nothing else."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import blake2b

from django.conf import settings
from django.db.models import F, Window
from django.db.models.functions import RowNumber
from django.utils.translation import gettext_noop

from timeline.codelists import FeedState
from timeline.models import Feed, Gap

# Addresses with keys, settings and errors in an editor's words are not public.
COLUMNS = (
    "slug",
    "name",
    "pushed",
    "enabled",
    "publishes_unreviewed",
    "poll_minutes",
    "rhythm_hours",
    "state",
    "last_success_at",
    "last_new_item_at",
)
MOST_GAPS = 10
# Not asked: a feed that should have answered so often since its last answer. Nobody works, or its host is spared.
MISSED_POLLS = 3
SHORTEST_SILENCE = timedelta(hours=2)

OFF = "off"
WAITING = "waiting"
UNASKED = "unasked"
WORDS = {
    **{state.value: state.label for state in FeedState},
    OFF: gettext_noop("Switched off: not asked"),
    WAITING: gettext_noop("Not asked so far"),
    UNASKED: gettext_noop("Not asked lately: nobody looked whether there is news"),
}
# Those that need attention first.
ORDER = (
    FeedState.BLOCKED.value,
    FeedState.BROKEN.value,
    UNASKED,
    FeedState.GAP.value,
    FeedState.LATE.value,
    WAITING,
    FeedState.OK.value,
    OFF,
)


@dataclass(frozen=True, slots=True)
class SourceHealth:
    """How one source fares, with its latest gaps, newest first; `since` is when it last answered before a gap."""

    slug: str
    name: str
    state: str
    pushed: bool
    publishes_unreviewed: bool
    rhythm: timedelta | None
    poll_every: timedelta
    last_success_at: datetime | None
    last_new_item_at: datetime | None
    gaps: tuple[tuple[datetime, datetime], ...]

    @property
    def state_label(self) -> str:
        """Say the state in words; what is not asked is never called well."""
        return WORDS[self.state]


def sources_health(*, now: datetime) -> list[SourceHealth]:
    """Return all sources but the demonstration, those that need attention first."""
    rows = Feed.objects.filter(is_example=False).order_by("name").values("pk", *COLUMNS)
    gaps = _gaps()
    found = [
        SourceHealth(
            slug=row["slug"],
            name=row["name"],
            state=_state(Feed(**{name: row[name] for name in COLUMNS}), now),
            pushed=row["pushed"],
            publishes_unreviewed=row["enabled"] and row["publishes_unreviewed"],
            rhythm=timedelta(hours=row["rhythm_hours"]) if row["rhythm_hours"] else None,
            poll_every=timedelta(minutes=row["poll_minutes"]),
            last_success_at=row["last_success_at"],
            last_new_item_at=row["last_new_item_at"],
            gaps=tuple(gaps.get(row["pk"], ())),
        )
        for row in rows
    ]
    return sorted(found, key=lambda one: ORDER.index(one.state))


def version_of(sources: Sequence[SourceHealth], *more: str) -> str:
    """Name the state of an answer that shows these sources: the same as long as nothing in it differs."""
    parts = (settings.RELEASE, *more, *map(repr, sources))
    return blake2b("\n".join(parts).encode(), digest_size=12).hexdigest()


def _gaps() -> dict[int, list[tuple[datetime, datetime]]]:
    """Return the newest gaps of each feed."""
    place = Window(RowNumber(), partition_by=F("feed"), order_by=[F("until").desc(), F("pk").desc()])
    newest = Gap.objects.filter(feed__is_example=False).annotate(place=place).filter(place__lte=MOST_GAPS)
    gaps: dict[int, list[tuple[datetime, datetime]]] = {}
    for feed, since, until in newest.order_by("feed", "place").values_list("feed", "since", "until"):
        gaps.setdefault(feed, []).append((since, until))
    return gaps


def _state(feed: Feed, now: datetime) -> str:
    if not feed.enabled:
        return OFF
    if feed.state not in {FeedState.OK, FeedState.LATE}:
        return feed.state
    if feed.last_success_at is None:
        return WAITING if feed.state == FeedState.OK else feed.state
    silence = max(MISSED_POLLS * timedelta(minutes=feed.poll_minutes), SHORTEST_SILENCE)
    return UNASKED if not feed.pushed and feed.last_success_at < now - silence else feed.state
