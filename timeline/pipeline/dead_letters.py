"""Work that was given up after several attempts: listed with its error, and tried again once the cause is mended."""

from collections.abc import Iterator
from datetime import datetime

from timeline.codelists import DeliveryState, FetchState, ItemState
from timeline.models import Delivery, Fetch, Item

WAITING = {"claimed_until": None, "attempts": 0, "error": ""}


def dead_letters() -> Iterator[tuple[str, int, str, str]]:
    """Yield kind, number, name and error of everything that was given up, oldest first within its kind."""
    dead: tuple[Delivery | Fetch | Item, ...] = (
        *Delivery.objects.filter(state=DeliveryState.DEAD).defer("raw").order_by("pk"),
        *Fetch.objects.filter(state=FetchState.DEAD).select_related("feed").order_by("pk"),
        *Item.objects.filter(state=ItemState.DEAD).defer("parsed").order_by("pk"),
    )
    for row in dead:
        yield row._meta.model_name or "", row.pk, str(row), row.error


def retry(*, now: datetime) -> int:
    """Let everything that was given up be tried again; return how many."""
    again = {**WAITING, "due_at": now}
    return (
        Delivery.objects.filter(state=DeliveryState.DEAD).update(state=DeliveryState.WAITING, **again)
        + Fetch.objects.filter(state=FetchState.DEAD).update(state=FetchState.WAITING, **again)
        + Item.objects.filter(state=ItemState.DEAD).update(state=ItemState.WAITING, **again)
    )
