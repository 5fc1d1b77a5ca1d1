"""Tells a contracting process as releases, one for each act of publishing that touched it, and as the record of these.

A release says what its act changed, as of that act. Two rules keep removed words out of all of them: what readers no
longer see stands in no release of the past either, and a document of the log comes only in the release of the act that
wrote its newest version.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import orjson

from timeline import selectors
from timeline.documents.shapes import Document, Ref, parsed, ref_of, references
from timeline.exports.ocds.merging import within
from timeline.exports.ocds.packages import Standing, compiled, content, release
from timeline.exports.ocds.publisher import Publisher
from timeline.exports.ocds.values import Json, ocid
from timeline.filters import ObjectQuery
from timeline.selectors import Process

WINDOW = 200
DOCUMENTS = "recordDocuments"


@dataclass(frozen=True, slots=True)
class Told:
    """A release without its documents, and the seqs of these."""

    release: Json
    seqs: list[int]


def processes(moment: int, dispute: str = "") -> Iterator[Process]:
    """Yield the contracting processes of a dispute, or of all, when the log ended at `moment`."""
    chosen = {"dispute": (dispute,)} if dispute else {}
    after = ""
    while True:
        page = selectors.page_of(ObjectQuery("contract", chosen, as_of_seq=moment), after=after, limit=WINDOW)
        for contract in page.documents:
            yield selectors.process(contract["id"], contract["dispute"]["id"], moment)
        if not page.next:
            return
        after = page.next


def releases(process: Process, by: Publisher) -> Iterator[Told]:
    """Yield the releases of a process in the order of time; memory grows with what is said in one of them."""
    core = [member for member in process.members if member.is_statement or _is_core(member.ref, process)]
    order = [member.ref for member in core]
    final = {ref_of(one): one for one in map(parsed, _texts([member.seq for member in core]))}
    now = content(_standing(final, order, process), by)
    versions = _Versions(order, process.moment)
    seqs = sorted(member.seq for member in process.members)
    told: dict[Ref, Document] = {}
    said: Json = {}
    first = 0
    for act in process.acts:
        newer = versions.until(act.seq)
        told |= newer
        if Ref("contract", process.contract) not in told:
            continue
        changed: Json = {}
        if newer:
            past = within(content(_standing(told, order, process), by), now)
            changed = {name: value for name, value in past.items() if said.get(name) != value}
        last = next((place for place in range(first, len(seqs)) if seqs[place] > act.seq), len(seqs))
        yield Told(release(ocid(by.prefix, process.contract), act, changed, said=said), seqs[first:last])
        said, first = {**said, **changed}, last


def release_texts(process: Process, by: Publisher) -> Iterator[Iterator[str]]:
    """Yield each release as pieces of JSON; the pieces of one must be read before the next is asked for."""
    for one in releases(process, by):
        yield with_documents(one.release, one.seqs)


def record_text(process: Process, by: Publisher) -> Iterator[str]:
    """Yield a record as pieces of JSON: where its releases stand, and what they merge to."""
    heads = [one.release for one in releases(process, by)]
    linked = [
        {
            "url": f"{by.site}/disputes/{process.dispute}/ocds-releases.json#{one['id']}",
            "date": one["date"],
            "tag": one["tag"],
        }
        for one in heads
    ]
    said = orjson.dumps({"ocid": heads[0]["ocid"], "releases": linked}).decode()
    yield f'{said[:-1]},"compiledRelease":'
    yield from with_documents(compiled(heads), sorted(member.seq for member in process.members))
    yield "}"


def with_documents(found: Json, seqs: list[int]) -> Iterator[str]:
    """Yield a release with the documents of these revisions as pieces of JSON."""
    text = orjson.dumps(found).decode()
    if not seqs:
        yield text
        return
    yield f'{text[:-1]},"{DOCUMENTS}":['
    for number, document in enumerate(_texts(seqs)):
        ref = ref_of(parsed(document))
        entry = orjson.dumps({"id": f"{ref.object}/{ref.id}", "document": document}).decode()
        yield f",{entry}" if number else entry
    yield "]}"


def _is_core(ref: Ref, process: Process) -> bool:
    return ref == Ref("contract", process.contract) or ref.object == "protest"


def _texts(seqs: list[int]) -> Iterator[str]:
    return (text for _seq, text in selectors.texts(seqs))


def _standing(found: dict[Ref, Document], order: list[Ref], process: Process) -> Standing:
    there = [found[ref] for ref in order if ref in found]
    return Standing(
        found[Ref("contract", process.contract)],
        [one for one in there if one["object"] == "protest"],
        [one for one in there if one["object"] == "event"],
    )


class _Versions:
    """The revisions of some objects in the order of the log, with what is no longer public cut out of them."""

    def __init__(self, refs: list[Ref], moment: int) -> None:
        self.rows = selectors.versions(refs, moment)
        self.next = next(self.rows, None)
        self.moment = moment
        self.shown: dict[Ref, bool] = {}

    def until(self, seq: int) -> dict[Ref, Document]:
        """Return the newest versions among those not yet read, up to this seq."""
        found: dict[Ref, Document] = {}
        while self.next and self.next[0] <= seq:
            document = parsed(self.next[1])
            found[ref_of(document)] = document
            self.next = next(self.rows, None)
        self._look(found.values())
        for document in found.values():
            for _path, shown in references(document):
                if not self.shown[ref_of(shown)]:
                    ref = ref_of(shown)
                    shown.clear()
                    shown.update({**ref._asdict(), "state": "removed"})
        return found

    def _look(self, documents: Iterable[Document]) -> None:
        unknown = {ref_of(shown) for document in documents for _path, shown in references(document)} - set(self.shown)
        if unknown:
            live = selectors.standing(unknown, self.moment)
            self.shown |= {ref: ref in live for ref in unknown}
