"""Who has to look a second time where a cited passage was not found in our copy."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.contrib.auth import get_user_model

from timeline import roles
from timeline.evidence.doubts import Doubt
from timeline.models import ChangeSet, SecondLook


def needs_second(doubts: Sequence[Doubt]) -> bool:
    """Say whether an act needs two publishers: words were looked for and not found, and two publishers are active."""
    return any(doubt.has_copy for doubt in doubts) and publishers() > 1


def publishers() -> int:
    """Count the people who may publish."""
    users = get_user_model().objects.with_perm(roles.PUBLISH, backend="django.contrib.auth.backends.ModelBackend")
    count: int = users.filter(is_active=True).count()
    return count


def is_second(fingerprint: str, user: Any, *, now: datetime) -> bool:
    """Say whether another publisher stands for this very act already; else note that this one does."""
    look, _created = SecondLook.objects.get_or_create(
        fingerprint=fingerprint, defaults={"asked_by": user, "asked_at": now}
    )
    if look.asked_by_id == user.pk:
        return False
    look.delete()
    return True


def mark_single(change_set: ChangeSet) -> None:
    """Mark an act that one publisher did alone although it needed two, because there is no other."""
    ChangeSet.objects.filter(pk=change_set.pk).update(single_editor=True)
