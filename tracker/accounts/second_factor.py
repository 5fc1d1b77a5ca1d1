"""The second factor: codes of an authenticator app (TOTP, RFC 6238), and recovery codes for a day without it."""

import segno
from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django_otp import devices_for_user
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from timeline import roles

RECOVERY_CODES = 10
NAME, RECOVERY = "authenticator app", "recovery codes"
STRONG = (roles.PUBLISH, roles.TAKE_DOWN, "auth.change_user")


def is_demanded(user: User) -> bool:
    """Say whether an account must have a second factor: whoever can change what readers see, or who may."""
    return settings.REQUIRE_TWO_FACTOR and (user.is_superuser or any(user.has_perm(name) for name in STRONG))


def has_one(user: User) -> bool:
    """Say whether an account has an authenticator app that was tried once."""
    return bool(TOTPDevice.objects.filter(user=user, confirmed=True).exists())


def is_proved(user: User) -> bool:
    """Say whether this session proved the second factor."""
    return getattr(user, "otp_device", None) is not None


def begin(user: User) -> TOTPDevice:
    """Return the app that an account is about to add; the secret stays the same until it was tried or begun anew."""
    device, _created = TOTPDevice.objects.get_or_create(user=user, confirmed=False, defaults={"name": NAME})
    return device


def confirm(user: User, code: str) -> TOTPDevice | None:
    """Accept the app that is about to be added if its code is right, in place of one before; None if it is wrong."""
    with transaction.atomic():
        device = TOTPDevice.objects.select_for_update().filter(user=user, confirmed=False).first()
        if device is None or not device.verify_token(code):
            return None
        TOTPDevice.objects.filter(user=user, confirmed=True).delete()
        device.confirmed = True
        device.save(update_fields=["confirmed"])
    return device


def prove(user: User, code: str) -> TOTPDevice | StaticDevice | None:
    """Return what a code belongs to, the app or the recovery codes (each is good once); None for a wrong one."""
    plain = "".join(code.split()).replace("-", "").lower()
    kind = TOTPDevice if plain.isdecimal() else StaticDevice
    with transaction.atomic():
        for device in kind.objects.select_for_update().filter(user=user, confirmed=True):
            if device.verify_token(plain):
                return device
    return None


def seconds_to_wait(user: User) -> int:
    """Return how long no code is accepted, because several were wrong."""
    waits = [0]
    for device in devices_for_user(user):
        allowed, reason = device.verify_is_allowed()
        if not allowed and reason and reason.get("locked_until"):
            left = reason["locked_until"] - timezone.now()
            waits.append(int(left.total_seconds()) + 1)
    return max(waits)


@transaction.atomic
def new_recovery_codes(user: User) -> list[str]:
    """Make recovery codes in place of those before, and return them: they are shown once."""
    device, _created = StaticDevice.objects.get_or_create(user=user, name=RECOVERY)
    device.token_set.all().delete()
    codes = [StaticToken.random_token() + StaticToken.random_token()[:4] for _ in range(RECOVERY_CODES)]
    StaticToken.objects.bulk_create(StaticToken(device=device, token=code) for code in codes)
    return [f"{code[:4]}-{code[4:8]}-{code[8:]}" for code in codes]


def recovery_codes_left(user: User) -> int:
    """Count the recovery codes that were not used."""
    return int(StaticToken.objects.filter(device__user=user).count())


@transaction.atomic
def remove(user: User) -> int:
    """Take an account's second factor away, with its recovery codes; return how many devices it had."""
    count = int(TOTPDevice.objects.filter(user=user, confirmed=True).count())
    TOTPDevice.objects.filter(user=user).delete()
    StaticDevice.objects.filter(user=user).delete()
    return count


def picture_of(device: TOTPDevice) -> SafeString:
    """Draw the address that an app reads as a QR code (SVG)."""
    drawn = segno.make(device.config_url, error="m").svg_inline(scale=5, border=3, light="#fff", svgclass=None)
    return mark_safe(drawn)  # noqa: S308 - our own drawing; the address in it is encoded as squares


def spelled(device: TOTPDevice) -> str:
    """Return the secret as an app takes it by hand, in groups of four."""
    secret = device.config_url.split("secret=")[1].split("&")[0]
    return " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))
