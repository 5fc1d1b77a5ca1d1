"""The editor's guide: its tasks as text, shown on the desk and written to docs/guide; pure."""

from timeline.guide.tasks import TASKS, Task
from timeline.guide.writing import as_markdown

__all__ = ["TASKS", "Task", "as_markdown"]
