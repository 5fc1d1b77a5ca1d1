"""What every template may need: the site's own address, and the same page in the other language."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from timeline.glossary.linking import FirstUses
from timeline.pages.paths import NAMES, bare, language, local


def site(request: HttpRequest) -> dict[str, Any]:
    """Give templates the site's public address, without a slash at its end, and this page in every language.

    `first_uses` is what the page has linked to the glossary while it is made.
    """
    full = bare(request.get_full_path())
    return {
        "site_url": settings.SITE_URL,
        "lang": language(),
        "first_uses": FirstUses(local("/glossary/")),
        "languages": [
            {
                "code": code,
                "name": name,
                "href": local(full, code),
                "home": local("/", code),
                "current": code == language(),
            }
            for code, name in NAMES.items()
        ],
    }
