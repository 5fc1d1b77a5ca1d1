"""Lets go of the bytes of old answers that nothing stands on; the row of every answer stays and says so.

How fast what stays for ever grows is counted here, too.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection, transaction
from django.db.models import QuerySet
from django.db.models.functions import Length

from timeline.codelists import FetchState
from timeline.models import Body, Feed, Fetch, Item
from timeline.pipeline.repeats import READ_LATE

CHUNK = 500
# What is not read yet, or could not be, waits for a mended reader.
DONE = (FetchState.READ, FetchState.SAME, FetchState.NOTHING)
# A candidate that appeared or changed so soon after an answer may come from it: items name their newest answer only.
SOON = timedelta(days=7)
COUNTED_DAYS = 30
# Rows as they lie in the table, without its indexes.
GROWTH = """SELECT (SELECT count(*) FROM {table} WHERE feed_id = %(feed)s), count(*),
 coalesce(avg(pg_column_size(t.*)), 0) FROM {table} t WHERE feed_id = %(feed)s AND {clock} > %(since)s"""


@dataclass(slots=True)
class Account:
    """What pruning one feed let go of and kept: numbers of answers, and bytes as stored."""

    feed: str
    days: int
    news_days: int
    pruned: int = 0
    bodies: int = 0
    freed: int = 0
    stood_on: int = 0
    newest: int = 0
    unread: int = 0


@dataclass(frozen=True, slots=True)
class Growth:
    """How many rows of a kind there are for ever, how many came a day lately, and how many bytes one of these takes."""

    rows: int
    a_day: float
    row_bytes: int

    @property
    def a_year(self) -> float:
        """Return the bytes that a year adds."""
        return 365 * self.a_day * self.row_bytes


def prune(*, now: datetime, feeds: Iterable[Feed] | None = None, dry_run: bool = False) -> Iterator[Account]:
    """Prune the answers of feeds, all by default, and yield an account of each; a dry run leaves all as it was.

    Kept for ever is what a candidate stands on, and with it every citation and event that came of one; the newest
    answers of a feed, by which the next is judged; and what was not read. Running it twice changes nothing.
    """
    for feed in Feed.objects.order_by("slug") if feeds is None else feeds:
        if not dry_run:
            yield _prune(feed, now)
            continue
        with transaction.atomic():
            account = _prune(feed, now)
            transaction.set_rollback(True)
        yield account


def days_of(feed: Feed) -> int:
    """Return for how many days a feed's unchanged answers are kept; 0 is for ever."""
    return settings.KEEP_UNCHANGED_DAYS if feed.keep_days is None else feed.keep_days


def growth(feed: Feed, *, now: datetime) -> tuple[Growth, Growth]:
    """Count a feed's answers and items, and those of the last thirty days."""
    since = now - timedelta(days=COUNTED_DAYS)
    found = []
    with connection.cursor() as cursor:
        for model, clock in ((Fetch, "fetched_at"), (Item, "first_seen_at")):
            sql = GROWTH.format(table=model._meta.db_table, clock=clock)
            cursor.execute(sql, {"feed": feed.pk, "since": since})
            rows, lately, size = cursor.fetchone()
            found.append(Growth(rows, lately / COUNTED_DAYS, round(size)))
    return found[0], found[1]


def _prune(feed: Feed, now: datetime) -> Account:
    account = Account(feed.slug, days_of(feed), settings.KEEP_NEWS_DAYS)
    with_bytes = Fetch.objects.filter(feed=feed, body__isnull=False)
    kept = _newest(feed)
    for days, chosen in ((account.days, _unchanged(with_bytes)), (account.news_days, _news(with_bytes))):
        if not days:
            continue
        old = chosen.filter(fetched_at__lt=now - timedelta(days=days))
        account.unread += old.exclude(state__in=DONE).count()
        done = set(old.filter(state__in=DONE).values_list("pk", flat=True))
        stood_on = _stood_on(feed, done)
        account.stood_on += len(stood_on)
        account.newest += len((done & kept) - stood_on)
        _strip(sorted(done - stood_on - kept), account, now)
    _slim(feed, kept, account.days, now)
    return account


def _unchanged(fetches: QuerySet[Fetch]) -> QuerySet[Fetch]:
    return fetches.filter(items_new=0, items_changed=0, rejected=[])


def _news(fetches: QuerySet[Fetch]) -> QuerySet[Fetch]:
    return fetches.exclude(items_new=0, items_changed=0, rejected=[])


def _newest(feed: Feed) -> set[int]:
    """Return the newest answer, and the newest that could be read: the next one is compared with it."""
    newest = Fetch.objects.filter(feed=feed).order_by("-pk")
    found = (newest.first(), newest.exclude(state=FetchState.NOTHING).first())
    return {fetch.pk for fetch in found if fetch is not None}


def _stood_on(feed: Feed, fetches: set[int]) -> set[int]:
    """Return those of a feed's answers that hold an item with a candidate, or may have brought or changed one."""
    if not fetches:
        return set()
    items = Item.objects.filter(feed=feed, candidate__isnull=False).order_by()
    found = fetches & set(items.values_list("last_fetch_id", flat=True).distinct())
    moments = sorted({moment for pair in items.values_list("first_seen_at", "changed_at") for moment in pair})
    news = _news(Fetch.objects.filter(feed=feed, body__isnull=False)).values_list("pk", "fetched_at")
    for pk, fetched_at in news:
        place = bisect_left(moments, fetched_at)
        if pk in fetches and place < len(moments) and moments[place] < fetched_at + SOON:
            found.add(pk)
    return found


def _slim(feed: Feed, kept: set[int], days: int, now: datetime) -> None:
    """Take from old rows what only says how an answer without bytes came, and what it repeated."""
    if days:
        bare = Fetch.objects.filter(feed=feed, body=None, fetched_at__lt=now - timedelta(days=days))
        bare.exclude(headers={}).exclude(pk__in=kept).update(headers={})
    remembering = Fetch.objects.filter(feed=feed, fetched_at__lt=now - READ_LATE).exclude(repeated=[])
    remembering.update(repeated=[])


def _strip(pks: list[int], account: Account, now: datetime) -> None:
    """Take bytes and headers from answers, some a transaction, and delete the bytes that no other answer has."""
    for start in range(0, len(pks), CHUNK):
        chunk = Fetch.objects.filter(pk__in=pks[start : start + CHUNK], state__in=DONE)
        with transaction.atomic():
            bodies = set(chunk.values_list("body_id", flat=True))
            account.pruned += chunk.update(body=None, headers={}, pruned_at=now)
            orphans = Body.objects.filter(pk__in=bodies, fetches=None)
            account.freed += sum(orphans.annotate(stored=Length("packed")).values_list("stored", flat=True))
            account.bodies += orphans.count()
            Body.objects.filter(pk__in=list(orphans.values_list("pk", flat=True))).delete()
