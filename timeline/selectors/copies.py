"""What readers may know of our copies of sources, by an allow-list of columns: never bytes, text or an editor's name.

A passage is asked for by the words of a published document; what drafts cite is known here to nobody.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b

from django.conf import settings
from django.db import connection

from timeline.codelists import TextState, Verdict
from timeline.models import Capture
from timeline.passages.words import digest

MOST_COPIES = 50
# What came of looking for a passage; the first two are those of a copy, the others say why there is none.
FOUND, FOUND_BEFORE, NOT_FOUND = "found", "found-before", "not-found"
NO_TEXT, UNCHECKED, NO_COPY = "no-text", "unchecked", "no-copy"
STATES = (FOUND, FOUND_BEFORE, NOT_FOUND, NO_TEXT, UNCHECKED, NO_COPY)

COPIES = """SELECT s.public_id, p.sha256, p.state, max(c.captured_at), k.words, k.verdict, k.page, k.checked_at
 FROM timeline_capture c JOIN timeline_source s ON s.id = c.source_id JOIN timeline_copy p ON p.sha256 = c.copy_id
 LEFT JOIN timeline_passagecheck k ON k.copy_id = p.sha256 AND k.words = ANY(%s)
 WHERE s.public_id = ANY(%s)
 GROUP BY s.public_id, p.sha256, p.state, k.words, k.verdict, k.page, k.checked_at
 ORDER BY max(c.captured_at) DESC, p.sha256"""
NEWEST = """SELECT s.public_id, c.outcome, c.captured_at, c.taken_down_at
 FROM timeline_watch w JOIN timeline_source s ON s.id = w.source_id JOIN timeline_capture c ON c.id = w.newest_id
 WHERE s.public_id = ANY(%s)"""


@dataclass(frozen=True, slots=True)
class PublicCopy:
    """One attempt to copy a source, as readers see it; without hash and size where none is kept."""

    captured_at: datetime
    kind: str
    outcome: str
    status: int | None
    compared: str
    sha256: str | None
    size: int | None
    media_type: str | None
    taken_down_at: datetime | None
    removal_note: str


@dataclass(frozen=True, slots=True)
class LookedUp:
    """What came of looking for a passage in our copies of a source.

    `copied_at` is the day of the copy it is said of; `missing_since` that of a newer copy which lacks it; `outcome` is
    what the latest attempt came to, where that left no copy.
    """

    state: str
    copied_at: datetime | None = None
    sha256: str | None = None
    page: int | None = None
    checked_at: datetime | None = None
    missing_since: datetime | None = None
    outcome: str = ""
    tried_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class _Row:
    sha256: str
    state: str
    copied_at: datetime
    words: str | None
    verdict: str | None
    page: int | None
    checked_at: datetime | None


def copies_of(source: str, *, limit: int = MOST_COPIES) -> list[PublicCopy]:
    """Return the latest attempts to copy a source, the newest first."""
    rows = Capture.objects.filter(source__public_id=source).order_by("-captured_at", "-pk")
    columns = ("captured_at", "kind", "outcome", "status", "compared", "copy", "copy__size", "copy__media_type")
    found = rows.values_list(*columns, "taken_down_at", "removal_note")[:limit]
    return [PublicCopy(*row) for row in found]


def looked_up(wanted: Iterable[tuple[str, str]]) -> dict[tuple[str, str], LookedUp]:
    """Return what came of looking for published words in sources, by (id of the source, words); two queries."""
    pairs = list(dict.fromkeys(wanted))
    if not pairs:
        return {}
    sources = sorted({source for source, _ in pairs})
    names = {words: digest(words) for _, words in pairs}
    with connection.cursor() as cursor:
        cursor.execute(COPIES, [sorted(set(names.values())), sources])
        copies: dict[str, list[_Row]] = {}
        for source, *rest in cursor.fetchall():
            copies.setdefault(source, []).append(_Row(*rest))
        cursor.execute(NEWEST, [sources])
        newest = {source: (outcome, at) for source, outcome, at, _ in cursor.fetchall()}
    return {
        (source, words): _verdict(copies.get(source, []), names[words], newest.get(source)) for source, words in pairs
    }


def version_of(*shown: object) -> str:
    """Name the state of an answer that shows these: the same as long as nothing in it differs."""
    return blake2b("\n".join((settings.RELEASE, *map(repr, shown))).encode(), digest_size=12).hexdigest()


def _verdict(rows: list[_Row], name: str, newest: tuple[str, datetime] | None) -> LookedUp:
    """Say what came of one passage: the newest copy that can be read decides, an older one that has it is told too."""
    outcome, tried_at = newest or ("", None)
    if not rows:
        return LookedUp(NO_COPY, outcome=outcome, tried_at=tried_at)
    readable = [row for row in rows if row.state == TextState.READ]
    if not readable:
        state = UNCHECKED if rows[0].state == TextState.WAITING else NO_TEXT
        return LookedUp(state, rows[0].copied_at, rows[0].sha256, outcome=outcome, tried_at=tried_at)
    checked = [row for row in readable if row.words == name]
    found = next((row for row in checked if row.verdict == Verdict.FOUND), None)
    row = found or (checked[0] if checked else readable[0])
    state, missing_since = UNCHECKED, None
    if found is not None:
        later = [one for one in checked if one.copied_at > found.copied_at]
        state, missing_since = (FOUND_BEFORE, later[0].copied_at) if later else (FOUND, None)
    elif checked:
        state = NOT_FOUND
    is_checked = row.words == name
    return LookedUp(
        state,
        row.copied_at,
        row.sha256,
        row.page if is_checked else None,
        row.checked_at if is_checked else None,
        missing_since,
        outcome,
        tried_at,
    )
