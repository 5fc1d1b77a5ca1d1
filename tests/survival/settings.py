"""The site's own settings, with tasks that do what no task should: real workers of a real site are given them."""

from tracker.settings import *  # noqa: F403 - it is those settings

CELERY_INCLUDE = ["tests.faulty_tasks"]
