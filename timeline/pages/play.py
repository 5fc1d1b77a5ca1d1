"""The state of play in plain sentences, in a fixed order: what, who won, where it was fought, what followed. Pure."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from contracts.codelists import BidOutcome, Forum, StayKind
from timeline.codelists import EventType
from timeline.derived import ends_of
from timeline.documents.shapes import Document
from timeline.pages import days
from timeline.pages.paths import page_path
from timeline.pages.proceedings import Proceeding
from timeline.pages.standing import HELD, head_of
from timeline.pages.wording import listed, lower_first, money, number, plain, upper_first, words

IN_FORUM = {
    Forum.AGENCY: gettext_lazy("at the agency"),
    Forum.GAO: gettext_lazy("at the Government Accountability Office"),
    Forum.COFC: gettext_lazy("in the Court of Federal Claims"),
    Forum.CAFC: gettext_lazy("in the Federal Circuit"),
    Forum.SCOTUS: gettext_lazy("in the Supreme Court"),
    Forum.OTHER: gettext_lazy("in another forum"),
}


@dataclass(frozen=True, slots=True)
class Play:
    """A flag in a box, one bold clause, a quiet one, and the paragraphs."""

    flag: str
    clause: str
    aside: str
    paragraphs: list[SafeString]


def state_of_play(
    dispute: Document,
    contracts: list[Document],
    rows: list[Proceeding],
    day: date,
    *,
    changes: Sequence[Document] = (),
    replay: bool = False,
) -> Play:
    """Say in sentences how a dispute stands on a day; every fact comes from a published document.

    `contracts` begin with the main one; `changes` are the events that changed a contract's sums or ended it. In a
    replay nothing is said that only became known after the day.
    """
    pending = [row for row in rows if row.pending]
    flag = _flag(rows, pending, day)
    last = None if replay else ends_of(dispute)[1]
    if last:
        clause = _("Last event %(when)s.") % {"when": days.when(last["date"])}
    else:
        clause = _("As known on %(day)s.") % {"day": days.long_day(day)}
    paragraphs = [
        part for contract in contracts for part in _told(contract, contracts, rows, changes, day=day, replay=replay)
    ]
    if not contracts:
        paragraphs = _fought(rows)
    return Play(flag, clause, _share(len(pending), len(rows)), paragraphs)


def _told(
    contract: Document,
    contracts: list[Document],
    rows: list[Proceeding],
    changes: Sequence[Document],
    *,
    day: date,
    replay: bool,
) -> Iterator[SafeString]:
    """Say of one contract what it was to be and who won it; the main one's fights have a paragraph of their own."""
    own = [row for row in rows if _fought_over(row, contracts) == contract["id"]]
    name = names_of(contracts)[contract["id"]]
    ends = [one for one in changes if one["type"] == EventType.TERMINATION and _is_about(one, contract, day)]
    sums = [one for one in changes if one["type"] != EventType.TERMINATION and _is_about(one, contract, day)]
    parts = [_what(contract, name, ends, day, replay=replay), *_changed(sums), *_barred(own, day)]
    fought = _fought(own)
    if contract is contracts[0]:
        yield _sentences(parts)
        yield from fought
    else:
        yield _sentences([*parts, *fought])


def _sentences(parts: Iterable[SafeString]) -> SafeString:
    return format_html_join(" ", "{}", ((part,) for part in parts))


def _fought_over(row: Proceeding, contracts: list[Document]) -> str:
    """Return the contract that a proceeding is told with: the first of its own, else the dispute's main one."""
    own = {one["id"] for one in row.document["contracts"]}
    return str(next((one["id"] for one in contracts if one["id"] in own), contracts[0]["id"]))


def _is_about(event: Document, contract: Document, day: date) -> bool:
    in_time = event["date"]["earliest"] <= day.isoformat()
    return in_time and contract["id"] in {one["id"] for one in event["contracts"]}


def _flag(rows: list[Proceeding], pending: list[Proceeding], day: date) -> str:
    """Say in a few words what is pending and what holds it, or until when the last decision may be appealed."""
    if pending:
        where = list(dict.fromkeys(str(IN_FORUM[Forum(row.document["forum"])]) for row in pending))
        held = next((str(HELD[row.standing.held]) for row in pending if row.standing.held), "")
        flag = _("Pending %(where)s") % {"where": listed(where)}
        return _("%(pending)s, %(held)s") % {"pending": flag, "held": held} if held else flag
    head, appeal_until = head_of((row.standing for row in rows), day)
    if appeal_until:
        return _("Decided; an appeal is possible until %(day)s") % {"day": days.long_day(appeal_until)}
    return _("Decided; an appeal may follow") if head.code == "appeal-time" else _("Nothing pending")


