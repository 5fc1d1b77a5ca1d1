"""CourtListener's webhooks: what kind an event is, and what of it becomes items."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from typing import Any, Final

from timeline.ingest.json_fields import Json, part, parts, words


class EventType(IntEnum):
    """CourtListener's own numbers."""

    DOCKET_ALERT = 1
    SEARCH_ALERT = 2
    RECAP_FETCH = 3
    OLD_DOCKET_ALERTS_REPORT = 4
    PRAY_AND_PAY = 5


# The only sign of a test event is that it carries the example records of the documentation.
_EXAMPLES: Final = frozenset({("id", "2208776613"), ("cluster_id", "2812209")})


@dataclass(frozen=True, slots=True)
class Webhook:
    """One delivery: its type (None for one that is new), the records in it, and what an operator must know."""

    event_type: EventType | None
    version: str
    created_at: str
    results: list[Json]
    messages: tuple[str, ...]
    is_test: bool


def read_webhook(envelope: Json) -> Webhook:
    """Take a delivery apart; secrets of alerts in it are left behind."""
    head, payload = part(envelope, "webhook"), part(envelope, "payload")
    said = words(head, "event_type")
    known = EventType(int(said)) if said in {str(one.value) for one in EventType} else None
    results = parts(payload, "results")
    return Webhook(
        event_type=known,
        version=words(head, "version"),
        created_at=words(head, "date_created"),
        results=results if known in {EventType.DOCKET_ALERT, EventType.SEARCH_ALERT} else [],
        messages=tuple(_messages(known, said, payload)),
        is_test=any((name, words(one, name)) in _EXAMPLES for one in results for name in ("id", "cluster_id")),
    )


def _messages(known: EventType | None, said: str, payload: Json) -> Iterable[str]:
    if known is None:
        yield f"an event of the unknown type {said or '(none)'} was not read"
    elif known is EventType.OLD_DOCKET_ALERTS_REPORT:
        for name, what in (("old_alerts", "will be disabled soon"), ("disabled_alerts", "were disabled")):
            dockets = [words(one, "docket") for one in parts(payload, name)]
            if dockets:
                yield f"alerts {what} for want of news, on dockets {', '.join(dockets)}"
    elif known is EventType.RECAP_FETCH:
        yield f"fetch {words(payload, 'id')} ended with status {words(payload, 'status')}: {words(payload, 'message')}"
    elif known is EventType.PRAY_AND_PAY:
        yield f"document {words(payload, 'recap_document')} was bought by somebody (status {words(payload, 'status')})"


def is_envelope(value: Any) -> bool:
    """Tell whether a JSON value has the shape of a delivery."""
    return isinstance(value, dict) and isinstance(value.get("webhook"), dict) and isinstance(value.get("payload"), dict)
