"""How a proceeding stands on a day, by the procedure engine: status, what holds it, its formal and real end. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contracts.procedure import (
    DISPOSITIONS,
    PRACTICAL_RESULTS,
    REASONS,
    STATUSES,
    DeadlineState,
    Derivation,
    Headline,
    Term,
    deadline_state,
    flag_on,
    headline,
    is_silent,
    status_on,
)
from contracts.procedure.reading import APPEALS, OPEN
from contracts.procedure.stays import HOLDING
from timeline.derived import derivation_of
from timeline.documents.shapes import Document
from timeline.pages import days
from timeline.pages.wording import term

HELD: dict[str, Promise] = {
    "injunction": gettext_lazy("held by an injunction"),
    "stay": gettext_lazy("held by a stay"),
}
# Results that the formal end says already.
SAID_BY_END = {"none", "judgment", "recommendation", "relief", "reversal"}
SILENT = Term("silent", "No outcome found", "Its end is long overdue, and the record does not know it.")


@dataclass(frozen=True, slots=True)
class Words:
    """A term as readers see it, with its meaning."""

    label: SafeString | str
    help: SafeString | str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Ending:
    """A formal result where a proceeding has several: whose, in which case, what, and when."""

    case: str
    parties: tuple[Document, ...]
    end: Words
    reason: Words | None
    when: str


@dataclass(frozen=True, slots=True)
class Standing:
    """A proceeding at the end of a day; results that the record has of later days are left out."""

    status: str
    held: str
    silent: bool
    reason: str
    inferred: bool
    practical: str
    review: str
    derivation: Derivation | None

    @property
    def pending(self) -> bool:
        """Say whether it is open and not fallen silent."""
        return self.status in OPEN and not self.silent

    @property
    def words(self) -> Words:
        """Return the status with its meaning, and what holds award or performance."""
        found = words_of(SILENT if self.silent else STATUSES[self.status])
        return Words(found.label, found.help, str(HELD[self.held]) if self.held and self.pending else "")


def standing(protest: Document, day: date) -> Standing:
    """Read how a protest stands on a day from what its document keeps of the derivation."""
    derivation = derivation_of(protest)
    if derivation is None:
        return Standing("unknown", "", False, "", False, "", "", None)
    decided_latest = derivation.decided_latest or derivation.decided
    decided = decided_latest is not None and decided_latest <= day
    # What came of it in practice, and on review, is one word for the whole record: it is said once nothing follows.
    complete = decided and all(change.since <= day for change in derivation.states)
    return Standing(
        status=status_on(derivation, day),
        held=_held(derivation, day),
        silent=is_silent(derivation, day) and status_on(derivation, day) in OPEN,
        reason=(derivation.reason or "") if decided else "",
        inferred=any(outcome.inferred for outcome in derivation.outcomes),
        practical=(derivation.practical_result or "") if complete else "",
        review=(derivation.review_disposition or "") if complete else "",
        derivation=derivation,
    )


def words_of(found: Term) -> Words:
    """Return a term of the engine in the page's language."""
    return Words(term(found.label), term(found.help))


def reason_words(found: Standing) -> Words | None:
    """Return why a proceeding ended without a decision on its merits, and whether that is our inference."""
    if found.reason not in REASONS:
        return None
    words = words_of(REASONS[found.reason])
    return Words(words.label, words.help, _("inferred: no source states it") if found.inferred else "")


def practice_words(found: Standing) -> Words | None:
    """Return what came of a proceeding in practice."""
    return words_of(PRACTICAL_RESULTS[found.practical]) if found.practical in PRACTICAL_RESULTS else None


def review_words(found: Standing) -> Words | None:
    """Return what a higher court, or the same forum asked again, made of the decision."""
    return words_of(DISPOSITIONS[found.review]) if found.review in DISPOSITIONS else None


def practice_beside(found: Standing) -> str:
    """Return what came of it in practice where the formal end does not say it already."""
    words = None if found.practical in SAID_BY_END else practice_words(found)
    return str(words.label) if words else ""


def endings(protest: Document, found: Standing, day: date) -> list[Ending]:
    """Return every formal result up to a day where they differ from case to case or from party to party."""
    if found.derivation is None:
        return []
    rows = [one for one in found.derivation.outcomes if (one.latest or one.on) <= day and one.disposition]
    if len({(one.disposition, one.reason) for one in rows}) < 2:
        return []
    names = {row["party"]["id"]: row["party"] for row in protest["parties"]}
    return [
        Ending(
            case=one.case,
            parties=tuple(names[key] for key in one.parties if key in names),
            end=words_of(DISPOSITIONS[str(one.disposition)]),
            reason=words_of(REASONS[one.reason]) if one.reason in REASONS else None,
            when=days.long(days.within(one.on, one.latest or one.on)),
        )
        for one in rows
    ]


def head_of(found: Iterable[Standing], day: date) -> tuple[Headline, date | None]:
    """Return where the procurement stands on a day, and the last day to appeal where that time is running."""
    derivations = [one.derivation for one in found if one.derivation]
    head = headline(derivations, day)
    if head.code != "appeal-time":
        return head, None
    return head, max(_appeals(derivations, day), default=None)


def _appeals(derivations: Iterable[Derivation], day: date) -> Iterator[date]:
    for derivation in derivations:
        for deadline in derivation.deadlines:
            running = deadline.rule in APPEALS and deadline.trigger_date <= day
            if running and deadline_state(deadline, day) is DeadlineState.OPEN:
                yield deadline.due_date


def _held(derivation: Derivation, day: date) -> str:
    if flag_on(derivation.injunction_states, day) in HOLDING:
        return "injunction"
    return "stay" if flag_on(derivation.stay_states, day) in HOLDING else ""
