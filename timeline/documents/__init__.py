"""How each object becomes its public document: one module a type, built from the editors' tables."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from django.db.models import Model, QuerySet

from contracts.models import Contract, Dispute, Party, Protest
from contracts.models.base import Publishable
from timeline.documents import claims, contracts, disputes, events, parties, protests, sources, statements
from timeline.documents.shapes import Document, Facts, Lookup, Ref
from timeline.models import Claim, Event, Source, Statement


class Kind(NamedTuple):
    """How rows of one model become documents."""

    model: type[Publishable]
    key_field: str
    rows: Callable[[], QuerySet[Model]]
    document: Callable[[Model], Document]


KINDS: tuple[Kind, ...] = (
    Kind(Dispute, "slug", disputes.rows, disputes.document),  # type: ignore[arg-type]  # each takes its own model
    Kind(Contract, "slug", contracts.rows, contracts.document),  # type: ignore[arg-type]
    Kind(Party, "slug", parties.rows, parties.document),  # type: ignore[arg-type]
    Kind(Claim, "slug", claims.rows, claims.document),  # type: ignore[arg-type]
    Kind(Source, "public_id", sources.rows, sources.document),  # type: ignore[arg-type]
    Kind(Protest, "public_id", protests.rows, protests.document),  # type: ignore[arg-type]
    Kind(Event, "public_id", events.rows, events.document),  # type: ignore[arg-type]
    Kind(Statement, "public_id", statements.rows, statements.document),  # type: ignore[arg-type]
)

FACTS: dict[str, Callable[[Document, Lookup], Facts]] = {
    "dispute": disputes.facts,
    "contract": contracts.facts,
    "party": parties.facts,
    "claim": claims.facts,
    "source": sources.facts,
    "protest": protests.facts,
    "event": lambda document, lookup: (
        statements.facts(document, lookup) if document["type"] == "statement" else events.facts(document, lookup)
    ),
}


def build(rows: Iterable[Publishable]) -> dict[Ref, Document]:
    """Build the documents of editors' rows, a constant number of queries a model; references are not yet filled."""
    wanted: dict[type[Publishable], list[int]] = {}
    for row in rows:
        wanted.setdefault(type(row), []).append(row.pk)
    return {
        Ref(kind.model.document_type, str(getattr(row, kind.key_field))): kind.document(row)
        for kind in KINDS
        if kind.model in wanted
        for row in kind.rows().filter(pk__in=wanted[kind.model])
    }


def find_rows(refs: Iterable[Ref]) -> dict[Ref, Publishable]:
    """Find the editors' rows behind names in the log; names without a row are left out."""
    names = list(refs)
    found: dict[Ref, Publishable] = {}
    for kind in KINDS:
        keys = [ref.id for ref in names if ref.object == kind.model.document_type]
        if keys:
            rows = kind.model._default_manager.filter(**{f"{kind.key_field}__in": keys})
            found |= {Ref(kind.model.document_type, row.key): row for row in rows}
    return found
