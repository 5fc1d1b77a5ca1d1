"""The ledger of grounds on a protest's page: a row a ground, a column a forum, what became of it there. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

from contracts.codelists import Fate, Forum
from timeline.documents.shapes import Document
from timeline.pages.paths import page_path
from timeline.pages.shown import Evidence, evidence

# In this order a matter can travel; a forum without a fate gets no column.
ORDER = tuple(Forum.values)


@dataclass(frozen=True, slots=True)
class Told:
    """What one forum made of a ground: the word, the proceeding if it is another one, and what shows it."""

    forum: str
    word: str
    href: str
    event: Document | None
    sources: list[Evidence]
    note: Document


@dataclass(frozen=True, slots=True)
class Row:
    """One ground; `cells` follow the ledger's forums, None where the record has no fate."""

    id: str
    title: Document
    text: Document
    note: Document
    cells: list[Told | None]


@dataclass(frozen=True, slots=True)
class Ledger:
    """Grounds first raised here, then those raised before in another proceeding that came here."""

    forums: list[str]
    rows: list[Row]


def ledger(protest: Document, others: Iterable[Document]) -> Ledger | None:
    """Return the ledger of a protest; `others` are protests of which some ground has its fate here."""
    own = [(ground, protest["id"]) for ground in protest.get("grounds", [])]
    came = [
        (ground, other["id"])
        for other in others
        for ground in other.get("grounds", [])
        if any((fate["protest"] or {}).get("id") == protest["id"] for fate in ground["fates"])
    ]
    if not own + came:
        return None
    used = {fate["forum"] for ground, _ in own + came for fate in ground["fates"]}
    forums = [forum for forum in ORDER if forum in used]
    rows = [_row(ground, origin, forums, protest["id"]) for ground, origin in own + came]
    return Ledger([str(Forum(forum).label) for forum in forums], rows)


def _row(ground: Document, origin: str, forums: list[str], here: str) -> Row:
    told = {fate["forum"]: _told(fate, origin, here) for fate in ground["fates"]}
    return Row(ground["id"], ground["title"], ground["text"], ground["note"], [told.get(forum) for forum in forums])


def _told(fate: Document, origin: str, here: str) -> Told:
    where = (fate["protest"] or {}).get("id", origin)
    return Told(
        forum=str(Forum(fate["forum"]).label),
        word=str(Fate(fate["fate"]).label),
        href="" if where == here else page_path("protest", where),
        event=next((one["event"] for one in fate["citations"] if "date" in one.get("event", {})), None),
        sources=evidence([one for one in fate["citations"] if "source" in one]),
        note=fate["note"],
    )
