"""What the record gains is looked for in the items that came before it had it: those that name it are matched again."""

import logging
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from timeline.codelists import ItemState, Strength
from timeline.matching import Gains, Key, current_index, keys_of, record_signature
from timeline.models import Candidate, Feed, Growth, Item
from timeline.models.candidates import OPEN_STATES
from timeline.pipeline.claims import Claim, bury, settle, take
from timeline.pipeline.lookups import CaseNumber, numbers_of_cases
from timeline.pipeline.matching_stage import rematch, text_of

logger = logging.getLogger(__name__)

ONLY = 1
BATCH = 200
# Those without a match, those only suggested, and those that somebody is comparing right now with the record as it was.
# What a number decided already, or an editor, is left alone.
SUGGESTED = Candidate.objects.filter(state__in=OPEN_STATES, strength=Strength.SUGGESTION).values("item")
COMPARED = (
    Q(state=ItemState.UNMATCHED)
    | Q(state=ItemState.MATCHED, pk__in=SUGGESTED)
    | Q(state=ItemState.WAITING, claimed_until__isnull=False)
)


def match_gains(*, now: datetime) -> bool:
    """Look some items through for what the record has gained; return whether there is more to do at once.

    One worker at a time compares what the record is recognised by with what it was, or looks at one batch of items.
    Nothing is matched here: items that name anything new wait to be matched like any other.
    """
    _begin(now)
    claim = take(Growth, ONLY, now=now)
    if claim is None:
        return False
    growth = Growth.objects.defer("known").get(pk=ONLY)
    return _look(claim, growth, now) if growth.gained else _compare(claim, now)


def _begin(now: datetime) -> None:
    """Make the row due if the record is another than it was; it is never given up."""
    Growth.objects.bulk_create([Growth(pk=ONLY)], ignore_conflicts=True)
    bury(Growth, now=now, due_at=now + timedelta(seconds=settings.CLAIM_SECONDS), attempts=0)
    Growth.objects.filter(pk=ONLY, due_at=None).exclude(signature=record_signature()).update(due_at=now)


def _compare(claim: Claim[Growth], now: datetime) -> bool:
    """Note what the record is recognised by now, and what of it is new."""
    # The signature first: what changes between the two is seen the next time.
    signature = record_signature()
    keys = keys_of(current_index())
    known = {Key(*key) for key in Growth.objects.values_list("known", flat=True).get(pk=ONLY)}
    gained = sorted(keys - known)
    settle(claim, signature=signature, known=sorted(keys), gained=gained, looked_at=0, due_at=now if gained else None)
    return bool(gained)


def _look(claim: Claim[Growth], growth: Growth, now: datetime) -> bool:
    """Look at the next items, and let those be matched again that name anything new."""
    gains = Gains(Key(*key) for key in growth.gained)
    items = list(Item.objects.filter(COMPARED, pk__gt=growth.looked_at).order_by("pk")[:BATCH])
    of_cases = numbers_of_cases(items)
    named = [item.pk for item in items if _names_any(gains, item, of_cases.get(item.pk))]
    is_end = len(items) < BATCH
    values = {"gained": [], "looked_at": 0} if is_end else {"looked_at": items[-1].pk, "due_at": now}
    with transaction.atomic():
        # In the order in which a reading and a matching lock them.
        feeds = Feed.objects.filter(items__in=named).distinct().values("pk")
        list(Feed.objects.select_for_update(no_key=True).filter(pk__in=feeds).order_by("pk").values_list("pk"))
        list(Item.objects.select_for_update(no_key=True).filter(pk__in=named).order_by("pk").values_list("pk"))
        count = rematch(now=now, only=COMPARED & Q(pk__in=named))
        settle(claim, **values)
    if count:
        logger.info("%s items name what the record has gained and are matched again", count)
    return not is_end


def _names_any(gains: Gains, item: Item, case: CaseNumber | None) -> bool:
    try:
        return gains.are_in(text_of(item, case))
    except Exception:
        # One item stops no other: the matching keeps what cannot be read as a dead letter.
        logger.exception("item %s cannot be looked through", item.pk)
        return True
