"""The editors' desk: Django admin pages, in Unfold's dress, for the models of both apps."""

from timeline.admin import (
    accounts,
    automatic,
    candidates,
    contracts,
    deliveries,
    disputes,
    events,
    feeds,
    log,
    parties,
    protests,
    questions,
    reports,
    sources,
    start,
    statements,
)

__all__ = [
    "accounts",
    "automatic",
    "candidates",
    "contracts",
    "deliveries",
    "disputes",
    "events",
    "feeds",
    "log",
    "parties",
    "protests",
    "questions",
    "reports",
    "sources",
    "start",
    "statements",
]
