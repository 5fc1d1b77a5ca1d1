"""Each log-in is a row that its session points to: the account's page lists it, and ending it ends the session."""

from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.models import User
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone

from timeline.hooks import sender_of
from timeline.ingest.text import printable
from tracker.accounts.models import SignIn

KEY = "sign-in"
SEEN_EVERY = timedelta(minutes=5)
KEPT = timedelta(days=90)


def begin(request: HttpRequest, user: User, **_: Any) -> None:
    """Note that somebody logged in; a receiver of `user_logged_in`."""
    now = timezone.now()
    SignIn.objects.filter(user=user).filter(Q(ended_at__lt=now - KEPT) | Q(seen_at__lt=now - KEPT)).delete()
    row = SignIn.objects.create(
        user=user,
        began_at=now,
        seen_at=now,
        device=printable(request.headers.get("User-Agent", ""), 200),
        sender=sender_of(request) or None,
    )
    request.session[KEY] = row.pk


def end_own(request: HttpRequest, user: User | None, **_: Any) -> None:
    """Note that somebody logged out; a receiver of `user_logged_out`."""
    if user is not None:
        rows = SignIn.objects.filter(pk=request.session.get(KEY) or 0, user=user, ended_at=None)
        rows.update(ended_at=timezone.now())


def current(request: HttpRequest, user: User) -> SignIn | None:
    """Return the sign-in that a request was made under; None if it was ended."""
    row = SignIn.objects.filter(pk=request.session.get(KEY) or 0, user=user, ended_at=None).first()
    now = timezone.now()
    if row is not None and row.seen_at < now - SEEN_EVERY:
        SignIn.objects.filter(pk=row.pk).update(seen_at=now)
    return row


def alive(user: User, *, since: datetime) -> QuerySet[SignIn]:
    """Return an account's sign-ins that were not ended and were used since, the newest first."""
    return SignIn.objects.filter(user=user, ended_at=None, seen_at__gte=since).order_by("-seen_at", "-pk")


def end(user: User, *, only: int | None = None, but: int | None = None) -> int:
    """End an account's sign-ins (one, or all but one); return how many."""
    rows = SignIn.objects.filter(user=user, ended_at=None)
    rows = rows if only is None else rows.filter(pk=only)
    rows = rows if but is None else rows.exclude(pk=but)
    return rows.update(ended_at=timezone.now())
