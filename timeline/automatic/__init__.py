"""Publishing without review: what a trusted source itself decides goes through the one door, marked, until undone.

    switch     an editor allows it for one feed, or stops it at once
    refusals   everything that speaks against publishing one candidate unseen
    acting     publishes one waiting candidate, or leaves it to the editors with the reasons; undo, confirm

The pipeline notes candidates of such feeds as rows of work (`timeline.pipeline.automatic_rows`).
"""

from timeline.automatic.acting import CannotUndo, confirm, publish_next, undo
from timeline.automatic.switch import CannotTrust, distrust, trust

__all__ = ["CannotTrust", "CannotUndo", "confirm", "distrust", "publish_next", "trust", "undo"]
