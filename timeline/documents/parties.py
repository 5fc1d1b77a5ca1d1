"""The public document of a party, and what other documents show of it."""

from django.db.models import QuerySet

from contracts.codelists import PartyKind
from contracts.models import Party
from timeline.documents.acting import POSTS
from timeline.documents.citations import CITATIONS, citation_shapes
from timeline.documents.shapes import Document, Facts, Lookup, date_shape, ref_of, reference


def rows() -> QuerySet[Party]:
    """Return parties with all that their documents need."""
    return Party.objects.prefetch_related("identifiers", "posts__organization", *CITATIONS)


def document(party: Party) -> Document:
    """Build the document of a party."""
    return {
        "object": "party",
        "id": party.slug,
        "name": party.name,
        "short_name": short_name(party),
        "kind": party.kind,
        "aliases": list(party.aliases),
        "identifiers": [{"scheme": i.scheme, "identifier": i.identifier} for i in party.identifiers.all()],
        "posts": [
            {
                "organization": reference("party", post.organization.slug),
                "post": post.post,
                "start": date_shape(post.start),
                "end": date_shape(post.end),
                "note": post.note,
            }
            for post in party.posts.all()
        ],
        "role_title": party.role_title,
        "note": party.note,
        "citations": citation_shapes(party.citations.all()),
    }


def short_name(party: Party) -> str:
    """Return how a party is called in a table: an organisation's first alias, a person's name."""
    if party.kind != "person" and party.aliases:
        return party.aliases[0]
    return party.name


def facts(document: Document, lookup: Lookup) -> Facts:
    """Return what other documents show of a party; for a person with the posts, from which events show one."""
    shown = {"name": document["name"], "short_name": document["short_name"], "kind": document["kind"]}
    posts = _posts(document, lookup) if document["kind"] == PartyKind.PERSON else []
    return {**shown, POSTS: posts} if posts else shown


def _posts(document: Document, lookup: Lookup) -> list[Document]:
    """Return a person's posts as kind of organisation and days; those at a removed organisation are left out."""
    found = []
    for post in document["posts"]:
        kind = lookup(ref_of(post["organization"])).get("kind")
        if kind:
            start, end = post["start"], post["end"]
            days = {"from": start["earliest"] if start else None, "to": end["latest"] if end else None}
            found.append({"id": post["organization"]["id"], "kind": kind, **days})
    return found
