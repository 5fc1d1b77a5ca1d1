"""The desk's page of the editor's guide, and the bookmark that proposes a source from any page."""

from typing import Final
from urllib.parse import urlsplit

from django.contrib import admin
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from timeline.guide import TASKS

BOOKMARK: Final = "bookmark"
# All of ours that ever runs on a stranger's page: it opens the desk's form, which asks to be saved there.
SCRIPT: Final = (
    "javascript:void(window.open('%s?url='+encodeURIComponent(location.href)"
    "+'&title='+encodeURIComponent(document.title.slice(0,300)),'_blank','noopener'))"
)


def guide_page(request: HttpRequest) -> TemplateResponse:
    """Show the guide."""
    tasks = [
        {
            "id": task.id,
            "title": task.title,
            "steps": [marked(step) for step in task.steps],
            "note": marked(task.note),
            "picture": picture_of(task.picture),
        }
        for task in TASKS
    ]
    own = {"title": "Guide", "tasks": tasks, "bookmark": BOOKMARK, "bookmarklet": bookmarklet(request)}
    return TemplateResponse(request, "admin/timeline/guide.html", {**admin.site.each_context(request), **own})


def marked(step: str) -> SafeString:
    """Return a step as HTML, its labels bold."""
    parts = [escape(part) for part in step.split("**")]
    return mark_safe("".join(f"<b>{part}</b>" if number % 2 else part for number, part in enumerate(parts)))  # noqa: S308 - every part is escaped above


def picture_of(name: str) -> str:
    """Return the address of a picture, empty for none."""
    return static(f"timeline/guide/{name}.png") if name else ""


def bookmarklet(request: HttpRequest) -> str:
    """Return the address of the bookmark: a script that opens the form of a new source."""
    url = request.build_absolute_uri(reverse("admin:timeline_source_add"))
    if "'" in url or urlsplit(url).scheme not in {"http", "https"}:
        raise ValueError("the address of the desk does not fit into the bookmark")
    return SCRIPT % url
