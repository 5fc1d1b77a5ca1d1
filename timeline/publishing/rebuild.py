"""Rebuild the index tables from the log alone; the rows come out exactly as publishing wrote them."""

from collections.abc import Callable

from django.db import connection, transaction
from django.db.models import Window
from django.db.models.functions import Lead

from timeline.codelists import REMOVING_KINDS
from timeline.documents import FACTS
from timeline.documents.shapes import parsed, shown_facts
from timeline.index_rows import IndexRows, index_rows
from timeline.models import Revision
from timeline.publishing.writing import INDEX_TABLES, insert_index_rows, take_log_lock

CHUNK = 2_000


def rows_of_revision(revision: Revision, valid_to: int | None) -> IndexRows:
    """Derive the index rows of a stored revision, which `valid_to` replaced."""
    document = parsed(revision.document)
    removed = revision.kind in REMOVING_KINDS or "state" in document
    facts = {} if removed else FACTS[revision.document_type](document, shown_facts(document))
    kind = document.get("state", revision.kind) if removed else revision.kind
    return index_rows(seq=revision.seq, kind=kind, document=document, facts=facts, valid_to=valid_to)


@transaction.atomic
def rebuild_index(progress: Callable[[int], None] = lambda _: None) -> int:
    """Empty the index tables and fill them from the log; tell `progress` the revisions done; return their number."""
    take_log_lock()
    done = 0
    with connection.cursor() as cursor:
        for table in INDEX_TABLES:
            cursor.execute(f"DELETE FROM {table}")
    following = Window(Lead("seq"), partition_by=["document_type", "key"], order_by="seq")
    batch: list[IndexRows] = []
    for revision in Revision.objects.annotate(replaced_by=following).order_by("seq").iterator(chunk_size=CHUNK):
        batch.append(rows_of_revision(revision, revision.replaced_by))
        if len(batch) == CHUNK:
            insert_index_rows(batch)
            done += len(batch)
            batch = []
            progress(done)
    insert_index_rows(batch)
    progress(done + len(batch))
    return done + len(batch)