def _share(pending: int, proceedings: int) -> str:
    if not pending:
        return ""
    if proceedings == 1:
        return _("It is the only proceeding.")
    words = ngettext("%(n)s of %(all)s proceedings pending.", "%(n)s of %(all)s proceedings pending.", pending)
    return upper_first(words % {"n": number(pending), "all": number(proceedings)})


def main_first(contracts: list[Document], dispute: Document, protests: list[Document]) -> list[Document]:
    """Order contracts: the one that the dispute is named after or most proceedings are about, the others by time."""
    fought = Counter(one["id"] for protest in protests for one in protest["contracts"])
    by_time = sorted(contracts, key=lambda contract: (_first_day(contract) or "9", contract["id"]))
    main = sorted(by_time, key=lambda contract: (contract["id"] != dispute["id"], -fought[contract["id"]]))[:1]
    return main + [contract for contract in by_time if contract not in main]


def names_of(contracts: list[Document]) -> dict[str, str]:
    """Return what each contract of a dispute is called, with the year where two have the same name."""
    plainly = {contract["id"]: contract["acronym"] or plain(contract["title"]) for contract in contracts}
    twice = {name for name, count in Counter(plainly.values()).items() if count > 1}
    years = {contract["id"]: _first_day(contract)[:4] for contract in contracts}
    return {
        key: f"{name} ({years[key]})".replace(" ()", "") if name in twice else name for key, name in plainly.items()
    }


def _what(contract: Document, name: str, ends: list[Document], day: date, *, replay: bool) -> SafeString:
    """Say what a contract was to be, and who was awarded it."""
    ceiling, title = money(contract["ceiling"]), words(contract["title"])
    linked = _linked(page_path("contract", contract["id"]), name)
    if title == name:
        sentence = _("{contract}, announced at up to {ceiling}.") if ceiling else "{contract}."
        opening = format_html(sentence, contract=linked, ceiling=ceiling)
    else:
        opening = format_html(
            _("{contract}: {title}, announced at up to {ceiling}.") if ceiling else _("{contract}: {title}."),
            contract=linked,
            title=title,
            ceiling=ceiling,
        )
    awards = [award for award in contract["awards"] if award["date"]["earliest"] <= day.isoformat()]
    if not awards:
        return format_html("{} {}", opening, _("No award is recorded."))
    alike: dict[tuple[str, str], list[Document]] = {}
    for award in awards:
        alike.setdefault((award["date"]["text"], award["status"]), []).append(award)
    groups = [alike[key] for key in sorted(alike)]
    shown = [_shown_by(group[0]) for group in groups]
    if len(groups) > 1 and all(shown):
        told = [_in_words_of(event) for event in shown if event]
    else:
        told = [_award(group, ends, replaced=group is not groups[-1], replay=replay) for group in groups]
    return _sentences([opening, *told])


def _changed(changes: Sequence[Document]) -> Iterator[SafeString]:
    """Say when and how a contract's sums were changed, in the words of the events."""
    return (_in_words_of(event) for event in changes if event["amounts"])


def _in_words_of(event: Document) -> SafeString:
    return format_html(
        "{when}: {event}.",
        when=upper_first(days.long(event["date"])),
        event=_linked(_href(event), words(event.get("title") or event["name"])),
    )


def _barred(rows: list[Proceeding], day: date) -> Iterator[SafeString]:
    """Say which injunctions outlast their proceeding; what holds a pending one stands in the flag."""
    for row in rows:
        for stay in row.document["stays"]:
            begun = stay["start"]["earliest"] <= day.isoformat()
            over = stay["end"] and stay["end"]["earliest"] <= day.isoformat()
            if stay["kind"] == StayKind.INJUNCTION and begun and not over and not row.pending:
                yield format_html(
                    _("An {link}injunction{end} has barred the work since {day}; no end of it is in the record."),
                    link=format_html('<a href="{}">', row.href),
                    end=mark_safe("</a>"),
                    day=days.long(stay["start"]),
                )


def _linked(href: str, words: str) -> SafeString:
    return format_html('<a href="{}">{}</a>', href, words)


def _award(awards: list[Document], ends: list[Document], *, replaced: bool, replay: bool) -> SafeString:
    """Say who was awarded it on one day, and whether that stands: cancelled on a day, or replaced by a later award."""
    award = awards[0]
    names = [supplier.get("short_name", supplier["id"]) for one in awards for supplier in one["suppliers"]]
    shown = _shown_by(award)
    won = format_html(
        ngettext(
            "It was {link}awarded to {names}{end} {when}", "It was {link}awarded to {names}{end} {when}", len(names)
        ),
        link=format_html('<a href="{}">', _href(shown)) if shown else "",
        end=mark_safe("</a>") if shown else "",
        names=listed(names),
        when=days.when(award["date"]),
    )
    if award["status"] != "cancelled" or (replay and not ends):
        return format_html("{}.", won)
    if ends:
        cancelled = _("{award} and {link}cancelled{end} {when}.")
        link = format_html('<a href="{}">', _href(ends[0]))
        return format_html(cancelled, award=won, link=link, end=mark_safe("</a>"), when=days.when(ends[0]["date"]))
    return format_html(
        _("{award}; a later award replaced it.") if replaced else _("{award}, since cancelled."), award=won
    )


