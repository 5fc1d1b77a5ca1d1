"""Celery tasks: shells that nudge the pipeline. They carry ids, make one call, and may be lost, doubled or late."""

from typing import Any

import pghistory
from celery import Task, shared_task
from django.conf import settings

from timeline import (
    automatic,
    drafts,
    evidence,
    mail,
    pasting,
    pipeline,
    quality_days,
    questions,
    shared_clock,
    subscriptions,
    webhooks,
)
from timeline.bulk import nightly, shelf
from timeline.edge import purging
from timeline.keys import holding
from timeline.operations import lanes
from timeline.operations import pulse as pulses
from timeline.pages import preparing
from timeline.publishing import four_eyes, partitions, publish_due
from timeline.reports import receiving
from timeline.spreadsheets import acts as imports

# A nudge that nobody took before the next sweep is stale: the sweep sends it again.
STALE = settings.SWEEP_SECONDS


@shared_task(name="timeline.sweep")
def sweep() -> None:
    """Nudge workers to do what is due, but not where as many nudges wait as nobody will take before the next sweep."""
    due = pipeline.sweep(now=shared_clock.now())
    if due.deliveries:
        take_in.apply_async(expires=STALE)
    for fetch_id in due.court_fetches:
        read_fetch.apply_async((fetch_id,), expires=STALE, queue=lanes.COURT)
    for lookup_id in due.court_lookups:
        look_up.apply_async((lookup_id,), expires=STALE, queue=lanes.COURT)
    if due.items:
        match_items.apply_async((True,), expires=STALE, queue=lanes.COURT)
    if lanes.has_room(lanes.NEWS):
        _nudge_news(due)
    if due.publications:
        publish_automatically.apply_async(expires=STALE)
    if due.letters:
        send_mail.apply_async(expires=STALE)
    if due.calls:
        call_webhooks.apply_async(expires=STALE)
    shelf.withdraw(now=shared_clock.now())
    if shelf.is_emptied():
        build_bulk.apply_async(expires=STALE)


def _nudge_news(due: pipeline.Due) -> None:
    """Send what is due of feeds that are asked."""
    for feed_id in due.feeds:
        poll_feed.apply_async((feed_id,), expires=STALE)
    for fetch_id in due.fetches:
        read_fetch.apply_async((fetch_id,), expires=STALE)
    for lookup_id in due.lookups:
        look_up.apply_async((lookup_id,), expires=STALE)
    if due.items:
        match_items.apply_async(expires=STALE)


@shared_task(name="timeline.pulse")
def pulse() -> None:
    """Leave a sign of life."""
    pulses.leave(now=shared_clock.now())


@shared_task(name="timeline.watch_evidence")
def watch_evidence() -> None:
    """Nudge workers to copy sources that are due, read copies and follow the log."""
    if not lanes.has_room(lanes.SLOW):
        return
    due = evidence.due_now(now=shared_clock.now())
    for watch_id in due.watches:
        capture_source.apply_async((watch_id,), expires=STALE)
    for sha256 in due.copies:
        read_copy.apply_async((sha256,), expires=STALE)
    if due.lines:
        follow_log.apply_async(expires=STALE)


@shared_task(name="timeline.poll_feed", throws=(pipeline.ClaimLost,))
def poll_feed(feed_id: int) -> None:
    """Ask one feed; what came is read next."""
    fetch_id = pipeline.poll(feed_id, now=shared_clock.now())
    if fetch_id is not None:
        read_fetch.apply_async((fetch_id,), expires=STALE)


@shared_task(name="timeline.take_in", throws=(pipeline.ClaimLost,))
def take_in() -> None:
    """Take in webhooks that were stored, some a task; they are read next."""
    fetches = pipeline.take_in(now=shared_clock.now())
    for fetch_id in fetches:
        read_fetch.apply_async((fetch_id,), expires=STALE, queue=lanes.COURT)
    if fetches:
        take_in.apply_async(expires=STALE)


@shared_task(name="timeline.look_up", bind=True, throws=(pipeline.ClaimLost,))
def look_up(self: Task[Any, None], lookup_id: int) -> None:
    """Ask for what an item came without; what came is read next, in the same lane."""
    fetch_id = pipeline.look_up(lookup_id, now=shared_clock.now())
    if fetch_id is not None:
        read_fetch.apply_async((fetch_id,), expires=STALE, queue=_lane_of(self))


