"""What a page says to machines: schema.org JSON-LD of its object and the way to it. Pure.

Only what the record holds is said. A claim is a `Claim`, never a `ClaimReview`: that would give it a rating, and the
record rates nothing; what courts and inspectors found stands as their own quotation in the claim's `subjectOf`.
"""

from collections.abc import Callable

from contracts.codelists import PartyKind
from timeline.derived import ends_of
from timeline.documents.shapes import Document
from timeline.pages.paths import language, local, page_path
from timeline.pages.wording import plain, plain_term

LICENCE = "https://creativecommons.org/licenses/by/4.0/"
SITE = "Contract Disputes"
WIKIDATA = "https://www.wikidata.org/wiki/"
PARTY_TYPES = {
    PartyKind.PERSON: "Person",
    PartyKind.COMPANY: "Corporation",
    PartyKind.AGENCY: "GovernmentOrganization",
    PartyKind.COURT: "GovernmentOrganization",
    PartyKind.OVERSIGHT_BODY: "GovernmentOrganization",
    PartyKind.LEGISLATURE: "GovernmentOrganization",
    PartyKind.GOVERNMENT: "GovernmentOrganization",
}


def page_data(
    site: str, path: str, heading: str, description: str, *, document: Document | None, own: Document | None
) -> Document:
    """Return the graph of a page: its object, or `own` where the view made it, and its breadcrumbs.

    `site` is the site's address without a slash at its end, `path` the page's with its language.
    """
    url = f"{site}{path}"
    if own is None:
        own = {"@type": "WebPage", "name": heading, "description": description}
        if document is not None and (make := MAKERS.get(kind_of(document))):
            own = make(document, site)
    own = {name: value for name, value in own.items() if name != "@context" and value not in ("", [], {}, None)}
    base = {"url": url, "inLanguage": language()} if own["@type"] != "Quotation" else {"url": url}
    graph = [{**base, **own}]
    crumbs = trail(site, path, heading, document)
    if len(crumbs) > 1:
        graph.append(breadcrumbs(crumbs))
    return {"@context": "https://schema.org", "@graph": graph}


def kind_of(document: Document) -> str:
    """Return the type of a document, `statement` for an event that is one."""
    return "statement" if document.get("type") == "statement" else str(document["object"])


def trail(site: str, path: str, heading: str, document: Document | None) -> list[tuple[str, str]]:
    """Return the way from the home page to a page as (name, address)."""
    crumbs = [(SITE, f"{site}{local('/')}")]
    if document is not None and isinstance(dispute := document.get("dispute"), dict) and "name" in dispute:
        crumbs.append((dispute["name"], f"{site}{page_path('dispute', dispute['id'])}"))
    if path != local("/"):
        crumbs.append((heading, f"{site}{path}"))
    return crumbs


def breadcrumbs(crumbs: list[tuple[str, str]]) -> Document:
    """Return a way as schema.org's list."""
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": place, "name": name, "item": address}
            for place, (name, address) in enumerate(crumbs, start=1)
        ],
    }


def home(site: str, heading: str, description: str) -> Document:
    """Return the site, its publisher's name and its search."""
    return {
        "@type": "WebSite",
        "name": heading,
        "description": description,
        "publisher": {"@type": "Organization", "name": SITE, "url": f"{site}/"},
        "license": LICENCE,
        "potentialAction": {
            "@type": "SearchAction",
            "target": f"{site}{local('/search/')}?q={{search_term_string}}",
            "query-input": "required name=search_term_string",
        },
    }


def dispute(document: Document, site: str) -> Document:
    """Return a dispute as the data set that its page is, with its downloads."""
    first, last = ends_of(document)
    span = f"{first['date']['earliest']}/{last['date']['latest']}" if first and last else ""
    address = f"{site}/disputes/{document['id']}/events"
    return {
        "@type": "Dataset",
        "name": f"{document['name']}: {plain(document['title'])}",
        "description": plain(document["standfirst"]) or plain(document["title"]),
        "temporalCoverage": span,
        "license": LICENCE,
        "isAccessibleForFree": True,
        "creator": {"@type": "Organization", "name": SITE, "url": f"{site}/"},
        "distribution": [
            {"@type": "DataDownload", "encodingFormat": kind, "contentUrl": f"{address}.{ending}"}
            for kind, ending in (("text/csv", "csv"), ("application/json", "json"))
        ],
    }


