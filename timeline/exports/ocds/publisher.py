"""Who publishes in OCDS, under which prefix and licence: the one place where the settings are read."""

from dataclasses import dataclass

from django.conf import settings

from timeline.exports.tables import LICENCE_ADDRESS

NAME = "Contract Disputes"


@dataclass(frozen=True, slots=True)
class Publisher:
    """Who publishes: the site's address and the prefix of its processes, under which licence."""

    site: str
    prefix: str
    name: str
    licence: str


def publisher() -> Publisher:
    """Return who publishes, from the settings."""
    return Publisher(settings.SITE_URL, settings.OCDS_PREFIX, NAME, LICENCE_ADDRESS)
