"""Third stage: compare waiting items with the record and propose, update or withdraw candidates."""

import logging
from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import F, Q

from timeline import corrections, gathering
from timeline.classification import classify
from timeline.codelists import CandidateState, ItemState
from timeline.corroboration import Report
from timeline.matching import Match, Text, current_index, match
from timeline.matching.index import Index
from timeline.models import Candidate, Feed, Item
from timeline.models.candidates import OPEN_STATES
from timeline.pipeline.automatic_rows import note_candidates
from timeline.pipeline.claims import ANY, Claim, give_back, take_some
from timeline.pipeline.lookups import CaseNumber, numbers_of_cases
from timeline.pipeline.proposing import propose
from timeline.pipeline.telling import day_of, report_by, telling
from timeline.proposals import Proposal

logger = logging.getLogger(__name__)

BATCH = 100
# What was sent to us; a subquery, since rows are chosen under a lock that must not reach those of the feeds.
PUSHED = Q(feed__in=Feed.objects.filter(pushed=True))

Found = tuple[Match, Proposal, Report]
Verdict = Found | None


def match_some(*, now: datetime, only: Q = ANY, limit: int = BATCH) -> int:
    """Match up to `limit` waiting items; return how many were taken, 0 if none waits."""
    claim = take_some(Item, now=now, limit=limit, only=only)
    if claim is None:
        return 0
    index = current_index()
    verdicts: dict[int, Verdict] = {}
    items = list(Item.objects.select_related("feed").filter(claim.mine).order_by("pk"))
    of_cases = numbers_of_cases(items)
    for item in items:
        try:
            verdicts[item.pk] = verdict(index, item, of_cases.get(item.pk))
        except Exception as error:
            logger.exception("matching item %s failed", item.pk)
            reason = f"{type(error).__name__}: {error}"
            own = Claim(Item, [item.pk], claim.until)
            give_back(own, reason=reason, attempts=item.attempts, now=now, state=ItemState.DEAD)
    try:
        _write(claim, verdicts, now)
    except Exception as error:
        logger.exception("writing candidates failed")
        reason = f"{type(error).__name__}: {error}"
        # Rows are taken together only at their first attempt, so all of them have had as many.
        give_back(claim, reason=reason, attempts=items[0].attempts if items else 1, now=now, state=ItemState.DEAD)
    return len(claim.pks)


def verdict(index: Index, item: Item, case: CaseNumber | None = None) -> Verdict:
    """Return the match of an item with the event it proposes, None if it is about no dispute.

    `case` is the number of its case, where the item itself does not say it.
    """
    text = text_of(item, case)
    found = match(index, text)
    if found is None:
        return None
    lang = item.lang or item.feed.language
    told = telling(index, found, text, kind=item.kind, lang=lang, happened=item.happened)
    classified = classify(told)
    report = report_by(index, found, told, classified, key=f"{item.feed.slug}/{item.key}")
    return found, propose(item, item.feed, classified), report


def text_of(item: Item, case: CaseNumber | None = None) -> Text:
    """Return what the matching reads of an item."""
    identifiers = item.parsed.get("identifiers", ())
    return Text(
        title=item.title,
        text=item.parsed.get("text") or item.parsed.get("summary") or "",
        url=item.url,
        published=day_of(item.published),
        identifiers=(*(one["value"] for one in identifiers), *([case.number] if case else [])),
        court=next((one["court"] for one in identifiers if one.get("court")), case.court if case else ""),
    )


def rematch(*, now: datetime, only: Q = ANY) -> int:
    """Let items be matched again, because the record has grown or a dead letter may live; return how many."""
    # Whoever is comparing an item right now does so with the record as it was, and loses it.
    again = Item.objects.filter(only).exclude(state=ItemState.WAITING, claimed_until=None)
    return again.update(state=ItemState.WAITING, due_at=now, attempts=0, claimed_until=None, error="")


