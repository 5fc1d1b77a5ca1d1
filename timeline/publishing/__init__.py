"""The one door through which anything becomes public: it alone writes the log."""

from timeline.publishing.becoming import readdress
from timeline.publishing.door import Plan, Published, plan, publish
from timeline.publishing.errors import Problem, PublishingRefused
from timeline.publishing.four_eyes import SecondNeeded
from timeline.publishing.merging import merge
from timeline.publishing.removal import is_taken_down, problems_of_retracting, restore, retract, take_down
from timeline.publishing.scheduling import cancel, publish_due, schedule
from timeline.publishing.standing import Change, Standing, changes_between, standing

__all__ = [
    "Change",
    "Plan",
    "Problem",
    "Published",
    "PublishingRefused",
    "SecondNeeded",
    "Standing",
    "cancel",
    "changes_between",
    "is_taken_down",
    "merge",
    "plan",
    "problems_of_retracting",
    "publish",
    "publish_due",
    "readdress",
    "restore",
    "retract",
    "schedule",
    "standing",
    "take_down",
]
