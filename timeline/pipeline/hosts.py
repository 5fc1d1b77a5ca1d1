"""How hosts are spared: budgets and pauses that all workers share, waiting times kept to, and a circuit breaker."""

import random
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from django.db import transaction

from timeline.ingest.outcome import Outcome
from timeline.ingest.source import Rate
from timeline.models import Host
from timeline.pipeline.claims import unhurried

# After so many requests in a row that came to nothing a host is left alone: ten minutes, doubling, at most six hours.
# Then one request is let through, and others wait for what comes of it; if it fails too, the next pause is longer.
MOST_FAILURES = 5
FIRST_BREAK = timedelta(minutes=10)
LONGEST_BREAK = timedelta(hours=6)
TRIAL = timedelta(minutes=1)
# What speaks against the host and not only against one address of it.
FAILED = frozenset(
    {Outcome.NETWORK_ERROR, Outcome.TOO_SLOW, Outcome.SERVER_ERROR, Outcome.INCOMPLETE, Outcome.RATE_LIMITED}
)
# A rate limit without a waiting time.
UNSAID_WAIT = timedelta(minutes=5)
LONG_AGO = datetime(1, 1, 1, tzinfo=UTC)


def reserve(url: str, budget: Sequence[Rate], pause: timedelta, *, now: datetime) -> datetime | None:
    """Take one request out of a host's budget; None if it may be sent, else the moment to come back.

    The row's lock makes workers take turns, so that together they never ask more often than one alone might.
    """
    with unhurried(), transaction.atomic():
        return _reserve(host_of(url), budget, pause, now)


def _reserve(name: str, budget: Sequence[Rate], pause: timedelta, now: datetime) -> datetime | None:
    locked = Host.objects.select_for_update().filter(name=name)
    host = locked.first()
    if host is None:
        Host.objects.bulk_create([Host(name=name)], ignore_conflicts=True)
        host = locked.get()
    rates = (*budget, Rate(1, pause)) if pause else budget
    free_at = max((_free_at(host.asked, rate) for rate in rates), default=LONG_AGO)
    if host.quiet_until is not None:
        free_at = max(free_at, host.quiet_until)
    if free_at > now:
        return free_at + _spread(timedelta(seconds=5))
    longest = max((rate.within for rate in rates), default=timedelta(0))
    host.asked = [at for at in host.asked if at > now - longest] + ([now] if rates else [])
    if host.failures >= MOST_FAILURES:
        host.quiet_until = now + TRIAL
    host.save(update_fields=["asked", "quiet_until"])
    return None


def note(url: str, outcome: Outcome, wait: float | None, *, now: datetime) -> None:
    """Note how a request to a host ended; `wait` is what it asked for, in seconds.

    Requests overlap: what was asked for, or decided, while this one was under way is not undone by its end. A good
    answer of a host in good standing is nothing to note.
    """
    of_host = Host.objects.filter(name=host_of(url))
    if outcome not in FAILED and not wait and of_host.filter(failures=0, quiet_until=None).exists():
        return
    with unhurried(), transaction.atomic():
        _note(url, outcome, wait, now)


def _note(url: str, outcome: Outcome, wait: float | None, now: datetime) -> None:
    host = Host.objects.select_for_update().get(name=host_of(url))
    quiet = [now + timedelta(seconds=wait)] if wait else []
    is_resting = host.quiet_until is not None and host.quiet_until > now + TRIAL
    is_trial = host.failures >= MOST_FAILURES and not is_resting
    if host.quiet_until is not None and not is_trial:
        quiet.append(host.quiet_until)
    if is_resting and host.failures >= MOST_FAILURES:
        host.quiet_until = max(quiet)
        host.save(update_fields=["quiet_until"])
        return
    if outcome is Outcome.RATE_LIMITED and not wait:
        quiet.append(now + UNSAID_WAIT + _spread(UNSAID_WAIT))
    failures = host.failures + 1 if outcome in FAILED else 0
    if failures >= MOST_FAILURES:
        pause = min(FIRST_BREAK * 2 ** min(failures - MOST_FAILURES, 10), LONGEST_BREAK)
        quiet.append(now + pause + _spread(pause / 5))
    host.failures = min(failures, 1_000)
    host.quiet_until = max((at for at in quiet if at > now), default=None)
    host.save(update_fields=["failures", "quiet_until"])


def is_broken(url: str, *, now: datetime) -> bool:
    """Say whether a host is left alone because it failed again and again."""
    return Host.objects.filter(name=host_of(url), failures__gte=MOST_FAILURES, quiet_until__gt=now).exists()


def host_of(url: str) -> str:
    """Return host and port of an address as budgets know it, in lower case."""
    return urlsplit(url).netloc.rpartition("@")[2].lower()[:255]


def has_host(url: str) -> bool:
    """Say whether an address can be read and names a host."""
    try:
        return bool(host_of(url))
    except ValueError:
        return False


def _free_at(asked: Sequence[datetime], rate: Rate) -> datetime:
    """Return from when on one more request keeps to a rate."""
    newest_first = sorted(asked, reverse=True)
    if len(newest_first) < rate.count:
        return LONG_AGO
    return newest_first[rate.count - 1] + rate.within


def _spread(most: timedelta) -> timedelta:
    return most * random.uniform(0, 1)  # noqa: S311 - it keeps workers apart and guards nothing
