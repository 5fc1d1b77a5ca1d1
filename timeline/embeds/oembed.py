"""oEmbed 1.0: an address of this site in, the iframe that shows it out, as JSON or XML."""

import re
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from lxml import etree

from timeline import selectors
from timeline.embeds.codes import HEIGHT, WIDTH, embed_path, iframe
from timeline.pages.cite import title_of
from timeline.pages.paths import MAIN_LANGUAGE
from timeline.pages.reading import MAX_AGE, public_page

PATH = re.compile(r"/(?:(de)/)?(disputes|events)/([A-Za-z0-9_-]+)/(?:[A-Za-z0-9_-]+/)?")
TYPES = {"disputes": "dispute", "events": "event"}
SMALLEST = 200


@public_page
def oembed(request: HttpRequest) -> HttpResponse:
    """Answer for `url`, within `maxwidth` and `maxheight`; 404 for what has no embed, 501 for other formats."""
    form = request.GET.get("format", "json")
    if form not in {"json", "xml"}:
        return HttpResponse("json and xml are known", status=501, content_type="text/plain; charset=utf-8")
    lang, object_type, key = _named(request.GET.get("url", ""))
    found = selectors.find(object_type, key)
    if found is None or found.state != "live":
        raise Http404
    title = title_of(found.data)
    width = _size(request, "maxwidth", WIDTH)
    height = _size(request, "maxheight", HEIGHT[object_type])
    address = f"{settings.SITE_URL}{embed_path(object_type, key, lang)}"
    body: dict[str, Any] = {
        "version": "1.0",
        "type": "rich",
        "title": title,
        "provider_name": "Contract Disputes",
        "provider_url": f"{settings.SITE_URL}/",
        "cache_age": MAX_AGE,
        "html": str(iframe(address, title, width=width, height=height)),
        "width": width,
        "height": height,
    }
    response = (
        JsonResponse(body) if form == "json" else HttpResponse(_xml(body), content_type="text/xml; charset=utf-8")
    )
    response["Access-Control-Allow-Origin"] = "*"
    return response


def _named(url: str) -> tuple[str, str, str]:
    """Return language, type and key of what an address of this site shows; raise Http404 for any other."""
    own, asked = urlsplit(settings.SITE_URL), urlsplit(url)
    match = PATH.fullmatch(asked.path)
    if asked.scheme not in {"http", "https"} or asked.netloc != own.netloc or match is None:
        raise Http404
    return match[1] or MAIN_LANGUAGE, TYPES[match[2]], match[3]


def _size(request: HttpRequest, name: str, wanted: int) -> int:
    """Return the wanted size or the asker's bound, which is not followed below what can be read."""
    text = request.GET.get(name, "")
    bound = int(text) if text.isascii() and text.isdigit() and len(text) < 7 else wanted
    return max(SMALLEST, min(wanted, bound))


def _xml(body: dict[str, Any]) -> bytes:
    root = etree.Element("oembed")
    for name, value in body.items():
        etree.SubElement(root, name).text = str(value)
    return etree.tostring(root, xml_declaration=True, encoding="utf-8", standalone=True)
