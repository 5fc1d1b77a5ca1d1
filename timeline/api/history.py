"""The log itself: every change in its order, and the history of one object."""

import orjson
from django.http import HttpResponse

from timeline import selectors
from timeline.api.base import LogView
from timeline.api.items import BEGINNING, addresses_of
from timeline.api.problems import Problem, refused
from timeline.api.reading import DEFAULT_LIMIT, MOST, Parameters, split, unknown_names, whole_number
from timeline.api.resources import BY_NAME, ROOT, Resource, absolute
from timeline.codelists import REMOVING_KINDS, DocumentType
from timeline.filters import Refusal
from timeline.selectors import Revision

CHANGES = f"{ROOT}changes/"
NAMES = ("since", "limit", "object")


class ChangesView(LogView):
    """Every revision after a seq, oldest first: who applies them all holds exactly what is published."""

    role = "changes"

    def answer(self, parameters: Parameters) -> str | HttpResponse:
        """Return the changes after `since` and the `since` to go on with."""
        refusals = unknown_names(parameters, NAMES)
        since = whole_number(parameters, "since", 0, (0, self.log.seq), refusals)
        limit = whole_number(parameters, "limit", DEFAULT_LIMIT, (1, MOST), refusals)
        types = split(parameters, "object")
        refusals += [
            Refusal("object", f"has no value “{value[:60]}”", tuple(DocumentType.values))
            for value in types
            if value not in DocumentType.values
        ]
        if refusals:
            raise refused(refusals)
        rows = selectors.changes(since=since, limit=limit, types=types)
        last = rows[-1].seq if rows else since
        # Behind a window that is not full there was nothing up to the newest line known before it was read.
        next_since = last if len(rows) == limit else max(last, self.log.seq)
        more = f'"{absolute(self.following(next_since, limit, types))}"' if len(rows) == limit else "null"
        results = ",".join(change(row) for row in rows)
        return (
            f'{{"next_since":{next_since},"newest_seq":{max(last, self.log.seq)},"next":{more},"results":[{results}]}}'
        )

    def following(self, since: int, limit: int, types: list[str]) -> str:
        """Return the path of the next window."""
        chosen = f"&object={','.join(types)}" if types else ""
        return f"{CHANGES}?since={since}&limit={limit}{chosen}"


class RevisionsView(LogView):
    """The history of one object, newest first: what was ever public of it, marked with what it is today."""

    role = "history"
    resource: Resource = BY_NAME["events"]

    def answer(self, parameters: Parameters) -> str | HttpResponse:
        """Return all revisions; a removed object's are still there, unless it was taken down."""
        refusals = unknown_names(parameters, ("limit", "before"))
        limit = whole_number(parameters, "limit", DEFAULT_LIMIT, (1, MOST), refusals)
        before = whole_number(parameters, "before", 0, (1, max(self.log.seq, 1)), refusals)
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


def change(revision: Revision) -> str:
    """Return a line of the log as JSON text; a removed object's document is its tombstone."""
    begins = BEGINNING.match(revision.document)
    event_type, slug = (begins[3] or "", begins[4] or "") if begins else ("", "")
    api_url, page_url = addresses_of(revision.document_type, revision.key, event_type=event_type, slug=slug)
    facts = {
        "seq": revision.seq,
        "kind": revision.kind,
        "removed": revision.kind in REMOVING_KINDS,
        "object": revision.document_type,
        "id": revision.key,
        "published_at": revision.published_at.isoformat(),
        "note": revision.note,
        "automatic_from": revision.change_set.automatic_from,
        "api_url": api_url,
        "page_url": page_url,
    }
    return f'{orjson.dumps(facts).decode()[:-1]},"document":{revision.document}}}'
