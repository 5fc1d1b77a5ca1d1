"""Says in words what came of looking for a passage in our copies, and what became of a source."""

from collections.abc import Iterable
from dataclasses import replace

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from timeline.codelists import CaptureKind, CaptureOutcome, Comparison
from timeline.documents.shapes import Document
from timeline.pages import days
from timeline.pages.shown import Check, Evidence, Quoted
from timeline.selectors import copies
from timeline.selectors.copies import LookedUp

WITHOUT_COPY = {
    CaptureOutcome.BLOCKED: gettext_lazy("no copy: the publisher refused it on %(day)s"),
    CaptureOutcome.GONE: gettext_lazy("no copy: it was gone on %(day)s"),
    CaptureOutcome.UNREACHABLE: gettext_lazy("no copy: it could not be reached on %(day)s"),
    CaptureOutcome.TOO_LARGE: gettext_lazy("no copy: it is too large"),
    CaptureOutcome.NOT_A_COPY: gettext_lazy("no copy: something else was sent on %(day)s"),
}


def checked(evidence: Iterable[Evidence], quote: str = "") -> list[Evidence]:
    """Return citations with what came of looking for their passage, or for the quote where there is one."""
    listed = list(evidence)
    wanted = [(one.source, quote or one.anchor) for one in listed if quote or one.anchor]
    found = copies.looked_up(wanted)
    return [replace(one, check=_check(found.get((one.source, quote or one.anchor)), quote)) for one in listed]


def checked_quotes(quotes: Iterable[Quoted]) -> list[Quoted]:
    """Return statements with what came of looking for their words; two queries for all of them."""
    listed = list(quotes)
    words = {one.document["id"]: one.document["quote"]["text"] for one in listed}
    found = copies.looked_up((cited.source, words[one.document["id"]]) for one in listed for cited in one.evidence)
    return [
        replace(
            one,
            evidence=[
                replace(cited, check=_check(found[cited.source, words[one.document["id"]]], "quote"))
                for cited in one.evidence
            ],
        )
        for one in listed
    ]


def copies_told(source: Document) -> list[tuple[copies.PublicCopy, list[str]]]:
    """Return the attempts to copy a source, each with what came of it in words; of those without news the latest."""
    told = []
    for number, one in enumerate(copies.copies_of(source["id"])):
        if number and one.compared == Comparison.UNCHANGED:
            continue
        words = [str(CaptureOutcome(one.outcome).label)]
        if one.kind == CaptureKind.UPLOADED:
            words = [str(CaptureKind.UPLOADED.label)]
        if one.taken_down_at:
            words.append(_("our copy was removed on %(day)s") % {"day": days.short_day(one.taken_down_at.date())})
        elif one.compared not in {"", Comparison.FIRST}:
            words.append(str(Comparison(one.compared).label))
        told.append((one, words))
    return told


def _check(found: LookedUp | None, quote: str) -> Check | None:
    """Say what came of one passage; a citation that names no passage has nothing to be looked for."""
    if found is None:
        return None
    day = days.short_day(found.copied_at.date()) if found.copied_at else ""
    match found.state:
        case copies.FOUND:
            words = _("quote found in our copy of %(day)s") if quote else _("passage found in our copy of %(day)s")
            words %= {"day": day}
        case copies.FOUND_BEFORE:
            later = days.short_day(found.missing_since.date()) if found.missing_since else ""
            words = _("found in our copy of %(day)s, no longer in that of %(later)s") % {"day": day, "later": later}
        case copies.NOT_FOUND:
            words = (
                _("quote not found in our copy of %(day)s") if quote else _("passage not found in our copy of %(day)s")
            )
            words %= {"day": day}
        case copies.NO_TEXT:
            words = _("our copy of %(day)s holds no text to look in") % {"day": day}
        case copies.UNCHECKED:
            words = _("copied on %(day)s, not looked up yet") % {"day": day}
        case _:
            words = _without_copy(found)
    if found.page and found.state in {copies.FOUND, copies.FOUND_BEFORE}:
        words += ", " + _("page %(number)s of it") % {"number": found.page}
    return Check(found.state, words)


def _without_copy(found: LookedUp) -> str:
    """Say that there is no copy, and why where that is known."""
    told = WITHOUT_COPY.get(CaptureOutcome(found.outcome)) if found.outcome else None
    if told is None or found.tried_at is None:
        return _("no copy yet")
    return str(told) % {"day": days.short_day(found.tried_at.date())}