@transaction.atomic
def _write(claim: Claim[Item], verdicts: dict[int, Verdict], now: datetime) -> None:
    """Write candidates and end the claim on their items, together; an item that changed meanwhile is left alone."""
    # Feeds first, as a reading locks them: it changes items of one feed in no certain order.
    feeds = Feed.objects.filter(items__in=claim.pks).distinct().values("pk")
    list(Feed.objects.select_for_update(no_key=True).filter(pk__in=feeds).order_by("pk").values_list("pk"))
    held = Item.objects.select_for_update(no_key=True).filter(claim.mine, pk__in=verdicts).order_by("pk")
    items = {item.pk: item for item in held}
    disputes = _hold(items, verdicts)
    known = {
        row.item_id: row
        for row in Candidate.objects.select_for_update(no_key=True).filter(item__in=items).order_by("pk")
    }
    left = _neighbours(known.values())
    for pk, item in items.items():
        if pk in known:
            _update(known[pk], item, verdicts[pk], now)
    fresh = [
        _new(items[pk], found, now)
        for pk, found in verdicts.items()
        if found is not None and pk in items and pk not in known
    ]
    Candidate.objects.bulk_create(fresh)
    gathering.release(candidate.pk for candidate in known.values())
    seeds = {*left, *(row.pk for row in fresh), *(row.pk for row in known.values())}
    for dispute in disputes:
        gathering.regroup(dispute, seeds)
    note_candidates(items, now=now)
    for state, is_match in ((ItemState.MATCHED, True), (ItemState.UNMATCHED, False)):
        done = [pk for pk in items if (verdicts[pk] is not None) == is_match]
        Item.objects.filter(pk__in=done).update(state=state, due_at=None, claimed_until=None, attempts=0, error="")


def _hold(items: Iterable[int], verdicts: dict[int, Verdict]) -> list[int]:
    """Hold the disputes that the items are or were proposed for; return them."""
    before = Candidate.objects.filter(item__in=list(items)).values_list("dispute_id", flat=True)
    disputes = sorted({*before, *(found[0].dispute for found in verdicts.values() if found is not None)})
    gathering.hold(disputes)
    return disputes


def _neighbours(known: Iterable[Candidate]) -> set[int]:
    """Return whom the former words of some candidates held together, or kept apart."""
    by_dispute: dict[int, list[int]] = {}
    for row in known:
        by_dispute.setdefault(row.dispute_id, []).append(row.pk)
    return {pk for dispute, pks in by_dispute.items() for pk in gathering.neighbours(dispute, pks)}


def _new(item: Item, found: Found, now: datetime) -> Candidate:
    return Candidate(item=item, proposed_at=now, **_values(item, found))


def _values(item: Item, found: Found) -> dict[str, object]:
    matched, proposal, report = found
    return {
        "dispute_id": matched.dispute,
        "contract_id": matched.contract,
        "protest_id": matched.protest,
        "strength": matched.strength,
        "score": matched.score,
        "reasons": list(matched.reasons),
        "proposal": proposal.as_json(),
        "item_revision": item.revision,
        "report": report.as_json(),
        "day": report.day,
        "told": report.published,
    }


def _update_decided(candidate: Candidate, item: Item, found: Verdict, now: datetime) -> None:
    """Mark a decided candidate as changed at the source, and propose a correction of the event it is a source of."""
    if item.revision <= candidate.item_revision:
        return
    candidate.item = item
    candidate.proposal = found[1].as_json() if found else candidate.proposal
    Candidate.objects.filter(pk=candidate.pk).update(
        changed_since=True, proposal=candidate.proposal, item_revision=item.revision, version=F("version") + 1
    )
    corrections.propose(candidate, is_withdrawn=found is None, now=now)


def _update(candidate: Candidate, item: Item, found: Verdict, now: datetime) -> None:
    """Bring a candidate up to date with its item."""
    rows = Candidate.objects.filter(pk=candidate.pk)
    if candidate.state not in {*OPEN_STATES, CandidateState.WITHDRAWN}:
        _update_decided(candidate, item, found, now)
        return
    if found is None:
        if candidate.state != CandidateState.WITHDRAWN:
            rows.update(
                state=CandidateState.WITHDRAWN,
                snoozed_until=None,
                about=None,
                about_reasons=[],
                item_revision=item.revision,
                version=F("version") + 1,
            )
        return
    values = _values(item, found)
    if candidate.state == CandidateState.WITHDRAWN:
        values["state"] = CandidateState.NEW
    if any(getattr(candidate, name) != value for name, value in values.items()):
        rows.update(**values, version=F("version") + 1)
