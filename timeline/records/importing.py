"""Makes a copy of a record from its OCDS files: their documents become record files, loaded like any others."""

import gzip
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import orjson

from timeline.documents.shapes import Document, parsed, references
from timeline.log import latest_seq
from timeline.records.dumping import OF_DISPUTE, dispute_file, parties_file
from timeline.records.loading import Loaded, Progress, load, no_progress
from timeline.records.mistakes import Mistake, RecordRefused
from timeline.records.published import kind_of, values_of
from timeline.records.schema import PARTIES_FILE, Values

DOCUMENTS = "recordDocuments"  # as docs/ocds-extension describes them

Json = dict[str, Any]
# Kind → public name → values.
Sections = dict[str, dict[str, Values]]


def import_ocds(path: Path, *, now: datetime, progress: Progress = no_progress) -> Loaded:
    """Load the documents of an OCDS file into an empty tracker and publish them; raise RecordRefused otherwise.

    The file is a package of releases or of records, or JSON Lines of either, compressed or not. Current documents
    become the same as those of the site that wrote it, apart from seq and time; history stays behind.
    """
    if latest_seq():
        raise RecordRefused([Mistake(str(path), 1, "", "is only imported into a tracker that has published nothing")])
    documents = newest_documents(path)
    if not documents:
        reason = f"holds no documents of a record ({DOCUMENTS}): only what a site like this one wrote can be imported"
        raise RecordRefused([Mistake(str(path), 1, "", reason)])
    with TemporaryDirectory() as folder:
        for name, text in record_files(documents).items():
            (Path(folder) / f"{name}.yaml").write_text(text, encoding="utf-8")
        return load([Path(folder)], now=now, progress=progress)


def newest_documents(path: Path) -> dict[str, Document]:
    """Return the documents that a file holds by type and key, of each the one with the latest release."""
    found: dict[str, tuple[str, str]] = {}
    for release in _releases(path):
        for entry in release.get(DOCUMENTS, ()):
            said = (str(release["date"]), str(entry["document"]))
            found[entry["id"]] = max(found.get(entry["id"], said), said, key=lambda one: one[0])
    return {name: parsed(text) for name, (_date, text) in found.items()}


def record_files(documents: dict[str, Document]) -> dict[str, str]:
    """Write documents as the record files of their disputes and of all parties; examples are left out."""
    real = _without_examples(list(documents.values()))
    found: dict[str, Sections] = {doc["id"]: _nothing() for doc in real if doc["object"] == "dispute"}
    parties: dict[str, Values] = {}
    homes = _homes(real, list(found))
    events = {document["id"] for document in real if kind_of(document) == "event"}
    for document in real:
        kind, key, values = kind_of(document), document["id"], values_of(document)
        if "links" in values:
            values["links"] = [link for link in values["links"] if link["to"] in events]
        if kind == "party":
            parties[key] = values
        elif home := homes.get(key) if kind == "source" else _dispute_of(document):
            found[home][kind][key] = values
    files = {slug: dispute_file(slug, sections.pop("dispute")[slug], sections) for slug, sections in found.items()}
    return {PARTIES_FILE: parties_file(parties), **files}


def _nothing() -> Sections:
    return {kind: {} for kind in ("dispute", *OF_DISPUTE, "source")}


def _dispute_of(document: Document) -> str:
    return str(document["id"] if document["object"] == "dispute" else document["dispute"]["id"])


def _homes(documents: list[Document], disputes: list[str]) -> dict[str, str]:
    """Say in which dispute's file each source stands: its own, else that of the first document that cites it.

    A source that belongs to none of these disputes and that nothing cites stands in none.
    """
    homes = {
        document["id"]: document["dispute"]["id"]
        for document in documents
        if document["object"] == "source" and (document["dispute"] or {}).get("id") in disputes
    }
    for document in documents:
        home = (document.get("dispute") or {}).get("id")
        for _path, shown in references(document):
            if shown["object"] == "source":
                homes.setdefault(shown["id"], home if home in disputes else disputes[0])
    return homes


def _without_examples(documents: list[Document]) -> list[Document]:
    """Leave out what a demonstration feed made, and what was said about it."""
    examples = {document["id"] for document in documents if document.get("example")}
    return [
        document
        for document in documents
        if document["id"] not in examples
        and not (kind_of(document) == "statement" and document["event"]["event"]["id"] in examples)
    ]


def _releases(path: Path) -> Iterator[Json]:
    """Yield what a file holds of releases: each of them, or the compiled one of each record."""
    with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as file:
        first = file.readline()
        try:
            head = orjson.loads(first)
        except orjson.JSONDecodeError:
            head = _read(path, first + file.read())
        if "releases" in head and "ocid" not in head:
            yield from head["releases"]
        elif "records" in head:
            yield from (record["compiledRelease"] for record in head["records"])
        else:
            yield head.get("compiledRelease", head)
            yield from (one.get("compiledRelease", one) for one in map(orjson.loads, file))


def _read(path: Path, content: bytes) -> Json:
    try:
        found: Json = orjson.loads(content)
    except orjson.JSONDecodeError as error:
        raise RecordRefused([Mistake(str(path), error.lineno, "", "is neither JSON nor JSON Lines")]) from error
    return found
