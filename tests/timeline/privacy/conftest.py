"""A site on which one reader did everything that stores an address, and an editor has the same one."""

from datetime import timedelta

import pytest
from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from tests.factories import make_dispute, make_event
from timeline import mail
from timeline.codelists import LetterKind
from timeline.keys import holding
from timeline.mail.envelope import recipient_digest
from timeline.models import ReaderReport, ReturnedMail, Subscription, Webhook, WebhookAttempt, WebhookMessage
from timeline.publishing import publish
from tracker.accounts.models import SignIn

ADDRESS, OTHER = "reporter@example.org", "somebody.else@example.org"


def leave_traces(address: str) -> User:
    """Store an address wherever one can be stored; return the account."""
    now = timezone.now()
    number = 1 + Webhook.objects.count()
    asked = {"lang": "en", "created_at": now}
    Subscription.objects.create(address=address, scope="dispute=jedi", rhythm="daily", **asked)
    hook = Webhook.objects.create(
        address=address, url="https://x.example/hook", kinds=["published"], state="asked", salt="sesame", **asked
    )
    message = WebhookMessage.objects.create(
        webhook=hook, message_id=f"msg_{number}", kind="test", type="webhook.test", created_at=now, due_at=now
    )
    WebhookAttempt.objects.create(message=message, at=now, outcome="ok", seconds=0.1)
    holding.make_key(address, "laptop", now=now)
    mail.put(kind=LetterKind.KEYS, address=address, subject="Keys", text=f"For {address}.", now=now)
    ReturnedMail.objects.create(
        digest=f"{number:064}",
        kind="nobody",
        letter_number=1,
        recipient=recipient_digest(address),
        received_at=now,
    )
    ReaderReport.objects.create(message=f"Wrong date. Ask {address.upper()}!", email=address, lang="en", created_at=now)
    user = User.objects.create_user(f"editor-of-{address}", address, "a password", first_name="Ada", is_staff=True)
    SignIn.objects.create(user=user, began_at=now, seen_at=now, device="Firefox", sender="192.0.2.1")
    TOTPDevice.objects.create(user=user, name="app")
    StaticDevice.objects.create(user=user, name="codes")
    typed = {"username": user.username, "ip_address": "192.0.2.1", "user_agent": "Firefox"}
    AccessAttempt.objects.create(**typed, failures_since_start=1)
    AccessFailureLog.objects.create(**typed)
    AccessLog.objects.create(**{**typed, "username": address})
    kind = ContentType.objects.get_for_model(User)
    LogEntry.objects.create(
        user=user, content_type=kind, object_id=user.pk, object_repr=user.username, action_flag=CHANGE
    )
    publish([make_event(dispute=make_dispute(slug=f"of-{number}"))], actor=user)
    return user


@pytest.fixture
def traces(db):
    """Let two people leave them; return their accounts by address."""
    return {address: leave_traces(address) for address in (ADDRESS, OTHER)}


@pytest.fixture
def long_ago():
    """Return a moment before every period."""
    return timezone.now() - timedelta(days=400)
