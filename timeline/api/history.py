"""The log itself: every change in its order, and the history of one object."""

from typing import Any

import orjson
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase

from timeline import selectors
from timeline.api.base import LogView
from timeline.api.changing import Wanted, body_of, change, read_wanted, read_window
from timeline.api.problems import Problem, refused
from timeline.api.reading import DEFAULT_LIMIT, LAST_SEQ, MOST, Parameters, unknown_names, whole_number
from timeline.api.resources import BY_NAME, Resource, absolute
from timeline.streams.elsewhere import CHANGES_PATH, elsewhere

EVENT_STREAM = "text/event-stream"


class ChangesView(LogView):
    """Every revision after a seq, oldest first: who applies them all holds exactly what is published.

    This door never keeps a reader waiting: who asks to wait, or for a stream, is sent to the one that can.
    """

    role = "changes"
    varies = ("Accept",)
    _wants_stream = False

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer; what the answer is depends on Accept."""
        self._wants_stream = EVENT_STREAM in request.headers.get("Accept", "")
        return super().dispatch(request, *args, **kwargs)

    def answer(self, parameters: Parameters) -> str | HttpResponse:
        """Return the changes after `since` and the `since` to go on with."""
        if self._wants_stream and settings.STREAM_URL:
            return elsewhere(self.request, CHANGES_PATH)
        wanted: Wanted = read_wanted(parameters, newest=self.log.seq)
        window = read_window(wanted, newest=self.log.seq)
        if wanted.wait and not window.changes and settings.STREAM_URL:
            return elsewhere(self.request, CHANGES_PATH)
        return body_of(wanted, window)


class RevisionsView(LogView):
    """The history of one object, newest first: what was ever public of it, marked with what it is today."""

    role = "history"
    resource: Resource = BY_NAME["events"]

    def answer(self, parameters: Parameters) -> str | HttpResponse:
        """Return all revisions; a removed object's are still there, unless it was taken down."""
        refusals = unknown_names(parameters, ("limit", "before"))
        limit = whole_number(parameters, "limit", DEFAULT_LIMIT, (1, MOST), refusals)
        before = whole_number(parameters, "before", 0, (1, LAST_SEQ), refusals)
        if refusals:
            raise refused(refusals)
        key = str(self.kwargs["id"])
        found = selectors.find(self.resource.document_type, key)
        if found is None:
            raise Problem(404, "No published object of this id is known.")
        rows = selectors.revisions(self.resource.document_type, key)
        window = list((rows.filter(seq__lt=before) if before else rows)[: limit + 1])
        more = len(window) > limit
        window = window[:limit]
        path = f"{self.resource.item_path(key)}revisions/?before={window[-1].seq}&limit={limit}" if more else ""
        results = ",".join(change(row) for row in window)
        return (
            f'{{"as_of_seq":{self.log.seq},"object":"{self.resource.document_type}","id":"{key}",'
            f'"state":"{found.state.value}","next":{orjson.dumps(absolute(path) if path else None).decode()},'
            f'"results":[{results}]}}'
        )
