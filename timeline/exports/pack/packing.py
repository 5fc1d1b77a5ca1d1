"""Puts a chronology pack together while it is read: the page, tables, evidence, what is absent, and how to check it."""

from collections.abc import Callable, Container, Iterable, Iterator
from pathlib import Path
from typing import Any

import orjson
from django.utils import translation
from django.utils.translation import gettext as _

from timeline import selectors
from timeline.api.items import BEGINNING
from timeline.documents.shapes import Document, parsed
from timeline.exports.pack.about import About
from timeline.exports.pack.archive import Archive
from timeline.exports.pack.evidence import Tally
from timeline.exports.pack.evidence import table as evidence_table
from timeline.exports.pack.page import page
from timeline.exports.tables import BYTE_ORDER_MARK, LICENCE, LICENCE_ADDRESS, cells, heads, line
from timeline.filters import EventQuery
from timeline.selectors.absent import KeptCopy, Removed, copies_kept, gone_since, removed_from

VERIFY = Path(__file__).with_name("verify.py")
WINDOW = 500


def pack(about: About, query: EventQuery) -> Iterator[bytes]:
    """Yield the archive of what a query finds at its moment; the same bytes whenever it is asked for.

    Memory holds the sources that are cited, not the entries: these are read once for each file.
    """
    archive = Archive(about.folder, about.published_at)
    removed = removed_from(about.dispute["id"], about.moment)
    gone = gone_since(about.dispute["id"], about.moment)
    tally = Tally()
    for name, pieces in (
        ("chronology.html", lambda: page(about, _entries(query), tally, removed, gone)),
        ("chronology.csv", lambda: _table(_entries(query), about, gone)),
        ("chronology.json", lambda: _documents(query, about, gone)),
        ("evidence.csv", lambda: _evidence(tally, about)),
        ("absent.csv", lambda: _absent(removed, tally)),
        ("LICENCE.txt", lambda: iter([f"{LICENCE}\n{LICENCE_ADDRESS}\n"])),
        ("verify.py", lambda: iter([VERIFY.read_text(encoding="utf-8")])),
    ):
        yield from archive.add(name, _in_language(about.lang, pieces))
    yield from archive.add("manifest.json", [_manifest(about, archive, tally, removed)])
    yield archive.close()


def _in_language(lang: str, pieces: Callable[[], Iterable[str]]) -> Iterator[str]:
    """Yield pieces that are each made in a language: an answer is written when that of its request may be over."""
    with translation.override(lang):
        rest = iter(pieces())
    while True:
        with translation.override(lang):
            piece = next(rest, None)
        if piece is None:
            return
        yield piece


def _entries(query: EventQuery) -> Iterator[Document]:
    return (parsed(text) for text, _seq in selectors.walk_events(query))


def _table(documents: Iterable[Document], about: About, gone: Container[str]) -> Iterator[str]:
    past = bool(gone)
    yield BYTE_ORDER_MARK + line((_("Number"), *heads(about.lang, past=past)))
    for number, document in enumerate(documents, start=1):
        marked = {**document, "removed_later": document["id"] in gone}
        yield line((str(number), *cells(marked, about.lang, about.site, past=past)))


def _documents(query: EventQuery, about: About, gone: Container[str]) -> Iterator[str]:
    head = {"dispute": about.dispute["id"], "page": about.address, "as_of_seq": about.moment, "licence": LICENCE}
    yield f'{orjson.dumps(head).decode()[:-1]},"entries":[\n'
    for number, (text, seq) in enumerate(selectors.walk_events(query), start=1):
        begins = BEGINNING.match(text)
        removed = '"removed_later":true,' if begins and begins[2] in gone else ""
        yield f'{"," if number > 1 else ""}{{"number":{number},"seq":{seq},{removed}"document":{text}}}\n'
    yield "]}\n"


def _evidence(tally: Tally, about: About) -> Iterator[str]:
    copies: dict[str, KeptCopy] = {}
    keys = list(tally.cited)
    for start in range(0, len(keys), WINDOW):
        copies |= copies_kept(keys[start : start + WINDOW], by=about.published_at)
    return evidence_table(tally.cited.values(), copies, about.site)


def _absent(removed: Iterable[Removed], tally: Tally) -> Iterator[str]:
    yield BYTE_ORDER_MARK + line((_("Type"), _("Id"), _("How"), _("Public reason"), _("When")))
    for _number, key in tally.sealed:
        yield line(("event", key, "sealed", "", ""))
    for one in removed:
        yield line((one.object, one.id, one.how, one.reason, one.removed_at.isoformat()))


def _manifest(about: About, archive: Archive, tally: Tally, removed: list[Removed]) -> str:
    """Return the manifest; it stands last in the archive, since it names the checksums of all others."""
    said: dict[str, Any] = {
        "title": f"{about.dispute['name']}: chronology",
        "page": about.address,
        "site": about.site,
        "as_of_seq": about.moment,
        "moment": about.published_at,
        "language": about.lang,
        "counts": {
            "entries": tally.entries,
            "sources": len(tally.cited),
            "sealed": len(tally.sealed),
            "removed": len(removed),
        },
        "licence": LICENCE,
        "licence_url": LICENCE_ADDRESS,
        "files": archive.files,
    }
    return orjson.dumps(said, option=orjson.OPT_INDENT_2).decode() + "\n"
