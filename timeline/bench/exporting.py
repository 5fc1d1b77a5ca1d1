"""What a process of its own does in the export part: write a dispute's events out, by the download and by COPY."""

import time
from collections.abc import Iterable

from django.db import connection
from django.test import RequestFactory

from timeline.bench.processes import Told, answer, heard, peak
from timeline.exports.views import dispute_events

COPY = """COPY (SELECT r.document FROM timeline_eventscope s JOIN timeline_revision r ON r.seq = s.seq
 WHERE s.scope = 'dispute:{slug}' AND NOT s.is_statement AND s.valid_to IS NULL) TO STDOUT"""


def main() -> None:
    """Write out each dispute that is told, in both ways; answer with seconds, bytes and the most memory held."""
    for slug in heard():
        answer({**_timed("download", _download(slug)), **_timed("copy", _copied(slug)), "peak": peak()})


def _timed(name: str, parts: Iterable[bytes]) -> Told:
    begin = time.perf_counter()
    size = sum(map(len, parts))
    return {f"{name}_seconds": time.perf_counter() - begin, f"{name}_bytes": size}


def _download(slug: str) -> Iterable[bytes]:
    yield from dispute_events(RequestFactory().get("/"), slug=slug, form="jsonl")


def _copied(slug: str) -> Iterable[bytes]:
    with connection.cursor() as cursor, cursor.copy(COPY.format(slug=slug)) as copy:
        yield from map(bytes, copy)
