"""The picture for a phone and for paper: a row a lane, columns of months, and the chief landmarks numbered. Pure."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.utils.html import conditional_escape as esc
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from timeline.pages import days
from timeline.pages.chart.layout import Chart, DrawnLane
from timeline.pages.chart.placing import MOST_STEPS, Bar, Mark
from timeline.pages.chart.scale import WIDTH

ACROSS = 328
MOST_NUMBERED = 12
DISC, STEP, FOOT, BAR_PITCH = 8, 3.6, 5, 9
COLUMN = 3  # px across, as the style sheet draws it
# What matters most to a reader in a hurry comes first where there are more landmarks than numbers.
CHIEF = ("procurement", "decision", "filing", "oversight", "report", "statement", "other")


@dataclass(frozen=True, slots=True)
class Numbered:
    """A landmark of the strip with its number in the key."""

    number: int
    mark: Mark
    when: str


def numbered(chart: Chart) -> list[Numbered]:
    """Choose and number the chief landmarks, in the order of their days."""
    named = [mark for mark in chart.landmarks if mark.label] or chart.landmarks
    chosen = sorted(named, key=lambda mark: (CHIEF.index(mark.family), mark.day, mark.key))[:MOST_NUMBERED]
    in_time = sorted(chosen, key=lambda mark: (mark.day, mark.key))
    return [Numbered(number, mark, days.short_day(mark.day)) for number, mark in enumerate(in_time, start=1)]


def write_strip(chart: Chart) -> SafeString:
    """Write the strip; it is a picture without links, its key and the record hold them."""
    found = numbered(chart)
    parts: list[str] = []
    y = 0.0
    for drawn in chart.lanes:
        lane, height = _lane(
            chart, drawn, [one for one in found if one.mark in chart.marks.get(drawn.lane.code, [])], y
        )
        parts.append(lane)
        y += height
    title = _("Columns: events in a month. Bars: proceedings. Numbers: the landmarks listed.")
    years = "".join(
        f'<path class="grid-year" d="M{_x(chart, tick.x):g} 0V{y + 4:g}"/>'
        f'<text class="quarter-name" x="{_x(chart, tick.x) + 3:g}" y="{y + 15:g}">{esc(tick.name)}</text>'
        for tick in chart.ticks
        if tick.strong and tick.x < WIDTH - 60  # px that a year's name takes
    )
    return mark_safe(  # noqa: S308  # every value went through esc
        f'<svg class="in-brief" viewBox="0 0 {ACROSS} {y + 20:g}" role="img" aria-label="{esc(title)}">{years}'
        f'{"".join(parts)}<path class="group-rule" d="M0 {y:g}H{ACROSS}"/></svg>'
    )


def _x(chart: Chart, x: float) -> float:
    return round((x - chart.scale.left) / chart.scale.plot * ACROSS, 1)


def _lane(chart: Chart, drawn: DrawnLane, found: list[Numbered], top: float) -> tuple[str, float]:
    """Write a lane from its top: name, discs, columns, bars; returns it with its height."""
    months = Counter(mark.day.replace(day=1) for mark in chart.marks.get(drawn.lane.code, []))
    foot = (
        top + 18 + (2 * DISC + 4 if found else 0) + FOOT + STEP * (min(max(months.values(), default=1), MOST_STEPS) - 1)
    )
    parts = [
        f'<path class="lane-rule" d="M0 {top:g}H{ACROSS}"/>',
        f'<text class="lane-name" x="0" y="{top + 13:g}">{esc(str(drawn.lane.name))}</text>',
        _columns(chart, months, foot),
        *(_disc(chart, one, top + 20 + DISC) for one in found),
        *(_bar(chart, bar, foot + 4 + bar.row * BAR_PITCH) for bar, _y in drawn.bars),
    ]
    rows = 1 + max((bar.row for bar, _y in drawn.bars), default=-1)
    return "".join(parts), foot - top + 6 + rows * BAR_PITCH


def _columns(chart: Chart, months: Counter[date], foot: float) -> str:
    """Write a lane's months as upright strokes of one path."""
    strokes = (
        f"M{_x(chart, chart.scale.x(month)) + COLUMN / 2:g} {foot:g}v{-FOOT - STEP * (min(count, MOST_STEPS) - 1):g}"
        for month, count in months.items()
    )
    return f'<path class="months" d="{"".join(strokes)}"/>' if months else ""


def _disc(chart: Chart, one: Numbered, y: float) -> str:
    x = min(ACROSS - DISC, max(DISC, _x(chart, one.mark.x)))
    disc = f'<circle class="disc" cx="{x:g}" cy="{y:g}" r="{DISC}"/>'
    return f'{disc}<text class="disc-no" x="{x:g}" y="{y + 4:g}">{one.number}</text>'


def _bar(chart: Chart, bar: Bar, y: float) -> str:
    x = _x(chart, bar.x)
    width = max(3.0, _x(chart, bar.x + bar.width) - x)
    return f'<rect class="bar-{bar.kind}" x="{x:g}" y="{y:g}" width="{width:g}" height="6"/>'
