"""Writes and reads what is kept of a document: one WARC record (ISO 28500), with the answer's headers and its bytes."""

from collections.abc import Mapping
from datetime import UTC, datetime
from io import BytesIO

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from timeline.ingest.http import NOT_KEPT

# These told how the bytes travelled; what is kept is what arrived.
_OF_THE_JOURNEY = frozenset({"content-encoding", "transfer-encoding", "content-length"})


class Damaged(Exception):
    """A record that cannot be read, or whose bytes are not those it is named after."""


def record(
    *, body: bytes, sha256: str, at: datetime, url: str, status: int | None, headers: Mapping[str, str]
) -> bytes:
    """Return a compressed record of an answer, or of a file that was handed in (no status)."""
    written = BytesIO()
    writer = WARCWriter(written, gzip=True)
    facts = {
        "WARC-Date": at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "WARC-Payload-Digest": f"sha256:{sha256}",
    }
    if status is None:
        kind, answer = "resource", None
    else:
        kind = "response"
        answer = StatusAndHeaders(f"{status} ", [*_told(headers), ("Content-Length", str(len(body)))], "HTTP/1.1")
    one = writer.create_warc_record(
        url,
        kind,
        payload=BytesIO(body),
        length=len(body),
        warc_content_type=headers.get("content-type", "") if status is None else "",
        http_headers=answer,
        warc_headers_dict=facts,
    )
    writer.write_record(one)
    return written.getvalue()


def body_of(packed: bytes) -> bytes:
    """Return the bytes of a record; raise Damaged if there is none."""
    try:
        for one in ArchiveIterator(BytesIO(packed)):
            found: bytes = one.content_stream().read()
            return found
    except (ArchiveLoadFailed, EOFError, OSError, ValueError, AttributeError) as error:  # the last of a head cut short
        raise Damaged(f"the record cannot be read: {error}") from error
    raise Damaged("there is no record in it")


def _told(headers: Mapping[str, str]) -> list[tuple[str, str]]:
    return [
        (f"X-Archive-Orig-{name}" if name in _OF_THE_JOURNEY else name, value)
        for name, value in headers.items()
        if name not in NOT_KEPT
    ]
