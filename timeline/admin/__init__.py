"""The editors' desk: Django admin pages, in Unfold's dress, for the models of both apps."""

from timeline.admin import (
    accounts,
    contracts,
    disputes,
    events,
    log,
    parties,
    protests,
    sources,
    statements,
)

__all__ = ["accounts", "contracts", "disputes", "events", "log", "parties", "protests", "sources", "statements"]
