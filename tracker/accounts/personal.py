"""What is stored of an account: told and erased by its address, and let go of when its time is over."""

from datetime import datetime, timedelta
from typing import Any

from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.db import models, transaction
from django.db.models import Q
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from timeline.privacy.holdings import Holding, Rows, delete
from timeline.privacy.periods import Period
from tracker.accounts.models import SignIn
from tracker.accounts.sign_ins import KEPT as SIGN_INS_KEPT

# Wrong passwords count for a quarter of an hour; a day lets an operator see who tried.
ATTEMPTS_KEPT = timedelta(days=1)
PERIODS = (
    Period("Log-in at the desk, with device and sender", SIGN_INS_KEPT, "it was used last"),
    Period("Wrong password at the desk, with name and sender", ATTEMPTS_KEPT, "it came"),
    Period("Session of the desk", timedelta(days=1), "it ended"),
)


def users(address: str) -> models.QuerySet[User]:
    """Return the accounts of an address."""
    return User.objects.filter(email__iexact=address)


def _names(address: str) -> models.QuerySet[User, str]:
    return users(address).values_list("username", flat=True)


def _logged(address: str) -> Rows:
    """Return the desk's notes of what an account did, and those in which it is what something was done to."""
    kind = ContentType.objects.get_for_model(User)
    own = [str(pk) for pk in users(address).values_list("pk", flat=True)]
    return LogEntry.objects.filter(Q(user__in=users(address)) | Q(content_type=kind, object_id__in=own))


def _unname(rows: Rows, address: str) -> int:
    """Keep what was done at the desk, since others rest on it, and take the name out of what it was done to."""
    kind = ContentType.objects.get_for_model(User)
    own = {str(pk): f"former-{pk}" for pk in users(address).values_list("pk", flat=True)}
    for entry in rows.filter(content_type=kind, object_id__in=own):
        LogEntry.objects.filter(pk=entry.pk).update(object_repr=own[entry.object_id], change_message="")
    return int(rows.count())


def _retire(rows: Rows, _address: str) -> int:
    """Make accounts nobody's: what they published stays theirs by number, and none of them can log in again."""
    count = 0
    for user in rows:
        user.username, user.email, user.first_name, user.last_name = f"former-{user.pk}", "", "", ""
        user.is_active = user.is_staff = user.is_superuser = False
        user.last_login = None
        user.set_unusable_password()
        user.save()
        user.groups.clear()
        user.user_permissions.clear()
        count += 1
    return count


def _by_name(model: type[models.Model]) -> Holding:
    """Return the holding of a table of log-ins, which knows accounts by what was typed as their name or address."""
    return Holding(
        model,
        ("username", "ip_address", "user_agent"),
        lambda address: model._default_manager.filter(Q(username__in=_names(address)) | Q(username__iexact=address)),
        delete,
    )


# The account itself is the last: the others are found by it.
HOLDINGS = (
    Holding(SignIn, ("device", "sender"), lambda address: SignIn.objects.filter(user__in=users(address)), delete),
    Holding(
        TOTPDevice,
        (),
        lambda address: TOTPDevice.objects.filter(user__in=users(address)),
        delete,
        ("key", "last_t", "drift"),
    ),
    Holding(StaticDevice, (), lambda address: StaticDevice.objects.filter(user__in=users(address)), delete),
    _by_name(AccessAttempt),
    _by_name(AccessFailureLog),
    _by_name(AccessLog),
    Holding(LogEntry, (), _logged, _unname),
    Holding(User, ("username", "email", "first_name", "last_name"), users, _retire, ("password",)),
)


@transaction.atomic
def delete_old(*, now: datetime) -> dict[str, int]:
    """Delete log-ins, attempts and sessions whose time is over; return how many of each there were."""
    before = now - SIGN_INS_KEPT
    gone: dict[str, Any] = {
        "sign-ins": SignIn.objects.filter(Q(ended_at__lt=before) | Q(seen_at__lt=before)),
        "attempts": AccessAttempt.objects.filter(attempt_time__lt=now - ATTEMPTS_KEPT),
        "failures": AccessFailureLog.objects.filter(attempt_time__lt=now - ATTEMPTS_KEPT),
        "log-ins": AccessLog.objects.filter(attempt_time__lt=before),
        "sessions": Session.objects.filter(expire_date__lt=now),
    }
    return {name: rows.delete()[0] for name, rows in gone.items()}
