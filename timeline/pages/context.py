"""What every template may need: the site's own address."""

from django.conf import settings
from django.http import HttpRequest


def site(_: HttpRequest) -> dict[str, str]:
    """Give templates the site's public address, without a slash at its end."""
    return {"site_url": settings.SITE_URL}
