"""The history of an object as readers see it: each revision, and what it changed, part by part and word by word."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from contracts.codelists import Role
from timeline import selectors
from timeline.codelists import Confidence, EventType, FindingDirection, Relation, RevisionKind, Stance
from timeline.documents.shapes import Document, parsed
from timeline.pages import days
from timeline.pages.wording import money, plain

MOST, MOST_COMPARED = 50, 20
# Parts that readers know; what is derived from other objects (counts, clocks, names) is not this object's history.
PARTS = {
    "name": gettext_lazy("Name"),
    "title": gettext_lazy("Title"),
    "standfirst": gettext_lazy("Introduction"),
    "text": pgettext_lazy("part", "Text"),
    "summary": gettext_lazy("Summary"),
    "description": gettext_lazy("Description"),
    "quote": gettext_lazy("Words"),
    "date": gettext_lazy("Date"),
    "until": gettext_lazy("Last day"),
    "public": gettext_lazy("Became public"),
    "type": pgettext_lazy("part", "Kind"),
    "sealed": gettext_lazy("Under seal"),
    "confidence": gettext_lazy("Sourcing"),
    "speaker": pgettext_lazy("filter", "Speaker"),
    "capacity": gettext_lazy("Capacity"),
    "on_behalf_of": gettext_lazy("On behalf of"),
    "claim": gettext_lazy("Claim"),
    "stance": gettext_lazy("Stance"),
    "finding": gettext_lazy("Finding"),
    "parties": gettext_lazy("Parties"),
    "contracts": gettext_lazy("Contracts"),
    "amounts": gettext_lazy("Amounts"),
    "links": gettext_lazy("Links"),
    "docket": gettext_lazy("Docket"),
    "cases": gettext_lazy("Cases"),
    "ceiling": gettext_lazy("Ceiling"),
    "bids": gettext_lazy("Bids"),
    "awards": gettext_lazy("Awards"),
    "aliases": gettext_lazy("Also called"),
    "posts": gettext_lazy("Posts"),
    "url": gettext_lazy("Address"),
    "publisher": gettext_lazy("Publisher"),
    "published": gettext_lazy("Published"),
    "citations": gettext_lazy("Sources"),
    "note": gettext_lazy("Note"),
}
CODES: dict[str, Any] = {"type": EventType, "confidence": Confidence, "stance": Stance, "finding": FindingDirection}
WORDS = re.compile(r"\s+|\w+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Mended:
    """One part that differs, in words as it was and as it is; empty where there was, or is, nothing."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Changed:
    """One part that a revision changed, as words in which what went and what came is marked."""

    label: str
    marked: SafeString


@dataclass(frozen=True, slots=True)
class Line:
    """One revision of the history with what it changed; nothing for the first one and for removals."""

    revision: selectors.Revision
    changes: list[Changed]


def history(object_type: str, key: str) -> list[Line]:
    """Return an object's revisions, newest first, the newest of them compared with what stood before."""
    rows = list(selectors.revisions(object_type, key)[:MOST])
    found = []
    for place, row in enumerate(rows):
        earlier = rows[place + 1] if place + 1 < len(rows) else None
        compared = earlier is not None and place < MOST_COMPARED and row.kind != RevisionKind.REFRESHED
        changes = differences(parsed(earlier.document), parsed(row.document)) if compared and earlier else []
        found.append(Line(row, changes))
    return found


def differences(before: Document, after: Document) -> list[Changed]:
    """Compare two documents of an object part by part, word by word."""
    return [Changed(one.label, marked(one.before, one.after)) for one in mended(before, after)]


def mended(before: Document, after: Document) -> tuple[Mended, ...]:
    """Compare two documents of an object part by part, in words of the page's language."""
    compared = (
        Mended(str(PARTS[one["part"]]), *("\n".join(lines(one["part"], one[side])) for side in ("before", "after")))
        for one in changed_parts(before, after)
    )
    return tuple(one for one in compared if one.before != one.after)


def changed_parts(before: Document, after: Document) -> list[dict[str, Any]]:
    """Return `part`, `before` and `after` of what differs; nothing for a stub of something removed, which has none."""
    if "state" in before or "state" in after:
        return []
    pairs = ((part, before.get(part), after.get(part)) for part in PARTS)
    return [{"part": part, "before": old, "after": new} for part, old, new in pairs if (old or None) != (new or None)]


def lines(part: str, value: Any) -> list[str]:
    """Return a part of a document in words of the page's language, an item a line."""
    if value in (None, "", [], {}):
        return []
    if isinstance(value, list):
        return [line for one in value for line in lines(part, one)]
    if isinstance(value, bool):
        return [_("yes") if value else _("no")]
    if isinstance(value, dict):
        return [_in_words(value)]
    codelist = CODES.get(part)
    return [str(codelist(value).label) if codelist and value in codelist.values else str(value)]


def _in_words(value: Document) -> str:
    """Say in words what a part of a document holds: a date, a sum, a reference, a text, or several of them."""
    if "earliest" in value:
        return days.long(value)
    if "currency" in value:
        what = plain(value["what"]) if value.get("what") else ""
        return f"{money(value)} {what}".strip()
    if "object" in value:
        return plain(value.get("name") or value["id"])
    if value and set(value) <= {"en", "de"}:
        return plain(value)
    if "lang" in value and "text" in value:
        return str(value["text"])
    known = {"role": Role, "relation": Relation}
    parts: Iterable[str] = (
        str(known[name](one).label) if name in known else ", ".join(lines("", one))
        for name, one in value.items()
        if one not in (None, "", [], {}, False) and name not in {"id", "lang", "basis"}
    )
    return ", ".join(part for part in parts if part)


def marked(old: str, new: str) -> SafeString:
    """Mark word by word what went and what came."""
    before, after = WORDS.findall(old), WORDS.findall(new)
    pieces: list[tuple[str, str]] = []
    for step, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if step == "equal":
            pieces.append(("{}", "".join(before[i:j])))
            continue
        pieces += [("<del>{}</del>", "".join(before[i:j])), ("<ins>{}</ins>", "".join(after[k:m]))]
    return _html([(form, text) for form, text in pieces if text])


def _html(pieces: Sequence[tuple[str, str]]) -> SafeString:
    return format_html_join("", "{}", ((format_html(form, text),) for form, text in pieces))
