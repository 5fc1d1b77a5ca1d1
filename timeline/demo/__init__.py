"""The demonstration: a feed of examples on this machine, so that a new site shows at once how an event comes to be.

Everything made from it is marked as an example, which publishing refuses in production. `manage.py demo --remove` takes
all of it away again.
"""

from timeline.demo.installation import (
    Removed,
    install,
    installed_feed,
    is_installed,
    is_read,
    open_candidates,
    remove,
)

__all__ = ["Removed", "install", "installed_feed", "is_installed", "is_read", "open_candidates", "remove"]
