"""Writes the guide as Markdown, for the folder of documentation. Pure."""

from collections.abc import Iterable

from timeline.guide.tasks import Task

HEAD = """# The editor's guide

This page is written by `make guide`, which takes the pictures from a site of its own; do not edit it by hand. The same
guide stands on the desk under “Guide”. Words in bold are labels of the desk.
"""
PICTURES = "../../timeline/static/timeline/guide"


def as_markdown(tasks: Iterable[Task]) -> str:
    """Return the whole guide: a heading a task, its steps numbered, note and picture below."""
    return "\n".join([HEAD, *("\n".join(_lines(task)) for task in tasks)])


def _lines(task: Task) -> Iterable[str]:
    yield f"## {task.title}\n"
    yield from (f"{number}. {step}" for number, step in enumerate(task.steps, 1))
    if task.note:
        yield f"\n{task.note}"
    if task.picture:
        yield f"\n![{task.title}]({PICTURES}/{task.picture}.png)"
    yield ""
