"""The small graph of an event's links: what it acts on, and what acts on it later, on one axis of time. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from timeline.documents.shapes import Document
from timeline.pages.shown import Linked, Shown

FEWEST = 2  # one link is told by its line of text
TOP, RADIUS, ROW, EDGE, BESIDE = 12, 5, 15, 24, 16


@dataclass(frozen=True, slots=True)
class Node:
    """A linked event: its number in the lists below the graph, its place, and where its number stands."""

    number: int
    x: str
    label_y: str


@dataclass(slots=True)
class Graph:
    """The drawing; `arcs` are (kind, path), kind `out` for what the event acts on, `in` for what acts on it."""

    width: int
    axis: int
    here: str = ""
    height: int = 0
    arcs: list[tuple[str, str]] = field(default_factory=list)
    nodes: list[Node] = field(default_factory=list)
    years: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Around:
    """What a page shows around an event: numbered links before and after it, and the drawings for wide and narrow."""

    before: list[tuple[int, Linked]]
    after: list[tuple[int, Linked]]
    graphs: list[tuple[str, Graph]]


def around(event: Shown) -> Around:
    """Put an event's links in the order of time, number and draw them."""
    before = sorted((link for link in event.links if "date" in link.event), key=_day)
    after = sorted((link for link in event.incoming if "date" in link.event), key=_day)
    numbered = list(enumerate([*before, *after], start=1))
    graphs = []
    if len(numbered) >= FEWEST:
        days = [_day(link) for _number, link in numbered]
        graphs = [
            ("broad", draw(event.document, days, len(before), width=720)),
            ("narrow", draw(event.document, days, len(before), width=328)),
        ]
    return Around(numbered[: len(before)], numbered[len(before) :], graphs)


def draw(document: Document, days: Sequence[date], before: int, *, width: int) -> Graph:
    """Draw an event between its linked events' days, of which the first `before` are acted on by it."""
    own = date.fromisoformat(document["date"]["earliest"])
    first, last = min([*days, own]), max([*days, own])
    scale = (width - 2 * EDGE) / max(1, (last - first).days)
    highest = min(90, width // 5)
    graph = Graph(width, axis=TOP + highest)

    def place(day: date) -> float:
        return EDGE + (day - first).days * scale

    here = place(own)
    graph.here = _n(here)
    ends: list[float] = []
    for number, day in enumerate(days, start=1):
        x = place(day)
        if abs(x - here) < BESIDE:  # the same day or nearly: its number must not be read as the event's own
            x = here - BESIDE if number <= before else here + BESIDE
        rise = min(highest, max(14.0, abs(x - here) * 0.32))
        kind = "out" if number <= before else "in"
        graph.arcs.append(
            (kind, f"M{_n(here)} {graph.axis}Q{_n((here + x) / 2)} {_n(graph.axis - 2 * rise)} {_n(x)} {graph.axis}")
        )
        row = next((at for at, end in enumerate(ends) if abs(end - x) >= ROW), len(ends))
        ends[row : row + 1] = [x]
        graph.nodes.append(Node(number, _n(x), _n(graph.axis + 20 + row * ROW)))
    bottom = graph.axis + 20 + max(0, len(ends) - 1) * ROW
    step = (last.year - first.year) // max(1, width // 70) + 1
    starts = [date(year, 1, 1) for year in range(first.year + 1, last.year + 1, step)]
    graph.years = [(_n(place(day)), str(day.year)) for day in starts]
    graph.height = bottom + 18
    return graph


def _day(link: Linked) -> date:
    return date.fromisoformat(link.event["date"]["earliest"])


def _n(value: float) -> str:
    return f"{value:.1f}".rstrip("0").rstrip(".")