def _href(event: Document) -> str:
    return page_path("event", event["id"], event.get("slug", ""))


def _fought(rows: list[Proceeding]) -> list[SafeString]:
    """Say how many proceedings there were, and a sentence a challenger about how each of its fights ended."""
    if not rows:
        return []
    forums = len({row.forum for row in rows})
    brought = ngettext("%(n)s proceeding was brought", "%(n)s proceedings were brought", len(rows))
    places = ngettext("%(n)s forum", "%(n)s forums", forums)
    opening = _("%(proceedings_were_brought)s in %(forums)s.") % {
        "proceedings_were_brought": upper_first(brought % {"n": number(len(rows))}),
        "forums": places % {"n": number(forums)},
    }
    by_challenger: dict[str, list[Proceeding]] = {}
    for row in rows:
        by_challenger.setdefault(row.challenger, []).append(row)
    sentences = (
        format_html("{}: {}.", name, format_html_join(", ", "{}", ((_fight(row),) for row in fights)))
        for name, fights in by_challenger.items()
    )
    return [format_html("{} {}", opening, format_html_join(" ", "{}", ((sentence,) for sentence in sentences)))]


def _fight(row: Proceeding) -> SafeString:
    forum = "GAO" if row.document["forum"] == Forum.GAO else row.forum
    # A docket's hyphen is no place to break a line.
    name = format_html('{} <span class="nowrap">{}</span>', forum, row.number) if row.number else row.docket
    return format_html("{} {}", _linked(row.href, name), _ending(row))


def _ending(row: Proceeding) -> str:
    if row.ended_within is None:
        return _("pending") if row.pending else _("with no outcome in the record")
    ended = f"{lower_first(row.outcome)} {days.when(row.ended_within)}"
    return f"{ended} ({'; '.join(lower_first(words) for words in row.besides)})" if row.besides else ended


def begun(contracts: list[Document], day: date) -> list[Document]:
    """Leave out contracts of which nothing had happened by a day; one without any date is taken to be there."""
    return [contract for contract in contracts if _first_day(contract) <= day.isoformat()]


def _first_day(contract: Document) -> str:
    """Return the first day of which anything is recorded of a contract, empty where there is none."""
    shapes = [phase["start"] for phase in contract["phases"]] + [award["date"] for award in contract["awards"]]
    shapes += [bid[name] for bid in contract["bids"] for name in ("submitted", "ended") if bid[name]]
    return min((str(shape["earliest"]) for shape in shapes), default="")


@dataclass(frozen=True, slots=True)
class Bidder:
    """One bidder of one contract and how it ended."""

    contract: str
    party: Document
    href: str
    submitted: str
    outcome: str
    summary: Document
    ended: str
    event: Document | None
    proceedings: list[Proceeding]


def _shown_by(part: Document) -> Document | None:
    return next((c["event"] for c in part["citations"] if "name" in c.get("event", {})), None)


def bidders(contracts: list[Document], rows: list[Proceeding], known_by: date | None = None) -> list[Bidder]:
    """Prepare all bids for the table: winners first, then losers, the excluded, those who left.

    In a replay a bid that ended after the day is pending.
    """
    order = [BidOutcome.AWARDED, BidOutcome.UNSUCCESSFUL, BidOutcome.EXCLUDED, BidOutcome.WITHDRAWN]
    found, names = [], names_of(contracts)
    for contract in contracts:
        for bid in sorted(contract["bids"], key=lambda b: order.index(b["outcome"]) if b["outcome"] in order else 9):
            shown = _shown_by(bid)
            open_then = bool(known_by and bid["ended"] and bid["ended"]["earliest"] > known_by.isoformat())
            cases = [
                row
                for row in rows
                if bid["bidder"]["id"] in row.challengers
                and contract["id"] in {c["id"] for c in row.document["contracts"]}
            ]
            found.append(
                Bidder(
                    contract=names[contract["id"]],
                    party=bid["bidder"],
                    href=page_path("party", bid["bidder"]["id"]),
                    submitted=days.short(bid["submitted"]),
                    outcome=str(BidOutcome.PENDING.label if open_then else BidOutcome(bid["outcome"]).label),
                    summary={} if known_by else bid["summary"],
                    ended="" if open_then else days.short(bid["ended"] or (shown["date"] if shown else None)),
                    event=None if open_then else shown,
                    proceedings=cases,
                )
            )
    return found
