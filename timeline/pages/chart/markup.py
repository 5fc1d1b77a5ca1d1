"""Write the picture as SVG: names of lanes at the left, and a plot whose places are shares of its width.

So a script zooms by making the plot wider, and nothing is computed twice. Written by functions, like the record's
entries: a picture has hundreds of marks. Every value goes through `esc`. Pure.
"""

from collections.abc import Iterator

from django.utils.html import conditional_escape as esc
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from timeline.pages import days
from timeline.pages.chart.layout import BOTTOM, Chart, DrawnLane
from timeline.pages.chart.placing import BAR_GAP, Bar, Column, Label, Mark
from timeline.pages.chart.scale import Scale

GRID_TOP = 22
BAR_HEIGHT, PHASE_HEIGHT = 13, 20
SHAPES = (
    '<defs><pattern id="barred" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<path d="M0 0V6"/></pattern><path id="tick3" d="M0-3V3"/><path id="tick4" d="M0-4V4"/>'
    '<path id="grid" d="M0 {top}V{end:g}"/></defs>'
)
FORUM_LANES = frozenset({"GAO", "COFC", "CAFC", "SCOTUS"})


def write_names(chart: Chart) -> SafeString:
    """Write the names of the lanes with their counts; they stay in sight while the plot is moved."""
    width, parts = chart.scale.left, []
    if chart.phases:
        contract = _("The contract")
        parts.append(f'<text class="lane-name" y="{chart.phases[0][1] + 14:g}">{esc(contract)}</text>')
    for drawn in chart.lanes:
        count = ngettext("%(n)s event", "%(n)s events", drawn.count) % {"n": drawn.count}
        parts.append(
            f'{_rule(drawn)}<text class="lane-name" y="{drawn.top + 18:g}">{esc(str(drawn.lane.name))}</text>'
            f'<text class="lane-count" y="{drawn.top + 33:g}">{esc(count)}</text>'
        )
    end = f'<path class="group-rule" d="M0 {chart.height - BOTTOM:g}H{width}"/>'
    return mark_safe(  # noqa: S308  # every value went through esc
        f'<svg class="names" width="{width}" height="{chart.height:g}" aria-hidden="true">{"".join(parts)}{end}</svg>'
    )


def write_plot(chart: Chart, name: str) -> SafeString:
    """Write the plot: grid, phases, and every lane with its bars, bands, labels and marks."""
    scale, end = chart.scale, chart.height - BOTTOM
    title = _("%(name)s: %(n)s events by lane and date") % {"name": name, "n": chart.count}
    first, last = scale.first.isoformat(), scale.last.isoformat()
    period = f'data-first="{first}" data-last="{last}" data-span="{scale.share(scale.x(scale.last))}"'
    parts = [
        f'<svg class="plot" width="{scale.plot}" height="{chart.height:g}" {period} role="group"',
        f' aria-labelledby="chart-title"><title id="chart-title">{esc(title)}</title>',
        SHAPES.format(top=GRID_TOP, end=end + 4),
        *_grid(chart, end),
        *(_phase(bar, y, scale) for bar, y in chart.phases),
        *(_barred(bar, y, scale) for bar, y in chart.barred),
        _period(chart, end),
    ]
    numbers = {mark.key: number for number, mark in enumerate(mark for lane in chart.lanes for mark, _y in lane.marks)}
    for drawn in chart.lanes:
        parts += _lane(drawn, scale, numbers)
    parts.append(f'<path class="group-rule" d="M0 {end:g}H9999"/>{_until(chart, end)}</svg>')
    return mark_safe("".join(parts))  # noqa: S308  # every value went through esc


def _grid(chart: Chart, end: float) -> Iterator[str]:
    """Write year and quarter lines with their names above and below; behind a replay's day the ground is washed."""
    scale = chart.scale
    if chart.known_by:
        x = scale.share(scale.x(chart.known_by))
        yield f'<rect class="future" x="{x}" y="{GRID_TOP}" width="100%" height="{end - GRID_TOP:g}"/>'
    kinds = [("year" if tick.strong else "quarter", scale.share(tick.x), tick) for tick in chart.ticks]
    yield from (f'<use href="#grid" class="grid-{kind}" x="{x}"/>' for kind, x, _tick in kinds)
    yield '<g id="ticks">'
    for kind, x, tick in kinds:
        if tick.x < scale.left + scale.plot - 34:
            yield f'<text class="{kind}-name" x="{x}" dx="3" y="14">{esc(tick.name)}</text>'
    yield f'</g><use href="#ticks" y="{end + 4:g}" aria-hidden="true"/>'


