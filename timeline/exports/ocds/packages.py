"""Puts releases together and packs them: a release is what one act of publishing changed in a process. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from timeline.documents.protests import facts
from timeline.documents.shapes import Document, shown_facts
from timeline.exports.ocds import disputed
from timeline.exports.ocds.merging import merged
from timeline.exports.ocds.process import process, roles
from timeline.exports.ocds.publisher import Publisher
from timeline.exports.ocds.values import Json, filled, is_organisation, organisation
from timeline.selectors import Act

VERSION: Final = "1.1"
# The bids extension at the version whose fields are written here, by its lasting address.
BIDS: Final = "https://raw.githubusercontent.com/open-contracting-extensions/ocds_bid_extension/v1.1.5/extension.json"
EXTENSION_PATH: Final = "/ocds-extension/extension.json"


@dataclass(frozen=True, slots=True)
class Standing:
    """A contracting process at one moment: its contract, and the protests and statements about it."""

    contract: Document
    protests: Sequence[Document]
    statements: Sequence[Document]


def content(standing: Standing, by: Publisher) -> Json:
    """Return what a release can say of a process: all its members but who it is, when, and which documents it holds."""
    return filled(
        parties=_parties(standing),
        **process(standing.contract, prefix=by.prefix, site=by.site),
        complaints=[
            disputed.complaint(one, title=facts(one, shown_facts(one))["name"], site=by.site)
            for one in standing.protests
        ],
        statements=[disputed.statement(one, site=by.site) for one in standing.statements],
    )


def release(process_id: str, act: Act, content: Json, *, said: Json) -> Json:
    """Return what an act changed as a release; its id is the act's last seq, its date when that was published.

    `said` is what earlier releases said.
    """
    return {
        "ocid": process_id,
        "id": str(act.seq),
        "date": act.published_at.isoformat(),
        "tag": _tags(content, said),
        "initiationType": "tender",
        **content,
    }


def compiled(releases: Iterable[Json]) -> Json:
    """Merge a process's releases, which come in the order of time, into its compiled release."""
    whole: Json = {}
    for one in releases:
        whole = merged(whole, one)
    return {**whole, "id": f"{whole['ocid']}-{whole['date']}", "tag": ["compiled"]}


def package(address: str, published_at: datetime, by: Publisher) -> Json:
    """Return a package without its releases or records: who published them, when and on which terms."""
    return {
        "uri": address,
        "version": VERSION,
        "publishedDate": published_at.isoformat(),
        "publisher": {"name": by.name, "uri": by.site},
        "license": by.licence,
        "extensions": [BIDS, f"{by.site}{EXTENSION_PATH}"],
    }


PARTS: Final = {"tender": "tender", "awards": "award", "contracts": "contract"}


def _tags(content: Json, said: Json) -> list[str]:
    """Name what a release is about; one that touches none of the standard's parts is news of the process as a whole."""
    found = [f"{tag}Update" if part in said else tag for part, tag in PARTS.items() if part in content]
    return found or ["tenderUpdate"]


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
