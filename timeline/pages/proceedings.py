"""Protests as rows of a table with bars on a common axis: filed, outcome, length; the words of the bench. Pure."""

from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import pgettext, pgettext_lazy

from contracts.codelists import Forum, PartyKind, Role, Stage
from timeline.documents.shapes import Document
from timeline.pages import days
from timeline.pages.paths import MAIN_LANGUAGE, language, page_path
from timeline.pages.standing import Standing, practice_beside, reason_words, review_words, standing
from timeline.pages.wording import lower_first

OUTCOMES: dict[str, tuple[str | Promise, str]] = {
    "denied": (pgettext_lazy("outcome", "Denied"), "against"),
    "dismissed": (pgettext_lazy("outcome", "Dismissed"), "none"),
    "sustained": (pgettext_lazy("outcome", "Sustained"), "for"),
    "sustained-in-part": (pgettext_lazy("outcome", "Sustained in part"), "for"),
    "withdrawn": (pgettext_lazy("outcome", "Withdrawn"), "none"),
    "granted": (pgettext_lazy("outcome", "Granted"), "for"),
    "granted-in-part": (pgettext_lazy("outcome", "Granted in part"), "for"),
    "affirmed": (pgettext_lazy("outcome", "Affirmed"), "against"),
    "affirmed-in-part": (pgettext_lazy("outcome", "Affirmed in part"), "for"),
    "reversed": (pgettext_lazy("outcome", "Reversed"), "for"),
    "vacated-remanded": (pgettext_lazy("outcome", "Vacated and remanded"), "for"),
    "cert-denied": (pgettext_lazy("outcome", "Review denied"), "against"),
}
# How documents name a protest (timeline/documents/protests.py).
PROTEST_OF, IN_COURT, UNNAMED = "Protest of ", " v. United States", "an unnamed party"
UNITED_STATES = "United States"
ANSWERING = (Role.APPELLEE, Role.RESPONDENT, Role.DEFENDANT)
FILED_BY = {"agency.filed", "gao.filed", "cofc.filed", "cafc.notice_of_appeal", "scotus.petition_filed"}
CHALLENGERS = (Role.PROTESTER, Role.PLAINTIFF, Role.APPELLANT, Role.PETITIONER)


@dataclass(frozen=True, slots=True)
class Proceeding:
    """One row; `bar` says how its end is drawn: solid (for), outlined (against), hatched (none) or open."""

    document: Document
    number: str
    forum: str
    parties: str
    stage: str
    filed: date | None
    ended: date | None
    outcome: str
    bar: str
    days: int | None
    href: str
    challenger: str
    challengers: tuple[str, ...]
    pending: bool
    standing: Standing
    ended_within: Document | None = None
    filed_within: Document | None = None
    about: str = ""

    @property
    def begun(self) -> date:
        """Return the day it was filed, else the first on which anything is known of it, else one before all others."""
        derivation = self.standing.derivation
        known = [change.since for change in derivation.states] if derivation else []
        return self.filed or min(known, default=date.min)

    @property
    def filed_short(self) -> str:
        """Return when it was filed for tables, as far as the record knows the day."""
        return days.short(self.filed_within)

    @property
    def ended_on(self) -> date | None:
        """Return the day on which it ended, None where that is not known to the day."""
        within = self.ended_within
        return self.ended if within and within["precision"] == "day" else None

    @property
    def ended_words(self) -> str:
        """Return when it ended for prose, as far as the record knows the day."""
        return days.long(self.ended_within)

    @property
    def ended_short(self) -> str:
        """Return when it ended for tables, as far as the record knows the day."""
        return days.short(self.ended_within)

    @property
    def docket(self) -> str:
        """Return its docket number; a protest to the agency has none."""
        return self.number or _("Agency protest")

    @property
    def why(self) -> str:
        """Return the reason of a formal end, unless the outcome says it already."""
        found = reason_words(self.standing) if self.outcome != _("Dismissed as moot") else None
        return str(found.label) if found else ""

    @property
    def besides(self) -> list[str]:
        """Return what the formal end does not say: its reason, what came of it in practice, what review made of it."""
        review = review_words(self.standing)
        found = [
            self.why,
            practice_beside(self.standing),
            _("On review: %s") % lower_first(str(review.label)) if review else "",
        ]
        return [words for words in found if words]


@dataclass(frozen=True, slots=True)
class Axis:
    """The common axis: its years, and the bars' places; what is pending reaches `day`."""

    first: date
    last: date
    years: list[tuple[str, float]]
    day: date | None = None

    def x(self, day: date) -> float:
        """Return a day's place in per cent of the axis."""
        return round(100 * (day - self.first).days / max(1, (self.last - self.first).days), 2)


def proceedings(protests: list[Document], day: date) -> list[Proceeding]:
    """Prepare protests for the table, as far as a day knows them: nothing decided later shows its outcome."""
    rows = [proceeding(protest, day) for protest in protests]
    return sorted((row for row in rows if row.begun <= day), key=lambda row: row.begun)


