"""Windows of lists: what one statement read, cut to size, with the positions from which the neighbours follow."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from timeline.documents.shapes import Document, parsed

# The log's newest seq as the very statement sees it that reads the list: the list and the moment it shows are one.
HEAD = "(SELECT seq FROM timeline_revision ORDER BY seq DESC LIMIT 1)"

# When that line was published; as text, since a window reads it once and not for each of its rows.
HEAD_AT = "(SELECT published_at::text FROM timeline_revision ORDER BY seq DESC LIMIT 1)"

Row = tuple[str, int, str, int] | tuple[str, int, str, int, str]


@dataclass(frozen=True, slots=True)
class Page:
    """One window of a list: document texts in order, and positions from which the neighbours follow ("" for none).

    `seqs` are the revisions that hold the documents; `head` is the log's newest seq when they were read, 0 for an empty
    window; `head_at` is when that line was published, where the statement tells.
    """

    texts: list[str]
    next: str = ""
    previous: str = ""
    seqs: list[int] = field(default_factory=list)
    head: int = 0
    head_at: datetime | None = None

    @property
    def documents(self) -> list[Document]:
        """Return the documents as values."""
        return [parsed(text) for text in self.texts]


def cut(rows: Sequence[Row], *, after: str, before: str, limit: int) -> Page:
    """Make a window of rows (position, seq, text, head, its time) that were read with one more than `limit` asked for.

    Rows read from behind (`before`) come in reverse order and are turned round.
    """
    more, rows = len(rows) > limit, rows[:limit]
    if not rows:
        return Page([])
    if before:
        rows = rows[::-1]
    has_next, has_previous = (True, more) if before else (more, bool(after))
    return Page(
        [row[2] for row in rows],
        rows[-1][0] if has_next else "",
        rows[0][0] if has_previous else "",
        [row[1] for row in rows],
        rows[0][3],
        datetime.fromisoformat(rows[0][4]) if len(rows[0]) > 4 else None,
    )
