"""Takes an address in: what is a source already is offered at once, anything else waits to be asked for."""

import logging
from datetime import datetime, timedelta
from typing import Final

from celery import current_app
from django.contrib.auth.models import User
from django.db import transaction
from kombu.exceptions import OperationalError

from timeline.ingest.links import has_secret, web_address
from timeline.models import PastedAddress, PastedState
from timeline.pasting.recognising import known_source
from timeline.pipeline import hosts

logger = logging.getLogger(__name__)

# One account's addresses that wait at a time: a person pastes some, a program would paste thousands.
MOST_WAITING: Final = 20
KEPT_FOR: Final = timedelta(days=7)


class PasteRefused(ValueError):
    """The address is not asked for; the message says why."""


def paste(address: str, *, by: User, now: datetime) -> PastedAddress:
    """Note an address that an editor pasted; raise PasteRefused for what is no address that may be asked for."""
    typed = address.strip()
    if "://" not in typed and typed:
        typed = f"https://{typed}"
    url = web_address(typed)
    if url is None or not hosts.has_host(url):
        raise PasteRefused("This is no address of the web. It begins with https:// or http://.")
    if has_secret(typed):
        raise PasteRefused("The address holds a key or a password. Paste it without.")
    known = known_source(url)
    if known is not None:
        return PastedAddress.objects.create(
            url=url, state=PastedState.KNOWN, source=known, pasted_by=by, pasted_at=now, read_at=now
        )
    waiting = PastedAddress.objects.filter(pasted_by=by, state=PastedState.WAITING)
    if waiting.count() >= MOST_WAITING:
        raise PasteRefused(f"{MOST_WAITING} of your addresses are being asked already. Wait for one of them.")
    pasted = PastedAddress.objects.create(url=url, pasted_by=by, pasted_at=now, due_at=now)
    transaction.on_commit(lambda: nudge(pasted.pk))
    return pasted


def pasted_lately(address: str, *, by: User) -> PastedAddress | None:
    """Return the newest of an editor's pasted addresses that is this one, whatever came of it."""
    url = web_address(address.strip())
    rows = PastedAddress.objects.filter(url=url, pasted_by=by).select_related("source")
    return rows.order_by("-pk").first() if url else None


def nudge(pasted_id: int) -> None:
    """Send a worker at once: an editor waits. Without a broker the next sweep finds the row."""
    try:
        current_app.send_task("timeline.ask_pasted", (pasted_id,), retry=False, expires=60)
    except OperationalError:
        logger.warning("no nudge could be sent for pasted address %s; the sweep finds it", pasted_id)


def forget(*, now: datetime) -> int:
    """Remove what was pasted a week ago: what became a source stands there. Return how many."""
    return PastedAddress.objects.filter(pasted_at__lt=now - KEPT_FOR).delete()[0]
