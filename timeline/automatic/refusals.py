"""Everything that speaks against publishing a candidate without review: whatever a person should look at first."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from contracts.dates import PartialDate
from contracts.models.base import KEPT
from timeline.classification.courts import forum_of
from timeline.classification.plain import says_plainly
from timeline.codelists import AutomaticState, CandidateState, EventType, Strength
from timeline.ingest.courtlistener.records import ENTRY
from timeline.ingest.item import Scheme
from timeline.ingest.source import Source
from timeline.matching.numbers import contract_form, docket_forms
from timeline.models import AutomaticPublication, Candidate, Event, Feed, Item
from timeline.models.automatic import LIVE_STATES
from timeline.pipeline.client import source_of
from timeline.pipeline.lookups import numbers_of_cases
from timeline.proposals import DateBasis, Proposal

# What happened longer ago than this is not news of the source but history, which the record may hold under other words.
OLDEST = timedelta(days=120)
# Events of the same type so close to each other may be one.
NEARBY = timedelta(days=3)
# More of one feed within a day is a flood: something is wrong with the source, its reader or a number of the record.
MOST_A_DAY = 40

Case = tuple[str, str]
_CASES = frozenset({Scheme.DOCKET, Scheme.B_NUMBER})
_CONTRACTS = frozenset({Scheme.SOLICITATION, Scheme.PIID})


def reasons_against(candidate: Candidate, feed: Feed, *, now: datetime) -> list[str]:
    """Return, in sentences, why a candidate is left to the editors; empty if nothing speaks against publishing it."""
    switched = list(_of_feed(feed))
    if switched:
        return switched
    proposal = Proposal.from_json(candidate.proposal)
    source = source_of(feed)
    return [
        *_of_review(candidate, feed),
        *_of_dispute(candidate),
        *_of_kind(candidate, proposal, source),
        *_of_match(candidate),
        *_of_date(candidate, proposal),
        *_of_record(candidate, proposal, feed),
        *_of_flood(feed, now),
    ]


def _of_feed(feed: Feed) -> Iterator[str]:
    if not feed.publishes_unreviewed or feed.is_example:
        yield f"“{feed.name}” is not trusted to publish without review."
    if not feed.enabled:
        yield f"“{feed.name}” is switched off."


def _of_review(candidate: Candidate, feed: Feed) -> Iterator[str]:
    """Leave what an editor has touched, and what was known before the source was trusted."""
    if candidate.state != CandidateState.NEW:
        yield f"It is no longer new: {candidate.get_state_display()[:1].lower()}{candidate.get_state_display()[1:]}."
    if candidate.decided_at is not None:
        yield "An editor has decided on it before."
    since = feed.unreviewed_since
    if since is None or min(candidate.proposed_at, candidate.item.first_seen_at) < since:
        yield "It was seen before the source was trusted."


def _of_dispute(candidate: Candidate) -> Iterator[str]:
    if candidate.dispute and candidate.dispute.four_eyes:
        yield f"In “{candidate.dispute}” nothing is published without two publishers."


def _of_kind(candidate: Candidate, proposal: Proposal, source: Source) -> Iterator[str]:
    """Leave what the source does not decide itself."""
    decided = source.decides.get(candidate.item.kind)
    if decided is None:
        yield f"An item of the kind “{candidate.item.kind}” is nothing that {source.name} decides."
    elif proposal.type not in decided:
        yield f"“{EventType(proposal.type).label}” is nothing that {source.name} decides with such an item."
    elif candidate.item.kind == ENTRY and not _is_plain(candidate.item, proposal.type):
        yield f"That it is a “{EventType(proposal.type).label}” is read out of its words, which may only mention one."


def _is_plain(item: Item, type_: str) -> bool:
    return says_plainly(type_, item.title, item.parsed.get("text") or item.parsed.get("summary") or "")


def _of_match(candidate: Candidate) -> Iterator[str]:
    if candidate.strength != Strength.IDENTIFIER:
        yield "It was matched by names and circumstances, not by a number."
    elif not _is_own_number(candidate):
        yield "The number that was matched only stands in its text: it is not the item's own."


def _is_own_number(candidate: Candidate) -> bool:
    """Say whether a number that the reader took for the item's own is one of the proceeding's, else the contract's."""
    named = candidate.item.parsed.get("identifiers", ())
    cases: set[Case] = {
        (form, forum_of(one.get("court") or ""))
        for one in named
        if one["scheme"] in _CASES
        for form in docket_forms(one["value"])
    }
    of_case = numbers_of_cases([candidate.item]).get(candidate.item_id)
    if of_case is not None:
        cases |= {(form, forum_of(of_case.court)) for form in docket_forms(of_case.number)}
    protest = candidate.protest
    if protest is not None:
        numbers = protest.cases.values_list("docket_raw", flat=True)
        known = {form for number in numbers for form in docket_forms(number)}
        return any(form in known and forum in {"", protest.forum} for form, forum in cases)
    contract = candidate.contract
    if contract is None:
        return False
    numbers_of_contract = {contract_form(one) for one in (contract.solicitation_number, *contract.award_ids) if one}
    return any(one["scheme"] in _CONTRACTS and contract_form(one["value"]) in numbers_of_contract for one in named)


