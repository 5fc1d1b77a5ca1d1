"""Where marks, labels, bars and columns go within a lane, so that none covers another and dates never move. Pure."""

from bisect import bisect_left, bisect_right, insort
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from timeline.pages import days
from timeline.pages.chart.scale import Scale, text_width

RADIUS = {1: 6.2, 2: 4.6, 3: 3.1}
GAP = 1.4
MOST_ROWS = 8
LABEL_ROWS, LABEL_GAP = 4, 8.0
BAR_GAP = 7.0
SMALLEST_BIN = 6.0  # px
MOST_STEPS = 7


@dataclass(frozen=True, slots=True)
class Mark:
    """One event as a mark: its centre's x, its row (0 is the top), and what it says."""

    key: str
    day: date
    x: float
    significance: int
    family: str
    title: str
    href: str
    label: str = ""
    lang: str = ""  # of the label, where it is not the page's
    to: tuple[str, ...] = ()  # the events that it links to
    row: int = 0

    @property
    def radius(self) -> float:
        """Return the mark's radius in px."""
        return RADIUS[self.significance]


@dataclass(frozen=True, slots=True)
class Label:
    """A landmark's short title above the marks; `row` counts upward from them."""

    text: str
    x: float
    row: int
    anchor_end: bool
    mark: Mark

    @property
    def left(self) -> float:
        """Return where the text begins."""
        return self.x - text_width(self.text) if self.anchor_end else self.x

    @property
    def right(self) -> float:
        """Return where the text ends."""
        return self.x if self.anchor_end else self.x + text_width(self.text)


@dataclass(frozen=True, slots=True)
class Column:
    """Many events of a lane within a stretch of time, drawn as one column."""

    x: float
    count: int
    title: str
    first: date
    last: date

    @property
    def steps(self) -> int:
        """Return the column's height in steps."""
        return min(self.count, MOST_STEPS)


def stack_within(marks: list[Mark], most: int = MOST_ROWS) -> list[Mark] | None:
    """Give each mark the highest row where it touches no other, landmarks first; None where `most` rows are too few."""
    rows: list[list[Mark]] = []
    placed = []
    for mark in sorted(marks, key=lambda m: (m.significance != 1, m.day, m.key)):
        number = next((n for n, row in enumerate(rows) if _is_free(row, mark)), len(rows))
        if number == most:
            return None
        if number == len(rows):
            rows.append([])
        done = replace(mark, row=number)
        insort(rows[number], done, key=_place)
        placed.append(done)
    return sorted(placed, key=lambda m: (m.day, m.key))


def _place(mark: Mark) -> float:
    return mark.x


def _is_free(row: list[Mark], mark: Mark) -> bool:
    """Say whether a mark touches none of a row, which is in order of x: only what lies within reach is looked at."""
    reach = mark.radius + RADIUS[1] + GAP
    near = row[bisect_left(row, mark.x - reach, key=_place) : bisect_right(row, mark.x + reach, key=_place)]
    return all(abs(other.x - mark.x) >= other.radius + mark.radius + GAP for other in near)


def stack(marks: list[Mark]) -> list[Mark]:
    """Give each mark its row, in as many rows as it takes."""
    return stack_within(marks, len(marks) + 1) or []


def cluster(marks: list[Mark], scale: Scale, single: frozenset[str] | None = None) -> tuple[list[Mark], list[Column]]:
    """Keep a crowded lane's landmarks single (or those of them in `single`) and gather the rest in columns.

    A column is a bin of equal length: the smallest of week, month, quarter and year that has six pixels.
    """
    kept = [mark for mark in marks if mark.significance == 1 and (single is None or mark.key in single)]
    keys = {mark.key for mark in kept}
    per_day = (scale.x(scale.last) - scale.x(scale.first)) / max(1, (scale.last - scale.first).days)
    length = next((size for size in (7, 30, 91, 365) if size * per_day >= SMALLEST_BIN), 365)
    bins: dict[int, list[Mark]] = {}
    for mark in marks:
        if mark.key not in keys:
            bins.setdefault((mark.day - scale.first).days // length, []).append(mark)
    columns = []
    for number, group in sorted(bins.items()):
        first = scale.first + timedelta(days=number * length)
        last = first + timedelta(days=length - 1)
        period = _("%(first)s to %(last)s") % {"first": days.short_day(first), "last": days.short_day(last)}
        count = ngettext("%(n)s event", "%(n)s events", len(group)) % {"n": len(group)}
        title = f"{period}: {count}"
        columns.append(Column(scale.x(first + timedelta(days=length // 2)), len(group), title, first, last))
    return stack(kept), columns


def labels(marks: list[Mark], right_edge: float, left_edge: float = 0) -> list[Label]:
    """Place landmarks' short titles from the newest to the oldest; what fits nowhere is dropped, its mark stays."""
    placed: list[Label] = []
    for mark in sorted((m for m in marks if m.label and m.significance == 1), key=lambda m: m.x, reverse=True):
        tries = [Label(mark.label, mark.x - 3, row, anchor_end=False, mark=mark) for row in range(LABEL_ROWS)]
        tries += [Label(mark.label, mark.x + 3, row, anchor_end=True, mark=mark) for row in range(LABEL_ROWS)]
        fitting = (one for one in tries if one.right <= right_edge and one.left >= left_edge and _fits(one, placed))
        found = next(fitting, None)
        if found:
            placed.append(found)
    return placed


def _fits(label: Label, placed: list[Label]) -> bool:
    for other in placed:
        if other.row == label.row and label.left < other.right + LABEL_GAP and other.left < label.right + LABEL_GAP:
            return False
        if other.row < label.row and other.left - 2 < label.mark.x < other.right + 2:
            return False
        if other.row > label.row and label.left - 2 < other.mark.x < label.right + 2:
            return False
    return True


@dataclass(frozen=True, slots=True)
class Bar:
    """A proceeding, phase or band from x to x2 with its words; `before` puts them at its left."""

    x: float
    x2: float
    kind: str
    label: str
    title: str
    href: str
    row: int = 0
    before: bool = False

    @property
    def width(self) -> float:
        """Return the bar's width, never thinner than can be seen."""
        return round(max(3.0, self.x2 - self.x), 1)


def pack(bars: list[Bar], right_edge: float) -> list[Bar]:
    """Put bars with their labels into as few rows as hold them, first fit in order of their beginning."""
    ends: list[float] = []
    placed = []
    for bar in sorted(bars, key=lambda b: (b.x, b.x2)):
        width = text_width(bar.label) * 0.92
        before = bar.x2 + BAR_GAP + width > right_edge
        left = bar.x - BAR_GAP - width if before else bar.x
        right = bar.x2 if before else bar.x2 + BAR_GAP + width
        number = next((n for n, end in enumerate(ends) if end + LABEL_GAP <= left), len(ends))
        if number == len(ends):
            ends.append(0.0)
        ends[number] = right
        placed.append(replace(bar, row=number, before=before))
    return placed
