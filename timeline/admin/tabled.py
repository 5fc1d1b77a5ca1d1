"""Events of the desk's list as a table that the import reads again."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from unfold.decorators import action

from timeline.spreadsheets.tables import MOST_ROWS, csv_bytes, workbook_bytes
from timeline.spreadsheets.writing import HEADS, rows_of

# By ending: what writes the file, and its media type.
WRITERS = {
    "csv": (csv_bytes, "text/csv; charset=utf-8"),
    "xlsx": (workbook_bytes, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}


class Tabled:
    """Adds the downloads to the list of events."""

    message_user: Any

    @action(description="Export as a table (workbook)", permissions=["view"])
    def table_as_workbook(self, request: HttpRequest, events: QuerySet[Any]) -> HttpResponse | None:
        """Send the chosen events as a workbook."""
        rows = self._rows(request, events)
        return None if rows is None else table_file(rows, "xlsx")

    @action(description="Export as a table (CSV)", permissions=["view"])
    def table_as_csv(self, request: HttpRequest, events: QuerySet[Any]) -> HttpResponse | None:
        """Send the chosen events as CSV."""
        rows = self._rows(request, events)
        return None if rows is None else table_file(rows, "csv")

    def _rows(self, request: HttpRequest, events: QuerySet[Any]) -> list[list[str]] | None:
        parts = ("contracts", "parties__party", "citations__source")
        found = list(events.select_related("dispute", "protest").prefetch_related(*parts)[: MOST_ROWS + 1])
        if len(found) > MOST_ROWS:
            self.message_user(request, f"A table holds at most {MOST_ROWS:,} events: choose fewer.", messages.ERROR)
            return None
        return list(rows_of(found))


def table_file(rows: list[list[str]], ending: str) -> HttpResponse:
    """Answer with rows as a file that the import reads; `ending` is one of WRITERS."""
    write, media_type = WRITERS[ending]
    headers = {"Content-Disposition": f'attachment; filename="events.{ending}"', "Cache-Control": "private, no-store"}
    return HttpResponse(write(HEADS, rows), content_type=media_type, headers=headers)
