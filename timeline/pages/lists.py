"""Pages that list across disputes: corrections, parties and claims."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy

from contracts.codelists import PartyKind
from timeline import selectors
from timeline.codelists import FindingDirection, Stance
from timeline.documents.shapes import Document, parsed
from timeline.pages.entries import short_name
from timeline.pages.paths import page_path
from timeline.pages.reading import as_of, public_page
from timeline.pages.wording import lower_first

# What may follow a family name.
SUFFIXES = {"jr", "sr", "ii", "iii", "iv"}
KINDS = {
    PartyKind.COMPANY: gettext_lazy("Companies and associations"),
    PartyKind.AGENCY: gettext_lazy("Agencies"),
    PartyKind.COURT: gettext_lazy("Courts"),
    PartyKind.OVERSIGHT_BODY: gettext_lazy("Oversight bodies and watchdogs"),
    PartyKind.LEGISLATURE: gettext_lazy("Legislatures and their committees"),
    PartyKind.GOVERNMENT: gettext_lazy("Governments"),
    PartyKind.PERSON: gettext_lazy("People"),
}
OTHER_STANCES = (Stance.SUPPORTS, Stance.QUESTIONS, Stance.NO_POSITION)


@public_page
def corrections_page(request: HttpRequest) -> HttpResponse:
    """List what was corrected, retracted, restored or taken down, newest first, with the public note."""
    seq = as_of(request)
    rows = selectors.corrections(as_of=seq)
    live = selectors.documents({(row.document_type, row.key) for row in rows}, as_of=seq)
    entries = [
        {
            "revision": row,
            "heading": heading(live.get((row.document_type, row.key))),
            "href": page_path(row.document_type, row.key),
        }
        for row in rows
    ]
    context = {"entries": entries, "as_of_seq": seq, "canonical_path": "/corrections/", "section": "corrections"}
    return render(request, "timeline/corrections.html", context)


def heading(document: Document | None) -> Document | str:
    """Return what a document is called, or nothing for one that is gone."""
    if document is None:
        return ""
    quoted = document.get("quote")
    name: Document | str = document.get("title") or document.get("name") or (quoted["text"] if quoted else "")
    return name


@public_page
def parties_page(request: HttpRequest) -> HttpResponse:
    """List all parties by kind and name, people last and by family name."""
    seq = as_of(request)
    parties = [parsed(text) for _, text in selectors.list_objects("party", limit=5000, as_of=seq)]
    parties.sort(key=lambda party: family_name(party["name"]) if party["kind"] == PartyKind.PERSON else ("", ""))
    context = {
        "groups": [
            (label, own) for kind, label in KINDS.items() if (own := [one for one in parties if one["kind"] == kind])
        ],
        "as_of_seq": seq,
        "canonical_path": "/parties/",
        "section": "parties",
    }
    return render(request, "timeline/parties.html", context)


def family_name(name: str) -> tuple[str, str]:
    """Return what a person's name is sorted by: the last word that is no generational suffix, then the whole."""
    words = [word.strip(",") for word in name.split()]
    own = [word for word in words if word.rstrip(".").casefold() not in SUFFIXES]
    return (own[-1] if own else name).casefold(), name.casefold()


@public_page
def claims_page(request: HttpRequest) -> HttpResponse:
    """List all contested claims by dispute with their counts."""
    seq = as_of(request)
    claims = [parsed(text) for _, text in selectors.list_objects("claim", limit=5000, as_of=seq)]
    claims.sort(key=lambda claim: (claim["dispute"]["name"], -sum(claim["counts"].values())))
    rows = [(claim, _others(claim), _found(claim)) for claim in claims]
    context = {"claims": rows, "as_of_seq": seq, "canonical_path": "/claims/", "section": "claims"}
    return render(request, "timeline/claims.html", context)


def _others(claim: Document) -> list[str]:
    """Count the statements that neither allege nor deny nor find."""
    counts = claim["counts"]
    return [f"{Stance(stance).label} {counts[stance]}" for stance in OTHER_STANCES if counts.get(stance)]


def _found(claim: Document) -> list[str]:
    """Say which way each finding on a claim goes, the first one first."""
    told = [
        f"{short_name(finding['speaker'])}: {lower_first(str(FindingDirection(finding['finding']).label))}"
        for finding in sorted(claim["findings"], key=lambda one: str(one["date"]["earliest"]))
        if finding["finding"]
    ]
    return list(dict.fromkeys(told))
