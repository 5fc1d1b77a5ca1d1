"""Draws series of numbers by year: columns or lines on a wide page, rows on a phone, every number written out. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, field

WIDE, HIGH, TOP, FOOT = 720, 250, 26, 24
PHONE, PITCH, LABEL, TAIL = 328, 24, 40, 64


@dataclass(frozen=True, slots=True)
class Series:
    """One number a year, None where it is not known; `kind` is the class that says how it is drawn."""

    name: str
    kind: str
    values: Sequence[float | None]
    written: Sequence[str]


@dataclass(frozen=True, slots=True)
class Rect:
    """A column or a bar, in the drawing's units."""

    x: str
    y: str
    width: str
    height: str
    kind: str


@dataclass(frozen=True, slots=True)
class Word:
    """A number or a year at its place; `anchor` is where in the text that place is."""

    x: str
    y: str
    text: str
    anchor: str = "middle"
    kind: str = ""


@dataclass(slots=True)
class Drawing:
    """What the template writes out as SVG; lines are (class, path)."""

    width: int
    height: int
    rects: list[Rect] = field(default_factory=list)
    words: list[Word] = field(default_factory=list)
    lines: list[tuple[str, str]] = field(default_factory=list)


def _n(value: float) -> str:
    return f"{value:.1f}".rstrip("0").rstrip(".")


def columns(years: Sequence[int], series: Sequence[Series]) -> Drawing:
    """Draw the series stacked on each other, the first at the bottom, with their numbers in and over the columns."""
    drawing = Drawing(WIDE, HIGH)
    pitch = WIDE / len(years)
    scale = (HIGH - TOP - FOOT) / _tallest(series)
    for place, year in enumerate(years):
        x, floor = place * pitch + pitch * 0.18, float(HIGH - FOOT)
        middle = place * pitch + pitch / 2
        drawing.words.append(Word(_n(middle), str(HIGH - 6), str(year), kind="year"))
        for number, one in enumerate(series):
            value = one.values[place]
            if value is None:
                drawing.words.append(Word(_n(middle), _n(floor - 8), one.written[place], kind="unknown"))
                continue
            height = value * scale
            drawing.rects.append(Rect(_n(x), _n(floor - height), _n(pitch * 0.64), _n(max(height, 1)), one.kind))
            inside = len(series) > 1 and height > 16  # over a stack a number would be read as its sum
            if inside or number == len(series) - 1:
                y = floor - height + 14 if inside else floor - height - 6
                kind = f"on-{one.kind}" if inside else ""
                drawing.words.append(Word(_n(middle), _n(y), one.written[place], kind=kind))
            floor -= height
    drawing.lines.append(("floor", f"M0 {HIGH - FOOT}.5H{WIDE}"))
    return drawing


def curves(years: Sequence[int], series: Sequence[Series], top: float) -> Drawing:
    """Draw the series as lines over a common scale from 0 to `top`, with a mark and a number a year."""
    drawing = Drawing(WIDE, HIGH)
    pitch = WIDE / len(years)
    scale = (HIGH - TOP - FOOT) / top
    for place, year in enumerate(years):
        drawing.words.append(Word(_n(place * pitch + pitch / 2), str(HIGH - 6), str(year), kind="year"))
    for one in series:
        points = [
            (place * pitch + pitch / 2, HIGH - FOOT - value * scale)
            for place, value in enumerate(one.values)
            if value is not None
        ]
        drawing.lines.append((one.kind, "M" + "L".join(f"{_n(x)} {_n(y)}" for x, y in points)))
        drawing.lines += [(f"{one.kind} point", f"M{_n(x)} {_n(y)}h0") for x, y in points]
        known = [text for text, value in zip(one.written, one.values, strict=True) if value is not None]
        drawing.words += [Word(_n(x), _n(y - 10), text) for (x, y), text in zip(points, known, strict=True)]
    drawing.lines.append(("floor", f"M0 {HIGH - FOOT}.5H{WIDE}"))
    return drawing


def rows(years: Sequence[int], series: Sequence[Series], *, stacked: bool) -> Drawing:
    """Draw the same for a phone: a row a year, bars one behind the other if stacked, else one under the other."""
    each = 1 if stacked else len(series)
    pitch = PITCH if each == 1 else 14 * each + 8
    drawing = Drawing(PHONE, pitch * len(years))
    scale = (PHONE - LABEL - TAIL) / (_tallest(series) if stacked else _highest(series))
    for place, year in enumerate(years):
        top = place * pitch
        drawing.words.append(Word("0", _n(top + 15), str(year), "start", "year"))
        x = float(LABEL)
        for number, one in enumerate(series):
            value = one.values[place]
            y = top + 3 + (0 if stacked else 14 * number)
            if not stacked:
                x = LABEL
            if value is not None:
                drawing.rects.append(
                    Rect(_n(x), _n(y), _n(max(value * scale, 1)), "14" if each == 1 else "11", one.kind)
                )
                x += value * scale
            if not stacked:
                drawing.words.append(Word(_n(x + 6), _n(y + 10), one.written[place], "start"))
        if stacked:
            drawing.words.append(
                Word(_n(x + 6), _n(top + 15), " / ".join(one.written[place] for one in series), "start")
            )
    return drawing


def _tallest(series: Sequence[Series]) -> float:
    return max(sum(one.values[place] or 0 for one in series) for place in range(len(series[0].values))) or 1


def _highest(series: Sequence[Series]) -> float:
    return max(value or 0 for one in series for value in one.values) or 1