@shared_task(name="timeline.read_fetch", bind=True, throws=(pipeline.NothingRead, pipeline.ClaimLost))
def read_fetch(self: Task[Any, None], fetch_id: int) -> None:
    """Read one fetch into items; what is new or changed is matched next, in the same lane."""
    stored = pipeline.read(fetch_id, now=shared_clock.now())
    if stored is not None and (stored.new or stored.changed):
        lane = _lane_of(self)
        match_items.apply_async((lane == lanes.COURT,), expires=STALE, queue=lane)


def _lane_of(task: Task[Any, None]) -> str:
    """Return the lane in which a message came; what is called by hand counts as news."""
    return lanes.COURT if (task.request.delivery_info or {}).get("routing_key") == lanes.COURT else lanes.NEWS


@shared_task(name="timeline.match_items", throws=(pipeline.ClaimLost,))
def match_items(pushed: bool = False) -> None:  # noqa: FBT001, FBT002 - messages carry plain values
    """Match waiting items with the record, one batch a task; only those that a court sent if `pushed`."""
    if pipeline.match_some(now=shared_clock.now(), only=pipeline.PUSHED if pushed else pipeline.ANY):
        match_items.apply_async((pushed,), expires=STALE, queue=lanes.COURT if pushed else lanes.NEWS)
        publish_automatically.apply_async(expires=STALE)


@shared_task(name="timeline.follow_log", throws=(pipeline.ClaimLost,))
def follow_log() -> None:
    """Let the sources of what was published be copied, and changed passages be looked up, some lines a task."""
    if evidence.follow(now=shared_clock.now()):
        follow_log.apply_async(expires=STALE)


@shared_task(name="timeline.capture_source", throws=(pipeline.ClaimLost,))
def capture_source(watch_id: int) -> None:
    """Copy one source; its text is read next."""
    sha256 = evidence.capture(watch_id, now=shared_clock.now())
    if sha256 is not None:
        read_copy.apply_async((sha256,), expires=STALE)


@shared_task(name="timeline.read_copy", throws=(pipeline.ClaimLost,))
def read_copy(sha256: str) -> None:
    """Read the text of one copy and look up what is cited from it."""
    evidence.read_copy(sha256, now=shared_clock.now())


@shared_task(name="timeline.match_gains", throws=(pipeline.ClaimLost,))
def match_gains() -> None:
    """Let items be matched again that name what the record has gained, one batch a task."""
    if pipeline.match_gains(now=shared_clock.now()):
        match_gains.apply_async(expires=STALE)


@shared_task(name="timeline.publish_automatically", throws=(pipeline.ClaimLost,))
def publish_automatically() -> None:
    """Publish what a trusted source decided, one candidate a task."""
    with pghistory.context(by="published automatically from a trusted source"):
        published = automatic.publish_next(now=shared_clock.now())
    if published:
        publish_automatically.apply_async(expires=STALE)


@shared_task(name="timeline.publish_scheduled")
def publish_scheduled() -> None:
    """Publish what publishers scheduled and whose hour has come."""
    while publish_due(now=shared_clock.now()):
        pass


@shared_task(name="timeline.send_mail", throws=(pipeline.ClaimLost,))
def send_mail() -> None:
    """Send mail that is due, one letter a task."""
    if mail.send_next(now=shared_clock.now()):
        send_mail.apply_async(expires=STALE)


@shared_task(name="timeline.tell_readers", throws=(pipeline.ClaimLost,))
def tell_readers() -> None:
    """Write to a reader who waits for news, one a task; what was written is sent next."""
    if subscriptions.tell_next(now=shared_clock.now()):
        tell_readers.apply_async(expires=STALE)
        send_mail.apply_async(expires=STALE)


@shared_task(name="timeline.queue_webhooks", throws=(pipeline.ClaimLost,))
def queue_webhooks() -> None:
    """Write the messages of what is new, one receiver a task; they are sent next."""
    if webhooks.queue_next(now=shared_clock.now()):
        queue_webhooks.apply_async(expires=STALE)
        call_webhooks.apply_async(expires=STALE)


@shared_task(name="timeline.call_webhooks", throws=(pipeline.ClaimLost,))
def call_webhooks() -> None:
    """Send a message to a receiver, one a task."""
    if webhooks.send_next(now=shared_clock.now()):
        call_webhooks.apply_async(expires=STALE)


