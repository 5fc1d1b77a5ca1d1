"""Sends what the log calls an error to Sentry: where in the code and of which kind, nothing of who asked for what.

Nothing of Sentry's own hooks into the site: one handler of the log is all, so that what leaves is what stands here.
"""

import logging
import re
from typing import Any

import sentry_sdk
from django.conf import settings

from tracker.logs import REQUEST

# An address of mail or of a network, a token, a long number: what an error's words may hold of somebody.
OF_SOMEBODY = re.compile(
    r"[^\s@<>\"']+@[^\s@<>\"']+|\b\d{1,3}(?:\.\d{1,3}){3}\b|\b(?:[0-9a-fA-F]{1,4}:){2,7}[0-9a-fA-F:]*|[\w.-]{24,}|\d{7,}"
)
# PostgreSQL puts values of the row into later lines, others the whole of what they could not read.
LONGEST = 200


class ErrorsHandler(logging.Handler):
    """Hand errors of the log on: the words of the program without what was filled in, and where it happened."""

    def emit(self, record: logging.LogRecord) -> None:
        """Send one; what goes wrong meanwhile must not fall back on the site."""
        try:
            event, hint = _event(record)
            sentry_sdk.capture_event(event, hint)
        except Exception:  # noqa: BLE001 - as logging itself does
            self.handleError(record)


def start(dsn: str, *, part: str) -> None:
    """Begin to send errors of this process."""
    sentry_sdk.init(
        dsn=dsn,
        release=settings.RELEASE,
        environment=settings.MODE,
        server_name=part,
        default_integrations=False,
        auto_enabling_integrations=False,
        include_local_variables=False,
        max_breadcrumbs=0,
        auto_session_tracking=False,
        send_client_reports=False,
        traces_sample_rate=None,
        before_send=without_people,
    )
    sentry_sdk.set_tag("part", part)
    root = logging.getLogger()
    if not any(isinstance(handler, ErrorsHandler) for handler in root.handlers):
        handler = ErrorsHandler(logging.ERROR)
        # The filter of the one other handler, which knows the number of the request.
        handler.filters = [one for other in root.handlers for one in other.filters]
        root.addHandler(handler)


def stop() -> None:
    """End it, once all was sent."""
    root = logging.getLogger()
    root.handlers = [handler for handler in root.handlers if not isinstance(handler, ErrorsHandler)]
    sentry_sdk.get_client().close(timeout=2)


def without_people(event: Any, _hint: Any) -> Any:
    """Take out of an event whatever could tell of a person: all but the code's own words, places and kinds."""
    kept = {"event_id", "timestamp", "level", "logger", "logentry", "exception", "release", "environment", "tags"}
    slim = {name: value for name, value in event.items() if name in kept | {"platform", "server_name", "sdk"}}
    for one in (slim.get("exception") or {}).get("values") or []:
        one["value"] = _scrubbed(one.get("value") or "")
        for frame in (one.get("stacktrace") or {}).get("frames") or []:
            frame.pop("vars", None)
            frame.pop("abs_path", None)
    return slim


def _event(record: logging.LogRecord) -> tuple[Any, Any]:
    hint = {"exc_info": record.exc_info} if record.exc_info else {}
    event: dict[str, Any] = {
        "level": "fatal" if record.levelno >= logging.CRITICAL else "error",
        "logger": record.name,
        "logentry": {"message": _scrubbed(str(record.msg))},  # with its gaps: what fills them came from somebody
        "tags": {"request_id": getattr(record, REQUEST, None) or ""},
    }
    if record.exc_info:
        options = sentry_sdk.get_client().options
        described, hint = sentry_sdk.utils.event_from_exception(record.exc_info, client_options=options)
        event["exception"] = described["exception"]
    return event, hint


def _scrubbed(words: str) -> str:
    first = words.strip().partition("\n")[0]
    return OF_SOMEBODY.sub("[…]", first)[:LONGEST]
