"""Our copies of a source, and what came of looking for cited passages in them: facts beside the log, never the copy."""

from dataclasses import asdict
from typing import Any

import orjson
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response

from timeline.api.base import CONTENT_TYPE, LogView
from timeline.api.details import live
from timeline.api.problems import Problem
from timeline.api.reading import read_nothing
from timeline.api.resources import BY_NAME, Resource
from timeline.documents.shapes import Document
from timeline.selectors import State
from timeline.selectors.copies import copies_of, looked_up, version_of

CACHE_CONTROL = "public, max-age=60"


class BesideLog(LogView):
    """Facts about an object that change without a line in the log: the ETag is that of the data."""

    head_first = False
    resource: Resource = BY_NAME["sources"]

    def _answered(self, request: HttpRequest) -> HttpResponse:
        """Answer 304 by the data itself."""
        read_nothing(dict(request.GET.lists()))
        key = str(self.kwargs["id"])
        found = live(self.resource, key)
        if found.state == State.MERGED:
            raise Problem(404, "The object was merged into another; ask for that one.")
        facts = self.facts(found.data)
        etag = f'"{version_of(request.path, facts)}"'
        response = get_conditional_response(request, etag=etag)
        if response is None:
            self._spend(request)
            body = {"object": self.resource.document_type, "id": key, "results": facts}
            response = HttpResponse(orjson.dumps(body), content_type=CONTENT_TYPE)
        response["ETag"] = etag
        response["Cache-Control"] = CACHE_CONTROL
        return response

    def facts(self, document: Document) -> list[dict[str, Any]]:
        """Return the facts about a live object."""
        raise NotImplementedError


class CopiesView(BesideLog):
    """The attempts to copy a source, the newest first."""

    role = "copies"

    def facts(self, document: Document) -> list[dict[str, Any]]:
        """Return day, outcome, hash and size of each attempt."""
        return [asdict(one) for one in copies_of(document["id"])]


class EvidenceView(BesideLog):
    """What came of looking for what an event or statement cites."""

    role = "evidence"

    def facts(self, document: Document) -> list[dict[str, Any]]:
        """Return each passage that is cited, and a statement's quote for each of its sources, with the result."""
        quote = (document.get("quote") or {}).get("text", "")
        cited = [one for one in document["citations"] if "source" in one]
        wanted = [(one["source"]["id"], "passage", one["anchor"]) for one in cited if one["anchor"]]
        wanted += [(source, "quote", quote) for source in dict.fromkeys(one["source"]["id"] for one in cited) if quote]
        found = looked_up((source, words) for source, _, words in wanted)
        return [
            {"source": source, "what": what, "words": words, **asdict(found[source, words])}
            for source, what, words in wanted
        ]
