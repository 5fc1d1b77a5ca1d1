"""The address of the page of one subscription: signed, for as long as the subscription is there."""

from django.conf import settings
from django.core import signing

from timeline.models import Subscription
from timeline.pages.paths import local

SIGNER = signing.Signer(salt="timeline.subscriptions", sep=".")


def own_page(row: Subscription) -> str:
    """Return the absolute address, in the subscription's language."""
    return settings.SITE_URL + local(f"/alerts/{SIGNER.sign(str(row.pk))}/", row.lang)


def subscription_of(token: str) -> Subscription | None:
    """Return the subscription of an address; None for one that is not ours or was left."""
    try:
        number = SIGNER.unsign(token)
    except signing.BadSignature:
        return None
    return Subscription.objects.filter(pk=int(number)).first()
