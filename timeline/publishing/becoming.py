"""Give a published object another slug; the old address redirects for ever."""

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from contracts.models.base import Slugged
from timeline import log
from timeline.codelists import RevisionKind
from timeline.documents.shapes import Ref, parsed, reference
from timeline.models import ChangeSet, RecordOrigin, State
from timeline.publishing.derivation import touched
from timeline.publishing.door import Published
from timeline.publishing.errors import Problem, PublishingRefused
from timeline.publishing.rederiving import rederive
from timeline.publishing.refreshing import refresh
from timeline.publishing.removal import tombstone
from timeline.publishing.writing import NewRevision, append, take_log_lock


@transaction.atomic
def readdress(row: Slugged, slug: str, *, note: str = "", actor: AbstractBaseUser | None = None) -> Published:
    """Give a published object another slug: the log takes the new name, the old one redirects and stays taken for ever.

    Raises PublishingRefused where the object is not live, or the slug was ever used in the log or by another row.
    """
    take_log_lock()
    old, new = Ref(row.document_type, row.slug), Ref(row.document_type, slug)
    newest = log.newest([old, new])
    if old not in newest or newest[old].state != State.LIVE:
        raise PublishingRefused([Problem(old, "is not live")])
    if new in newest or type(row)._default_manager.filter(slug=slug).exists():
        raise PublishingRefused([Problem(new, "is taken: a slug that was ever used stays with its object")])
    type(row)._default_manager.filter(pk=row.pk).update(slug=slug)
    RecordOrigin.objects.filter(kind=row.document_type, object_key=row.slug).update(object_key=slug)
    row.slug = slug
    change_set = ChangeSet.objects.create(note=note, actor=actor)  # type: ignore[misc]  # the user model is a setting
    document, facts = {**parsed(newest[old].document), "id": slug}, parsed(newest[old].facts)
    [seq] = append([NewRevision(new, RevisionKind.PUBLISHED, document, facts)], change_set)
    refreshed = refresh({old: facts}, change_set, replaced_by={old: new})
    stone = tombstone(old, State.MERGED, into=reference(new.object, new.id), readdressed=True)
    [gone] = append([NewRevision(old, RevisionKind.MERGED, stone, {}, note)], change_set)
    rederive({new} | touched([document]), change_set)
    kinds: dict[Ref, str] = dict.fromkeys(refreshed, RevisionKind.REFRESHED)
    kinds |= {new: RevisionKind.PUBLISHED, old: RevisionKind.MERGED}
    return Published(change_set, {**refreshed, new: seq, old: gone}, kinds)
