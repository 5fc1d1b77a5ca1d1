"""What search engines read: the map of all pages in both languages, and what is not worth their visit."""

from collections.abc import Iterable
from datetime import datetime
from xml.sax.saxutils import escape

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path

from timeline.addresses import page_path
from timeline.pages.paths import MAIN_LANGUAGE, NAMES, local
from timeline.pages.reading import public_page
from timeline.selectors.sitemap import listed, parts

# Two languages make 20,000 addresses a part; the format allows 50,000 and 50 MB.
PART = 10_000
STANDING = (
    "/",
    "/claims/",
    "/parties/",
    "/statements/",
    "/deadlines/",
    "/calculator/",
    "/compare/",
    "/statistics/",
    "/glossary/",
    "/corrections/",
    "/sources/",
    "/sources-health/",
    "/quality/",
    "/about/",
    "/method/",
    "/licence/",
    "/for-journalists/",
    "/data/",
)
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
ALTERNATES = 'xmlns:xhtml="http://www.w3.org/1999/xhtml"'
# The desk, the form, and questions to the pages: past moments and filters are endless and canonical to one page.
ROBOTS = """User-agent: *
Disallow: /admin/
Disallow: /report/
Disallow: /de/report/
Disallow: /search/
Disallow: /de/search/
Disallow: /embed/
Disallow: /de/embed/
Disallow: /*?*as_of=
Disallow: /*?*known_by=
Disallow: /*?*q=

Sitemap: {site}/sitemap.xml
"""


@public_page
def sitemap(_request: HttpRequest) -> HttpResponse:
    """Return all addresses, or the index of the parts where there are more than one holds."""
    found = parts(PART)
    if len(found) <= 1:
        return _xml(_addresses(0, standing=True))
    rows = [
        f"<sitemap><loc>{settings.SITE_URL}/sitemap-{number}.xml</loc>{_when(changed_at)}</sitemap>"
        for number, changed_at in enumerate(found, start=1)
    ]
    return _xml([f"<sitemapindex {NAMESPACE}>", *rows, "</sitemapindex>"])


@public_page
def sitemap_part(_request: HttpRequest, number: int) -> HttpResponse:
    """Return one part, counted from 1; the standing pages are in the first."""
    if not 1 <= number <= len(parts(PART)):
        raise Http404
    return _xml(_addresses((number - 1) * PART, standing=number == 1))


@public_page
def robots(_request: HttpRequest) -> HttpResponse:
    """Say where programs need not go, and where the map is."""
    return HttpResponse(ROBOTS.format(site=settings.SITE_URL), content_type="text/plain; charset=utf-8")


def _addresses(offset: int, *, standing: bool) -> Iterable[str]:
    yield f"<urlset {NAMESPACE} {ALTERNATES}>"
    for address in STANDING if standing else ():
        yield from _both(address, None)
    for one in listed(offset=offset, limit=PART):
        yield from _both(page_path(one.object_type, one.key, one.slug), one.changed_at)
    yield "</urlset>"


def _both(address: str, changed_at: datetime | None) -> Iterable[str]:
    """Return an address in each language, each with all its alternates."""
    hrefs = {lang: escape(settings.SITE_URL + local(address, lang)) for lang in NAMES}
    named = [*hrefs.items(), ("x-default", hrefs[MAIN_LANGUAGE])]
    alternates = "".join(f'<xhtml:link rel="alternate" hreflang="{lang}" href="{href}"/>' for lang, href in named)
    for href in hrefs.values():
        yield f"<url><loc>{href}</loc>{_when(changed_at)}{alternates}</url>"


def _when(changed_at: datetime | None) -> str:
    return f"<lastmod>{changed_at.isoformat(timespec='seconds')}</lastmod>" if changed_at else ""


def _xml(lines: Iterable[str]) -> HttpResponse:
    return HttpResponse(HEAD + "\n".join(lines) + "\n", content_type="application/xml; charset=utf-8")


urlpatterns = [
    path("sitemap.xml", sitemap, name="sitemap"),
    path("sitemap-<int:number>.xml", sitemap_part, name="sitemap-part"),
    path("robots.txt", robots, name="robots"),
]
