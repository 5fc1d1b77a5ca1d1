"""The state of play in plain sentences, in a fixed order: what, who won, where it was fought, what followed. Pure."""

from dataclasses import dataclass
from datetime import date

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from contracts import texts
from contracts.codelists import BidOutcome
from timeline.addresses import page_path
from timeline.documents.shapes import Document
from timeline.pages import days
from timeline.pages.proceedings import AGENCY_PROTEST, Proceeding

SHORT_FORUMS = {"Government Accountability Office": "GAO"}
NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


@dataclass(frozen=True, slots=True)
class Play:
    """A flag in a box, one bold clause, a quiet one, and the paragraphs."""

    flag: str
    clause: str
    aside: str
    paragraphs: list[SafeString]


def number(count: int) -> str:
    """Return a small number in words."""
    return NUMBERS[count] if count < len(NUMBERS) else f"{count:,}"


def money(value: Document | None) -> str:
    """Return a sum as a newspaper writes it: $10 billion, $42 million."""
    if not value:
        return ""
    amount, sign = value["amount"], "$" if value["currency"] == "USD" else f"{value['currency']} "
    for size, word in ((1_000_000_000, "billion"), (1_000_000, "million")):
        if amount >= size:
            return f"{sign}{amount / size:,.2f}".rstrip("0").rstrip(".") + f"{days.NO_BREAK}{word}"
    return f"{sign}{amount:,.0f}"


def state_of_play(
    dispute: Document, contracts: list[Document], rows: list[Proceeding], day: date, *, replay: bool = False
) -> Play:
    """Say in sentences how a dispute stands on a day; every fact comes from a published document.

    In a replay nothing is said that only became known after the day.
    """
    pending = [row for row in rows if row.pending]
    where = list(dict.fromkeys(_the(row.forum) for row in pending))
    flag = f"Pending in {listed(where)}" if pending else "Nothing pending"
    last = None if replay else dispute["last_event"]
    clause = f"Last event on {days.long(last['date'])}." if last else f"As known on {days.of_day(day)}."
    aside = f"{number(len(pending)).capitalize()} of {number(len(rows))} proceedings pending." if pending else ""
    what = [_what(contract, day, replay=replay) for contract in _main_first(contracts, dispute)]
    return Play(flag, clause, aside, [*what[:1], *_fought(rows), *what[1:]])


def _main_first(contracts: list[Document], dispute: Document) -> list[Document]:
    return sorted(contracts, key=lambda contract: (contract["id"] != dispute["id"], contract["id"]))


def _what(contract: Document, day: date, *, replay: bool) -> SafeString:
    """Say what a contract was to be, and who was awarded it."""
    ceiling = money(contract["ceiling"])
    opening = format_html(
        '<a href="{}">{}</a>: {}{}.',
        page_path("contract", contract["id"]),
        contract["acronym"] or contract["title"]["en"],
        contract["title"]["en"],
        format_html(", announced at up to {}", ceiling) if ceiling else "",
    )
    awards = [award for award in contract["awards"] if award["date"]["earliest"] <= day.isoformat()]
    if not awards:
        return format_html("{} No award is recorded.", opening)
    alike: dict[tuple[str, str], list[Document]] = {}
    for award in awards:
        alike.setdefault((award["date"]["text"], award["status"]), []).append(award)
    return format_html(
        "{} {}", opening, format_html_join(" ", "{}", ((_award(group, replay=replay),) for group in alike.values()))
    )


def _award(awards: list[Document], *, replay: bool) -> SafeString:
    """Say who was awarded it on one day, and whether that stands."""
    award = awards[0]
    names = [supplier.get("short_name", supplier["id"]) for one in awards for supplier in one["suppliers"]]
    shown = _shown_by(award)
    words = f"awarded to {listed(names)}"
    linked = format_html('<a href="{}">{}</a>', _href(shown), words) if shown else words
    cancelled = format_html(", {}", "since cancelled") if award["status"] == "cancelled" and not replay else ""
    on = "on" if award["date"]["precision"] in {"day", "time"} else "in"
    return format_html("It was {} {} {}{}.", linked, on, days.long(award["date"]), cancelled)


def _href(event: Document) -> str:
    return page_path("event", event["id"], event.get("slug", ""))


def _fought(rows: list[Proceeding]) -> list[SafeString]:
    """Say how many proceedings there were, and a sentence a challenger about how each of its fights ended."""
    if not rows:
        return []
    forums = {row.forum for row in rows}
    opening = (
        f"{number(len(rows)).capitalize()} proceeding{'s were' if len(rows) > 1 else ' was'} brought"
        f" in {number(len(forums))} forum{'s' if len(forums) > 1 else ''}."
    )
    by_challenger: dict[str, list[Proceeding]] = {}
    for row in rows:
        by_challenger.setdefault(row.challenger, []).append(row)
    sentences = (
        format_html("{}: {}.", name, format_html_join(", ", "{}", ((_fight(row),) for row in fights)))
        for name, fights in by_challenger.items()
    )
    return [format_html("{} {}", opening, format_html_join(" ", "{}", ((sentence,) for sentence in sentences)))]


def _fight(row: Proceeding) -> SafeString:
    where = row.forum if row.docket == AGENCY_PROTEST else f"{SHORT_FORUMS.get(row.forum, row.forum)} {row.docket}"
    return format_html('<a href="{}">{}</a> {}', row.href, where, _ending(row))


def _ending(row: Proceeding) -> str:
    if row.ended is None:
        return "pending" if row.pending else "with no outcome in the record"
    return f"{row.outcome[0].lower()}{row.outcome[1:]} on {days.of_day(row.ended)}"


def listed(names: list[str]) -> str:
    """Join names as prose does: A, B and C."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _the(forum: str) -> str:
    return forum if forum.startswith(("Agency", "Other")) else f"the {forum}"


def begun(contracts: list[Document], day: date) -> list[Document]:
    """Leave out contracts of which nothing had happened by a day; one without any date is taken to be there."""
    found = []
    for contract in contracts:
        shapes = [phase["start"] for phase in contract["phases"]] + [award["date"] for award in contract["awards"]]
        shapes += [bid[name] for bid in contract["bids"] for name in ("submitted", "ended") if bid[name]]
        if not shapes or min(shape["earliest"] for shape in shapes) <= day.isoformat():
            found.append(contract)
    return found


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
    found = []
    for contract in contracts:
        for bid in sorted(contract["bids"], key=lambda b: order.index(b["outcome"]) if b["outcome"] in order else 9):
            open_then = bool(known_by and bid["ended"] and bid["ended"]["earliest"] > known_by.isoformat())
            cases = [
                row
                for row in rows
                if bid["bidder"]["id"] in row.challengers
                and contract["id"] in {c["id"] for c in row.document["contracts"]}
            ]
            found.append(
                Bidder(
                    contract=contract["acronym"] or texts.pick(contract["title"], "en")[0],
                    party=bid["bidder"],
                    href=page_path("party", bid["bidder"]["id"]),
                    submitted=days.short(bid["submitted"]),
                    outcome=str(BidOutcome.PENDING.label if open_then else BidOutcome(bid["outcome"]).label),
                    summary={} if known_by else bid["summary"],
                    ended="" if open_then else days.short(bid["ended"]),
                    event=None if open_then else _shown_by(bid),
                    proceedings=cases,
                )
            )
    return found
