"""Says before publishing which cited passages are not in our copies, and of which there is no copy to look in."""

from collections.abc import Mapping
from typing import NamedTuple

from timeline.codelists import TextState, Verdict
from timeline.documents.shapes import Document, Ref
from timeline.evidence.checking import cited
from timeline.models import Copy, PassageCheck
from timeline.passages.finding import Sought, passage
from timeline.passages.words import digest


class Doubt(NamedTuple):
    """Words that a document cites from a source (its id) and that were not found; `has_copy`: they were looked for."""

    ref: Ref
    source: str
    words: str
    has_copy: bool


def doubts(documents: Mapping[Ref, Document]) -> list[Doubt]:
    """Return the passages that no copy of ours holds, those that were looked for first.

    What is stored of earlier look-ups is used; the words of drafts are looked up here and now.
    """
    wanted = [(ref, *one) for ref, document in documents.items() for one in cited(document)]
    copies = _readable({source for _, source, _ in wanted})
    found: list[Doubt] = []
    for ref, source, words in dict.fromkeys(wanted):
        if not passage(words) or any(_holds(copy, words) for copy in copies.get(source, [])):
            continue
        found.append(Doubt(ref, source, words, has_copy=source in copies))
    return sorted(found, key=lambda doubt: not doubt.has_copy)


class _Searched:
    """A copy whose text is made ready only if something has to be looked up in it."""

    def __init__(self, copy: Copy) -> None:
        self.sha256 = copy.sha256
        self.known = dict(PassageCheck.objects.filter(copy=copy).values_list("words", "verdict"))
        self._sought: Sought | None = None

    @property
    def sought(self) -> Sought:
        if self._sought is None:
            self._sought = Sought(Copy.objects.values_list("text", flat=True).get(pk=self.sha256))
        return self._sought


def _readable(sources: set[str]) -> dict[str, list[_Searched]]:
    """Return the copies of sources that have text, by the id of the source."""
    rows = Copy.objects.filter(captures__source__public_id__in=sources, state=TextState.READ)
    pairs = rows.values_list("captures__source__public_id", "sha256").distinct()
    copies = {copy.sha256: _Searched(copy) for copy in rows.defer("text", "main_text").distinct()}
    found: dict[str, list[_Searched]] = {}
    for source, sha256 in pairs:
        if source in sources:
            found.setdefault(source, []).append(copies[sha256])
    return found


def _holds(copy: _Searched, words: str) -> bool:
    verdict = copy.known.get(digest(words))
    if verdict is not None:
        return verdict == Verdict.FOUND
    return copy.sought.find(passage(words)) is not None
