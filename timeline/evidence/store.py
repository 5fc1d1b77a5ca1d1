"""Keeps the bytes of documents under their hash: in a folder, or wherever the setting of the storage leads."""

import hashlib
from collections.abc import Mapping
from datetime import datetime, timedelta

from django.core.files.base import ContentFile
from django.core.files.storage import Storage, storages
from django.db import transaction

from timeline.codelists import TextState
from timeline.evidence import warc
from timeline.models import Copy
from timeline.passages.kinds import READABLE, kind_of

# A copy that nothing refers to after this time was left by a worker that died.
UNCLAIMED = timedelta(days=1)


class Missing(Exception):
    """The bytes of a copy are not where they were put, or are not the same."""


def storage() -> Storage:
    """Return where the records lie."""
    return storages["evidence"]


def keep(
    body: bytes, *, url: str, now: datetime, status: int | None = None, headers: Mapping[str, str] | None = None
) -> Copy:
    """Keep bytes once; return their row. The row is there before the file, so every file has one."""
    headers = headers or {}
    sha256 = hashlib.sha256(body).hexdigest()
    content_type = headers.get("content-type", "")[:300]
    kind = kind_of(body, content_type)
    readable = kind in READABLE
    copy, _created = Copy.objects.get_or_create(
        sha256=sha256,
        defaults={
            "size": len(body),
            "media_type": kind,
            "content_type": content_type,
            "url": url[:2000],
            "kept_at": now,
            "state": TextState.WAITING if readable else TextState.NONE,
            "due_at": now if readable else None,
            "note": "" if readable else f"no text can be read from {kind}",
        },
    )
    if not storage().exists(copy.name):
        packed = warc.record(body=body, sha256=sha256, at=now, url=url, status=status, headers=headers)
        # Another worker may have been faster: its file holds the same bytes.
        written = storage().save(copy.name, ContentFile(packed))
        if written != copy.name:
            storage().delete(written)
    return copy


def content(copy: Copy) -> bytes:
    """Return the bytes of a copy; raise Missing."""
    try:
        with storage().open(copy.name) as file:
            body = warc.body_of(file.read())
    except (OSError, warc.Damaged) as error:
        raise Missing(f"the bytes of {copy} cannot be read: {error}") from error
    if hashlib.sha256(body).hexdigest() != copy.sha256:
        raise Missing(f"the bytes of {copy} are not those that were kept")
    return body


def remove(copy: Copy) -> None:
    """Remove the bytes of a copy from the storage, and its row with its text and all that was found in it."""
    storage().delete(copy.name)
    copy.delete()


def tidy(*, now: datetime) -> int:
    """Remove copies that nothing refers to; return how many."""
    count = 0
    for sha256 in Copy.objects.filter(captures=None, kept_at__lte=now - UNCLAIMED).values_list("pk", flat=True):
        with transaction.atomic():
            copy = Copy.objects.select_for_update().get(pk=sha256)
            if not copy.captures.exists():
                remove(copy)
                count += 1
    return count
