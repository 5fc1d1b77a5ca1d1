"""The pages about the site itself: what it is and for whom, how it is made, and how it may be used."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, pgettext_lazy

from timeline.pages.paths import language
from timeline.pages.reading import public_page


@dataclass(frozen=True, slots=True)
class Chapter:
    """One of the pages: what it is called in the row of them, and its heading."""

    label: Promise
    heading: Promise
    description: Promise


CHAPTERS = {
    "about": Chapter(
        gettext_lazy("About"),
        gettext_lazy("About this record"),
        gettext_lazy("What it is, for whom, who writes it, and how to reach them."),
    ),
    "method": Chapter(
        gettext_lazy("Method"),
        gettext_lazy("How this record is made"),
        gettext_lazy("Evidence, dates, outcomes and corrections: the rules that every entry follows."),
    ),
    "licence": Chapter(
        pgettext_lazy("terms of use", "Licence"),
        gettext_lazy("How it may be used"),
        gettext_lazy("What is free for any use, what belongs to others, and what to name."),
    ),
}


@public_page
def about_page(request: HttpRequest) -> HttpResponse:
    """Say what the record is, for whom, and how to reach the editors."""
    return _chapter(request, "about")


@public_page
def method_page(request: HttpRequest) -> HttpResponse:
    """Say how evidence, dates, outcomes and corrections work."""
    return _chapter(request, "method")


@public_page
def licence_page(request: HttpRequest) -> HttpResponse:
    """Say under which terms the record, quotations and program may be used."""
    return _chapter(request, "licence")


def _chapter(request: HttpRequest, name: str) -> HttpResponse:
    context = {
        "heading": CHAPTERS[name].heading,
        "description": CHAPTERS[name].description,
        "siblings": [(key, chapter.label, key == name) for key, chapter in CHAPTERS.items()],
        "text": f"timeline/_{name}_{language()}.html",
        "canonical_path": f"/{name}/",
        "section": "about",
    }
    return render(request, "timeline/about.html", context)
