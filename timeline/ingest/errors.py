"""What can be wrong with bytes that were fetched, each error naming its place and the outcome it stands for."""

from timeline.ingest.outcome import Outcome


class ParseError(Exception):
    """Bytes that a parser cannot use; `source`, `entry` (from 1) and `field` say where, as far as that is known."""

    outcome = Outcome.MALFORMED

    def __init__(self, message: str, *, source: str = "", entry: int | None = None, field: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.source = source
        self.entry = entry
        self.field = field

    def __str__(self) -> str:
        place = [self.source] if self.source else []
        if self.entry is not None:
            place.append(f"entry {self.entry}")
        if self.field:
            place.append(f"field {self.field}")
        return f"{', '.join(place)}: {self.message}" if place else self.message


class EmptyBody(ParseError):
    """There is nothing to read."""

    outcome = Outcome.EMPTY


class TooLarge(ParseError):
    """There is more than may be read."""

    outcome = Outcome.TOO_LARGE


class NotThisFormat(ParseError):
    """The bytes are of another kind than this source publishes, for example a web page in place of a feed."""

    outcome = Outcome.NOT_A_FEED


class BlockPage(NotThisFormat):
    """A bot filter answered in place of the source."""

    outcome = Outcome.BLOCKED


class MaintenancePage(NotThisFormat):
    """The source says that it is closed for maintenance, with the status of success."""

    outcome = Outcome.SERVER_ERROR


class Malformed(ParseError):
    """The right kind, but too damaged to save a single entry."""


class BadEntry(ParseError):
    """One entry that cannot become an item; the others of the same document are not touched."""