@shared_task(name="timeline.purge_edge", throws=(pipeline.ClaimLost,))
def purge_edge() -> None:
    """Let the caches in front of the site go of what has changed."""
    purging.purge_next(now=shared_clock.now())


@shared_task(name="timeline.watch_due_dates")
def watch_due_dates() -> None:
    """Ask what should be known by now, and close what was answered."""
    questions.watch_due_dates(now=shared_clock.now())


@shared_task(name="timeline.erase_addresses")
def erase_addresses() -> None:
    """Erase addresses of readers: of old reports, letters and revoked keys, and of what nobody confirmed."""
    receiving.erase_old_addresses(now=shared_clock.now())
    mail.delete_old(now=shared_clock.now())
    mail.delete_old_returns(now=shared_clock.now())
    subscriptions.delete_unconfirmed(now=shared_clock.now())
    webhooks.delete_unused(now=shared_clock.now())
    holding.delete_revoked(now=shared_clock.now())


@shared_task(name="timeline.extend_log")
def extend_log() -> None:
    """Make room ahead of a log that is in partitions."""
    partitions.extend()


@shared_task(name="timeline.take_returned_mail")
def take_returned_mail() -> None:
    """Read what came back as mail, where a mail server puts it into a folder."""
    if settings.BOUNCE_FOLDER:
        mail.take_folder(settings.BOUNCE_FOLDER, now=shared_clock.now())


@shared_task(name="timeline.purge_drafts")
def purge_drafts() -> None:
    """Remove the drafts whose time to be restored has passed."""
    with pghistory.context(by="removal of drafts deleted long ago"):
        drafts.purge_drafts(now=shared_clock.now())
    four_eyes.forget_old(now=shared_clock.now())


# Writing a large record takes longer than any step of the pipeline; nobody waits for it.
@shared_task(name="timeline.build_bulk", soft_time_limit=3_000, time_limit=3_060)
def build_bulk() -> None:
    """Put a fresh build of the whole record on the shelf if the newest is old."""
    nightly.refresh(now=shared_clock.now())


@shared_task(name="timeline.prune_answers")
def prune_answers() -> None:
    """Let go of the bytes of old answers that nothing stands on."""
    for _account in pipeline.prune(now=shared_clock.now()):
        pass


@shared_task(name="timeline.tidy_evidence")
def tidy_evidence() -> None:
    """Remove copies of sources that nothing refers to, and addresses that were pasted long ago."""
    pasting.forget(now=shared_clock.now())
    evidence.tidy(now=shared_clock.now())


@shared_task(name="timeline.prepare_pages")
def prepare_pages() -> None:
    """Have the pages of disputes made that the last publication, a new day or a new release made stale."""
    preparing.prepare()


@shared_task(name="timeline.count_quality")
def count_quality() -> None:
    """Keep today's figures of how good the record is."""
    quality_days.keep(now=shared_clock.now())


@shared_task(name="timeline.watch_imports")
def watch_imports() -> None:
    """Nudge workers to import tables that wait for it."""
    for import_id in imports.due_now(now=shared_clock.now()):
        import_table.apply_async((import_id,), expires=STALE)


@shared_task(name="timeline.expire_imports")
def expire_imports() -> None:
    """Remove tables that were handed in and never imported."""
    imports.expire(now=shared_clock.now())


@shared_task(name="timeline.import_table", throws=(pipeline.ClaimLost,))
def import_table(import_id: int) -> None:
    """Make the drafts of one table that an editor handed in."""
    with pghistory.context(by=f"import of a table, number {import_id}"):
        imports.run(import_id, now=shared_clock.now())


@shared_task(name="timeline.watch_pasted")
def watch_pasted() -> None:
    """Nudge workers to ask for addresses that editors pasted and wait for."""
    for pasted_id in pasting.due_now(now=shared_clock.now()):
        ask_pasted.apply_async((pasted_id,), expires=STALE)


@shared_task(name="timeline.ask_pasted", throws=(pipeline.ClaimLost,))
def ask_pasted(pasted_id: int) -> None:
    """Ask for one address that an editor pasted; where its host is spared for some seconds, come back then."""
    now = shared_clock.now()
    later = pasting.ask(pasted_id, now=now)
    if later is not None:
        ask_pasted.apply_async((pasted_id,), countdown=(later - now).total_seconds(), expires=STALE * 2)
