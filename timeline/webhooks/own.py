"""The address of the page of one webhook: signed, for as long as the webhook is there."""

from django.conf import settings
from django.core import signing

from timeline.models import Webhook
from timeline.pages.paths import local

SIGNER = signing.Signer(salt="timeline.webhooks", sep=".")


def own_page(row: Webhook) -> str:
    """Return the absolute address, in the webhook's language."""
    return settings.SITE_URL + local(f"/webhooks/{SIGNER.sign(str(row.pk))}/", row.lang)


def webhook_of(token: str) -> Webhook | None:
    """Return the webhook of an address; None for one that is not ours or was left."""
    try:
        number = SIGNER.unsign(token)
    except signing.BadSignature:
        return None
    return Webhook.objects.filter(pk=int(number)).first()
