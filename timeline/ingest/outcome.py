"""How a fetch or a reading ended, in one vocabulary, so that "blocked" can never be taken for "no news"."""

from enum import StrEnum
from typing import Final, NamedTuple


class Outcome(StrEnum):
    """The end of one attempt to get and read a source."""

    OK = "ok"
    UNCHANGED = "unchanged"
    BLOCKED = "blocked"
    NOT_ALLOWED = "not_allowed"
    NOT_FOUND = "not_found"
    GONE = "gone"
    RATE_LIMITED = "rate_limited"
    REFUSED = "refused"
    SERVER_ERROR = "server_error"
    NETWORK_ERROR = "network_error"
    INCOMPLETE = "incomplete"
    TOO_LARGE = "too_large"
    TOO_SLOW = "too_slow"
    REDIRECT_LOOP = "redirect_loop"
    FORBIDDEN_TARGET = "forbidden_target"
    EMPTY = "empty"
    NOT_A_FEED = "not_a_feed"
    MALFORMED = "malformed"

    @property
    def label(self) -> str:
        """Name the outcome in two or three words."""
        return _MEANINGS[self].label

    @property
    def help_text(self) -> str:
        """Say what the outcome means and what to do about it."""
        return _MEANINGS[self].help_text

    @property
    def is_success(self) -> bool:
        """Tell whether the source was reached and its answer could be used or was the one already held."""
        return self in {Outcome.OK, Outcome.UNCHANGED}

    @property
    def may_pass(self) -> bool:
        """Tell whether the same request may succeed later without anybody changing anything."""
        return _MEANINGS[self].may_pass


class _Meaning(NamedTuple):
    label: str
    may_pass: bool
    help_text: str


_MEANINGS: Final = {
    Outcome.OK: _Meaning("Fetched", True, "The source answered with content that could be read."),
    Outcome.UNCHANGED: _Meaning("Unchanged", True, "The source said that nothing changed since the last fetch (304)."),
    Outcome.BLOCKED: _Meaning(
        "Blocked",
        False,
        "The source refuses this program (401, 403, 451, or a page of a bot filter in place of the content). "
        "It says nothing about whether there is news. Upload a saved page, or ask the publisher for access.",
    ),
    Outcome.NOT_ALLOWED: _Meaning(
        "Key refused", False, "The source asks for a key or does not accept ours (401 to a request that carried one)."
    ),
    Outcome.NOT_FOUND: _Meaning(
        "Not found", True, "The address answers 404. It may be back later; if it stays, the feed has moved."
    ),
    Outcome.GONE: _Meaning("Gone", False, "The publisher says that the address is gone for good (410)."),
    Outcome.RATE_LIMITED: _Meaning(
        "Rate limited", True, "The source asks to be asked less often (429). Its waiting time is kept to."
    ),
    Outcome.REFUSED: _Meaning("Refused", False, "The source does not accept the request as it was put (other 4xx)."),
    Outcome.SERVER_ERROR: _Meaning("Server error", True, "The source is in trouble or under maintenance (5xx)."),
    Outcome.NETWORK_ERROR: _Meaning(
        "Unreachable", True, "No answer: the name did not resolve, no connection, a bad certificate or broken HTTP."
    ),
    Outcome.INCOMPLETE: _Meaning(
        "Incomplete", True, "The connection ended before the whole answer was there. What came is kept."
    ),
    Outcome.TOO_LARGE: _Meaning(
        "Too large", False, "The answer is larger than allowed, as sent or after unpacking. It was not read to its end."
    ),
    Outcome.TOO_SLOW: _Meaning("Too slow", True, "The answer did not arrive whole within the time allowed."),
    Outcome.REDIRECT_LOOP: _Meaning(
        "Redirects in a circle", False, "The address leads back to itself, or through too many others."
    ),
    Outcome.FORBIDDEN_TARGET: _Meaning(
        "Forbidden address",
        False,
        "The address, or one it redirects to, is not a public web address. It was not called.",
    ),
    Outcome.EMPTY: _Meaning("Empty", True, "The source answered with nothing at all."),
    Outcome.NOT_A_FEED: _Meaning(
        "Not the expected format", False, "Something else came than this source publishes, for example a web page."
    ),
    Outcome.MALFORMED: _Meaning(
        "Unreadable", True, "The answer has the right kind but is so damaged that no entry could be saved from it."
    ),
}
