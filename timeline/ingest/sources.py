"""All kinds of sources by code: the one list that commands, feeds and documentation go through."""

from typing import Final

from timeline.ingest import dod_contracts, feed, gao, pacer_rss, uscfc_opinions
from timeline.ingest.source import Source, by_code

SOURCES: Final[dict[str, Source]] = by_code(
    [feed.SOURCE, pacer_rss.SOURCE, uscfc_opinions.SOURCE, gao.SOURCE, dod_contracts.SOURCE]
)
