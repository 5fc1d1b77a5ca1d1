"""The glossary page: what the field's words mean, each with an anchor to link to and the rule it rests on."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from timeline.documents.shapes import Document
from timeline.glossary.terms import by_letter
from timeline.pages.paths import language, local
from timeline.pages.reading import public_page


@public_page
def glossary_page(request: HttpRequest) -> HttpResponse:
    """List all terms in the order of the page's language, each with its name in the other one."""
    lang = language()
    letters = by_letter(lang)
    rows = [
        (letter, [{"term": term, "name": term.name[lang], "text": term.text[lang]} for term in terms])
        for letter, terms in letters
    ]
    context = {
        "letters": rows,
        "count": sum(len(terms) for _, terms in letters),
        "other": "de" if lang == "en" else "en",
        "structured": structured(lang),
        "canonical_path": "/glossary/",
        "section": "glossary",
    }
    return render(request, "timeline/glossary.html", context)


def structured(lang: str) -> Document:
    """Return the glossary as schema.org's set of defined terms."""
    address = settings.SITE_URL + local("/glossary/", lang)
    terms = [term for _, terms in by_letter(lang) for term in terms]
    return {
        "@type": "DefinedTermSet",
        "name": _("Glossary"),
        "hasDefinedTerm": [
            {
                "@type": "DefinedTerm",
                "name": term.name[lang],
                "description": term.text[lang],
                "url": f"{address}#{term.id}",
            }
            for term in terms
        ],
    }
