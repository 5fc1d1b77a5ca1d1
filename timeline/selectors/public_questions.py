"""What readers may see beside the log, by an allow-list of columns: open questions that the editors show to the public.

Only questions about proceedings that are live in the log are read.
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection

from timeline.documents.shapes import parsed

QUESTIONS = """SELECT q.kind, q.asked::text, q.due_on, q.opened_at, q.deadline, p.public_id
 FROM timeline_openquestion q JOIN contracts_protest p ON p.id = q.protest_id
 JOIN timeline_entry e ON e.document_type = 'protest' AND e.key = p.public_id AND e.valid_to IS NULL
 WHERE q.is_public AND q.closed_at IS NULL AND e.state = 'live' AND e.dispute = %s
 ORDER BY q.due_on, q.id LIMIT %s"""


@dataclass(frozen=True, slots=True)
class PublicQuestion:
    """An open question as readers see it; `protest` and `deadline` are public ids."""

    kind: str
    asked: dict[str, str]
    due_on: date
    opened_at: datetime
    deadline: str
    protest: str


def open_questions(dispute: str, *, limit: int = 50) -> list[PublicQuestion]:
    """Return the open questions of a dispute that are public, the longest overdue first."""
    with connection.cursor() as cursor:
        cursor.execute(QUESTIONS, [dispute, limit])
        rows = cursor.fetchall()
    return [PublicQuestion(kind, parsed(asked), *rest) for kind, asked, *rest in rows]


def version() -> tuple[int, datetime | None, datetime | None]:
    """Return the log's newest seq, when a question changed last, and our copies: what pages depend on, in one look."""
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT coalesce((SELECT seq FROM timeline_revision ORDER BY seq DESC LIMIT 1), 0),
               (SELECT max(changed_at) FROM timeline_openquestion),
               (SELECT max(changed_at) FROM timeline_watch)"""
        )
        seq, changed_at, copied_at = cursor.fetchone()
    return seq, changed_at, copied_at


def version_of(dispute: str) -> tuple[int, int, datetime | None]:
    """Return what a page about one dispute depends on: the newest seq of its documents and of any removal, questions.

    A removal leaves the scope it was in, and may reach into the past of any page: so the newest of all counts.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT coalesce((SELECT seq FROM timeline_entry WHERE dispute = %s ORDER BY seq DESC LIMIT 1), 0),
               coalesce((SELECT seq FROM timeline_entry WHERE state <> 'live' ORDER BY seq DESC LIMIT 1), 0),
               (SELECT max(changed_at) FROM timeline_openquestion)""",
            [dispute],
        )
        of_dispute, of_removals, changed_at = cursor.fetchone()
    return of_dispute, of_removals, changed_at
