"""Turn the layout into the numbers and paths that the template writes out; nothing is decided here. Pure."""

from typing import Any

from timeline.documents.shapes import Document
from timeline.pages.chart.layout import BOTTOM, Chart, DrawnLane
from timeline.pages.chart.placing import BAR_GAP, Bar


def drawing(chart: Chart) -> Document:
    """Return the picture as plain values for the template."""
    return {
        "width": chart.width,
        "height": f"{chart.height:.0f}",
        "count": chart.count,
        "grid_end": _number(chart.height - BOTTOM),
        "ticks": [
            {"x": t.x, "x_name": t.x + 3, "name": t.name, "strong": t.strong}
            for t in chart.ticks
            if t.x < chart.width - 30
        ],
        "phases": [
            {"href": p.href, "title": p.title, "x": p.x, "width": p.width, "label": p.label, "text_x": _number(p.x + 5)}
            for p in chart.phases
        ],
        "phase_top": chart.phase_top,
        "phase_text": chart.phase_top + 14,
        "lanes": [_lane(lane) for lane in chart.lanes],
        "until": chart.until,
        "until_text": _number((chart.until or 0) + 6),
        "future_height": _number(chart.height - BOTTOM - 22),
        "future_width": _number(chart.width - (chart.until or 0)),
        "strip": [
            {"number": n.number, "href": n.mark.href, "label": n.mark.label or n.mark.title, "when": n.when}
            for n in chart.strip
        ],
    }


def _number(value: float) -> str:
    return f"{value:.1f}".rstrip("0").rstrip(".")


def _lane(drawn: DrawnLane) -> dict[str, Any]:
    return {
        "name": str(drawn.lane.name),
        "top": _number(drawn.top),
        "name_y": _number(drawn.top + 18),
        "count_y": _number(drawn.top + 33),
        "count": drawn.count,
        "opens_group": drawn.opens_group,
        "bars": [_bar(bar, y) for bar, y in drawn.bars],
        "bands": [_band(band, y) for band, y in drawn.bands],
        "labels": [
            {
                "text": label.text,
                "lang": label.mark.lang,
                "x": _number(label.x),
                "y": _number(y),
                "end": label.anchor_end,
                "path": f"M{_number(label.mark.x)} {_number(y + 3)}V{_number(mark_y)}",
            }
            for label, y, mark_y in drawn.labels
        ],
        "marks": [
            {
                "href": mark.href,
                "family": mark.family,
                "title": mark.title,
                "landmark": mark.significance == 1,
                "x": _number(mark.x - mark.radius),
                "y": _number(y - mark.radius),
                "size": _number(2 * mark.radius),
            }
            for mark, y in drawn.marks
        ],
        "columns": [
            {
                "href": f"?from={column.first.isoformat()}&to={column.last.isoformat()}#record",
                "title": column.title,
                "x": _number(column.x - 2),
                "y": _number(y - (5 + 3.6 * (column.steps - 1))),
                "height": _number(5 + 3.6 * (column.steps - 1)),
                "more": column.count - column.steps,
                "more_y": _number(y - (5 + 3.6 * column.steps)),
            }
            for column, y in drawn.columns
        ],
    }


def _bar(bar: Bar, y: float) -> dict[str, Any]:
    return {
        "href": bar.href,
        "title": bar.title,
        "kind": bar.kind,
        "label": bar.label,
        "before": bar.before,
        "x": bar.x,
        "y": _number(y),
        "width": bar.width,
        "path": f"M{_number(bar.x + bar.width)} {_number(y)}H{bar.x}V{_number(y + 13)}H{_number(bar.x + bar.width)}",
        "text_x": _number(bar.x - BAR_GAP if bar.before else bar.x + bar.width + BAR_GAP),
        "text_y": _number(y + 11),
    }


def _band(bar: Bar, y: float) -> dict[str, Any]:
    end = bar.x + bar.width
    return {
        "label": bar.label,
        "before": bar.before,
        "path": f"M{bar.x} {_number(y - 3)}V{_number(y + 3)}M{bar.x} {_number(y)}H{_number(end)}"
        f"M{_number(end)} {_number(y - 3)}V{_number(y + 3)}",
        "text_x": _number(bar.x - BAR_GAP if bar.before else end + BAR_GAP),
        "text_y": _number(y + 4),
    }
