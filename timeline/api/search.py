"""Search across everything public: an exact number first, then words by rank."""

from typing import Any

import orjson

from timeline import selectors
from timeline.api.base import LogView
from timeline.api.items import addresses_of
from timeline.api.problems import refused
from timeline.api.reading import Parameters, unknown_names, whole_number
from timeline.filters import LONGEST_TEXT, Refusal
from timeline.selectors.search import KINDS, START, STOP, Hit

MOST, DEFAULT, LAST = 100, 20, 1_000
NAMES = ("q", "object", "limit", "offset")


class SearchView(LogView):
    """Live objects that hold the words or carry the number; what is no longer public is not found."""

    role = "search"

    def answer(self, parameters: Parameters) -> str:
        """Return a page of hits with counts by type."""
        refusals = unknown_names(parameters, NAMES)
        text = " ".join(" ".join(parameters.get("q", ())).replace(START, " ").replace(STOP, " ").split())
        if not any(parameters.get("q", ())) or len(text) > LONGEST_TEXT or "\0" in text:
            refusals.append(Refusal("q", f"takes words, up to {LONGEST_TEXT} characters"))
        kind = (parameters.get("object") or ("",))[-1]
        if kind and kind not in KINDS:
            refusals.append(Refusal("object", f"has no value “{kind[:60]}”", KINDS))
        limit = whole_number(parameters, "limit", DEFAULT, (1, MOST), refusals)
        offset = whole_number(parameters, "offset", 0, (0, LAST), refusals)
        if refusals:
            raise refused(refusals)
        found = selectors.search(text, kind=kind, offset=offset, limit=limit)
        return orjson.dumps(
            {
                "as_of_seq": self.log.seq,
                "counts": found.counts,
                "is_capped": found.is_capped,
                "exact": [_shown(hit) for hit in found.exact],
                "results": [_shown(hit) for hit in found.hits],
            }
        ).decode()


def _shown(hit: Hit) -> dict[str, Any]:
    document = hit.document
    api_url, page_url = addresses_of(
        document["object"], document["id"], event_type=document.get("type", ""), slug=document.get("slug", "")
    )
    return {"api_url": api_url, "page_url": page_url, "object": hit.kind, "id": document["id"], "document": document}
