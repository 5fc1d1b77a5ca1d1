"""The one door through which anything becomes public: it alone writes the log."""

from timeline.publishing.door import Published, plan, publish
from timeline.publishing.errors import Problem, PublishingRefused
from timeline.publishing.removal import merge, restore, retract, take_down
from timeline.publishing.standing import Standing, standing

__all__ = [
    "Problem",
    "Published",
    "PublishingRefused",
    "Standing",
    "merge",
    "plan",
    "publish",
    "restore",
    "retract",
    "standing",
    "take_down",
]