def proceeding(protest: Document, day: date) -> Proceeding:
    """Prepare one protest as far as a day knows it."""
    status = protest["status"] or {}
    filed, decided = _day(status.get("filed")), _day(status.get("decided"))
    decided_latest = _day(status.get("decided_latest")) or decided
    known = decided_latest is not None and decided_latest <= day
    stands = standing(protest, day)
    pending = not known and (stands.pending or decided is not None)
    outcome, bar = outcome_words(status) if known else (_("Pending") if pending else _("No outcome found"), "open")
    names = [_called(row["party"]) for row in protest["parties"] if row["role"] in CHALLENGERS]
    in_court = protest["forum"] in {Forum.COFC, Forum.CAFC, Forum.SCOTUS}
    against = _defendant(protest) if in_court else _agency(protest)
    one_against_other = _("%(one)s v. %(other)s") if in_court else _("%(one)s against %(other)s")
    return Proceeding(
        document=protest,
        number=protest["cases"][0]["docket"] if protest["cases"] else "",
        forum=str(Forum(protest["forum"]).label),
        parties=one_against_other % {"one": both(names), "other": against},
        stage=str(Stage(protest["stage"]).label) if protest["stage"] else "",
        filed=filed,
        ended=decided if known else None,
        outcome=outcome,
        bar=bar,
        days=(decided - filed).days if known and filed and decided and decided == decided_latest else None,
        href=page_path("protest", protest["id"]),
        challenger=both(names),
        challengers=tuple(row["party"]["id"] for row in protest["parties"] if row["role"] in CHALLENGERS),
        pending=pending,
        standing=stands,
        ended_within=days.within(decided, decided_latest) if known and decided and decided_latest else None,
        filed_within=_filed_within(stands),
    )


def outcome_words(status: Document) -> tuple[str, str]:
    """Return an outcome in the bench's words and the kind of its bar."""
    disposition, reason = status.get("disposition") or "", status.get("reason") or ""
    if disposition == "dismissed" and reason == "moot":
        return _("Dismissed as moot"), "none"
    words, bar = OUTCOMES.get(disposition, (_("Closed"), "none"))
    return str(words), bar


def both(names: list[str]) -> str:
    """Join the names of those who act together; somebody whom the record does not name is said to be so."""
    return _(" and ").join(names) or _("An unnamed party")


def _called(party: Document) -> str:
    """Return the short name of who goes to a forum; the one that every language has a word for in its own."""
    name = str(party.get("short_name", party["id"]))
    return pgettext("challenger", "United States") if name == UNITED_STATES else name


def name_of(reference: Document) -> str:
    """Return what a reference calls a protest ("Protest of X", "X v. United States") in the language of the page."""
    name = str(reference.get("name", ""))
    challenger, court, _rest = name.partition(IN_COURT)
    challenger = challenger.removeprefix(PROTEST_OF)
    if language() == MAIN_LANGUAGE or (not court and challenger == name):
        return name
    first, others, _rest = challenger.partition(" and others")
    words = _("%s and others") % first if others else first.replace(" and ", _(" and "))
    if words == UNITED_STATES:
        words = pgettext("challenger", "United States")
    if court:
        return _("%(one)s v. %(other)s") % {"one": words, "other": pgettext("defendant", "United States")}
    return _("Protest of %s") % (_("an unnamed party") if words == UNNAMED else words)


def _filed_within(stands: Standing) -> Document | None:
    """Return the interval in which it was filed, as far as a step of filing is on record."""
    states = stands.derivation.states if stands.derivation else ()
    return next((days.within(one.since, one.latest or one.since) for one in states if one.step in FILED_BY), None)


def _defendant(protest: Document) -> str:
    """Return who answers in court: the United States, unless it is the one that appeals."""
    own = [row["party"] for row in protest["parties"] if row["role"] in CHALLENGERS]
    if not any(party.get("kind") == PartyKind.GOVERNMENT for party in own):
        return pgettext("defendant", "United States")
    rows = [row["party"] for row in protest["parties"] if row["role"] in ANSWERING]
    return both([str(party.get("short_name", party["id"])) for party in rows])


def _agency(protest: Document) -> str:
    rows = [row["party"] for row in protest["parties"] if row["role"] in {Role.RESPONDENT, Role.BUYER}]
    return str(rows[0].get("short_name", rows[0]["id"])) if rows else _("the agency")


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def axis_of(rows: list[Proceeding], day: date) -> Axis | None:
    """Lay the common axis over all proceedings as of a day, in whole years; None where nothing is dated."""
    dates = [one for row in rows for one in (row.begun, row.ended) if one and one != date.min]
    if dates and any(row.pending for row in rows):
        dates.append(day)
    if not dates:
        return None
    first, last = date(min(dates).year, 1, 1), date(max(dates).year, 12, 31)
    axis = Axis(first, last, [])
    years = [(str(year), axis.x(date(year, 1, 1))) for year in range(first.year, last.year + 1)]
    return Axis(first, last, years, day)
