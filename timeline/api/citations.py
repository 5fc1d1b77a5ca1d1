"""Citations: every passage of a source with what it shows, by source, and each alone by its id."""

import re
from collections.abc import Callable

from django.http import HttpResponse

from timeline import selectors
from timeline.addresses import page_path
from timeline.api.base import LogView
from timeline.api.details import UNKNOWN, shaped
from timeline.api.items import UnexpectedDocument
from timeline.api.lists import ListView
from timeline.api.problems import Problem
from timeline.api.reading import Parameters, Window, read_moment, read_objects, shape_of
from timeline.api.resources import BY_NAME, Resource, absolute
from timeline.api.shape import NAMES as SHAPE_NAMES
from timeline.selectors import Page

CITATIONS = BY_NAME["citations"]
# An id begins with the type and the key of what cites; the source and a number stand behind them.
ID = re.compile(r'\{"id":"((\w+?)-([-\w]+)-\w+-\d+)"')


class CitationListView(ListView):
    """The list of citations in the order of their sources."""

    def read(self, parameters: Parameters) -> tuple[Page, Window, int | None]:
        """Read the window, and the number of all if it is asked for."""
        query, window = read_objects(parameters, self.resource.object)
        after, before = window.cursor
        page = selectors.page_of_citations(query, after=after, before=before, limit=window.limit)
        return page, window, selectors.count_citations(query) if window.count else None

    def maker(self, parameters: Parameters) -> Callable[[str, int], str]:  # noqa: ARG002 - all are made alike
        """Return the function that makes items."""
        return citation_item


class CitationDetailView(LogView):
    """One citation, by what cites and what is cited."""

    role = "detail"
    resource: Resource = CITATIONS

    def answer(self, parameters: Parameters) -> str | HttpResponse:
        """Return the citation as it is, or was at `as_of`."""
        shape, as_of = shape_of(parameters, self.resource), read_moment(parameters, others=SHAPE_NAMES)
        page = selectors.find_citation(str(self.kwargs["id"]), as_of=as_of)
        if not page.texts:
            raise Problem(404, UNKNOWN)
        text = shaped(citation_item(page.texts[0], page.seqs[0]), shape, as_of)
        return f'{{"as_of_seq":{self.log.seq if as_of is None else as_of},{text[1:]}'


def citation_item(text: str, seq: int) -> str:
    """Return a citation with its addresses and seq in front; its page is that of what cites."""
    begins = ID.match(text)
    if begins is None:
        raise UnexpectedDocument(text[:80])
    key, object_type, holder = begins.groups()
    api_url, page_url = absolute(CITATIONS.item_path(key)), absolute(page_path(object_type, holder))
    return f'{{"api_url":"{api_url}","page_url":"{page_url}","seq":{seq},{text[1:]}'
