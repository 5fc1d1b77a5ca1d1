"""A page from memory through Django with the site's own middleware: what no page can be served faster than."""

import os
from pathlib import Path

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.urls import path

BODY = Path(os.environ.get("BENCH_BODY", os.devnull)).read_bytes()


def page(_request: HttpRequest) -> HttpResponse:
    """Answer with the bytes, which are compressed already."""
    return HttpResponse(BODY, headers={"Content-Encoding": "gzip"})


urlpatterns = [path("", page)]
settings.ROOT_URLCONF = __name__
application = get_wsgi_application()
