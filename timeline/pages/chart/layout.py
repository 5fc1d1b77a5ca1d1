"""Put the picture together: which lanes there are, how high each is, and where everything in it stands. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from contracts import texts
from timeline.codelists import EventType
from timeline.documents.shapes import Document
from timeline.pages import days
from timeline.pages.chart.placing import Bar, Column, Label, Mark, cluster, labels, pack, stack_within
from timeline.pages.chart.scale import LEFT, RIGHT, Scale, Tick, scale_over
from timeline.pages.chart.spans import bands, barred, clock_of, phases, span_of
from timeline.pages.lanes import LANES, Lane, family_of, lane_of
from timeline.pages.proceedings import Proceeding

TOP, BOTTOM = 28, 26
PAD_TOP, PAD_BOTTOM, SMALLEST_LANE = 8, 12, 38
PROCEEDING_PITCH, BAND_PITCH, LABEL_PITCH, MARK_PITCH = 19, 13, 15, 13
PHASE_PITCH = 24
CLOCK_BELOW = 15.5
FORUMS = ("GAO", "COFC", "CAFC", "SCOTUS")
MOST_LANDMARKS = 40
LEFTS = {"de": 186}  # its names of lanes are longer


@dataclass(slots=True)
class DrawnLane:
    """A lane at its place: y of its top, height, and its contents with absolute y."""

    lane: Lane
    top: float
    height: float
    count: int
    bars: list[tuple[Bar, float]] = field(default_factory=list)
    clocks: list[tuple[Bar, float]] = field(default_factory=list)
    bands: list[tuple[Bar, float]] = field(default_factory=list)
    labels: list[tuple[Label, float, float]] = field(default_factory=list)
    marks: list[tuple[Mark, float]] = field(default_factory=list)
    columns: list[tuple[Column, float]] = field(default_factory=list)
    opens_group: bool = False


@dataclass(frozen=True, slots=True)
class Chart:
    """The whole picture in px; `until` is the x behind which nothing is public yet."""

    height: float
    scale: Scale
    ticks: list[Tick]
    lanes: list[DrawnLane]
    phases: list[tuple[Bar, float]]
    barred: list[tuple[Bar, float]]
    known_by: date | None
    period: tuple[date, date] | None
    landmarks: list[Mark]
    marks: dict[str, list[Mark]]
    count: int


def draw(
    events: list[Document],
    proceedings: Iterable[Proceeding],
    contracts: Iterable[Document],
    *,
    lang: str = "en",
    known_by: date | None = None,
    moment: str = "",
    period: tuple[date | None, date | None] = (None, None),
) -> Chart | None:
    """Lay out the picture of events, proceedings and contracts; None for no events.

    Marks link to the window of the record that begins with their day, at the same `moment` (`as_of=3&`). Later ones
    than `known_by` are left out, but the axis stays that of the full picture. A `period` that the list is narrowed to
    is marked.
    """
    if not events:
        return None
    scale = scale_over([_day(event["date"]["earliest"]) for event in events], left=LEFTS.get(lang, LEFT))
    shown = [event for event in events if known_by is None or _day(event["public"]["date"]["latest"]) <= known_by]
    marks: dict[str, list[Mark]] = {}
    for event in shown:
        marks.setdefault(lane_of(event), []).append(_mark(event, scale, lang, moment))
    rows = list(proceedings)
    drawn_phases: list[tuple[Bar, float]] = [
        (bar, TOP + 4 + bar.row * PHASE_PITCH) for bar in phases(contracts, scale, lang, known_by)
    ]
    y: float = TOP + (PHASE_PITCH * (1 + max(bar.row for bar, _ in drawn_phases)) + 8 if drawn_phases else 0)
    every = sorted((mark for group in marks.values() for mark in group), key=lambda m: (m.day, m.key))
    landmarks = [mark for mark in every if mark.significance == 1]
    lanes: list[DrawnLane] = []
    for lane in _lanes(marks, rows):
        drawn = _draw_lane(lane, marks.get(lane.code, []), rows, scale, y, known_by=known_by, single=_single(landmarks))
        drawn.opens_group = not lanes or lanes[-1].lane.group != lane.group
        lanes.append(drawn)
        y += drawn.height
    return Chart(
        height=y + BOTTOM,
        scale=scale,
        ticks=scale.ticks(),
        lanes=lanes,
        phases=drawn_phases,
        barred=[(bar, TOP + 4) for bar in barred(rows, scale, known_by)] if drawn_phases else [],
        known_by=known_by,
        period=(period[0] or scale.first, period[1] or scale.last) if any(period) else None,
        landmarks=landmarks,
        marks=marks,
        count=len(shown),
    )


def _single(landmarks: list[Mark]) -> frozenset[str]:
    """Choose the landmarks that are drawn singly even where it is crowded: those with a short title before others."""
    chosen = sorted(landmarks, key=lambda mark: (not mark.label, mark.day, mark.key))[:MOST_LANDMARKS]
    return frozenset(mark.key for mark in chosen)


def _day(text: str) -> date:
    return date.fromisoformat(text)


def _mark(event: Document, scale: Scale, lang: str, moment: str) -> Mark:
    day = _day(event["date"]["earliest"])
    title = texts.pick(event["title"], lang)[0]
    label, label_lang = texts.pick(event.get("short_title"), lang)
    kind = EventType(event["type"]).label
    key = event["id"]
    return Mark(
        key=key,
        day=day,
        x=scale.x(day),
        significance=event["significance"],
        family=family_of(event),
        title=f"{days.short(event['date'])}, {kind if lang == 'de' else str(kind).lower()}: {title}",
        href=f"?{moment}at={day}#e-{key}",
        label=label,
        lang="" if label_lang == lang else label_lang,
        to=tuple(link["event"]["id"] for link in event["links"] if "name" in link["event"]),
    )


def _lanes(marks: dict[str, list[Mark]], rows: list[Proceeding]) -> list[Lane]:
    """Choose the lanes with events, and the forums between the first and the last one used."""
    used = {lane for lane, found in marks.items() if found} | {row.document["forum"] for row in rows}
    forums = [number for number, forum in enumerate(FORUMS) if forum in used]
    between = set(FORUMS[forums[0] : forums[-1] + 1]) if forums else set()
    return [lane for lane in LANES if lane.code in used or lane.code in between]


def _draw_lane(
    lane: Lane,
    marks: list[Mark],
    rows: list[Proceeding],
    scale: Scale,
    top: float,
    *,
    known_by: date | None,
    single: frozenset[str],
) -> DrawnLane:
    """Stack a lane from its top: proceedings with their clocks, bands, labels, marks or, where crowded, columns."""
    own = [row for row in rows if row.document["forum"] == lane.code and row.filed]
    bars = pack([span_of(row, scale, known_by) for row in own], RIGHT)
    lasting = pack(bands(own, scale, known_by), RIGHT)
    columns: list[Column] = []
    placed = stack_within(marks)
    if placed is None:
        placed, columns = cluster(marks, scale, single)
    named = labels(placed, RIGHT, scale.left)
    drawn = DrawnLane(lane, top, 0, len(marks))
    y = top + PAD_TOP
    drawn.bars = [(bar, y + bar.row * PROCEEDING_PITCH) for bar in bars]
    clocks = {
        clock.title: (clock, bar)
        for row in own
        if (clock := clock_of(row, scale))
        for bar in bars
        if bar.href == row.href
    }
    drawn.clocks = [(clock, y + bar.row * PROCEEDING_PITCH + CLOCK_BELOW) for clock, bar in clocks.values()]
    y += PROCEEDING_PITCH * _rows(bars)
    drawn.bands = [(band, y + 6 + band.row * BAND_PITCH) for band in lasting]
    y += BAND_PITCH * _rows(lasting) + (4 if lasting else 0)
    base = y + _rows(named) * LABEL_PITCH
    first_mark = base + (6 if placed or columns else 0)
    drawn.labels = [
        (label, base - 4 - label.row * LABEL_PITCH, first_mark + label.mark.row * MARK_PITCH) for label in named
    ]
    drawn.marks = [(mark, first_mark + mark.row * MARK_PITCH) for mark in placed]
    drawn.columns = [(column, first_mark + _rows(placed) * MARK_PITCH + 24) for column in columns]
    height = first_mark + _rows(placed) * MARK_PITCH + (34 if columns else 0) - top + PAD_BOTTOM - 6
    drawn.height = max(SMALLEST_LANE, round(height))
    return drawn


def _rows(placed: Iterable[Bar | Label | Mark]) -> int:
    """Return how many rows things take."""
    return 1 + max((one.row for one in placed), default=-1)
