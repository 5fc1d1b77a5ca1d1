"""The replay: which days are worth a look, and how much was public on the chosen one. Pure."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from contracts import texts
from timeline.codelists import PublicBasis, Significance
from timeline.documents.shapes import Document

MOST_PRESETS = 5


@dataclass(frozen=True, slots=True)
class Replay:
    """The span of days, the chosen one, what was public by it, and days in words."""

    first: date
    last: date
    day: date | None
    known: int | None
    all: int
    presets: list[dict[str, Any]]


def replay(events: list[Document], known_by: date | None, lang: str) -> Replay | None:
    """Prepare the replay of a dispute's events; None where there is nothing to replay."""
    if not events:
        return None
    days = [_public(event) for event in events]
    known = None if known_by is None else sum(day <= known_by for day in days)
    return Replay(min(days), max(days), known_by, known, len(events), _presets(events, lang))


def _public(event: Document) -> date:
    return date.fromisoformat(event["public"]["date"]["latest"])


def _presets(events: list[Document], lang: str) -> list[dict[str, Any]]:
    """Choose the days on which landmarks became public, those released after they happened first."""
    landmarks = [event for event in events if event["significance"] == Significance.LANDMARK and event["short_title"]]
    landmarks.sort(key=lambda event: (event["public"]["basis"] == PublicBasis.ASSUMED, event["public"]["date"]["text"]))
    chosen = landmarks[:2] + landmarks[2 :: max(1, len(landmarks[2:]) // (MOST_PRESETS - 2) or 1)]
    by_day = {_public(event): texts.pick(event["short_title"], lang)[0] for event in chosen[:MOST_PRESETS]}
    return [{"day": day, "name": name} for day, name in sorted(by_day.items())]
