"""Put the picture together: which lanes there are, how high each is, and where everything in it stands. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date

from django.utils.translation import gettext_lazy

from contracts import texts
from contracts.codelists import StayKind
from timeline.codelists import EventType
from timeline.documents.shapes import Document
from timeline.pages import days
from timeline.pages.chart.placing import MOST_ROWS, Bar, Column, Label, Mark, cluster, labels, pack, stack
from timeline.pages.chart.scale import LEFT, RIGHT, WIDTH, Scale, Tick, scale_over
from timeline.pages.lanes import LANES, Lane, family_of, lane_of
from timeline.pages.paths import page_path
from timeline.pages.proceedings import Proceeding
from timeline.pages.wording import lower_first

TOP, BOTTOM = 28, 24
PAD_TOP, PAD_BOTTOM, SMALLEST_LANE = 8, 12, 38
PROCEEDING_PITCH, BAND_PITCH, LABEL_PITCH, MARK_PITCH = 19, 13, 15, 13
PHASE_HEIGHT = 20
FORUMS = ("GAO", "COFC", "CAFC", "SCOTUS")
MOST_LANDMARKS = 40
MOST_IN_STRIP = 12
LEFTS = {"de": 186}  # its names of lanes are longer


@dataclass(slots=True)
class DrawnLane:
    """A lane at its place: y of its top, height, and its contents with absolute y."""

    lane: Lane
    top: float
    height: float
    count: int
    bars: list[tuple[Bar, float]] = field(default_factory=list)
    bands: list[tuple[Bar, float]] = field(default_factory=list)
    labels: list[tuple[Label, float, float]] = field(default_factory=list)
    marks: list[tuple[Mark, float]] = field(default_factory=list)
    columns: list[tuple[Column, float]] = field(default_factory=list)
    opens_group: bool = False


@dataclass(frozen=True, slots=True)
class Numbered:
    """A landmark of the narrow strip, numbered in its key."""

    number: int
    mark: Mark
    when: str


@dataclass(frozen=True, slots=True)
class Chart:
    """The whole picture in px; `until` is the x behind which nothing is public yet."""

    height: float
    ticks: list[Tick]
    lanes: list[DrawnLane]
    phases: list[Bar]
    phase_top: float
    until: float | None
    strip: list[Numbered]
    count: int
    width: int = WIDTH
    left: int = LEFT
    right: int = RIGHT


def draw(
    events: list[Document],
    proceedings: Iterable[Proceeding],
    contracts: Iterable[Document],
    *,
    lang: str = "en",
    on_page: frozenset[str] = frozenset(),
    known_by: date | None = None,
) -> Chart | None:
    """Lay out the picture of events, proceedings and contracts; None for no events.

    `on_page` are the ids of events that stand on the same page (their marks link there); later ones than `known_by`
    are left out, but the axis stays that of the full picture.
    """
    if not events:
        return None
    scale = scale_over([_day(event["date"]["earliest"]) for event in events], left=LEFTS.get(lang, LEFT))
    shown = [event for event in events if known_by is None or _day(event["public"]["date"]["latest"]) <= known_by]
    marks: dict[str, list[Mark]] = {}
    for event in shown:
        marks.setdefault(lane_of(event), []).append(_mark(event, scale, lang, on_page))
    rows = list(proceedings)
    phases = _phases(contracts, scale, lang, known_by)
    y: float = TOP + (PHASE_HEIGHT + 18 if phases else 0)
    lanes: list[DrawnLane] = []
    for lane in _lanes(marks, rows):
        drawn = _draw_lane(lane, marks.get(lane.code, []), rows, scale, y, known_by=known_by)
        drawn.opens_group = not lanes or lanes[-1].lane.group != lane.group
        lanes.append(drawn)
        y += drawn.height
    every = sorted((mark for group in marks.values() for mark in group), key=lambda m: (m.day, m.key))
    landmarks = [mark for mark in every if mark.significance == 1][:MOST_IN_STRIP]
    strip = [Numbered(number, mark, days.short_day(mark.day)) for number, mark in enumerate(landmarks, start=1)]
    until = scale.x(known_by) if known_by else None
    return Chart(y + BOTTOM, scale.ticks(), lanes, phases, TOP + 4, until, strip, len(shown), left=scale.left)


def _day(text: str) -> date:
    return date.fromisoformat(text)


def _mark(event: Document, scale: Scale, lang: str, on_page: frozenset[str]) -> Mark:
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
        href=f"#e-{key}" if key in on_page else page_path("event", key, event.get("slug", "")),
        label=label,
        lang="" if label_lang == lang else label_lang,
    )


def _lanes(marks: dict[str, list[Mark]], rows: list[Proceeding]) -> list[Lane]:
    """Choose the lanes with events, and the forums between the first and the last one used."""
    used = {lane for lane, found in marks.items() if found} | {row.document["forum"] for row in rows}
    forums = [number for number, forum in enumerate(FORUMS) if forum in used]
    between = set(FORUMS[forums[0] : forums[-1] + 1]) if forums else set()
    return [lane for lane in LANES if lane.code in used or lane.code in between]


def _draw_lane(
    lane: Lane, marks: list[Mark], rows: list[Proceeding], scale: Scale, top: float, *, known_by: date | None
) -> DrawnLane:
    """Stack a lane from its top: proceedings, bands, labels, marks."""
    own = [row for row in rows if row.document["forum"] == lane.code and row.filed]
    bars = pack([_bar(row, scale, known_by) for row in own], RIGHT)
    bands = pack(_bands(own, scale, known_by), RIGHT)
    placed = stack(marks)
    columns: list[Column] = []
    if max((mark.row for mark in placed), default=0) >= MOST_ROWS:
        placed, columns = cluster(marks, scale)
    named = labels(placed[:], RIGHT)[:MOST_LANDMARKS]
    y = top + PAD_TOP
    drawn = DrawnLane(lane, top, 0, len(marks))
    drawn.bars = [(bar, y + bar.row * PROCEEDING_PITCH) for bar in bars]
    y += PROCEEDING_PITCH * (1 + max((bar.row for bar in bars), default=-1))
    drawn.bands = [(band, y + 4 + band.row * BAND_PITCH) for band in bands]
    y += BAND_PITCH * (1 + max((band.row for band in bands), default=-1))
    label_rows = 1 + max((label.row for label in named), default=-1)
    base = y + label_rows * LABEL_PITCH
    first_mark = base + (6 if placed or columns else 0)
    drawn.labels = [
        (label, base - 4 - label.row * LABEL_PITCH, first_mark + label.mark.row * MARK_PITCH) for label in named
    ]
    drawn.marks = [(mark, first_mark + mark.row * MARK_PITCH) for mark in placed]
    mark_rows = 1 + max((mark.row for mark in placed), default=-1)
    drawn.columns = [(column, first_mark + mark_rows * MARK_PITCH + 24) for column in columns]
    height = first_mark + mark_rows * MARK_PITCH + (34 if columns else 0) - top + PAD_BOTTOM - 6
    drawn.height = max(SMALLEST_LANE, height)
    return drawn


def _bar(row: Proceeding, scale: Scale, known_by: date | None) -> Bar:
    filed = row.filed or scale.first
    ended = row.ended
    end = scale.x(ended) if ended else min(RIGHT, scale.x(known_by) if known_by else scale.x(filed) + 26)
    name = f"{row.challenger}, {row.number}" if row.number else row.challenger
    words = f"{name}: {lower_first(row.outcome)}"
    return Bar(scale.x(filed), end, row.bar, words, f"{row.docket}, {words}", row.href)


STAY_WORDS = {
    StayKind.CICA_STAY: gettext_lazy("automatic stay"),
    StayKind.VOLUNTARY_STAY: gettext_lazy("voluntary stay"),
    StayKind.INJUNCTION: gettext_lazy("injunction"),
    StayKind.REMAND: gettext_lazy("remand"),
}


def _bands(rows: list[Proceeding], scale: Scale, known_by: date | None) -> list[Bar]:
    """Return stays, injunctions and remands as thin lines under the bars."""
    found = []
    for row in rows:
        for stay in row.document["stays"]:
            start = _day(stay["start"]["earliest"])
            if known_by and start > known_by:
                continue
            end = _day(stay["end"]["latest"]) if stay["end"] else scale.last
            end = min(end, known_by) if known_by else end
            words = str(STAY_WORDS[StayKind(stay["kind"])])
            found.append(Bar(scale.x(start), scale.x(end), "band", words, f"{row.docket}: {words}", row.href))
    return found


def _phases(contracts: Iterable[Document], scale: Scale, lang: str, known_by: date | None) -> list[Bar]:
    """Return the phases of the contracts in one row; names stand inside where they fit."""
    found = []
    for contract in contracts:
        for phase in contract["phases"]:
            start = _day(phase["start"]["earliest"])
            if start >= scale.last or (known_by and start > known_by):
                continue
            end = _day(phase["end"]["latest"]) if phase["end"] else scale.last
            bar = Bar(
                scale.x(start),
                scale.x(min(end, scale.last, known_by or scale.last)),
                "phase",
                texts.pick(phase["name"], lang)[0],
                f"{contract['acronym'] or contract['id']}: {texts.pick(phase['name'], lang)[0]}",
                page_path("contract", contract["id"]),
            )
            found.append(bar)
    return _one_row(found)


def _one_row(bars: list[Bar]) -> list[Bar]:
    """Keep phases that do not overlap earlier ones, and names that fit inside."""
    kept: list[Bar] = []
    for bar in sorted(bars, key=lambda b: (b.x, b.x2)):
        if kept and bar.x < kept[-1].x2 - 1:
            continue
        fits = len(bar.label) * 6.2 + 10 <= bar.width
        kept.append(bar if fits else replace(bar, label=""))
    return kept
