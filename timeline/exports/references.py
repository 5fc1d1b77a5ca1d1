"""Writes events, or the sources that they cite, for reference managers: BibTeX, RIS and CSL-JSON. Pure."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import orjson
from django.utils import translation

from contracts import texts
from contracts.dates import PartialDate
from timeline.codelists import SourceKind
from timeline.documents.shapes import Document
from timeline.exports.tables import REMOVED
from timeline.pages.citations import SITE, escaped
from timeline.pages.paths import page_path

LAW = {SourceKind.COURT_FILING.value, SourceKind.COURT_RULING.value, SourceKind.GAO_DECISION.value}
# Of each kind: the type in CSL-JSON, in RIS and in BibTeX.
PRESS = ("article-newspaper", "NEWS", "article")
CASE = ("legal_case", "CASE", "misc")
REPORT = ("report", "RPRT", "misc")
PAGE = ("webpage", "ELEC", "misc")
TYPES = {SourceKind.NEWS.value: PRESS, **dict.fromkeys(LAW, CASE)}


@dataclass(frozen=True, slots=True)
class Reference:
    """What a reference manager keeps of a source or an event; `published` is a date as precise as it is known."""

    id: str
    types: tuple[str, str, str]
    title: str
    publisher: str
    url: str
    published: str
    lang: str
    note: str

    @property
    def date(self) -> PartialDate | None:
        """Return the date, None where there is none."""
        return PartialDate.parse(self.published) if self.published else None


def sources_of(documents: Iterable[Document], site: str) -> Iterator[Reference]:
    """Yield each source that events cite once, in the order of its first citation."""
    seen = set()
    for document in documents:
        for citation in document["citations"]:
            source = citation.get("source")
            if source and source["id"] not in seen and "url" in source:
                seen.add(source["id"])
                yield Reference(
                    source["id"],
                    TYPES.get(source["kind"], REPORT),
                    source["name"],
                    source["publisher"],
                    source["url"],
                    source["published"] or "",
                    source["lang"],
                    f"{site}/sources/{source['id']}/",
                )


def events_of(documents: Iterable[Document], site: str, lang: str) -> Iterator[Reference]:
    """Yield each event or statement as a page of this record, dated by the day on which it happened."""
    for document in documents:
        title, found = _title(document, lang)
        yield Reference(
            document["id"],
            PAGE,
            title,
            SITE,
            f"{site}{page_path('event', document['id'], document.get('slug', ''))}",
            document["date"]["text"],
            found,
            _note(document, lang),
        )


def _note(document: Document, lang: str) -> str:
    """Return an event's summary; of one that was removed since, it begins with that."""
    summary = texts.pick(document.get("summary", {}), lang)[0]
    if not document.get("removed_later"):
        return summary
    with translation.override(lang):
        return f"{translation.gettext(REMOVED)}. {summary}".strip()


def _title(document: Document, lang: str) -> tuple[str, str]:
    if "speaker" in document:
        quote, speaker = document["quote"], document["speaker"]
        return f"{speaker.get('name', speaker['id'])}: “{quote['text']}”", quote["lang"]
    return texts.pick(document["title"], lang)


def bibtex(references: Iterable[Reference]) -> Iterator[str]:
    """Yield entries for LaTeX (biblatex and BibTeX)."""
    for one in references:
        fields = {
            "title": f"{{{escaped(one.title)}}}",
            "publisher": escaped(one.publisher),
            "url": one.url.replace("{", "%7B").replace("}", "%7D"),
            "date": one.published,
            "langid": {"en": "english", "de": "german"}.get(one.lang, ""),
            "note": escaped(one.note),
        }
        body = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items() if value)
        yield f"@{one.types[2]}{{{one.id},\n{body}\n}}\n\n"


def ris(references: Iterable[Reference]) -> Iterator[str]:
    """Yield records in the RIS format."""
    for one in references:
        lines = [("TY", one.types[1]), ("ID", one.id), ("TI", one.title), ("PB", one.publisher)]
        if date := one.date:
            lines += [("PY", f"{date.earliest.year:04}"), ("DA", date.earliest.isoformat().replace("-", "/"))]
        lines += [("UR", one.url), ("LA", one.lang), ("N1", one.note), ("ER", "")]
        yield "".join(f"{tag}  - {_one_line(value)}\r\n" for tag, value in lines if value or tag == "ER")


def csl(references: Iterable[Reference]) -> Iterator[str]:
    """Yield a list of CSL-JSON items, which Zotero and pandoc read."""
    yield "["
    for number, one in enumerate(references):
        item: dict[str, Any] = {
            "id": one.id,
            "type": one.types[0],
            "title": one.title,
            ("publisher" if one.types in (CASE, REPORT) else "container-title"): one.publisher,
            "URL": one.url,
            "language": one.lang,
            "note": one.note,
        }
        if date := one.date:
            parts = (date.earliest.year, date.earliest.month, date.earliest.day)
            item["issued"] = {"date-parts": [list(parts[: PARTS.get(date.precision, 3)])]}
        yield f"{',' if number else ''}{orjson.dumps(item).decode()}"
    yield "]"


PARTS = {"year": 1, "month": 2}
FORMS: dict[str, tuple[str, Callable[[Iterable[Reference]], Iterator[str]]]] = {
    "bib": ("application/x-bibtex; charset=utf-8", bibtex),
    "ris": ("application/x-research-info-systems; charset=utf-8", ris),
    "csl.json": ("application/vnd.citationstyles.csl+json", csl),
}


def _one_line(text: str) -> str:
    return re.sub(r"\s+", " ", text)
