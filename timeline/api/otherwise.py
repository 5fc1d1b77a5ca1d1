"""Suffixes of lists that lead to feeds and calendars, which have their lasting addresses among the pages."""

from collections.abc import Iterable
from urllib.parse import urlencode

from django.http import HttpResponse, HttpResponseRedirect

from timeline.api.base import LogView
from timeline.api.reading import Parameters
from timeline.api.resources import absolute

FEEDS = ("atom", "rss", "feed.json")
# By list: where its feeds and its calendar are.
OTHERWISE = {
    "events": {form: f"/events/feed.{form.removeprefix('feed.')}" for form in FEEDS},
    "statements": {form: f"/statements/feed.{form.removeprefix('feed.')}" for form in FEEDS},
    "deadlines": {
        **{form: f"/deadlines/feed.{form.removeprefix('feed.')}" for form in FEEDS},
        "ics": "/deadlines.ics",
    },
}


class OtherwiseView(LogView):
    """A list as a feed or a calendar: the same filters, at another address."""

    schema = None  # type: ignore[assignment]  # so DRF leaves a view out of the description
    role = "otherwise"
    path = ""

    def answer(self, parameters: Parameters) -> str | HttpResponse:
        """Lead to the feed or the calendar of what the filters find."""
        return lead(self.path, parameters.items())


def lead(path: str, asked: Iterable[tuple[str, Iterable[str]]]) -> HttpResponse:
    """Lead to another address with the same parameters."""
    query = urlencode([(name, value) for name, values in asked for value in values])
    return HttpResponseRedirect(absolute(f"{path}?{query}" if query else path))
