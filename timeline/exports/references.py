"""Writes the sources that events cite for reference managers: BibTeX, RIS and CSL-JSON. Pure."""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import orjson

from contracts.dates import PartialDate
from timeline.codelists import SourceKind
from timeline.documents.shapes import Document
from timeline.pages.citations import escaped

NEWS = {SourceKind.NEWS.value}
LAW = {SourceKind.COURT_FILING.value, SourceKind.COURT_RULING.value, SourceKind.GAO_DECISION.value}
# Of each kind: the type in CSL-JSON, in RIS and in BibTeX.
TYPES = {
    **dict.fromkeys(NEWS, ("article-newspaper", "NEWS", "article")),
    **dict.fromkeys(LAW, ("legal_case", "CASE", "misc")),
}
ELSE = ("report", "RPRT", "misc")


def sources_of(documents: Iterable[Document]) -> Iterator[Document]:
    """Yield each source that events cite once, in the order of its first citation."""
    seen = set()
    for document in documents:
        for citation in document["citations"]:
            source = citation.get("source")
            if source and source["id"] not in seen and "url" in source:
                seen.add(source["id"])
                yield source


def bibtex(sources: Iterable[Document], site: str) -> Iterator[str]:
    """Yield entries for LaTeX (biblatex and BibTeX)."""
    for source in sources:
        fields = {
            "title": f"{{{escaped(source['name'])}}}",
            "publisher": escaped(source["publisher"]),
            "url": source["url"].replace("{", "%7B").replace("}", "%7D"),
            "date": str(source["published"] or ""),
            "langid": {"en": "english", "de": "german"}.get(source["lang"], ""),
            "note": f"Cited by {site}/sources/{source['id']}/",
        }
        body = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items() if value)
        yield f"@{_types(source)[2]}{{{source['id']},\n{body}\n}}\n\n"


def ris(sources: Iterable[Document], site: str) -> Iterator[str]:
    """Yield records in the RIS format."""
    for source in sources:
        date = _date(source)
        lines = [("TY", _types(source)[1]), ("ID", source["id"]), ("TI", source["name"]), ("PB", source["publisher"])]
        if date:
            lines += [("PY", f"{date.earliest.year:04}"), ("DA", date.earliest.isoformat().replace("-", "/"))]
        lines += [("UR", source["url"]), ("LA", source["lang"]), ("N1", f"{site}/sources/{source['id']}/"), ("ER", "")]
        yield "".join(f"{tag}  - {_one_line(value)}\r\n" for tag, value in lines if value or tag == "ER")


def csl(sources: Iterable[Document], site: str) -> Iterator[str]:
    """Yield a list of CSL-JSON items, which Zotero and pandoc read."""
    yield "["
    for number, source in enumerate(sources):
        item: dict[str, Any] = {
            "id": source["id"],
            "type": _types(source)[0],
            "title": source["name"],
            ("container-title" if source["kind"] in NEWS else "publisher"): source["publisher"],
            "URL": source["url"],
            "language": source["lang"],
            "note": f"{site}/sources/{source['id']}/",
        }
        if date := _date(source):
            parts = (date.earliest.year, date.earliest.month, date.earliest.day)
            item["issued"] = {"date-parts": [list(parts[: PARTS.get(date.precision, 3)])]}
        yield f"{',' if number else ''}{orjson.dumps(item).decode()}"
    yield "]"


PARTS = {"year": 1, "month": 2}
FORMS: dict[str, tuple[str, Callable[[Iterable[Document], str], Iterator[str]]]] = {
    "bib": ("application/x-bibtex; charset=utf-8", bibtex),
    "ris": ("application/x-research-info-systems; charset=utf-8", ris),
    "csl.json": ("application/vnd.citationstyles.csl+json", csl),
}


def _types(source: Document) -> tuple[str, str, str]:
    return TYPES.get(source["kind"], ELSE)


def _date(source: Document) -> PartialDate | None:
    return PartialDate.parse(source["published"]) if source["published"] else None


def _one_line(text: str) -> str:
    return re.sub(r"\s+", " ", text)