def _period(chart: Chart, end: float) -> str:
    """Write the mark of the period that the list is narrowed to."""
    if chart.period is None:
        return ""
    scale = chart.scale
    first, last = (scale.x(day) for day in chart.period)
    width = f"{100 * max(2.0, last - first) / scale.plot:.2f}%"
    return f'<rect class="brush" x="{scale.share(first)}" y="{GRID_TOP}" width="{width}" height="{end - GRID_TOP:g}"/>'


def _until(chart: Chart, end: float) -> str:
    """Write the line of a replay with its day; what is behind it is said to be unknown then."""
    if chart.known_by is None:
        return ""
    scale = chart.scale
    place, day = scale.x(chart.known_by), days.short_day(chart.known_by)
    x, late = scale.share(place), place > scale.left + scale.plot / 2
    side = ' dx="-6" text-anchor="end"' if late else ' dx="6"'
    later = _("not yet public")
    unknown = f'<text class="quiet-text" x="99.5%" y="{GRID_TOP + 14}" text-anchor="end">{esc(later)}</text>'
    told = _("public on %(day)s") % {"day": day}
    return (
        f'<line class="now-line" x1="{x}" x2="{x}" y1="{GRID_TOP}" y2="{end + 20:g}"/>'
        f'<text class="now-name halo" x="{x}"{side} y="{end + 18:g}">{esc(told)}</text>'
        f"{unknown if place < scale.left + scale.plot - 110 else ''}"
    )


def _rule(drawn: DrawnLane) -> str:
    return f'<path class="{"group" if drawn.opens_group else "lane"}-rule" d="M0 {drawn.top:g}H9999"/>'


def _lane(drawn: DrawnLane, scale: Scale, numbers: dict[str, int]) -> Iterator[str]:
    """Write a lane; marks are named by their `numbers`, in the order of the plot, where one refers to another."""
    yield _rule(drawn)
    for bar, y in drawn.bars:
        yield _bar(bar, y, scale)
    for clock, y in drawn.clocks:
        yield f'<g class="band"><title>{esc(clock.title)}</title>{_line(clock, y, scale, 3)}</g>'
    for band, y in drawn.bands:
        shape = f'<g class="band">{_line(band, y, scale, 4)}</g>{_beside(band, y + 4, scale, "halo quiet-text")}'
        yield f'<a href="{esc(band.href)}" tabindex="-1"><title>{esc(band.title)}</title>{shape}</a>'
    for label, y, mark_y in drawn.labels:
        yield _label(label, y, mark_y, scale, numbers)
    for column, y in drawn.columns:
        yield _column(drawn.lane.code, column, y, scale)
    count = ngettext("%(n)s event", "%(n)s events", drawn.count) % {"n": drawn.count}
    yield f'<g class="marks" role="group" aria-label="{esc(str(drawn.lane.name))}, {esc(count)}">'
    for mark, y in drawn.marks:
        yield _mark(mark, y, scale, numbers)
    yield "</g>"


def _mark(mark: Mark, y: float, scale: Scale, numbers: dict[str, int]) -> str:
    """Write an event's mark: a link that bears its title; only landmarks are stops of the Tab key without script."""
    stop = "" if mark.significance == 1 else ' tabindex="-1"'
    linked = " ".join(str(numbers[key]) for key in mark.to if key in numbers)
    to = f' data-to="{linked}"' if linked else ""
    shape = f'<use href="#c-{mark.family}{mark.significance}" x="{scale.share(mark.x)}" y="{y:g}"/>'
    return f'<a href="{esc(mark.href)}"{stop}{to}><title>{esc(mark.title)}</title>{shape}</a>'


