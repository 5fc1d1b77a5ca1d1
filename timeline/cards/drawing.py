"""Draws a share card of 1200 by 630 pixels: words in the site's manner and, for a dispute, its life as a line. Pure.

The faces are Source Serif and Source Sans (SIL OFL) out of Python packages, so that a card looks alike on every server;
the site's own faces are the reader's, and a server has none.
"""

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

WIDTH, HEIGHT = 1200, 630
MARGIN = 64
PAPER, INK, INK2, INK3, RULE, BLUE = "#fdfcf9", "#1b1a17", "#47443e", "#69655d", "#8a8477", "#0f5c99"
SERIF, SANS, SANS_BOLD = "serif", "sans", "sans-bold"
FACES = {
    SERIF: ("font_source_serif_pro", "SourceSerifPro-Bold.ttf"),
    SANS: ("font_source_sans_pro", "SourceSansPro-Regular.ttf"),
    SANS_BOLD: ("font_source_sans_pro", "SourceSansPro-Semibold.ttf"),
}
KEPT = 256  # drawn cards in memory, about 30 KB each


@dataclass(frozen=True, slots=True)
class Bar:
    """A proceeding: from and to as parts of the axis, `kind` as on the pages (for, against, none, open)."""

    start: float
    end: float
    kind: str


@dataclass(frozen=True, slots=True)
class Card:
    """All that a card shows; places on the axis run from 0 to 1."""

    kicker: str
    title: str
    text: str = ""
    flag: str = ""
    foot: str = ""
    site: str = ""
    years: tuple[tuple[str, float], ...] = ()
    bars: tuple[Bar, ...] = ()
    marks: tuple[float, ...] = ()


@lru_cache(maxsize=64)
def face(name: str, size: int) -> ImageFont.FreeTypeFont:
    """Return a face at a size in pixels."""
    package, file = FACES[name]
    with files(package).joinpath("files", file).open("rb") as opened:
        return ImageFont.truetype(BytesIO(opened.read()), size, layout_engine=ImageFont.Layout.BASIC)


@lru_cache(maxsize=KEPT)
def draw(card: Card) -> bytes:
    """Return a card as PNG; the same card is drawn once."""
    image = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    pen = ImageDraw.Draw(image)
    pen.text((MARGIN, 44), "Contract Disputes", font=face(SERIF, 30), fill=INK)
    pen.text((WIDTH - MARGIN, 50), card.site, font=face(SANS, 24), fill=INK3, anchor="ra")
    pen.line((MARGIN, 98, WIDTH - MARGIN, 98), fill=INK, width=3)
    for line in wrapped(card.kicker, face(SANS, 28), WIDTH - 2 * MARGIN, 1):
        pen.text((MARGIN, 122), line, font=face(SANS, 28), fill=INK2)
    top = 158
    room = 400 if card.bars or card.marks else 500
    top = _title(pen, card.title, top + 8, room - (80 if card.text else 0))
    if card.text:
        _block(pen, card.text, (SANS, 30, INK2), top + 10, room - top - 10)
    if card.bars or card.marks:
        _life(pen, card)
    _foot(pen, card)
    written = BytesIO()
    image.quantize(64, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(written, "PNG", optimize=True)
    return written.getvalue()


def wrapped(text: str, font: ImageFont.FreeTypeFont, width: int, most: int) -> list[str]:
    """Break a text into at most `most` lines; what is left over ends in an ellipsis at a word."""
    lines: list[str] = []
    for word in text.split():
        if lines and font.getlength(f"{lines[-1]} {word}") <= width:
            lines[-1] = f"{lines[-1]} {word}"
        else:
            lines.append(word)
    kept = lines[:most]
    if kept and len(lines) > most:
        kept[-1] = f"{kept[-1]} …"
    return [_cut(line, font, width) for line in kept]


def _cut(line: str, font: ImageFont.FreeTypeFont, width: int) -> str:
    """Shorten a line that no break could make fit."""
    while line and font.getlength(line) > width:
        line = f"{line.rstrip('… ')[:-1].rstrip()} …" if len(line) > 3 else ""
    return line


def _title(pen: ImageDraw.ImageDraw, text: str, top: int, bottom: int) -> int:
    """Write the title as large as it fits above `bottom`; return where it ends."""
    sizes = (88, 72, 60, 52, 44, 38)
    for size in sizes:
        most = max(1, int((bottom - top) / (size * 1.12)))
        lines = wrapped(text, face(SERIF, size), WIDTH - 2 * MARGIN, most)
        if not lines or size == sizes[-1] or not lines[-1].endswith("…"):
            break
    for number, line in enumerate(lines):
        pen.text((MARGIN, top + int(number * size * 1.12)), line, font=face(SERIF, size), fill=INK)
    return top + int(len(lines) * size * 1.12) + 8


def _block(pen: ImageDraw.ImageDraw, text: str, style: tuple[str, int, str], top: int, height: int) -> None:
    name, size, fill = style
    most = max(0, int(height / (size * 1.3)))
    for number, line in enumerate(wrapped(text, face(name, size), WIDTH - 2 * MARGIN, most) if most else []):
        pen.text((MARGIN, top + int(number * size * 1.3)), line, font=face(name, size), fill=fill)


def _life(pen: ImageDraw.ImageDraw, card: Card) -> None:
    """Draw the years, the landmarks on a line and the proceedings under it."""
    left, span, top = MARGIN, WIDTH - 2 * MARGIN, 412
    for name, place in card.years:
        x = left + place * span
        pen.line((x, top, x, 530), fill=RULE, width=1)
        pen.text((x + 6, top - 4), name, font=face(SANS, 22), fill=INK3)
    pen.line((left, top + 44, left + span, top + 44), fill=INK, width=2)
    for place in card.marks:
        x = left + place * span
        pen.ellipse((x - 7, top + 37, x + 7, top + 51), fill=BLUE)
    for number, bar in enumerate(card.bars):
        y = top + 64 + 18 * (number % 3)
        box = (left + bar.start * span, y, max(left + bar.end * span, left + bar.start * span + 6), y + 12)
        if bar.kind == "open":
            _dashed(pen, box)
            continue
        pen.rectangle(box, fill=INK if bar.kind == "for" else PAPER, outline=INK, width=2)
        if bar.kind == "none":
            for x in range(int(box[0]) + 6, int(box[2]), 7):
                pen.line((x, y + 11, x + 5, y + 1), fill=INK, width=1)


def _dashed(pen: ImageDraw.ImageDraw, box: tuple[float, float, float, float]) -> None:
    """Outline a bar in dashes, open at its right: no end is known."""
    left, top, right, bottom = box
    pen.line((left, top, left, bottom), fill=INK, width=2)
    for x in range(int(left), int(right), 9):
        for y in (top, bottom):
            pen.line((x, y, min(x + 5, right), y), fill=INK, width=2)


def _foot(pen: ImageDraw.ImageDraw, card: Card) -> None:
    """Write how it stands in a box, and what the record holds, at the bottom."""
    x = MARGIN
    if card.flag:
        font = face(SANS_BOLD, 28)
        flag = _cut(card.flag, font, 620)
        right = x + font.getlength(flag) + 24
        pen.rectangle((x, 548, right, 594), outline=INK, width=2)
        pen.text((x + 12, 571), flag, font=font, fill=INK, anchor="lm")
        x = int(right) + 24
    font = face(SANS, 26)
    pen.text((x, 571), _cut(card.foot, font, WIDTH - MARGIN - x), font=font, fill=INK2, anchor="lm")
