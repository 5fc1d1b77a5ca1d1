"""The lanes of Celery: which nudges go before which, and how many may wait before the sweep holds further ones back."""

from typing import Any

from celery import current_app
from kombu import Queue
from kombu.exceptions import ChannelError

# In the order in which a free worker looks into them. A worker of its own takes the first and nothing else.
COURT = "court"  # webhooks of courts from their arrival to the proposal, and the sweep itself
READERS = "readers"  # what readers and editors wait for: letters, their webhooks, pages, imports
NEWS = "news"  # asking sources, reading and matching what they say
SLOW = "slow"  # copies of sources, downloads, tidying
LANES = (COURT, READERS, NEWS, SLOW)

# Nudges of one sweep and the one before; more can only mean that nobody takes them.
MOST = 200

_TASKS = {
    COURT: ("sweep", "take_in", "publish_automatically", "publish_scheduled"),
    READERS: (
        *("pulse", "prepare_pages", "purge_edge", "send_mail", "tell_readers", "queue_webhooks", "call_webhooks"),
        *("watch_imports", "import_table", "watch_due_dates", "take_returned_mail"),
        *("watch_pasted", "ask_pasted"),
    ),
    NEWS: ("poll_feed", "look_up", "read_fetch", "match_items", "match_gains"),
}
ROUTES = {f"timeline.{task}": {"queue": lane} for lane, tasks in _TASKS.items() for task in tasks}


def queues() -> list[Queue]:
    """Return the lanes for Celery, in their order."""
    return [Queue(lane) for lane in LANES]


def waiting(lane: str) -> int:
    """Return how many messages wait in a lane; ask the broker, whose errors come through."""
    with current_app.connection_for_read() as connection:
        connection.ensure_connection(max_retries=1, timeout=2)
        try:
            channel: Any = connection.default_channel  # each transport has one of its own
            return int(channel.queue_declare(queue=lane, passive=True).message_count)
        except ChannelError:
            return 0  # Redis keeps no empty list


def has_room(lane: str) -> bool:
    """Say whether a sweep may send nudges into a lane; what it holds back is due at the next one, too."""
    return waiting(lane) < MOST
