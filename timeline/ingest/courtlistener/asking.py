"""What CourtListener is asked besides its alerts: the case behind an entry, and texts that came empty."""

from collections.abc import Iterable
from datetime import date
from typing import Final
from urllib.parse import urlencode

from timeline.ingest.courtlistener.records import ENTRY, HOME
from timeline.ingest.item import ParsedItem
from timeline.ingest.source import Asking, Missing

API: Final = f"{HOME}/api/rest/v4/"
_DOCKET: Final = "id,court_id,docket_number,case_name,date_filed,date_terminated,absolute_url,pacer_case_id,cause"
_DATES: Final = "date_created,date_modified,assigned_to_str,nature_of_suit"


def ask(url: str, *, day: date, key: str) -> Asking:  # noqa: ARG001 - the shape of an Ask
    """Send the operator's token, where there is one; the API answers a little to strangers too."""
    return Asking(url=url, headers={"Authorization": f"Token {key}"} if key else {})


def missing(item: ParsedItem) -> Iterable[Missing]:
    """Yield what a docket alert leaves out: it names the docket by CourtListener's number only, and may have no text.

    The endpoint for single entries is closed to most users, so a text is looked for with the search. A minute entry has
    no number to search for; its docket's own feed is read instead.
    """
    docket = str(item.extra.get("docket", ""))
    if item.kind != ENTRY or not docket.isdecimal():
        return
    yield Missing(docket_key(docket), f"{API}dockets/{docket}/?fields={_DOCKET},{_DATES}", "the case of an entry")
    if item.extra.get("text_missing") is True:
        yield Missing(item.key, _search(docket, str(item.extra.get("entry_number", ""))), "the text of an entry")


def docket_key(docket: str) -> str:
    """Return the key of the item of a docket."""
    return f"cl:docket:{docket}"


def _search(docket: str, number: str) -> str:
    if not number.isdecimal():
        return f"{HOME}/docket/{docket}/feed/"
    question = urlencode({"type": "r", "q": f"docket_id:{docket} AND entry_number:{number}"})
    return f"{API}search/?{question}"