def _of_date(candidate: Candidate, proposal: Proposal) -> Iterator[str]:
    happened = candidate.item.happened
    if proposal.date_basis is not DateBasis.HAPPENED or happened is None or happened.earliest != happened.latest:
        yield "The source does not say on which day it happened."
        return
    seen = candidate.item.first_seen_at.date()
    # A day's grace: courts and agencies date in zones of their own.
    if happened.earliest > seen + timedelta(days=1):
        yield f"Its day, {happened}, lies ahead."
    elif happened.latest < seen - OLDEST:
        yield f"It is of {happened}: what happened more than {OLDEST.days} days ago may be in the record already."


def _of_record(candidate: Candidate, proposal: Proposal, feed: Feed) -> Iterator[str]:
    """Leave what the record may hold already; a source itself tells its own items apart."""
    happened = candidate.item.happened
    if happened is None:
        return
    if candidate.about is not None:
        yield f"It seems to tell of what the record holds: “{candidate.about}”."
        return
    events = Event.objects.filter(KEPT, _around(happened), dispute=candidate.dispute)
    alike = _alike(events, candidate, proposal)
    own = AutomaticPublication.objects.filter(state__in=LIVE_STATES, candidate__item__feed=feed)
    foreign = alike.exclude(automatic__in=own)
    same_words = (one for one in events.filter(type=proposal.type) if one.title == proposal.title)
    found = foreign.order_by("pk").first() or next(same_words, None)
    if found is not None:
        yield f"The record may hold it already: “{found}”."


def _around(day: PartialDate) -> Q:
    """Match the days near a day, and its month and year where an event is no more exact."""
    first, last = day.earliest - NEARBY, day.latest + NEARBY
    exact = Q(date__gte=first.isoformat(), date__lt=(last + timedelta(days=1)).isoformat())
    coarse = {
        f"{text}{circa}" for one in (first, last) for text in (f"{one:%Y-%m}", f"{one:%Y}") for circa in ("", "~")
    }
    return exact | Q(date__in=sorted(coarse))


def _alike(events: QuerySet[Event], candidate: Candidate, proposal: Proposal) -> QuerySet[Event]:
    """Choose the events that may be the same happening: of the same type in the same proceeding."""
    of_type = events.filter(type=proposal.type)
    if candidate.protest is None:
        return of_type
    return of_type.filter(Q(protest=candidate.protest) | Q(protest=None))


def _of_flood(feed: Feed, now: datetime) -> Iterator[str]:
    today = AutomaticPublication.objects.filter(
        candidate__item__feed=feed,
        decided_at__gt=now - timedelta(days=1),
        state__in=(*LIVE_STATES, AutomaticState.UNDONE),
    )
    if today.count() >= MOST_A_DAY:
        yield f"“{feed.name}” has had {MOST_A_DAY} events published within a day: look whether something is wrong."
