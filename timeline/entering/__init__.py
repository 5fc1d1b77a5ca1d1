"""An event's parties and sources typed as lines: read while somebody types, added when the form is saved.

    read_parties(text), read_sources(text)    say of each line what it means or what is wrong with it
    add(event, parties, sources)              makes the drafts that are missing and puts the lines to the event

The lines are those of a table's cells (`timeline.spreadsheets`); an address that nobody knows is asked for by a worker
(`timeline.pasting`) as soon as it is typed.
"""

from timeline.entering.adding import add
from timeline.entering.reading import Line, read_parties, read_sources

__all__ = ["Line", "add", "read_parties", "read_sources"]
