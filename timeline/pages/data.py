"""The page of the downloads: the whole record as files, what is in them, and how to check them."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from timeline import selectors
from timeline.bulk import shelf
from timeline.bulk.tables import TABLES
from timeline.documents.shapes import parsed

MAX_AGE = 60  # seconds
MOST_DISPUTES = 200
# The forms of one dispute's events, and what a reader would call them.
FORMS = (
    ("csv", "CSV"),
    ("xlsx", "Excel"),
    ("json", "JSON"),
    ("jsonl", "JSON Lines"),
    ("timelinejs.json", "TimelineJS"),
    ("bib", "BibTeX"),
    ("ris", "RIS"),
    ("csl.json", "CSL-JSON"),
)


@require_safe
def data_page(request: HttpRequest) -> HttpResponse:
    """List the builds that stand on the shelf, the newest with its files, and the tables that they hold."""
    found = shelf.builds()
    context = {
        "newest": found[0] if found else None,
        "older": found[1:],
        "tables": TABLES,
        "disputes": [parsed(text) for _, text in selectors.list_objects("dispute", limit=MOST_DISPUTES)],
        "forms": FORMS,
        "canonical_path": "/data/",
        "section": "journalists",
    }
    response = render(request, "timeline/data.html", context)
    patch_cache_control(response, public=True, max_age=MAX_AGE)
    return response
