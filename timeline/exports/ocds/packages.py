"""Puts releases together and packs them: a release is a process as it stood at one seq of the log."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from timeline.documents.protests import facts
from timeline.documents.shapes import Document, shown_facts
from timeline.exports.ocds import disputed
from timeline.exports.ocds.process import process, roles
from timeline.exports.ocds.values import Json, filled, is_organisation, ocid, organisation

VERSION: Final = "1.1"
# The bids extension at the version whose fields are written here, by its lasting address.
BIDS: Final = "https://raw.githubusercontent.com/open-contracting-extensions/ocds_bid_extension/v1.1.5/extension.json"
EXTENSION_PATH: Final = "/ocds-extension/extension.json"


@dataclass(frozen=True, slots=True)
class Publisher:
    """Who publishes: the site's address and the prefix of its processes, under which licence."""

    site: str
    prefix: str
    name: str
    licence: str


@dataclass(frozen=True, slots=True)
class Standing:
    """A contracting process at one moment: its documents, the log's seq and when that was published."""

    contract: Document
    protests: Sequence[Document]
    statements: Sequence[Document]
    seq: int
    published_at: datetime


def release(standing: Standing, publisher: Publisher) -> Json:
    """Return a process as a release; its id is the log's seq, its date when that was published."""
    core = process(standing.contract, prefix=publisher.prefix, site=publisher.site)
    complaints = [
        disputed.complaint(one, title=facts(one, shown_facts(one))["name"], site=publisher.site)
        for one in standing.protests
    ]
    return filled(
        ocid=ocid(publisher.prefix, standing.contract["id"]),
        id=str(standing.seq),
        date=standing.published_at.isoformat(),
        tag=_tags(core),
        initiationType="tender",
        parties=_parties(standing),
        **core,
        complaints=complaints,
        statements=[disputed.statement(one, site=publisher.site) for one in standing.statements],
    )


def record(found: Json) -> Json:
    """Return the record of a process that has one release: the compiled release says what that one does."""
    compiled = {**found, "id": f"{found['ocid']}-{found['date']}", "tag": ["compiled"]}
    return {"ocid": found["ocid"], "releases": [found], "compiledRelease": compiled}


def package(address: str, published_at: datetime, publisher: Publisher, **content: list[Json]) -> Json:
    """Pack releases or records (one of the two by its name) with who published them, when and on which terms."""
    return {
        "uri": address,
        "version": VERSION,
        "publishedDate": published_at.isoformat(),
        "publisher": {"name": publisher.name, "uri": publisher.site},
        "license": publisher.licence,
        "extensions": [BIDS, f"{publisher.site}{EXTENSION_PATH}"],
        **content,
    }


def _tags(core: Json) -> list[str]:
    parts = (("tender", "tender"), ("awards", "award"), ("contracts", "contract"))
    return [tag for part, tag in parts if part in core]


def _parties(standing: Standing) -> list[Json]:
    """Return the organisations that a release names, each once with all its parts."""
    found: dict[str, tuple[Document, dict[str, None]]] = {}
    for party, role in _roles(standing):
        if is_organisation(party):
            found.setdefault(party["id"], (party, {}))[1][role] = None
    return [{**organisation(party), "roles": list(parts)} for party, parts in found.values()]


def _roles(standing: Standing) -> Iterable[tuple[Document, str]]:
    yield from roles(standing.contract)
    yield standing.contract["buyer"], "procuringEntity"
    for protest in standing.protests:
        yield from disputed.roles(protest)
