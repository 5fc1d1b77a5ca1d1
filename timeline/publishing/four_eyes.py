"""Four eyes: which acts need two publishers. Asked by the door itself, so that no way into the log goes round it.

Publishing waits for the second where the dispute asks for it, where a cited passage was looked for and not found, and
where something retracted is put back. What takes away (retract, take down) or can be undone (merge, split) acts at
once and is listed until a second publisher confirmed it. Where only one publisher is active the act is allowed and
marked. What programs do has no actor: sources that publish without review are kept out of such disputes.
"""

import hashlib
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractBaseUser
from django.db.models import Q

from contracts.models import Dispute
from timeline import roles
from timeline.codelists import RevisionKind
from timeline.documents.shapes import Document, Ref, canonical, references
from timeline.evidence.doubts import doubts
from timeline.models import ChangeSet, SecondLook
from timeline.publishing.errors import Problem, PublishingRefused

ASKED_FOR = timedelta(days=14)
# Acts that one publisher did at once and no other has confirmed.
UNCONFIRMED = Q(needs_confirmation=True, confirmed_at=None)
MESSAGE = "needs a second publisher: {}"
PASSAGE = "a cited passage was looked for in our copy and not found"
BACK = "what was retracted is put back"
OF_DISPUTE = "the dispute “{}” asks for two"


class SecondNeeded(PublishingRefused):
    """Nothing was written: another publisher has to stand for the same act; `fingerprint` names it."""

    def __init__(self, reasons: Mapping[Ref, str], fingerprint: str, about: Iterable[Ref]) -> None:
        """Put the reasons into problems; `about` is all that the act would change."""
        self.about = list(about)
        self.fingerprint = fingerprint
        super().__init__([Problem(ref, MESSAGE.format(reason)) for ref, reason in reasons.items()])


def reasons(kinds: Mapping[Ref, str], documents: Mapping[Ref, Document]) -> dict[Ref, str]:
    """Return why publishing these documents (`kinds`: those that changed) needs two publishers, by object."""
    changed = {ref: documents[ref] for ref, kind in kinds.items() if kind}
    found = {doubt.ref: PASSAGE for doubt in doubts(changed) if doubt.has_copy}
    found |= {ref: BACK for ref, kind in kinds.items() if kind == RevisionKind.RESTORED}
    strict = strict_disputes(slug for document in changed.values() for slug in disputes_of(document))
    for ref, document in changed.items():
        for slug in disputes_of(document) & strict.keys():
            found[ref] = OF_DISPUTE.format(strict[slug])
    return found


def settle(kinds: Mapping[Ref, str], documents: Mapping[Ref, Document], actor: AbstractBaseUser) -> bool:
    """Let an act pass that needs nobody else, or that another publisher already stands for; else raise SecondNeeded.

    Returns True where it needed two and there is only one. Call it under the log's lock.
    """
    alone = is_done_alone(kinds, documents, actor)
    SecondLook.objects.filter(pk=fingerprint(kinds, documents)).delete()
    return alone


def is_done_alone(kinds: Mapping[Ref, str], documents: Mapping[Ref, Document], actor: AbstractBaseUser) -> bool:
    """Say as `settle` does whether an act may pass, without using up what another publisher said for it."""
    against = reasons(kinds, documents)
    if not against:
        return False
    if publishers() <= 1:
        return True
    name = fingerprint(kinds, documents)
    if not SecondLook.objects.filter(pk=name).exclude(asked_by=actor.pk).exists():
        raise SecondNeeded(against, name, [ref for ref, kind in kinds.items() if kind])
    return False


def ask(needed: SecondNeeded, actor: AbstractBaseUser, *, path: str, now: datetime) -> None:
    """Note that a publisher stands for an act; `path` is where another one looks at it and confirms."""
    asked = {"asked_by_id": actor.pk, "asked_at": now, "about": needed.about, "path": path}
    SecondLook.objects.get_or_create(fingerprint=needed.fingerprint, defaults=asked)


def forget_old(*, now: datetime) -> int:
    """Remove what nobody confirmed for two weeks: it was given up, or changed since. Return how many."""
    return SecondLook.objects.filter(asked_at__lt=now - ASKED_FOR).delete()[0]


def note_afterwards(change_set: ChangeSet) -> None:
    """List an act of a person that was done at once until a second publisher confirmed it; mark it where none is."""
    if change_set.actor_id is None:
        return
    alone = publishers() <= 1
    ChangeSet.objects.filter(pk=change_set.pk).update(single_editor=alone, needs_confirmation=not alone)


def note_if_strict(change_set: ChangeSet | None, documents: Iterable[Document]) -> None:
    """List an act that can be undone likewise, where a document that it changed is of a dispute that asks for two."""
    if change_set and strict_disputes(slug for document in documents for slug in disputes_of(document)):
        note_afterwards(change_set)


def confirm(change_set: ChangeSet, by: AbstractBaseUser, *, now: datetime) -> bool:
    """Confirm an act that another publisher did at once; False where that is done already, or was their own."""
    waiting = ChangeSet.objects.filter(UNCONFIRMED, pk=change_set.pk)
    return bool(waiting.exclude(actor=by.pk).update(confirmed_by_id=by.pk, confirmed_at=now))


def publishers() -> int:
    """Count the people who may publish."""
    users = get_user_model().objects.with_perm(roles.PUBLISH, backend="django.contrib.auth.backends.ModelBackend")
    count: int = users.filter(is_active=True).count()
    return count


def fingerprint(kinds: Mapping[Ref, str], documents: Mapping[Ref, Document]) -> str:
    """Return a hash of all that an act would publish, so that a confirmation covers nothing unseen."""
    digest = hashlib.sha256()
    for ref, document in sorted(documents.items()):
        digest.update(f"{ref} {kinds.get(ref) or ''} {canonical(document)}\n".encode())
    return digest.hexdigest()


def disputes_of(document: Document) -> set[str]:
    """Return the slugs of the disputes that a document belongs to."""
    if document["object"] == "dispute":
        return {str(document["id"])}
    return {str(found["id"]) for _path, found in references(document) if found["object"] == "dispute"}


def strict_disputes(slugs: Iterable[str]) -> dict[str, str]:
    """Return those of these disputes whose acts need two publishers: their names by slug."""
    return dict(Dispute.objects.filter(slug__in=set(slugs), four_eyes=True).values_list("slug", "name"))
