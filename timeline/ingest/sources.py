"""All kinds of sources by code: the one list that commands, feeds and documentation go through."""

from typing import Final

from timeline.ingest import (
    article,
    courtlistener,
    dod_contracts,
    eforms,
    federal_register,
    feed,
    gao,
    ocds,
    pacer_rss,
    sam_gov,
    usaspending,
    uscfc_opinions,
)
from timeline.ingest.source import Source, by_code

SOURCES: Final[dict[str, Source]] = by_code(
    module.SOURCE
    for module in (
        feed,
        article,
        courtlistener,
        pacer_rss,
        uscfc_opinions,
        gao,
        dod_contracts,
        sam_gov,
        usaspending,
        federal_register,
        ocds,
        eforms,
    )
)
