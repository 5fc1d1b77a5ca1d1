"""Numbers entries, and the sources that they cite in the order in which they are first cited. Pure."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from timeline.addresses import page_path
from timeline.codelists import SourceKind
from timeline.documents.shapes import Document
from timeline.exports.tables import BYTE_ORDER_MARK, line
from timeline.selectors.absent import KeptCopy

HEADS = (
    gettext_noop("Number"),
    gettext_noop("Id"),
    gettext_noop("Title"),
    gettext_noop("Publisher"),
    gettext_noop("Published"),
    gettext_noop("Kind"),
    gettext_noop("Where it stands"),
    gettext_noop("Entries"),
    gettext_noop("Passages"),
    gettext_noop("Page"),
    gettext_noop("SHA-256 of our copy"),
    gettext_noop("Copied at"),
)


@dataclass(slots=True)
class Cited:
    """A source, its number, the entries that cite it, and the passages they name."""

    number: int
    source: Document
    entries: list[int] = field(default_factory=list)
    passages: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Tally:
    """What the entries of a pack come to while they are read: how many, which sources, which are under seal."""

    entries: int = 0
    cited: dict[str, Cited] = field(default_factory=dict)
    sealed: list[tuple[int, str]] = field(default_factory=list)

    def take(self, document: Document) -> tuple[int, list[tuple[Cited, str]]]:
        """Count an entry; return its number and its sources with the passage each."""
        self.entries += 1
        if document.get("sealed"):
            self.sealed.append((self.entries, document["id"]))
        found = []
        for citation in document["citations"]:
            source = citation.get("source") or {}
            if "url" not in source:
                continue
            cited = self.cited.setdefault(source["id"], Cited(len(self.cited) + 1, source))
            passage = citation.get("anchor", "")
            if self.entries not in cited.entries:
                cited.entries.append(self.entries)
            if passage and passage not in cited.passages:
                cited.passages.append(passage)
            found.append((cited, passage))
        return self.entries, found


def table(cited: Iterable[Cited], copies: Mapping[str, KeptCopy], site: str) -> Iterator[str]:
    """Yield the lines of the list of evidence; a source of which we hold no copy has no hash."""
    yield BYTE_ORDER_MARK + line(map(_, HEADS))
    for one in cited:
        source, copy = one.source, copies.get(one.source["id"])
        yield line(
            (
                f"E{one.number}",
                source["id"],
                source["name"],
                source["publisher"],
                source["published"] or "",
                str(SourceKind(source["kind"]).label),
                source["url"],
                "; ".join(map(str, one.entries)),
                " | ".join(one.passages),
                f"{site}{page_path('source', source['id'])}",
                copy.sha256 if copy else "",
                copy.captured_at.isoformat() if copy else "",
            )
        )
