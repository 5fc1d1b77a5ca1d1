"""Whether what a newsroom cited still stands: many revisions at once, for a program that checks its archive."""

from typing import Any

import orjson

from timeline import selectors
from timeline.api.base import LogView
from timeline.api.items import addresses_of
from timeline.api.problems import refused
from timeline.api.reading import Parameters, split, unknown_names
from timeline.api.resources import absolute
from timeline.codelists import REMOVING_KINDS
from timeline.documents.shapes import parsed
from timeline.filters import Refusal
from timeline.pages.history import changed_parts
from timeline.selectors import Standing

MOST = 200
LONGEST = 18  # digits


class CitationStatusView(LogView):
    """What became of cited revisions, in the order in which they were asked for."""

    role = "citation_status"

    def answer(self, parameters: Parameters) -> str:
        """Return the state of each seq; `unknown` for one that the log does not have."""
        refusals = unknown_names(parameters, ("seq",))
        wanted = split(parameters, "seq")
        if not 0 < len(wanted) <= MOST:
            refusals.append(Refusal("seq", f"takes from 1 to {MOST} seqs, separated by commas"))
        refusals += [
            Refusal("seq", f"“{one[:40]}” is no seq")
            for one in wanted[:MOST]
            if not (one.isascii() and one.isdigit()) or len(one) > LONGEST
        ]
        if refusals:
            raise refused(refusals)
        seqs = list(dict.fromkeys(map(int, wanted)))
        standings = selectors.standings(seqs)
        results = [_told(standings[seq]) if seq in standings else {"seq": seq, "state": "unknown"} for seq in seqs]
        return orjson.dumps({"as_of_seq": self.log.seq, "results": results}).decode()


def _successor(one: Standing) -> str | None:
    into = one.successor
    return None if into is None else addresses_of(into["object"], into["id"], slug=into.get("slug", ""))[0]


def _told(one: Standing) -> dict[str, Any]:
    then, now = one.then, one.now
    before, after = parsed(then.document), parsed(now.document)
    api_url, page_url = addresses_of(
        then.document_type, then.key, event_type=before.get("type", ""), slug=before.get("slug", "")
    )
    return {
        "seq": then.seq,
        "state": one.state,
        "object": then.document_type,
        "id": then.key,
        "kind": now.kind,
        "note": now.note if now.kind in REMOVING_KINDS else "",
        "current_seq": now.seq,
        "changed_at": now.published_at.isoformat() if one.state != "unchanged" else None,
        "changes": changed_parts(before, after) if one.state == "changed" else [],
        "successor_url": _successor(one),
        "api_url": api_url,
        "page_url": page_url,
        "cite_url": absolute(f"/cite/{then.seq}/"),
    }
