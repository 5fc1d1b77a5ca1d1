"""The piece of HTML that puts a dispute or an event into another page. Pure."""

from django.utils.html import format_html
from django.utils.safestring import SafeString

from timeline.addresses import page_path
from timeline.pages.paths import local

EMBEDDED = ("dispute", "event")
WIDTH, HEIGHT = 640, {"dispute": 560, "event": 360}
# No script, no form, no access to the page around it; a link may open where the reader clicked.
SANDBOX = "allow-popups allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation"


def embed_path(object_type: str, key: str, lang: str = "") -> str:
    """Return the path of the compact page, in the page's language or in `lang`."""
    return local(f"/embed{page_path(object_type, key)}", lang)


def iframe(address: str, title: str, *, width: int | str = "100%", height: int) -> SafeString:
    """Return the iframe; `address` is absolute, sizes are CSS pixels or a percentage."""
    return format_html(
        '<iframe src="{}" title="{}" width="{}" height="{}" sandbox="{}" loading="lazy"'
        ' style="max-width:100%;border:1px solid #8a8477"></iframe>',
        address,
        title,
        width,
        height,
        SANDBOX,
    )
