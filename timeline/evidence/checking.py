"""Second stage: read the text of a copy, compare it with the one before, and look up what the record cites from it."""

import logging
from collections.abc import Iterable
from datetime import datetime

from django.db import DatabaseError, InterfaceError, transaction
from django.db.models import Q

from timeline import log
from timeline.codelists import TextState, Verdict
from timeline.documents.shapes import Document, Ref, parsed
from timeline.evidence import store
from timeline.evidence.comparing import compare
from timeline.models import Capture, Citation, Copy, PassageCheck, Reference, Source, Statement, Watch
from timeline.passages.apart import read_apart
from timeline.passages.finding import Sought, passage
from timeline.passages.texts import NoText, Text
from timeline.passages.words import digest
from timeline.pipeline.claims import Claim, give_back, settle, take

logger = logging.getLogger(__name__)


def read_copy(sha256_of_copy: str, *, now: datetime) -> bool:
    """Read the text of a copy that is due and look up what is cited from it; return whether it was due."""
    claim = take(Copy, sha256_of_copy, now=now)
    if claim is None:
        return False
    copy = Copy.objects.get(pk=sha256_of_copy)
    if copy.state == TextState.READ:
        _settle(claim, now)  # its text is there already; what is cited from it has changed
        return True
    try:
        text = read_apart(store.content(copy), copy.content_type, copy.url)
    except NoText as error:
        _settle(claim, now, state=TextState.NONE, note=str(error)[:500])
        return True
    except (DatabaseError, InterfaceError):
        raise
    except Exception as error:
        logger.exception("reading %s failed", copy)
        reason = f"{type(error).__name__}: {error}"
        give_back(claim, reason=reason, attempts=copy.attempts, now=now, state=TextState.DEAD)
        return True
    _settle(claim, now, state=TextState.READ, **_columns(text))
    return True


def check_copy(copy: Copy, words: Iterable[str], *, now: datetime) -> int:
    """Look up words in a copy that were not yet looked for, and forget those that nobody cites any more."""
    wanted = {digest(one): one for one in words}
    known = set(PassageCheck.objects.filter(copy=copy).values_list("words", flat=True))
    PassageCheck.objects.filter(copy=copy).exclude(words__in=wanted).delete()
    missing = {name: one for name, one in wanted.items() if name not in known}
    if not missing:
        return 0
    rows = [
        PassageCheck(copy=copy, words=name, checked_at=now, **found) for name, found in _look_up(copy, missing).items()
    ]
    PassageCheck.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)


def sought_from(sources: Iterable[int]) -> set[str]:
    """Return all words that citations of these sources stand on: drafts' and those that are published."""
    sources = list(sources)
    found = {
        anchor for anchor in Citation.objects.filter(source__in=sources).values_list("anchor", flat=True) if anchor
    }
    found |= set(Statement.objects.filter(citations__source__in=sources).values_list("quote", flat=True))
    names = list(Source.objects.filter(pk__in=sources).values_list("public_id", flat=True))
    shown = Reference.objects.filter(to_type="source", to_key__in=names, valid_to=None).values_list(
        "from_type", "from_key"
    )
    refs = {Ref(*name) for name in shown}
    for row in log.newest(refs).values():
        found |= {one for source, one in cited(parsed(row.document)) if source in names}
    return found


def cited(document: Document) -> Iterable[tuple[str, str]]:
    """Yield what a document stands on: the id of a source, and words that are to stand there."""
    quote = (document.get("quote") or {}).get("text", "")
    stack: list[object] = [document]
    while stack:
        value = stack.pop()
        if isinstance(value, list):
            stack += value
        elif isinstance(value, dict):
            stack += value.values()
            source = value.get("source")
            if isinstance(source, dict) and "anchor" in value:
                if value["anchor"]:
                    yield source["id"], value["anchor"]
                if quote:
                    yield source["id"], quote


def _look_up(copy: Copy, words: dict[str, str]) -> dict[str, dict[str, object]]:
    sought = Sought(copy.text, has_pages=copy.pages is not None)
    found: dict[str, dict[str, object]] = {}
    for name, one in words.items():
        pieces = passage(one)
        if not pieces:
            continue  # nothing in it could be looked for
        place = sought.find(pieces)
        if place is None:
            found[name] = {"verdict": Verdict.NOT_FOUND}
        else:
            found[name] = {
                "verdict": Verdict.FOUND,
                "start": place.start,
                "end": place.end,
                "page": place.page or None,
            }
    return found


def _columns(text: Text) -> dict[str, object]:
    return {"text": text.whole, "main_text": text.main, "pages": text.pages, "note": text.note[:500]}


@transaction.atomic
def _settle(claim: Claim[Copy], now: datetime, **values: object) -> None:
    """Write what was read, and all that follows from it, and end the claim, together or not at all."""
    settle(claim, **values)
    copy = Copy.objects.get(pk=claim.pks[0])
    _compare_captures(copy)
    sources = list(Capture.objects.filter(copy=copy).values_list("source", flat=True).distinct())
    if copy.state == TextState.READ:
        check_copy(copy, sought_from(sources), now=now)
    Watch.objects.filter(source__in=sources).update(changed_at=now)


def _compare_captures(copy: Copy) -> None:
    """Compare the captures that waited for this text, on either side of them."""
    waiting = Q(compared="") & ~Q(copy=None)
    for source in Capture.objects.filter(copy=copy).values_list("source", flat=True).distinct():
        for capture in Capture.objects.filter(waiting, source=source).select_related("copy"):
            if capture.copy is not None and (said := compare(before(capture), capture.copy)):
                Capture.objects.filter(pk=capture.pk).update(compared=said)


def passages_of(capture: Capture) -> list[tuple[str, PassageCheck]]:
    """Return the words that are cited from a capture's source, each with what came of looking for it in this copy."""
    checks = {check.words: check for check in PassageCheck.objects.filter(copy=capture.copy)}
    words = sorted(sought_from([capture.source_id]))
    return [(one, checks[digest(one)]) for one in words if digest(one) in checks]


def before(capture: Capture) -> Capture | None:
    """Return the capture of the same source before this one that still has a copy."""
    earlier = Q(captured_at__lt=capture.captured_at) | Q(captured_at=capture.captured_at, pk__lt=capture.pk)
    rows = Capture.objects.filter(earlier, source=capture.source_id, copy__isnull=False)
    return rows.select_related("copy").first()
