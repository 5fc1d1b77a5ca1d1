"""Says what an answer is worth as a copy of a document: an answered 429, a door, or a front page is none. Pure."""

from urllib.parse import urlsplit

from timeline.codelists import CaptureOutcome
from timeline.ingest.http import Fetched
from timeline.ingest.outcome import Outcome

_BY_OUTCOME = {
    Outcome.NOT_FOUND: CaptureOutcome.GONE,
    Outcome.GONE: CaptureOutcome.GONE,
    Outcome.BLOCKED: CaptureOutcome.BLOCKED,
    Outcome.NOT_ALLOWED: CaptureOutcome.BLOCKED,
    Outcome.RATE_LIMITED: CaptureOutcome.BLOCKED,
    Outcome.REFUSED: CaptureOutcome.BLOCKED,
    Outcome.TOO_LARGE: CaptureOutcome.TOO_LARGE,
    Outcome.FORBIDDEN_TARGET: CaptureOutcome.FORBIDDEN,
    Outcome.EMPTY: CaptureOutcome.NOT_A_COPY,
}


def judged(asked: str, answer: Fetched) -> tuple[CaptureOutcome, str]:
    """Return what came of asking for an address, and the reason in words where it left no copy."""
    if answer.outcome is not Outcome.OK:
        return _BY_OUTCOME.get(answer.outcome, CaptureOutcome.UNREACHABLE), answer.reason
    if _is_front_page(asked, answer.url):
        return CaptureOutcome.NOT_A_COPY, "the address leads to the front page of the site now"
    return CaptureOutcome.OK, ""


def _is_front_page(asked: str, answered: str) -> bool:
    """Say whether a request for a document ended at the top of a site, as many sites answer for what they removed."""
    there = urlsplit(answered)
    return bool(urlsplit(asked).path.strip("/")) and not there.path.strip("/") and not there.query