def event(document: Document, site: str) -> Document:
    """Return an event with its day, who took part and what shows it."""
    return {
        "@type": "Event",
        "name": plain(document["title"]),
        "description": plain(document["summary"]),
        "startDate": day(document["date"]),
        "endDate": day(document["until"]),
        "identifier": document["id"],
        "contributor": [_named(row["party"], site) for row in document["parties"] if "name" in row["party"]],
        "subjectOf": _sources(document),
    }


def statement(document: Document, site: str) -> Document:
    """Return a statement as a quotation: exact words, who said them when, and where that is read."""
    quote = document["quote"]
    return {
        "@type": "Quotation",
        "text": quote["text"],
        "inLanguage": quote["lang"],
        "creator": _named(document["speaker"], site),
        "dateCreated": day(document["date"]),
        "identifier": document["id"],
        "about": _claim_reference(document.get("claim"), site),
        "workTranslation": [
            {"@type": "Quotation", "inLanguage": lang, "text": text} for lang, text in quote["translations"].items()
        ],
        "isBasedOn": _sources(document),
    }


def claim(document: Document, site: str) -> Document:
    """Return a contested claim in our own words, with what was found on it as quotations of the finders."""
    return {
        "@type": "Claim",
        "name": plain(document["title"]),
        "text": plain(document["text"]),
        "identifier": document["id"],
        "subjectOf": [
            {
                "@type": "Quotation",
                "creator": _named(finding["speaker"], site),
                "dateCreated": day(finding["date"]),
                "url": f"{site}{page_path('event', finding['statement']['id'])}",
            }
            for finding in document["findings"]
        ],
        "citation": _sources(document),
    }


def party(document: Document, site: str) -> Document:
    """Return an organisation or a person with other names, numbers and posts."""
    wikidata = [one["identifier"] for one in document["identifiers"] if one["scheme"] == "wikidata"]
    found: Document = {
        "@type": PARTY_TYPES.get(PartyKind(document["kind"]), "Organization"),
        "name": document["name"],
        "alternateName": document["aliases"],
        "description": plain_term(document["role_title"]),
        "sameAs": [f"{WIKIDATA}{number}" for number in wikidata],
        "identifier": [
            {"@type": "PropertyValue", "propertyID": one["scheme"], "value": one["identifier"]}
            for one in document["identifiers"]
        ],
    }
    posts = [post for post in document["posts"] if "name" in post["organization"]]
    found["memberOf"] = [
        {
            "@type": "OrganizationRole",
            "roleName": plain_term(post["post"]),
            "memberOf": _named(post["organization"], site),
            **{name: day(post[at]) for name, at in (("startDate", "start"), ("endDate", "end")) if post[at]},
        }
        for post in posts
    ]
    return found


def source(document: Document, _site: str) -> Document:
    """Return a source as the work that it is; its address is its publisher's."""
    return {
        "@type": "WebPage",
        "name": document["title"],
        "mainEntity": {
            "@type": "CreativeWork",
            "name": document["title"],
            "inLanguage": document["lang"],
            "publisher": {"@type": "Organization", "name": document["publisher"]},
            **({"datePublished": day(document["published"])} if document["published"] else {}),
            **({"url": document["url"]} if document["url"] else {}),
        },
    }


MAKERS: dict[str, Callable[[Document, str], Document]] = {
    "dispute": dispute,
    "event": event,
    "statement": statement,
    "claim": claim,
    "party": party,
    "source": source,
}


def day(value: Document | None) -> str:
    """Return a date as ISO 8601 writes it, as exact as it is known."""
    return str(value["text"]).rstrip("~") if value else ""


def _named(reference: Document, site: str) -> Document:
    name = reference.get("name") or reference["id"]
    kind = PARTY_TYPES.get(PartyKind(reference["kind"]), "Organization") if "kind" in reference else "Thing"
    return {"@type": kind, "name": plain(name), "url": f"{site}{page_path(reference['object'], reference['id'])}"}


def _claim_reference(reference: Document | None, site: str) -> Document | None:
    if not reference or "name" not in reference:
        return None
    url = f"{site}{page_path('claim', reference['id'])}"
    return {"@type": "Claim", "name": plain(reference["name"]), "url": url}


def _sources(document: Document) -> list[Document]:
    """Return the cited sources, each once."""
    found = {
        source["id"]: {
            "@type": "CreativeWork",
            "name": source["name"],
            "publisher": {"@type": "Organization", "name": source["publisher"]},
            **({"url": source["url"]} if source["url"] else {}),
        }
        for citation in document["citations"]
        if "name" in (source := citation.get("source", {}))
    }
    return list(found.values())
