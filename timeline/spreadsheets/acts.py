"""Hands in a table, tries it, makes its drafts in one transaction, and takes a whole import back."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import transaction

from contracts.models import Party
from contracts.models.base import Publishable
from timeline.codelists import ImportState
from timeline.drafts import users_of
from timeline.models import (
    Citation,
    Event,
    EventImport,
    EventParty,
    ImportedRow,
    Revision,
    Source,
)
from timeline.models.work import due
from timeline.pipeline.claims import Claim, bury, give_back, settle, take
from timeline.spreadsheets.columns import guess
from timeline.spreadsheets.making import made_party, source_of
from timeline.spreadsheets.parts import Cited, NewParty
from timeline.spreadsheets.rows import Mistake, Planned, plan
from timeline.spreadsheets.tables import Table, read_table

MENTIONED = 10
PROGRESS_SECONDS = 3_600
# Handed in, and never made: nobody comes back to them for ever, and each holds a whole file.
UNFINISHED = (ImportState.OPEN, ImportState.REFUSED, ImportState.DEAD)


class ImportRefused(ValueError):
    """The act is not possible; `reasons` says why, each in a sentence. Nothing was written."""

    def __init__(self, reasons: list[str]) -> None:
        """Keep the reasons."""
        self.reasons = reasons
        super().__init__(" ".join(reasons))


def hand_in(name: str, content: bytes, *, by: User | None, now: datetime) -> EventImport:
    """Keep a file with a guess at its columns; raise TableRefused for one that cannot be read."""
    table = read_table(content)
    return EventImport.objects.create(
        name=name[-200:].replace("\x00", ""),
        sha256=hashlib.sha256(content).hexdigest(),
        content=content,
        mapping=guess(table.heads),
        rows=len(table.rows),
        handed_in_at=now,
        handed_in_by=by,
    )


def table_of(one: EventImport) -> Table:
    """Return the table of an import that is still open."""
    return read_table(bytes(one.content))


def tried(one: EventImport, *, today: date) -> tuple[list[Planned], list[Mistake]]:
    """Return what an import would make, and what is wrong with its rows; nothing is written."""
    return plan(table_of(one), one.mapping, new_parties=one.new_parties, today=today)


def choose(one: EventImport, *, mapping: Mapping[str, int], new_parties: str) -> None:
    """Keep which column means what, as long as the import is open; raise ImportRefused afterwards."""
    open_ones = EventImport.objects.filter(pk=one.pk, state__in=(ImportState.OPEN, ImportState.REFUSED))
    if not open_ones.update(mapping=dict(mapping), new_parties=new_parties, state=ImportState.OPEN):
        raise ImportRefused(["It is being imported, or was, meanwhile."])
    one.refresh_from_db()


def begin(one: EventImport, *, now: datetime) -> None:
    """Let an open import be made; once, however often it is asked for."""
    rows = EventImport.objects.filter(pk=one.pk, state__in=(ImportState.OPEN, ImportState.REFUSED))
    if not rows.update(state=ImportState.WAITING, due_at=now, attempts=0, error=""):
        raise ImportRefused(["It is being imported, or was, meanwhile."])


def due_now(*, now: datetime) -> list[int]:
    """Return the imports that wait to be made."""
    bury(EventImport, now=now, state=ImportState.DEAD)
    return list(EventImport.objects.filter(due(now)).order_by("due_at").values_list("pk", flat=True)[:20])


def run(pk: int, *, now: datetime) -> bool:
    """Make all drafts of an import in one transaction, or none; return whether it was due.

    Where a row has an error by now, nothing is made and the import is open to be changed.
    """
    claim = take(EventImport, pk, now=now)
    if claim is None:
        return False
    one = EventImport.objects.get(pk=pk)
    try:
        with transaction.atomic():
            _make(one, claim, now)
    except ImportRefused as refused:
        settle(claim, state=ImportState.REFUSED, error=str(refused)[:4_000])
    except Exception as error:
        give_back(
            claim,
            reason=f"{type(error).__name__}: {error}",
            attempts=one.attempts,
            now=now,
            state=ImportState.DEAD,
        )
        raise
    return True


@transaction.atomic
def expire(*, now: datetime) -> int:
    """Remove imports that were handed in long ago and made nothing, with their files; return how many."""
    if not settings.KEEP_IMPORTS_DAYS:
        return 0
    old = now - timedelta(days=settings.KEEP_IMPORTS_DAYS)
    rows = EventImport.objects.filter(state__in=UNFINISHED, handed_in_at__lt=old)
    # Whoever begins one at this moment holds its row, and it stays.
    chosen = list(rows.select_for_update(skip_locked=True).values_list("pk", flat=True))
    EventImport.objects.filter(pk__in=chosen).delete()
    return len(chosen)


def progress(one: EventImport) -> int:
    """Return how many rows of a running import are done."""
    return int(cache.get(_key(one.pk)) or 0)


@transaction.atomic
def undo(one: EventImport, *, by: User | None, now: datetime) -> int:
    """Remove all drafts that an import made; return how many. Raise ImportRefused that names what prevents it."""
    held = EventImport.objects.select_for_update().get(pk=one.pk)
    if held.state != ImportState.DONE:
        raise ImportRefused(["There is nothing to take back."])
    drafts = list(held.drafts.select_related("event", "source", "party"))
    rows = [row for draft in drafts if (row := draft.row) is not None]
    reasons = _against(drafts, rows)
    if reasons:
        more = len(reasons) - MENTIONED
        raise ImportRefused([*reasons[:MENTIONED], *([f"And {more} more reasons."] if more > 0 else [])])
    for row in sorted(rows, key=lambda row: not isinstance(row, Event)):  # users before the used
        row.delete()
    EventImport.objects.filter(pk=one.pk).update(state=ImportState.UNDONE, undone_at=now, undone_by=by)
    return len(rows)


def _against(drafts: list[ImportedRow], rows: Sequence[Publishable]) -> list[str]:
    """Say what stands against removing these drafts: publication, later edits, and use by others."""
    ours = {f"{row._meta.verbose_name} “{row}”" for row in rows}
    reasons = []
    for draft in drafts:
        row = draft.row
        if row is None:
            continue
        what = f"Row {draft.number}: {row._meta.verbose_name} “{row}”"
        if Revision.objects.filter(document_type=row.document_type, key=row.key).exists():
            reasons.append(f"{what} was published.")
        elif row.changed_at != draft.changed_at:
            reasons.append(f"{what} was edited since.")
        elif users := [user for user in users_of(row) if user not in ours]:
            reasons.append(f"{what} is used by {', '.join(users[:3])}.")
    return reasons


def _make(one: EventImport, claim: Claim[EventImport], now: datetime) -> None:
    planned, mistakes = tried(one, today=now.date())
    if mistakes:
        raise ImportRefused([f"Row {m.row}, {m.column}: {m.sentence}" for m in mistakes[:MENTIONED]])
    parties: dict[str, Party] = {}
    sources: dict[str, Source] = {}
    for done, row in enumerate(planned, start=1):
        try:
            _event(one, row, parties, sources)
        except ValidationError as error:
            raise ImportRefused([f"Row {row.row}: {' '.join(error.messages)}"]) from error
        if done % 10 == 0:
            cache.set(_key(one.pk), done, PROGRESS_SECONDS)
    _remember_edits(one)
    settle(claim, state=ImportState.DONE, imported_at=now, made=len(planned), content=b"")


def _event(one: EventImport, row: Planned, parties: dict[str, Party], sources: dict[str, Source]) -> None:
    event = Event(dispute=row.dispute, protest=row.protest, **row.values)
    event.full_clean(exclude=["dispute", "protest"])
    event.save()
    _remember(one, row.row, event=event)
    event.contracts.set(row.contracts)
    for who, role in dict.fromkeys(row.parties):
        party = who if isinstance(who, Party) else parties.get(who.name.casefold()) or _new_party(one, row.row, who)
        parties.setdefault(party.name.casefold(), party)
        EventParty.objects.get_or_create(event=event, party=party, role=role, role_note="")
    for cited in row.sources:
        source = cited.known or sources.get(cited.url) or _new_source(one, row, cited)
        sources[cited.url] = source
        Citation.objects.create(event=event, source=source, anchor=cited.anchor)


def _new_party(one: EventImport, number: int, new: NewParty) -> Party:
    party = made_party(new)
    _remember(one, number, party=party)
    return party


def _new_source(one: EventImport, row: Planned, cited: Cited) -> Source:
    source = source_of(cited, row.dispute)
    source.save()
    _remember(one, row.row, source=source)
    return source


def _remember(one: EventImport, number: int, **draft: Any) -> None:
    (row,) = draft.values()
    ImportedRow.objects.create(of=one, number=number, changed_at=row.changed_at, **draft)


def _remember_edits(one: EventImport) -> None:
    """Note the drafts as the import left them."""
    for draft in one.drafts.select_related("event", "source", "party"):
        row = draft.row
        if row is not None and row.changed_at != draft.changed_at:
            ImportedRow.objects.filter(pk=draft.pk).update(changed_at=row.changed_at)


def _key(pk: int) -> str:
    return f"import-progress-{pk}"