def _label(label: Label, y: float, mark_y: float, scale: Scale, numbers: dict[str, int]) -> str:
    """Write a landmark's short title with the thin line that leads to its mark."""
    x = scale.share(label.mark.x)
    lang = f' lang="{esc(label.mark.lang)}"' if label.mark.lang else ""
    side = ' dx="3" text-anchor="end"' if label.anchor_end else ' dx="-3"'
    leader = f'<rect class="leader" x="{x}" y="{y + 3:g}" width=".75" height="{mark_y - y - 3:g}"/>'
    return (
        f'<g class="named" data-of="{numbers[label.mark.key]}">{leader}'
        f'<text class="label halo" x="{x}"{side} y="{y:g}"{lang}>{esc(label.text)}</text></g>'
    )


def _column(lane: str, column: Column, y: float, scale: Scale) -> str:
    """Write many events as one column that links to the list of its stretch of time."""
    forum = f"&amp;forum={lane}" if lane in FORUM_LANES else ""
    height = 5 + 3.6 * (column.steps - 1)
    more = column.count - column.steps
    x = scale.share(column.x)
    words = f'<text class="lane-count" x="{x}" dx="-2" y="{y - height - 3:g}">+{more}</text>' if more else ""
    return (
        f'<a href="?from={column.first.isoformat()}&amp;to={column.last.isoformat()}{forum}#record" tabindex="-1">'
        f"<title>{esc(column.title)}</title>"
        f'<rect class="column" x="{x}" y="{y - height:g}" width="4" height="{height:g}"/>{words}</a>'
    )


def _bar(bar: Bar, y: float, scale: Scale) -> str:
    """Write a proceeding with its outcome in words; an open one is dashed and has no right side."""
    x, end = scale.share(bar.x), scale.share(bar.x + bar.width)
    shape = f'<rect class="bar-{bar.kind}" x="{x}" y="{y:g}" width="{_width(bar, scale)}" height="{BAR_HEIGHT}"/>'
    if bar.kind == "open":
        shape += f'<line class="bar-end" x1="{end}" x2="{end}" y1="{y:g}" y2="{y + BAR_HEIGHT:g}"/>'
    words = _beside(bar, y + 11, scale, "halo")
    title = f"<title>{esc(bar.title)}</title>" if bar.title != bar.label else ""
    return f'<a href="{esc(bar.href)}" tabindex="-1">{title}{shape}{words}</a>'


def _beside(bar: Bar, y: float, scale: Scale, kind: str) -> str:
    place = bar.x if bar.before else bar.x + bar.width
    side = f' dx="-{BAR_GAP:g}" text-anchor="end"' if bar.before else f' dx="{BAR_GAP:g}"'
    return f'<text class="{kind}" x="{scale.share(place)}"{side} y="{y:g}">{esc(bar.label)}</text>'


def _line(bar: Bar, y: float, scale: Scale, tick: int) -> str:
    """Write a thin line with a tick at each end."""
    x, end = scale.share(bar.x), scale.share(bar.x2)
    ticks = "".join(f'<use href="#tick{tick}" x="{at}" y="{y:g}"/>' for at in (x, end))
    return f'<line x1="{x}" x2="{end}" y1="{y:g}" y2="{y:g}"/>{ticks}'


def _phase(bar: Bar, y: float, scale: Scale) -> str:
    words = f'<text class="phase-name" x="{scale.share(bar.x)}" dx="5" y="{y + 14:g}">{esc(bar.label)}</text>'
    return (
        f'<a href="{esc(bar.href)}" tabindex="-1"><title>{esc(bar.title)}</title>'
        f'<rect class="phase" x="{scale.share(bar.x)}" y="{y:g}" width="{_width(bar, scale)}" height="{PHASE_HEIGHT}"/>'
        f"{words if bar.label else ''}</a>"
    )


def _barred(bar: Bar, y: float, scale: Scale) -> str:
    """Write the hatch over a stretch in which work was barred, as a strip that leaves the phase's name readable."""
    shape = f'<rect class="barred" x="{scale.share(bar.x)}" y="{y + 15:g}" width="{_width(bar, scale)}" height="5"/>'
    return f"<g><title>{esc(bar.title)}</title>{shape}</g>"


def _width(bar: Bar, scale: Scale) -> str:
    """Return a bar's width as a share; one too short to be seen has three pixels."""
    return "3" if bar.width <= 3 else f"{100 * bar.width / scale.plot:.2f}%"
