"""What a published deadline is on the day somebody reads it; documents hold due dates, never states. Pure."""

from datetime import date
from types import SimpleNamespace
from typing import cast

from contracts.procedure import Certainty, Deadline, DeadlineKind, DeadlineState, deadline_state
from timeline.documents.shapes import Document


def deadline_state_on(deadline: Document, day: date) -> DeadlineState:
    """Return the state of a stored deadline on the reading day, by the engine's own rule."""
    stored = SimpleNamespace(
        **{name: deadline[name] for name in ("right", "owner", "moot_why")},
        **{name: _day(deadline[name]) for name in ("due_date", "met_on", "moot_on", "superseded_on")},
        kind=DeadlineKind(deadline["kind"]),
        certainty=Certainty(deadline["certainty"]),
    )
    return deadline_state(cast("Deadline", stored), day)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
