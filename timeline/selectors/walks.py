"""Walks through everything that a query finds, however many: window after window, so that memory stays flat."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from django.db import connection
from psycopg.abc import Buffer
from psycopg.adapt import Loader

from timeline.filters import EventQuery
from timeline.selectors.events import DOCUMENT, list_events, statement_of
from timeline.selectors.windows import HEAD

BATCH = 500  # documents of a window


def walk_events(query: EventQuery) -> Iterator[tuple[str, int]]:
    """Yield texts and seqs of all that a query finds, however many, a window at a time.

    Windows are read one after the other: a query that names no moment may see what is published meanwhile.
    """
    after = ""
    while True:
        page = list_events(query, after=after, limit=BATCH)
        yield from zip(page.texts, page.seqs, strict=True)
        if not page.next:
            return
        after = page.next


class _Unread(Loader):
    """Gives text as the bytes that came over the wire: nobody looks into what is only handed on."""

    def load(self, data: Buffer) -> bytes:
        """Return what the server sent, in UTF-8."""
        return bytes(data)


def walk_lines(query: EventQuery) -> Iterator[bytes]:
    """Yield all that a query finds as JSON Lines in UTF-8, a window of lines at a time, in the query's order.

    The server joins the documents of a window to one value, which is neither decoded nor taken apart here. As long as
    nothing was published since the moment asked for, what is public now is what was public then, and a leaner index
    tells it.
    """
    after, moment = "", None
    while True:
        with connection.cursor() as cursor:
            cursor.adapters.register_loader("text", _Unread)
            cursor.execute(*_lines(replace(query, as_of_seq=moment), after))
            head, number, last, lines = cursor.fetchone()
        if query.as_of_seq not in (moment, head):
            moment = query.as_of_seq
            continue
        if number:
            yield lines + b"\n"
        if number < BATCH:
            return
        after = last


def _lines(query: EventQuery, after: str) -> tuple[str, list[Any]]:
    """Return the statement of a window of lines and its parameters: the newest seq, rows, last position, lines."""
    sql = statement_of(query, lean=True)
    direction, beyond, last = ("ASC", ">", "max") if query.oldest_first else ("DESC", "<", "min")
    if after:
        sql.add(f"{sql.position} {beyond} %s", after)
    row = sql.position.partition(".")[0]
    window = f"""SELECT {sql.position} AS position, {DOCUMENT.format(row=row)} AS document
        {sql.body} ORDER BY {sql.position} {direction} LIMIT {BATCH}"""
    # Rows come out of the window in its order; to sort them again would copy every document.
    joined = f"""SELECT {HEAD}, count(*), coalesce({last}(w.position), '')::varchar, string_agg(w.document, E'\n')
        FROM ({window}) w"""
    return joined, sql.parameters
