"""Merge two objects or split one: every row that moves is recorded, so that the act can be shown first and undone."""

from timeline.publishing.merging.linked import Link, in_words, linked_rows
from timeline.publishing.merging.merging import Outcome, merge, try_merge
from timeline.publishing.merging.planning import Differing, Pair, Planned, plan_merge
from timeline.publishing.merging.splitting import split
from timeline.publishing.merging.undoing import reasons_against_undoing, undo

__all__ = [
    "Differing",
    "Link",
    "Outcome",
    "Pair",
    "Planned",
    "in_words",
    "linked_rows",
    "merge",
    "plan_merge",
    "reasons_against_undoing",
    "split",
    "try_merge",
    "undo",
]
