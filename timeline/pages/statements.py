"""The page on which quotes are searched: by words, dispute, speaker, claim, stance and period."""

from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from timeline import selectors
from timeline.codelists import Stance
from timeline.documents.shapes import parsed
from timeline.filters import EventQuery
from timeline.glossary.terms import sort_key
from timeline.pages.reading import as_of, public_page
from timeline.pages.shown import show_statement
from timeline.pages.wording import plain

WINDOW = 50
WINDOWS = frozenset({"after", "before"})
ASKED = ("q", "dispute", "speaker", "claim", "stance", "from", "to")


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a list of the form; `group` is the heading under which it stands."""

    value: str
    label: str
    count: int
    chosen: bool
    group: str = ""


@public_page
def statements_page(request: HttpRequest) -> HttpResponse:
    """List statements of all disputes, newest first, as the form asks."""
    seq = as_of(request)
    parameters = {name: values for name, values in request.GET.lists() if any(values)}
    query = EventQuery.read(parameters, known=selectors.known_keys, others=("as_of", "after", "before"))
    query = replace(query, type=("statement",), statements=True, events=False, as_of_seq=seq)
    page = selectors.list_events(
        query, after=request.GET.get("after", ""), before=request.GET.get("before", ""), limit=WINDOW
    )
    asked = any(name in parameters for name in ASKED)
    context = {
        "quotes": [show_statement(document) for document in page.documents],
        "window": page,
        "total": selectors.count_events(query)[1],
        "query": query,
        "asked": asked,
        "choices": choices(query),
        "as_of_seq": seq,
        "canonical_path": "/statements/",
        "section": "statements",
        "parameters": "&" + urlencode([(n, v) for n, vs in parameters.items() for v in vs if n not in WINDOWS]),
    }
    return render(request, "timeline/statements.html", context)


def choices(query: EventQuery) -> list[tuple[str, str, list[Choice]]]:
    """Return the lists of the form as (parameter, label, choices); counts are of all statements."""
    seq = query.as_of_seq
    counts = selectors.speaking(as_of=seq)
    disputes = [parsed(text) for _key, text in selectors.list_objects("dispute", as_of=seq)]
    claims = [parsed(text) for _key, text in selectors.list_objects("claim", limit=1000, as_of=seq)]
    names = selectors.names("party", counts["speaker"])
    speakers = [
        Choice(key, names[key], n, key in query.speaker) for key, n in counts["speaker"].items() if key in names
    ]
    contested = [
        Choice(one["id"], plain(one["title"]), n, one["id"] in query.claim, one["dispute"].get("name", ""))
        for one in claims
        if (n := counts["claim"].get(one["id"], 0))
    ]
    return [
        (
            "dispute",
            _("Dispute"),
            [
                Choice(one["id"], one["name"], one["counts"]["statements"], one["id"] in query.dispute)
                for one in disputes
            ],
        ),
        ("speaker", pgettext("filter", "Speaker"), sorted(speakers, key=lambda one: sort_key(one.label))),
        ("claim", _("Claim"), sorted(contested, key=lambda one: (one.group, sort_key(one.label)))),
        ("stance", _("Stance"), [Choice(one.value, str(one.label), 0, one.value in query.stance) for one in Stance]),
    ]
