"""Makes the pages of disputes before a reader asks: after a publication, at midnight in New York, with a new release.

Every page is asked for as a reader would, through the site's own middleware, so it is kept under the very tag and in
the codings that readers ask for, and so are the parts that it shares with its other windows. What is kept already costs
a look at the log for all. Nothing depends on it: a page that was not prepared is made for whoever comes first.
"""

from functools import lru_cache
from http import HTTPStatus
from io import BytesIO
from urllib.parse import urlsplit

from django.conf import settings
from django.core.cache import cache
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.http.request import validate_host

from timeline import selectors
from timeline.addresses import page_path
from timeline.documents.shapes import parsed
from timeline.pages.paths import NAMES, local
from timeline.pages.reading import reading_day

CODINGS = ("gzip, deflate, br, zstd", "gzip")  # browsers; programs and readers of feeds
DONE = "prepared-pages"
MOST = 200  # disputes; above that those named last wait for their readers


def prepare() -> int:
    """Have the first window of every dispute made in both languages if it is not kept; return how many are there.

    A site that keeps no pages, or does not answer to its own public address, prepares none. Neither does one where all
    were there since the last publication, midnight and release, for half of the time that pages are kept.
    """
    site = urlsplit(settings.SITE_URL)
    if not settings.PAGE_CACHE_SECONDS or not validate_host(site.hostname or "", settings.ALLOWED_HOSTS):
        return 0
    state = [settings.RELEASE, selectors.latest_seq(), reading_day().isoformat()]
    if cache.get(DONE) == state:
        return 0
    slugs = [parsed(text)["id"] for _position, text in selectors.list_objects("dispute", limit=MOST)]
    addresses = [local(page_path("dispute", slug), lang) for slug in slugs for lang in NAMES]
    count = sum(ask(address, coding) == HTTPStatus.OK for address in addresses for coding in CODINGS)
    if count == len(addresses) * len(CODINGS):
        cache.set(DONE, state, settings.PAGE_CACHE_SECONDS / 2)
    return count


def ask(path: str, coding: str) -> int:
    """Ask this site for a page without a server; return the status of its answer."""
    site = urlsplit(settings.SITE_URL)
    environ = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": path,
        "QUERY_STRING": "",
        "SCRIPT_NAME": "",
        "SERVER_NAME": site.hostname or "localhost",
        "SERVER_PORT": str(site.port or (443 if site.scheme == "https" else 80)),
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "HTTP_HOST": site.netloc,
        "HTTP_ACCEPT_ENCODING": coding,
        "wsgi.url_scheme": site.scheme or "http",
        "wsgi.input": BytesIO(),
    }
    # Its end is not told to anybody: that would close the connection to the database, which is the worker's.
    return int(_site().get_response(WSGIRequest(environ)).status_code)


@lru_cache(maxsize=1)
def _site() -> WSGIHandler:
    return WSGIHandler()
