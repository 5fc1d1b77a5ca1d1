"""The time axis of the picture: linear, from the first event's quarter to the quarter after the last. Pure."""

from dataclasses import dataclass
from datetime import date

from timeline.pages import days

WIDTH, LEFT, RIGHT = 1152, 160, 1138
LABEL_WIDTH = 6.7  # of a bold 12 px letter in faces with Arial's advance widths, on average


@dataclass(frozen=True, slots=True)
class Tick:
    """A line of the grid with its name; years are strong, quarters and months faint."""

    x: float
    name: str
    strong: bool


@dataclass(frozen=True, slots=True)
class Scale:
    """Days to x."""

    first: date
    last: date
    left: int = LEFT

    def x(self, day: date) -> float:
        """Return a day's place, held inside the picture."""
        share = (day - self.first).days / max(1, (self.last - self.first).days)
        return round(self.left + (RIGHT - self.left) * min(1.0, max(0.0, share)), 1)

    def share(self, x: float) -> str:
        """Return a place as a share of the plot, which begins where the lanes' names end: "34.2%"."""
        return f"{100 * (x - self.left) / self.plot:.2f}".rstrip("0").rstrip(".") + "%"

    @property
    def plot(self) -> int:
        """Return the plot's width in px."""
        return WIDTH - self.left

    def ticks(self) -> list[Tick]:
        """Return year lines, with quarters up to 12 years and months under 18 months."""
        months = (self.last.year - self.first.year) * 12 + self.last.month - self.first.month
        step = 12 if months > 144 else 1 if months < 18 else 3
        found = []
        for number in range(self.first.year * 12 + self.first.month - 1, self.last.year * 12 + self.last.month):
            year, month = divmod(number, 12)
            if month % step:
                continue
            day = date(year, month + 1, 1)
            found.append(Tick(self.x(day), str(year) if month == 0 else days.month_name(day), month == 0))
        return found


def scale_over(dates: list[date], *, left: int = LEFT) -> Scale:
    """Return the scale that holds all the given days; the names of the lanes end before `left`."""
    first, last = min(dates), max(dates)
    quarter = (last.month - 1) // 3 + 2
    end = date(last.year + (quarter > 4), ((quarter - 1) % 4) * 3 + 1, 1)
    after = date(end.year + (end.month > 9), (end.month + 2) % 12 + 1, 1)
    return Scale(date(first.year, (first.month - 1) // 3 * 3 + 1, 1), after, left)


def text_width(text: str) -> float:
    """Estimate the width of a bold 12 px label."""
    return len(text) * LABEL_WIDTH
