"""What a document takes from another document, not from a row: a statement from its event, a step its cases.

Read from the act or the log, never from the row, so that an unpublished edit of an event or a docket cannot show
through the publication of something else.
"""

from timeline import log
from timeline.documents.shapes import Document, Ref, ref_of
from timeline.publishing.errors import Problem


def inherit(documents: dict[Ref, Document]) -> list[Problem]:
    """Fill in what statements take from their events; return a problem for each case unknown to its protest."""
    needed = {ref for document in documents.values() for ref in _parents(document)} - set(documents)
    parents = log.live_documents(needed) | documents
    problems = []
    for ref, document in documents.items():
        if document.get("type") == "statement":
            event = parents.get(ref_of(document["event"]["event"]))
            if event is not None:
                take_from_event(document, event)
        problems += [Problem(ref, message) for message in _unknown_cases(document, parents)]
    return problems


def _parents(document: Document) -> set[Ref]:
    if document.get("type") == "statement":
        return {ref_of(document["event"]["event"])}
    return {ref_of(step["protest"]) for step in document.get("steps", ())}


def take_from_event(statement: Document, event: Document) -> None:
    """Give a statement its event's contracts, proceeding and day of publicity.

    Words said in an event are as public as the event, and never before they were said; words said before it, or about
    it, are public on their own day.
    """
    statement["contracts"] = [{"object": "contract", "id": found["id"]} for found in event["contracts"]]
    protest = event["protest"]
    statement["protest"] = {"object": "protest", "id": protest["id"]} if protest else None
    made_in = statement["event"]["relation"] == "made-in"
    said, public = statement["date"], event["public"]["date"]
    if made_in and said["latest"] >= event["date"]["earliest"] and public["latest"] >= said["earliest"]:
        statement["public"] = {**event["public"], "existence": None}
    else:
        statement["public"] = {"date": statement["date"], "basis": "assumed", "existence": None}


def _unknown_cases(document: Document, parents: dict[Ref, Document]) -> list[str]:
    found = []
    for step in document.get("steps", ()):
        protest = parents.get(ref_of(step["protest"]))
        if protest is None:
            continue
        known = {case["docket"] for case in protest["cases"]}
        found += [
            f"names the case {case}, which the published proceeding does not have: publish the proceeding first"
            for case in step["cases"]
            if case not in known
        ]
    return found
