"""What stands above a dispute's record: state of play, facts, bidders, proceedings, the picture and the claims.

All pages of one state and moment have the same tables, and those of one query the same picture: both are kept as parts.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from timeline import selectors
from timeline.codelists import EventType, Stance
from timeline.documents.shapes import Document
from timeline.filters import EventQuery
from timeline.pages import play
from timeline.pages.chart import draw, numbered, write_names, write_plot, write_strip
from timeline.pages.deadlines import due_next
from timeline.pages.lanes import FAMILIES
from timeline.pages.parts import is_whole, part
from timeline.pages.paths import language
from timeline.pages.proceedings import Proceeding, axis_of, proceedings
from timeline.pages.reading import day_of
from timeline.pages.replay import replay
from timeline.selectors import public_questions

MOST_DRAWN = 20_000
MOST_CHANGES = 20
STANCES = (Stance.ALLEGES, Stance.DENIES, Stance.FINDS, Stance.QUESTIONS, Stance.NO_POSITION, Stance.SUPPORTS)


@dataclass(frozen=True, slots=True)
class Tables:
    """The tables before and behind the picture, and what the dispute's contracts are called in the filter form."""

    tables: SafeString
    claims: SafeString
    labels: dict[str, str]


@dataclass(frozen=True, slots=True)
class Drawn:
    """The picture, and what stands under it: its legend and the replay."""

    picture: SafeString
    below: SafeString


class Above:
    """What stands above one page's record; documents are read only for parts that have to be made."""

    def __init__(self, request: HttpRequest, document: Document, found_seq: int, query: EventQuery) -> None:
        """Take the dispute's document, the seq it was found at, and the page's query with its moment."""
        self.request, self.document, self.found_seq, self.query = request, document, found_seq, query

    @cached_property
    def head(self) -> dict[str, Any]:
        """Return what the tables and the picture show."""
        return head(self.document, self.query.as_of_seq, self.query)

    def tables(self) -> Tables:
        """Return the tables of the page's moment, whatever is filtered."""
        seq, known_by = self.query.as_of_seq, self.query.known_by
        now = seq is None and known_by is None
        return part(self.request, "tables", (self.document["id"], seq, known_by), self._write_tables, shared=now)

    def drawn(self, on_page: Iterable[str]) -> Drawn | None:
        """Return the picture of what the filters find; marks of events on the page link there. None for no events."""
        query = replace(self.query, oldest_first=True)
        found = part(self.request, "drawn", query, self._draw, shared=is_whole(query))
        if not isinstance(found, Drawn):
            return None
        keys = "|".join(map(re.escape, on_page))
        if not keys:
            return found
        near = re.sub(rf'href="\?[^"]*(#e-(?:{keys}))"', r'href="\1"', found.picture)
        return replace(found, picture=mark_safe(near))  # noqa: S308  # it was written safe, ids are ours

    def _write_tables(self) -> Tables:
        known_by, seq = self.query.known_by, self.query.as_of_seq
        now = seq is None and known_by is None
        context = {
            **self.head,
            "due_next": due_next(self.document["id"], day_of(None)) if now else [],
            "questions": public_questions.open_questions(self.document["id"]) if now else [],
            "found_seq": self.found_seq,
            "canonical_path": self.request.path,
        }
        labels = play.names_of(self.head["contracts"])
        above, claims = (render_to_string(f"timeline/{name}.html", context) for name in ("_above", "_claims"))
        return Tables(above, claims, labels)

    def _draw(self) -> Drawn | str:
        """Draw the picture; an empty text where there is nothing to draw, so that this too can be kept."""
        events = whole(replace(self.query, oldest_first=True))
        chart = draw(
            events,
            self.head["proceedings"],
            self.head["contracts"],
            lang=language(),
            known_by=self.query.known_by,
            moment="".join(f"{name}={value}&" for name, value in moment_of(self.query)),
            period=(self.query.happened_from, self.query.happened_to),
        )
        if chart is None:
            return ""
        written = {
            "names": write_names(chart),
            "plot": write_plot(chart, self.document["name"]),
            "strip": write_strip(chart),
            "key": numbered(chart),
        }
        below = {
            "families": list(FAMILIES.items()),
            "replay": replay(events, self.query.known_by, language()),
            "known_by": self.query.known_by,
            "canonical_path": self.request.path,
        }
        return Drawn(
            render_to_string("timeline/_drawing_of.html", {"chart": written}),
            render_to_string("timeline/_legend.html", below),
        )


def whole(query: EventQuery) -> list[Document]:
    """Return the events that the filters find, all windows together; a period is marked in the picture, not cut out."""
    everything = replace(query, known_by=None, happened_from=None, happened_to=None, statements=False)
    events = selectors.list_events(everything, limit=MOST_DRAWN).documents
    return [event for event in events if event["type"] != EventType.STATEMENT]


def moment_of(query: EventQuery) -> list[tuple[str, str]]:
    """Return the parameters that say as of when a page is read."""
    moments = (("known_by", query.known_by), ("as_of", query.as_of_seq))
    return [(name, str(value)) for name, value in moments if value is not None]


def head(document: Document, seq: int | None, query: EventQuery) -> dict[str, Any]:
    """Gather what stands above the record: contracts, protests, claims; a constant number of queries."""
    refs = [(row["object"], row["id"]) for name in ("contracts", "protests", "claims") for row in document[name]]
    related = selectors.documents(refs, as_of=seq)
    contracts = [related[key] for key in refs if key[0] == "contract" and key in related]
    protests = [related[key] for key in refs if key[0] == "protest" and key in related]
    claims = [related[key] for key in refs if key[0] == "claim" and key in related]
    day = day_of(seq, query.known_by)
    contracts = play.main_first(play.begun(contracts, day), document, protests)
    rows = proceedings(protests, day)
    names = play.names_of(contracts)
    return {
        "dispute": document,
        "contracts": contracts,
        "named": [(names[contract["id"]], contract) for contract in contracts],
        "claims": [] if query.known_by else sorted(claims, key=lambda claim: -sum(claim["counts"].values())),
        "proceedings": about(rows, contracts, names),
        "axis": axis_of(rows, day),
        "play": play.state_of_play(
            document, contracts, rows, day, changes=changes_of_contracts(query), replay=query.known_by is not None
        ),
        "bidders": play.bidders(contracts, rows, query.known_by),
        "known_by": query.known_by,
        "as_of_seq": seq,
        "stances": [(stance.value, stance.label) for stance in STANCES],
    }


def about(rows: list[Proceeding], contracts: list[Document], names: dict[str, str]) -> list[Proceeding]:
    """Say of each proceeding which contract it was about, where the dispute has more than one that was fought over."""
    own = [{one["id"] for one in row.document["contracts"]} & names.keys() for row in rows]
    if len(set().union(*own)) < 2:
        return rows
    told = (", ".join(names[one["id"]] for one in contracts if one["id"] in keys) for keys in own)
    return [replace(row, about=words) for row, words in zip(rows, told, strict=True)]


def changes_of_contracts(query: EventQuery) -> list[Document]:
    """Return what changed or ended the dispute's contracts, the first ones first, as the query's moment knows them."""
    modified = EventQuery(
        dispute=query.dispute,
        type=(EventType.MODIFICATION.value, EventType.TERMINATION.value),
        significance=("1", "2"),
        known_by=query.known_by,
        as_of_seq=query.as_of_seq,
        oldest_first=True,
    )
    return selectors.list_events(modified, limit=MOST_CHANGES).documents
