"""What waits, and for how long: each kind of work is a table of rows, so one question serves them all."""

from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.db.models import Count, Max, Min, Q

from timeline.models import Feed, LogFollower, Revision
from timeline.models.work import Work, due
from timeline.pipeline.dead_letters import count_dead_letters

# A feed that is switched off, or sends by itself, waits for nothing.
ASKED = Feed.objects.filter(due_at__isnull=False, enabled=True, pushed=False)


@dataclass(frozen=True, slots=True)
class Backlog:
    """One kind of work: rows due and held by nobody, the seconds that the oldest waits, rows that failed before."""

    kind: str
    waiting: int
    oldest: float
    failing: int


def backlogs(*, now: datetime) -> list[Backlog]:
    """Return what waits of every kind of work there is."""
    found = []
    for model in sorted(Work.__subclasses__(), key=lambda one: one.__name__):
        rows = ASKED if model is Feed else model._default_manager.filter(due_at__isnull=False)
        said = rows.aggregate(
            waiting=Count("pk", filter=due(now)),
            oldest=Min("due_at", filter=due(now)),
            failing=Count("pk", filter=Q(attempts__gt=0)),
        )
        oldest = (now - said["oldest"]).total_seconds() if said["oldest"] else 0.0
        found.append(Backlog(model._meta.model_name or "", said["waiting"], oldest, said["failing"]))
    return found


def dead() -> dict[str, int]:
    """Return how much was given up, kind by kind."""
    return {kind.model._meta.model_name or "": count for kind, count in count_dead_letters()}


def feeds(*, now: datetime) -> tuple[dict[str, int], float]:
    """Return how many feeds that are switched on fare how, and the seconds since the one longest unheard answered."""
    on = Feed.objects.filter(enabled=True)
    states = dict(on.order_by().values_list("state").annotate(Count("pk")))
    longest = on.filter(pushed=False).aggregate(at=Min("last_success_at"))["at"]
    return states, (now - longest).total_seconds() if longest else 0.0


def log() -> tuple[int, int]:
    """Return the log's last seq, and by how many lines the copying of sources is behind it."""
    seq = Revision.objects.aggregate(seq=Max("seq"))["seq"] or 0
    followed = LogFollower.objects.values_list("seq", flat=True).first()
    return seq, max(seq - followed, 0) if followed is not None else 0


def connections() -> tuple[int, int]:
    """Return how many connections the database has, and how many it takes."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*), current_setting('max_connections')::int FROM pg_stat_activity")
        used, most = cursor.fetchone()
    return int(used), int(most)
