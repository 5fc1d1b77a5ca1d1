"""Preview: the document as it would be published, for editors only, kept by no cache and found by no search engine."""

import json

from django.http import HttpResponse

from timeline.admin.acts.page import Act, in_words
from timeline.admin.readable import Names, read
from timeline.documents.shapes import Ref
from timeline.publishing import plan

HEADERS = {"Cache-Control": "no-store", "X-Robots-Tag": "noindex, nofollow"}


def preview_page(act: Act) -> HttpResponse:
    """Render the document of one row."""
    row = act.rows[0]
    planned = plan([row])
    document = planned.documents[Ref(row.document_type, row.key)]
    response = act.page(
        "admin/timeline/preview.html",
        title="Preview",
        lines=read(document, Names([document])),
        json=json.dumps(document, indent=2, ensure_ascii=False),
        problems=in_words(planned.problems),
    )
    for name, value in HEADERS.items():
        response.headers[name] = value
    return response
